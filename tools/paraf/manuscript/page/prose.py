"""The running text of a page: what its writer wrote in words, line by line.

Code, addresses, comments and commands of HTML and Markdown are blanked out, sign by sign, so that
lines and columns stay where they are.
"""

import re
from collections.abc import Callable

FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})[^`\n]*\n(?:.*\n)*?[ \t]*\1[`~]*[ \t]*$", re.MULTILINE)
"""A block of fenced code, its fences included."""

_UNSAID = tuple(
    re.compile(one, re.MULTILINE | re.DOTALL)
    for one in (
        r"<!--.*?-->",
        r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)",
        r"<(script|style|pre|code|kbd|samp)\b.*?</\1\s*>",
        r"^[ \t]*\[[^\]\n]+\]:[^\n]*$",  # where a link that is named leads
        r"(?<=\])\((?:<[^>\n]*>|[^()\s]|\([^()\s]*\))*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)",
        r"(?<=\])\[[^\]\n]*\]",
        r"\[\^[^\]\n]+\]:?",
        r"</?[a-zA-Z][^<>]*>|<[a-zA-Z][\w+.-]*:[^<>\s]*>|<[^<>\s@]+@[^<>\s@]+>",
        r"(?:https?://|www\.)[^\s<>()\"'|]+",
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        r"\{:?[ \t]*[.#\w][^{}\n]*\}",
        r"^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+[\w -]+",
        r"&(?:#\w+|\w+);",
    )
)
_QUOTED = tuple(
    re.compile(one, re.MULTILINE)
    for one in (r"^[ \t]*>[^\n]*$", r"“[^”\n]*”", r"\"[^\"\n]*\"", r"‘[^’\n]*’", r"«[^»\n]*»")
)
_INDENTED = re.compile(r"^(?: {4}|\t)[^\n]*$", re.MULTILINE)


def prose(body: str, code: frozenset[str] = frozenset()) -> str:
    """Return the words of a body, all else blanked out; it has as many lines as before.

    `code` are the lines that are shown as code, stripped: what is indented and among them is code.
    """
    text = FENCE.sub(_blanked, body)
    if code:
        text = _INDENTED.sub(_if(lambda line: line.strip() in code), text)
    for pattern in _UNSAID:
        text = pattern.sub(_blanked, text)
    return text


def unquoted(text: str) -> str:
    """Return a text in which what others said is blanked out: quotations and quoted paragraphs."""
    for pattern in _QUOTED:
        text = pattern.sub(_blanked, text)
    return text


def _blanked(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _if(holds: Callable[[str], bool]) -> Callable[[re.Match[str]], str]:
    return lambda found: _blanked(found) if holds(found[0]) else found[0]
