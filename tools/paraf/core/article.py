"""What an article says, apart from how a theme dresses it: the same for its source and its page."""

import hashlib
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser


def _these(names: str) -> frozenset[str]:
    return frozenset(names.split())


BLOCKS = _these(
    "h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd table tr th td caption pre blockquote figure figcaption"
    " details summary"
)
"""What the structure consists of. Everything else is a wrapper, or a part of a line."""
CONTAINERS = _these("ul ol dl table tr blockquote figure details")
"""Blocks that count by themselves; of the others only those that hold words."""
EMPTY = _these("area base br col embed hr img input link meta source track wbr")
"""Elements that have no content (HTML, 13.1.2)."""
UNSAID = _these("script style template")
ADDED = _these(
    "headerlink md-clipboard md-code__nav md-code__button md-content__button md-source-file"
    " bkd-eyebrow bkd-note"
)
"""Classes of what themes put into an article: signs beside headings, buttons, notes below."""
LIVE = _these("status alert log timer")
"""Roles of what a page fills in while it is read (WAI-ARIA 1.2, 5.3.5)."""
_AFTER_P = (BLOCKS - _these("li dt dd tr th td caption")) | _these(
    "address article aside div fieldset footer form header hr main menu nav section"
)
_ENDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (_these("li"), _these("ul ol")),
    "dt": (_these("dt dd"), _these("dl")),
    "dd": (_these("dt dd"), _these("dl")),
    "tr": (_these("tr"), _these("table")),
    "th": (_these("th td"), _these("tr table")),
    "td": (_these("th td"), _these("tr table")),
}
"""A start tag ends those open elements whose end tag may be left out, unless one of the second
stands between (HTML, 13.1.2.4)."""
_P = (_these("p"), _these("td th caption"))


def digest(html: str) -> str:
    """Return the SHA-256, in hex, of the words and blocks of an article's HTML.

    It is the same for any two that a reader takes for the same text: wrappers, white space,
    attributes, end tags that may be left out and what a theme adds (`ADDED`) make no difference. A
    word, its place, or the block it stands in makes one; so does the alternative of an image.
    """
    return hashlib.sha256("\n".join(lines(html)).encode(errors="replace")).hexdigest()


def lines(html: str) -> tuple[str, ...]:
    """Return what `digest` is made of: each run of words, after the path of its blocks.

    A container is a line where it begins.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    told = ((path, " ".join(words.split()), counts) for path, words, counts in reader.runs)
    return tuple(f"{path} {words}" for path, words, counts in told if words or counts)


class _Reader(HTMLParser):
    """Keeps the blocks that are open, and collects the runs of words."""

    def __init__(self) -> None:
        """Begin outside of every block."""
        super().__init__(convert_charrefs=True)
        self.runs: list[tuple[str, str, bool]] = [("", "", False)]
        self._blocks: list[str] = []
        self._unsaid: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Open a block, or begin to hear nothing."""
        said = dict(attrs)
        if self._unsaid or tag in UNSAID or _is_added(said):
            if tag not in EMPTY:
                self._unsaid.append(tag)
            return
        if tag in _AFTER_P:
            self._end(*_P)
        if tag in _ENDS:
            self._end(*_ENDS[tag])
        if tag in BLOCKS:
            self._blocks.append(tag)
            self._begin(counts=tag in CONTAINERS)
        elif tag in ("br", "hr"):
            self._say(" ")
        elif tag == "img":
            self._say(f" {said.get('alt') or ''} ")

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Take `<p/>` as `<p>`, as browsers do; `<path/>` of a drawing is empty."""
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY and tag not in BLOCKS:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close a block with all that is open in it; what was never opened closes nothing."""
        if not self._unsaid:
            self._end(frozenset((tag,)), frozenset())
        elif tag in self._unsaid:
            del self._unsaid[_last(self._unsaid, tag) :]

    def handle_data(self, data: str) -> None:
        """Take the words down."""
        if not self._unsaid:
            self._say(data)

    def _end(self, tags: frozenset[str], unless: frozenset[str]) -> None:
        for place in range(len(self._blocks) - 1, -1, -1):
            if self._blocks[place] in tags:
                del self._blocks[place:]
                self._begin()
                return
            if self._blocks[place] in unless:
                return

    def _begin(self, *, counts: bool = False) -> None:
        self.runs.append(("/".join(self._blocks), "", counts))

    def _say(self, words: str) -> None:
        path, before, counts = self.runs[-1]
        self.runs[-1] = (path, before + words, counts)


def _last(tags: Sequence[str], tag: str) -> int:
    return len(tags) - 1 - tags[::-1].index(tag)


def _is_added(attributes: Mapping[str, str | None]) -> bool:
    classes = (attributes.get("class") or "").split()
    return (
        not ADDED.isdisjoint(classes) or "data-live" in attributes or attributes.get("role") in LIVE
    )
