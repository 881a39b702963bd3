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
        r"(?<!`)(`+)(?!`).{1,2000}?(?<!`)\1(?!`)",
        r"<(script|style|pre|code|kbd|samp)\b.{0,2000}?</\1\s*>",
        r"^[ \t]*\[[^\]\n]+\]:[^\n]*$",  # where a link that is named leads
        r"(?<=\])\((?:<[^<>\n]{0,500}>|[^()\s<]{1,500}|\([^()\s]{0,200}\)){0,20}"
        r"(?:\s{1,9}(?:\"[^\"]{0,300}\"|'[^']{0,300}'))?\s{0,9}\)",
        r"(?<=\])\[[^\]\n]{0,200}\]",
        r"\[\^[^\]\n]{1,100}\]:?",
        r"</?[a-zA-Z][^<>]*>|<[a-zA-Z][\w+.-]*:[^<>\s]*>|<[^<>\s@]+@[^<>\s@]+>",
        r"(?:https?://|www\.)[^\s<>()\"'|]+",
        r"(?<![\w.+-])[\w.+-]{1,100}@[\w-]{1,100}(?:\.[\w-]{1,100}){1,9}",
        r"\{:?[ \t]*[.#\w][^{}\n]*\}",
        r"^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+[\w -]+",
        r"&(?:#\w{1,9}|\w{1,40});",
    )
)
_QUOTED = tuple(
    re.compile(one, re.MULTILINE)
    for one in (
        r"^[ \t]*>[^\n]*$",
        *(rf"{begin}[^{begin}{end}\n]{{0,600}}{end}" for begin, end in ("“”", "‘’", "«»")),
        r"\"[^\"\n]{0,600}\"",
    )
)
_INDENTED = re.compile(r"^(?: {4}|\t)[^\n]*$", re.MULTILINE)


def prose(body: str, code: frozenset[str] = frozenset()) -> str:
    """Return the words of a body, all else blanked out; it has as many lines as before.

    `code` are the lines that are shown as code, stripped: what is indented and among them is code.
    """
    text = FENCE.sub(_blanked, body)
    if code:
        text = _INDENTED.sub(_if(lambda line: line.strip() in code), text)
    text = _uncommented(text)
    for pattern in _UNSAID:
        text = pattern.sub(_blanked, text)
    return text


def unquoted(text: str) -> str:
    """Return a text in which what others said is blanked out: quotations and quoted paragraphs."""
    for pattern in _QUOTED:
        text = pattern.sub(_blanked, text)
    return text


def _uncommented(text: str) -> str:
    """Blank comments out, in one pass: however many begin, the last one may have no end."""
    parts, at = [], 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin)) >= 0:
        parts += [text[at:begin], re.sub(r"[^\n]", " ", text[begin : end + 3])]
        at = end + 3
    return "".join((*parts, text[at:]))


def _blanked(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _if(holds: Callable[[str], bool]) -> Callable[[re.Match[str]], str]:
    return lambda found: _blanked(found) if holds(found[0]) else found[0]
