"""What git is told whenever it runs: it reads bytes as they are, and no settings but its own."""

import os

QUIET = tuple(
    word
    for setting in (
        "core.quotePath=false",
        "core.fsmonitor=false",
        "advice.detachedHead=false",
        "color.ui=false",
        "log.showSignature=false",
        "i18n.commitEncoding=UTF-8",
        "i18n.logOutputEncoding=UTF-8",
        "merge.renames=false",
        "merge.directoryRenames=false",
        "merge.renormalize=false",
    )
    for word in ("-c", setting)
)
"""Settings that would change what git says."""

SEALED = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_COUNT": "0",
    "GIT_CONFIG_PARAMETERS": "",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_EXEC_PATH": "",
    "GIT_NAMESPACE": "",
}
"""A bare repository goes by its own settings: whoever pushes brings theirs along in vain."""
