"""The language of this run: Indonesian, unless the user's settings ask for English."""

import gettext
import os

from paraf.core.words import Say
from paraf.records.catalogue import DOMAIN, FOLDER, voice


def chosen() -> str:
    """Return `id` or `en`: by PARAF_LANG, else by the locale, else Indonesian."""
    for name in ("PARAF_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        wish = os.environ.get(name, "").lower()
        if wish.startswith(("id", "en")):
            return wish[:2]
    return "id"


LANGUAGE = chosen()
say: Say = voice(LANGUAGE)
if LANGUAGE != "en":
    # Click asks gettext for its own few sentences; our catalogue holds them too. Gettext goes by
    # LANGUAGE before all else, and a desktop may have set it to some other language.
    gettext.bindtextdomain(DOMAIN, FOLDER)
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = LANGUAGE
