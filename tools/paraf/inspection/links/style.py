"""What a style sheet asks for: the tokens of CSS Syntax Level 3 that hold an address."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from paraf.inspection.links.document import Link

_STRING = r'"(?:[^"\\\n]|\\[\s\S])*+"|\'(?:[^\'\\\n]|\\[\s\S])*+\''
# A string that nothing ends goes to the end of its line (CSS Syntax 3, 4.3.5), and is passed once.
_ANY = r'"(?:[^"\\\n]|\\[\s\S])*+"?|\'(?:[^\'\\\n]|\\[\s\S])*+\'?'
# Comments and strings are tokens of their own, so that no address is seen within them.
_TOKEN = re.compile(
    rf"(?P<comment>/\*[\s\S]*?(?:\*/|\Z))"
    rf"|(?P<namespace>@namespace\b[^;{{}}]*)"
    rf"|@import\s*(?P<import>{_STRING})"
    rf"|(?P<imports>@import\s+)?(?<![-\w])url\(\s*(?:(?P<quoted>{_STRING})|(?P<plain>(?:[^\s\"'()\\]|\\[\s\S])+))\s*\)"
    rf"|(?P<string>{_ANY})",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\r\n\f])?|(\r\n|[\n\r\f])|([\s\S]))")


def links(text: str, first: int = 1) -> Iterator[Link]:
    """Yield what a style sheet whose first line is `first` asks for, each address once."""
    if "url(" not in text.lower() and "import" not in text.lower():
        return
    ends = [match.start() for match in re.finditer(r"\n", text)]
    known: set[tuple[str, str]] = set()
    for found in _TOKEN.finditer(text):
        use, raw = _asked(found)
        if raw and (use, raw) not in known and not raw.startswith("data:"):
            known.add((use, raw))
            yield Link(use, first + bisect_left(ends, found.start()), raw)


def _asked(found: re.Match[str]) -> tuple[str, str]:
    if found["import"]:
        return "import", _unescaped(found["import"][1:-1])
    use = "import" if found["imports"] else "css"
    if found["quoted"]:
        return use, _unescaped(found["quoted"][1:-1])
    return use, _unescaped(found["plain"] or "")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_sign, text) if "\\" in text else text


def _sign(found: re.Match[str]) -> str:
    if found[1]:
        code = int(found[1], 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "�"
    return found[3] or ""
