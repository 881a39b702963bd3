"""Texts that a page gives us: nothing in them may break, flood or disguise what we write."""

import re
from typing import Any

MESSAGE = 500
"""Signs of a message or an address that are told."""
LONGEST = 5000
"""Signs of any other text, and entries of a list."""
WHOLE = frozenset({"article"})
"""What is digested and never shown: of these, nothing is changed that a file could hold."""
# What UTF-8 (RFC 3629) or XML (1.0, 2.2) cannot hold.
_BROKEN = re.compile("[\ud800-\udfff\ufffe\uffff]")
_CONTROLS = {one: 0x2400 + one for one in range(0x20) if chr(one) not in "\t\n\r"}
_CONTROLS |= {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)


def clean(text: str, most: int = LONGEST) -> str:
    """Return a text with its control signs made visible, of at most `most` signs.

    What cannot be written in UTF-8 becomes U+FFFD; of C0 only tab and line ends stay.
    """
    if len(text) > most:
        text = f"{text[: most - 1]}…"
    return _BROKEN.sub("\ufffd", text).translate(_CONTROLS)


def cleaned(value: Any) -> Any:
    """Return a value as JSON knows them, with every text in it clean, and no list too long."""
    match value:
        case str():
            return clean(value)
        case list():
            return [cleaned(one) for one in value[:LONGEST]]
        case dict():
            return {key: _kept(one) if key in WHOLE else cleaned(one)
                    for key, one in value.items()}  # fmt: skip
        case _:
            return value


def _kept(value: Any) -> Any:
    return _BROKEN.sub("\ufffd", value) if isinstance(value, str) else value
