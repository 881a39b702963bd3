"""A comment as a forge would show it, and what nobody's words may do in it."""

import re
import unicodedata
from dataclasses import dataclass

import lxml.html
from hypothesis import strategies as st
from markdown import markdown

BREAK = "\N{ZERO WIDTH SPACE}"
JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
TAGS = {
    "div", "p", "h4", "strong", "b", "ul", "li", "table", "thead", "tbody", "tr", "th", "td",
    "code", "blockquote", "br", "hr", "sub", "a", "img", "details", "summary",
}  # fmt: skip
"""What our own Markdown makes; nobody's emphasis, script or form is among it."""
LIVE = re.compile(r"(?i)@[\w-]|[#!]\d|\bgh-\d|://|\bwww\.|:[\w+-]+:|\[\[")
"""What GitHub and Gitea act on even in text that is already rendered."""
SKIPS = re.compile(r"(?i)\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]|\*\*\*NO_CI")
"""What tells a forge to skip its runs."""


@dataclass(frozen=True)
class Rendered:
    """The HTML of a comment."""

    root: lxml.html.HtmlElement

    @property
    def tables(self) -> list[list[list[str]]]:
        """The text of every cell, by table and row, without the breaks that nobody sees."""
        return [
            [[_seen(cell) for cell in row.iter("th", "td")] for row in table.iter("tr")]
            for table in self.root.iter("table")
        ]

    @property
    def tags(self) -> set[str]:
        """Every tag in it."""
        return {one.tag for one in self.root.iter() if isinstance(one.tag, str)}

    @property
    def targets(self) -> set[str]:
        """Everything that it links to or loads."""
        return {one[2] for one in self.root.iterlinks()}

    @property
    def text(self) -> str:
        """All that is written in it."""
        return str(self.root.text_content())


def rendered(comment: str) -> Rendered:
    """Render a comment."""
    return Rendered(lxml.html.fromstring(f"<div>{markdown(comment, extensions=['tables'])}</div>"))


def _seen(cell: lxml.html.HtmlElement) -> str:
    return str(cell.text_content()).replace(BREAK, "").strip()


def steering(text: str) -> set[str]:
    """Return the signs of a text that steer a screen, or that no encoding can carry."""
    return {
        one
        for one in text
        if unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        and one not in f"\n{BREAK}{JOINERS}"
    }


NASTY = (
    "@kiki", "kiki@bkd.example", "<script>alert(1)</script>", "<img src=x onerror=y>", "</table>",
    "![x](https://evil.example/a.png)", "[x](javascript:alert)", "| a | b |", "\n| --- |\n", "#12",
    "!7", "bkd/situs#12", "GH-3", "https://evil.example", "www.evil.example", ":octocat:", "`x`",
    "```\n", "~~x~~", "**x**", "__x__", "&lt;", "&#64;kiki", "$x$", "[[Beranda]]", "[skip ci]",
    "\u202e", "\x1b[31m", "\x00", "\ud800", "\r\n", "<!-- paraf:manuscript -->", "-->",
    "</details>", "\\", "> ", "- ", "1. ", "# ", "[^1]", "--- ", "=", "fixes #4",
    "<a href='//evil.example'>",
    "mailto:kiki@bkd.example", "\u2028", "\u00a0", "Surat edaran", "‘”", "é",
)  # fmt: skip
words = st.lists(st.sampled_from(NASTY) | st.text(max_size=6), min_size=1, max_size=6).map("".join)
"""What somebody might write anywhere, with or without meaning harm."""
