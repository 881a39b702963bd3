"""All looks of one inspection, two at once, by as many browsers as it takes."""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from paraf.core.evidence import Finding
from paraf.core.words import T
from paraf.inspection.browser import chromium
from paraf.inspection.browser.heard import Heard
from paraf.inspection.browser.looking import Looker, Seen
from paraf.inspection.browser.memory import Guard
from paraf.inspection.browser.names import screenshots
from paraf.inspection.browser.search import INDEX, PAGE, check_search, unfound
from paraf.inspection.browser.shots import Compare
from paraf.inspection.browser.tabs import Tabs
from paraf.inspection.browser.view import SLOW, Look
from paraf.inspection.findings import address, is_down
from paraf.inspection.site import Site
from paraf.ports import BrowserFault, Progress

if TYPE_CHECKING:
    from playwright.async_api import Browser

AT_ONCE = 2
"""Tabs that are looked at together."""
FEW = 6
"""So many slow pages may be the machine's fault, and are looked at again."""


class Round:
    """What is to be looked at, and what was seen: it goes on where a browser died."""

    def __init__(
        self,
        site: Site,
        into: Path,
        looks: Sequence[Look],
        compare: Compare | None,
        progress: Progress,
    ) -> None:
        """Know what is to be done; nothing is done yet."""
        self.found: list[Finding] = []
        self.searched = 0
        self._site = site
        self._into = into
        self._looks = looks
        self._compare = compare
        self._progress = progress
        self._waiting = deque(looks)
        self._seen: dict[int, Seen] = {}
        devices = dict.fromkeys(one.device.name for one in looks)
        self._names = screenshots([one.path for one in looks], [*devices], looks[0].themes)

    @property
    def seen(self) -> list[Seen]:
        """What was seen, in the order that it was asked for."""
        return [self._seen[id(one)] for one in self._looks if id(one) in self._seen]

    async def go_on(self, browser: "Browser") -> None:
        """Look at what is left, then try the search; BrowserFault if the browser dies of it."""
        guard = Guard()
        tabs = Tabs(browser, self._site.url, self._site.built)
        looker = Looker(self._site, self._into, self._names, tabs, guard, self._compare)
        watching = asyncio.ensure_future(guard.watch(browser))
        try:
            faults = await asyncio.gather(*(self._work(looker) for _ in range(AT_ONCE)))
            for fault in faults:
                if fault is not None:
                    raise fault
            await self._look_again(looker)
            await self._search(tabs)
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
        self._progress(T("Looking at the pages"), len(self._looks), len(self._looks))

    async def _work(self, looker: Looker) -> BrowserFault | None:
        """Take one look after the other; return the fault if the browser died."""
        while self._waiting and not is_down(self.found):
            look = self._waiting.popleft()
            self._progress(T("Looking at the pages"), len(self._seen), len(self._looks))
            try:
                seen = await looker.look(look)
            except BrowserFault as fault:
                self._waiting.appendleft(look)
                return fault
            self._seen[id(look)] = seen
            if is_down(seen.findings):
                self.found += seen.findings
        return None

    async def _look_again(self, looker: Looker) -> None:
        """Look once more, and alone, at pages that did not get ready: the machine may be busy."""
        slow = [one for one in self.seen if any(two.kind == SLOW for two in one.findings)]
        if len(slow) > FEW or is_down(self.found):
            return
        for one in slow:
            self._seen[id(one.look)] = await looker.look(one.look)

    async def _search(self, tabs: Tabs) -> None:
        """Look for each page that the search is to know, where the site has our search."""
        from playwright.async_api import Error

        wanted = [
            one.look
            for one in self.seen
            if one.look.deep and one.look.expected is not None and one.searched
        ]
        ours = {INDEX, f"{PAGE}index.html"} <= self._site.manifest.files.keys()
        if not wanted or not ours or is_down(self.found):
            return
        place = address(self._site.url, PAGE)
        heard = Heard(self._site.url, place)
        try:
            longest = wanted[0].patience * (2 + len(wanted))
            async with asyncio.timeout(longest), tabs.live(wanted[0].device) as tab:
                stop = heard.listen(tab)
                try:
                    async with asyncio.timeout(wanted[0].patience):
                        await tab.open(place)
                    self.found += await check_search(tab, wanted)
                finally:
                    stop()
        except (Error, TimeoutError) as error:
            if await tabs.lost():
                raise chromium.died() from error
            self.found += [unfound(one) for one in wanted]
        self.found += heard.findings(())
        self.searched = len(wanted)
