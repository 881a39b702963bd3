"""Do the links, images and downloads of the case's pages lead somewhere?"""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin

from paraf.core.evidence import Finding
from paraf.core.words import T
from paraf.inspection.fetch import WORKERS, Answer, Pause, Silence, opened
from paraf.inspection.findings import (
    CORRECT_PAGE,
    address,
    block,
    origin,
    unreachable,
    wrong_status,
)
from paraf.ports import Progress

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PAGE_LIMIT = 20_000_000
ATTRIBUTES = ("href", "src", "poster", "data")
NOT_FETCHED = frozenset({"preconnect", "dns-prefetch", "canonical"})

Answers = dict[str, Answer | Silence]


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: where it stands and what it points at; `anchor` may be empty."""

    place: str
    line: int
    target: str
    anchor: str


def check_links(
    url: str, paths: Sequence[str], progress: Progress, *, pause: Pause = time.sleep
) -> tuple[Finding, ...]:
    """Follow every link within the site on the pages at `paths`; links to elsewhere are left out.

    A link must lead to an answer 200, by way of redirections within the site if need be; an anchor
    must exist on the page that it leads to.
    """
    places = [address(url, path) for path in paths]
    with opened(pause) as web, ThreadPoolExecutor(WORKERS) as pool:

        def ask(targets: Sequence[str], *, keep: bool) -> Answers:
            limit = PAGE_LIMIT if keep else 0
            return dict(
                zip(
                    targets,
                    pool.map(lambda one: web.follow(one, limit=limit, keep=keep), targets),
                    strict=True,
                )
            )

        answers = ask(places, keep=True)
        links = [link for place in places for link in _links(url, place, answers[place])]
        progress(T("Following the links"), 0, len(links))
        anchored = {link.target for link in links if link.anchor} - answers.keys()
        answers |= ask(sorted(anchored), keep=True)
        answers |= ask(sorted({link.target for link in links} - answers.keys()), keep=False)
    progress(T("Following the links"), len(links), len(links))
    for got in answers.values():
        if isinstance(got, Silence) and got.gone:
            return (unreachable(url, got.reason),)
    return tuple(_judge(places, links, answers))


def _judge(places: Sequence[str], links: Sequence[Link], answers: Answers) -> Iterator[Finding]:
    for place in places:
        page = answers[place]
        if isinstance(page, Answer) and page.status != 200:
            yield wrong_status("page-status", place, page.status)
    anchors = {link.target: _anchors(answers[link.target]) for link in links if link.anchor}
    for link in links:
        got = answers[link.target]
        if isinstance(got, Silence):
            what = T("The link to {target} gets no answer.", target=link.target)
            yield block("link-broken", link.place, what, CORRECT_PAGE, link.line)
        elif got.status != 200:
            what = T(
                "The link to {target} gets the answer {status}.",
                target=link.target,
                status=got.status,
            )
            yield block("link-broken", link.place, what, CORRECT_PAGE, link.line)
        elif link.anchor and link.anchor not in anchors[link.target]:
            what = T(
                "{target} has no place named {anchor}.", target=link.target, anchor=link.anchor
            )
            yield block("anchor-missing", link.place, what, CORRECT_PAGE, link.line)


def _links(url: str, place: str, page: Answer | Silence) -> Iterator[Link]:
    """Yield the links of a page that lead to the same site, each target once."""
    document = _parsed(page)
    if document is None:
        return
    base = urljoin(place, next(iter(document.xpath("//base/@href")), ""))
    known = set()
    for line, raw in _raw_links(document):
        target, anchor = urldefrag(urljoin(base, raw.strip()))
        anchor = "" if anchor.startswith(":~:") or anchor == "top" else unquote(anchor)
        if origin(target) == origin(url) and (target, anchor) not in known:
            known.add((target, anchor))
            yield Link(place, line, target, anchor)


def _raw_links(document: "HtmlElement") -> Iterator[tuple[int, str]]:
    for name in ATTRIBUTES:
        for element in document.xpath(f"//*[@{name}]"):
            kinds = element.get("rel", "").split() if element.tag == "link" else ()
            if NOT_FETCHED.isdisjoint(kinds):
                yield element.sourceline or 0, element.get(name)
    for element in document.xpath("//*[@srcset]"):
        for candidate in element.get("srcset").split(", "):
            if candidate.strip():
                yield element.sourceline or 0, candidate.split()[0]


def _anchors(page: Answer | Silence) -> frozenset[str]:
    document = _parsed(page)
    return frozenset() if document is None else frozenset(document.xpath("//@id | //a/@name"))


def _parsed(page: Answer | Silence) -> "HtmlElement | None":
    from lxml import etree, html

    if isinstance(page, Silence) or page.status != 200:
        return None
    try:
        return html.document_fromstring(page.body, parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:  # an empty page
        return None
