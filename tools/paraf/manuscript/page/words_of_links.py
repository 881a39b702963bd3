"""Whether a link says where it leads: its words are read alone, in a list, by many."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from paraf.core.evidence import Finding
from paraf.core.page import Page
from paraf.core.words import T
from paraf.manuscript.finding import blocks, warns
from paraf.manuscript.page.source import Source
from paraf.manuscript.read import Reading

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_VAGUE = re.compile(
    r"(?:(?:klik|tekan|lihat|unduh|baca|buka|download|click|tap)\s+)?"
    r"(?:(?:di\s*)?sini|(?:di\s+)?(?:link|tautan|laman|halaman|situs)(?:\s+(?:ini|berikut))?"
    r"|ini|berikut(?:\s+ini)?|here|this|read\s+more|more|link|selanjutnya|(?:se)?lengkap(?:nya)?"
    r"|klik|unduh|download|detail|info|more\s+info|info\s+lebih\s+lanjut)",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def check_words_of_links(path: str, page: Page, reading: Reading) -> Iterator[Finding]:
    """Find links without words, with words that say nothing, or that say the same of two places."""
    source = Source(page)
    places: dict[str, set[str]] = defaultdict(set)
    links = (one for one in reading.root.iter("a") if one.get("href") is not None)
    said = ((spoken(one), str(one.get("href"))) for one in links if not _made(one))
    for words, target in dict.fromkeys(said):
        yield from _said(path, words, target, source)
        known = places[words.casefold()]
        if known and target not in known and words:
            what = T("Two links say “{words}” and lead to different places.", words=words)
            line = source.saying(words, holding=target)
            yield warns("link-same", path, what, _SAME, line=line)
        known.add(target)


def spoken(element: "HtmlElement") -> str:
    """Return what a screen reader says of an element: its words, and those of its pictures."""
    label = element.get("aria-label")
    if label:
        return " ".join(str(label).split())
    parts = [str(element.text_content()), *(str(one.get("alt", "")) for one in element.iter("img"))]
    return " ".join(" ".join(parts).split())


def _made(link: "HtmlElement") -> bool:
    classes = str(link.get("class", "")).split()
    return any(one in classes for one in ("headerlink", "footnote-backref", "footnote-ref"))


def _said(path: str, words: str, target: str, source: Source) -> Iterator[Finding]:
    if not words:
        what = T("The link to {target} has no words.", target=target)
        yield blocks("link-empty", path, what, _WORDS, line=source.saying("", holding=target))
        return
    if _VAGUE.fullmatch(words.strip(" .:»>…→")):
        kind = "link-vague"
        what = T("The link “{words}” does not say where it leads.", words=words)
    elif _BARE.fullmatch(words):
        kind = "link-bare"
        what = T("The link shows its address, {words}.", words=words)
    else:
        return
    yield warns(kind, path, what, _WORDS, line=source.saying(words, holding=target))


_WORDS = T("Let the words say what is there, such as [Formulir cuti (PDF)](formulir.pdf).")
_SAME = T("Give each words of its own.")
