"""Looking at pages with one browser: the live one, its preview, and what is kept of both."""

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from paraf.core.evidence import Finding, PageSeen
from paraf.core.phrases import device as called
from paraf.core.words import T
from paraf.inspection.browser import chromium
from paraf.inspection.browser.heard import Heard
from paraf.inspection.browser.memory import Guard
from paraf.inspection.browser.names import difference
from paraf.inspection.browser.screen import Theme
from paraf.inspection.browser.shots import Compare, scaled, webp
from paraf.inspection.browser.tabs import Tabs
from paraf.inspection.browser.view import Look, failed, heavy, slow
from paraf.inspection.browser.visit import Visit, drawn, turned, visit
from paraf.inspection.findings import PUBLISH_AGAIN, block, wrong_status
from paraf.inspection.site import Site

THEMES = {"light": T("light"), "dark": T("dark")}


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of one look, its pictures written."""

    look: Look
    pages: tuple[PageSeen, ...]
    findings: tuple[Finding, ...]
    requests: frozenset[str]
    searched: bool
    compared: int


class _Crashed(Exception):
    """The page took its process with it."""


@dataclass
class Looker:
    """Looks with one browser's `tabs`, and writes pictures by `names` below `into`."""

    site: Site
    into: Path
    names: Mapping[tuple[str, str, str], str]
    tabs: Tabs
    guard: Guard
    compare: Compare | None

    async def look(self, look: Look) -> Seen:
        """Look once; BrowserFault if the browser dies, else whatever happens is a finding."""
        heard, done = Heard(look.url, look.place), Visit(look)
        for theme in look.themes:
            shot = self._file(look, theme)
            shot.unlink(missing_ok=True)
            shot.with_name(difference(shot.name)).unlink(missing_ok=True)
        await self._live(heard, done)
        done.findings += heard.findings(done.violations)
        preview = Visit(look)
        if self._is_compared(done):
            await self._preview(preview, done)
        pages = [await self._kept(done, preview, theme) for theme in look.themes]
        return Seen(
            look=look,
            pages=tuple(pages),
            findings=tuple(done.findings),
            requests=frozenset(heard.ours),
            searched=done.seen.searched,
            compared=len(preview.pictures),
        )

    async def _live(self, heard: Heard, done: Visit) -> None:
        from playwright.async_api import Error

        look, ended = done.look, self.guard.ended
        try:
            async with asyncio.timeout(look.longest), self.tabs.live(look.device) as tab:
                stop = heard.listen(tab)
                try:
                    budgets = self.site.rules.budgets
                    await _unless(heard.crashed, visit(tab, heard, done, budgets))
                finally:
                    stop()
        except _Crashed:
            if await self.tabs.lost():
                raise chromium.died() from None
            if self.guard.ended > ended:
                done.findings.append(heavy(look, self.guard.most // 1_000_000))
            else:
                done.findings.append(failed(look, "crashed"))
        except TimeoutError:
            done.findings.append(slow(look))
        except Error as error:
            if await self.tabs.lost():
                raise chromium.died() from error
            if heard.status >= 400:  # an error without a word of its own, which is no page
                done.seen = replace(done.seen, status=heard.status)
                done.findings.append(wrong_status("page-status", look.place, heard.status))
            else:
                done.findings.append(failed(look, error.message))

    def _is_compared(self, done: Visit) -> bool:
        marked = done.look.expected is not None and self.site.built is not None
        whole = len(done.pictures) == len(done.look.themes)
        return marked and whole and self.compare is not None and done.seen.status == 200

    async def _preview(self, preview: Visit, done: Visit) -> None:
        """Draw the built page; one that cannot be drawn is no proof of anything."""
        from playwright.async_api import Error

        why = ""
        try:
            async with (
                asyncio.timeout(done.look.longest),
                self.tabs.preview(done.look.device) as tab,
            ):
                preview.seen = await drawn(tab, preview)
                await turned(tab, preview)
        except TimeoutError:
            why = "timeout"
        except Error as error:
            if await self.tabs.lost():
                raise chromium.died() from error
            why = error.message
        if why or preview.seen.status != 200:
            preview.pictures.clear()
            what = T("The preview cannot be drawn: {reason}", reason=why or preview.seen.status)
            done.findings.append(block("picture-differs", done.look.place, what, PUBLISH_AGAIN))

    async def _kept(self, done: Visit, preview: Visit, theme: Theme) -> PageSeen:
        """Write the pictures of one theme, and say what was seen in it."""
        look, seen = done.look, done.seen
        shown = differs = ""
        if theme in done.pictures:
            shown = self.names[look.path, look.device.name, theme]
            image = await asyncio.to_thread(webp, done.pictures[theme])
            self._file(look, theme).write_bytes(image)
        if theme in preview.pictures:
            differs = await self._compared(done, preview, theme)
        return PageSeen(
            path=look.path,
            device=look.device.name,
            status=seen.status,
            title=seen.title,
            headings=seen.headings,
            screenshot=shown,
            theme=theme,
            article=seen.article,
            difference=differs,
            figures=seen.figures if theme == look.themes[0] else {},
        )

    async def _compared(self, done: Visit, preview: Visit, theme: Theme) -> str:
        """Hold a picture against the preview's; return the file that shows how they differ."""
        assert self.compare is not None
        look, live, built = done.look, done.pictures[theme], preview.pictures[theme]
        masks = scaled((*done.seen.masks, *preview.seen.masks), look.device.scale)
        found = await asyncio.to_thread(self.compare, live, built, masks)
        if not found.share:
            return ""
        name = difference(self.names[look.path, look.device.name, theme])
        if found.image is not None:
            (self.into / name).write_bytes(found.image)
        what = T(
            "The page does not look like its preview: {share} is different ({device}, {theme}).",
            share=f"{found.share * 100:.2g} %",
            device=called(look.device.name),
            theme=THEMES[theme],
        )
        done.findings.append(block("picture-differs", look.place, what, PUBLISH_AGAIN))
        return name if found.image is not None else ""

    def _file(self, look: Look, theme: Theme) -> Path:
        return self.into / self.names[look.path, look.device.name, theme]


async def _unless(crashed: asyncio.Event, work: Coroutine[None, None, None]) -> None:
    """Do the work, unless the page crashes: then nothing of it would ever end."""
    task, crash = asyncio.ensure_future(work), asyncio.ensure_future(crashed.wait())
    try:
        await asyncio.wait((task, crash), return_when=asyncio.FIRST_COMPLETED)
        if crashed.is_set():
            raise _Crashed
        await task
    finally:
        for one in (task, crash):
            one.cancel()
        await asyncio.gather(task, crash, return_exceptions=True)
