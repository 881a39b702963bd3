"""Writes a text so that it can be searched: small letters, plain digits, plain separators."""

import unicodedata

GAP = "\x1f"
"""Stands for a sign that shows nothing: zero-width spaces, and the soft hyphens of PDF readers."""

# PDFium gives these where a word, or a number, is broken at the end of a line.
_BROKEN = ("\x02", "\ufffe", "\u00ad")


def plain(text: str) -> str:
    """Return `text` with every sign, one for one, in its plainest form.

    Digits of other scripts and widths become ASCII digits, odd spaces and dashes the ordinary ones,
    letters small ones, every end of a line ends in a line feed. The length stays, so that places in
    the one are places in the other.
    """
    if text.isascii():
        small = text.lower().replace("\x02", GAP)
    else:
        odd = {ord(sign): _plain(sign) for sign in set(text) if not (" " <= sign <= "~")}
        small = text.translate(odd | _LINES).lower()
    return small.replace("\r\n", " \n").replace("\r", "\n") if "\r" in small else small


_LINES = {ord(sign): sign for sign in "\t\r\n"}


def _plain(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(sign)
    if sign in _BROKEN or category == "Cf":
        return GAP
    if category in ("Zl", "Zp") or sign in "\x0b\x0c\x85":
        return "\n"
    if category in ("Zs", "Pd") or sign == "\u2212":
        return " " if category == "Zs" else "-"
    small = unicodedata.normalize("NFKC", sign).lower()
    return small if len(small) == 1 else sign if len(sign.lower()) == 1 else "?"
