"""The case's pages, and those around them, as a visitor sees them."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from paraf.core.evidence import Checked, Finding, PageSeen
from paraf.core.words import T
from paraf.inspection.browser import axe, chromium
from paraf.inspection.browser.looking import Seen
from paraf.inspection.browser.rounds import Round
from paraf.inspection.browser.screen import DEVICES, Theme
from paraf.inspection.browser.shots import Compare
from paraf.inspection.browser.view import Look
from paraf.inspection.site import Site
from paraf.ports import Progress

BROWSERS = 2
"""So many are started, if they die."""


@dataclass(frozen=True, slots=True)
class Viewed:
    """The pages as they were seen, and what was wrong with them, each thing once.

    `requests` maps every address of the site that pages asked for to those pages' paths.
    """

    pages: tuple[PageSeen, ...]
    findings: tuple[Finding, ...]
    checked: tuple[Checked, ...] = ()
    requests: Mapping[str, frozenset[str]] = field(default_factory=dict)
    tools: Mapping[str, str] = field(default_factory=dict)


def check_pages(
    site: Site,
    into: Path,
    progress: Progress,
    *,
    browser: Path,
    patience: float | None = None,
    compare: Compare | None = None,
) -> Viewed:
    """Look at every page of the site's `pages` and `around`, and put the pictures below `into`.

    What was marked is held against `pages`; where the site's built files are at hand, `compare`
    holds the picture of each against its preview. It costs with the number of these pages, never
    with the size of the site. Whatever a page does is a finding, within a small multiple of
    the `patience` seconds (None: those of the office's rules) that it has from its address to its
    picture. A browser that dies is started anew once, and then is a BrowserFault.
    """
    (into / "screenshots").mkdir(parents=True, exist_ok=True)
    looks = tuple(_looks(site, site.rules.patience if patience is None else patience))
    if not looks:
        return Viewed((), ())
    return asyncio.run(_look_all(Round(site, into, looks, compare, progress), browser))


def _looks(site: Site, patience: float) -> Iterator[Look]:
    """Yield what is to be looked at, the slowest of each page first."""
    expected = {one.path: one for one in site.pages}
    known: tuple[Theme, ...] = ("light", "dark")
    themes = [one for one in known if one in site.rules.themes]
    devices = [one for one in DEVICES if one.name in site.rules.devices]
    # The widest screen shows the most, so that there is the most to be tried.
    deep = max(devices, key=lambda one: one.width, default=None)
    for path in dict.fromkeys((*expected, *site.around)):
        if site.share.has(path) and themes:
            for one in reversed(devices):
                yield Look(site.url, path, expected.get(path), one, themes, one == deep, patience)


async def _look_all(work: Round, path: Path) -> Viewed:
    version = ""
    for left in range(BROWSERS - 1, -1, -1):
        try:
            async with chromium.opened(path) as browser:
                version = browser.version
                await work.go_on(browser)
                break
        except chromium.Died:
            if not left:
                raise
    seen = work.seen
    return Viewed(
        pages=tuple(page for one in seen for page in one.pages),
        findings=tuple(
            dict.fromkeys([*(two for one in seen for two in one.findings), *work.found])
        ),
        checked=tuple(_checked(seen, work.searched)),
        requests=_requests(seen),
        tools={"Chromium": version, "axe-core": axe.version()},
    )


def _requests(seen: list[Seen]) -> Mapping[str, frozenset[str]]:
    asked: dict[str, set[str]] = {}
    for one in seen:
        for url in one.requests:
            asked.setdefault(url, set()).add(one.look.path)
    return {url: frozenset(paths) for url, paths in sorted(asked.items())}


def _checked(seen: list[Seen], searched: int) -> Iterator[Checked]:
    deep = [one for one in seen if one.look.deep]
    files = sum(len(one.look.expected.downloads) for one in deep if one.look.expected)
    counts = (
        (T("pages opened in a browser"), len({one.look.path for one in seen})),
        (T("views of them, by screen and theme"), sum(len(one.pages) for one in seen)),
        (T("pages tried against the rules of WCAG 2.2 AA"), len(deep)),
        (T("pages walked through by keyboard"), len(deep)),
        (T("pictures held against the preview"), sum(one.compared for one in seen)),
        (T("downloads clicked"), files),
        (T("pages looked for by the search"), searched),
    )
    return (Checked("pages", what, count) for what, count in counts if count)
