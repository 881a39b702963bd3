"""The catalogues of sentences, one a language, as gettext keeps them."""

import gettext
from pathlib import Path

from paraf.core.words import Say, english, speaker

FOLDER = Path(__file__).parent.parent / "locale"
DOMAIN = "paraf"


def voice(language: str) -> Say:
    """Return what says a text in `language` (`id` or `en`); a sentence unknown to it is English."""
    if language == "en":
        return english
    return speaker(gettext.translation(DOMAIN, FOLDER, [language]).gettext)
