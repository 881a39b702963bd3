"""The case's pages as a visitor sees them, on a phone and on a desktop."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from paraf.core.evidence import ExpectedPage, Finding, PageSeen
from paraf.core.words import T
from paraf.inspection.browser import chromium
from paraf.inspection.browser.downloads import check_downloads
from paraf.inspection.browser.heard import Heard
from paraf.inspection.browser.names import screenshots
from paraf.inspection.browser.view import (
    DEVICES,
    Device,
    Look,
    Read,
    differences,
    failed,
    plain,
    slow,
)
from paraf.inspection.findings import is_down
from paraf.ports import Progress

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page

PATIENCE = 30.0
"""Seconds that a page may take, from its address to its screenshot."""
TALLEST = 8000
"""Pixels of a page that a screenshot shows: Chromium draws no taller than 16384, at DPR 2."""

READ = """() => ({
  title: document.title,
  headings: [...document.querySelectorAll('article :is(h1,h2,h3,h4,h5,h6)')].map(heading => {
    const copy = heading.cloneNode(true);
    copy.querySelectorAll('.headerlink').forEach(sign => sign.remove());
    return copy.textContent;
  }),
  links: [...document.links].map(link => link.href.split('#')[0]),
  height: document.documentElement.scrollHeight,
})"""
SETTLE = """async () => {
  for (const image of document.images) image.loading = 'eager';
  await document.fonts.ready;
  await Promise.all([...document.images].map(image => image.decode().catch(() => null)));
}"""


@dataclass(frozen=True, slots=True)
class Viewed:
    """The pages as they were seen, and what was wrong with them, each thing once."""

    pages: tuple[PageSeen, ...]
    findings: tuple[Finding, ...]


def check_pages(
    url: str,
    pages: Sequence[ExpectedPage],
    into: Path,
    progress: Progress,
    *,
    browser: Path,
    patience: float = PATIENCE,
) -> Viewed:
    """Look at every page with every device, and put the screenshots below `into`.

    Status, console, requests, title, headings and downloads are held against what was marked. A
    page that does not get ready within `patience` seconds is a finding; a browser that dies is a
    BrowserFault.
    """
    names = screenshots([page.path for page in pages], [device.name for device in DEVICES])
    looks = [
        Look(url, page, device, into / names[page.path, device.name], patience)
        for device in DEVICES
        for page in pages
    ]
    (into / "screenshots").mkdir(parents=True, exist_ok=True)
    return asyncio.run(_look_all(browser, looks, progress))


async def _look_all(path: Path, looks: Sequence[Look], progress: Progress) -> Viewed:
    seen: list[PageSeen] = []
    findings: list[Finding] = []
    async with chromium.opened(path) as browser:
        for done, look in enumerate(looks):
            progress(T("Looking at the pages"), done, len(looks))
            page, found = await _look(browser, look)
            seen.append(page)
            findings += found
            if is_down(found):
                break
    progress(T("Looking at the pages"), len(looks), len(looks))
    return Viewed(tuple(seen), tuple(dict.fromkeys(findings)))


async def _look(browser: "Browser", look: Look) -> tuple[PageSeen, list[Finding]]:
    """Look once, in a context of its own: what one page stores does not help the next."""
    from playwright.async_api import Error

    heard = Heard(look.url, look.place)
    read = Read()
    findings: list[Finding] = []
    look.file.unlink(missing_ok=True)
    try:
        async with asyncio.timeout(look.patience):
            context = await _context(browser, look.device)
            tab = await context.new_page()
            heard.listen(tab)
            read = await _read(tab, look)
        findings += differences(look, read)
        if read.status == 200 and not look.device.mobile:  # files are the same on both
            findings += await check_downloads(context, look, read.links)
    except TimeoutError:
        findings.append(slow(look))
    except Error as error:
        if not browser.is_connected():
            raise chromium.died() from error
        findings.append(failed(look, error.message))
    await _close(browser)
    findings += heard.findings()
    shot = f"screenshots/{look.file.name}" if look.file.exists() else ""
    return (
        PageSeen(
            look.expected.path, look.device.name, read.status, read.title, read.headings, shot
        ),
        findings,
    )


async def _context(browser: "Browser", device: Device) -> "BrowserContext":
    return await browser.new_context(
        viewport={"width": device.width, "height": device.height},
        device_scale_factor=device.scale,
        is_mobile=device.mobile,
        has_touch=device.mobile,
        locale="id-ID",
        reduced_motion="reduce",
        color_scheme="light",
        # A service worker would answer in the place of the server.
        service_workers="block",
    )


async def _close(browser: "Browser") -> None:
    from playwright.async_api import Error

    for context in browser.contexts:
        try:
            async with asyncio.timeout(chromium.START):
                await context.close()
        except (Error, TimeoutError) as error:
            raise chromium.died() from error


async def _read(tab: "Page", look: Look) -> Read:
    # Our own clock is stricter; Playwright's must not end a page that we still wait for.
    tab.set_default_timeout(look.patience * 2000)
    response = await tab.goto(look.place, wait_until="load")
    await tab.evaluate(SETTLE)
    said = await tab.evaluate(READ)
    await tab.screenshot(
        path=look.file,
        full_page=True,
        animations="disabled",
        clip={
            "x": 0,
            "y": 0,
            "width": look.device.width,
            "height": max(1, min(said["height"], TALLEST)),
        },
    )
    return Read(
        response.status if response else 0,
        plain(said["title"]),
        tuple(plain(heading) for heading in said["headings"]),
        frozenset(said["links"]),
    )
