"""Pictures of pages that are not on the site yet: as they will look, with nothing of them run."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from paraf.core.words import T
from paraf.inspection.browser import chromium
from paraf.inspection.browser.preview import NOWHERE
from paraf.inspection.browser.screen import DEVICES, Device, close, screen
from paraf.inspection.browser.tab import capture
from paraf.inspection.findings import origin
from paraf.ports import Progress

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, ProxySettings, Route

HEIGHTS = {"phone": 1400, "desktop": 1200}
"""Pixels of a page that are shown, in the page's own measure: what is read first."""
TRIES = ((80, 1.0), (55, 1.0), (40, 0.5))
"""Quality and scale, until a picture is small enough."""
LARGEST = 500_000
"""Bytes of a picture."""
PATIENCE = 30.0
"""Seconds that a page may take."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """A page as one device will show it; `image` is WebP of at most LARGEST bytes."""

    path: str
    device: str
    image: bytes


def portraits(
    url: str, paths: Sequence[str], progress: Progress, *, browser: Path
) -> tuple[Portrait, ...]:
    """Return a picture of each page of the site at `url` for each device.

    No script of a page is run, and nothing is asked of any other host: these pages are drafts. A
    page that does not get ready in time, and one too colourful for LARGEST, has no picture. Raises
    BrowserFault if the browser does not start, or dies.
    """
    return asyncio.run(_all(url, paths, progress, browser))


async def _all(
    url: str, paths: Sequence[str], progress: Progress, browser: Path
) -> tuple[Portrait, ...]:
    found = []
    wanted = [(path, device) for path in paths for device in DEVICES]
    async with chromium.opened(browser) as running:
        for done, (path, device) in enumerate(wanted):
            progress(T("Taking pictures of the pages"), done, len(wanted))
            image = await _one(running, f"{url}{quote(path)}", device)
            if image is not None:
                found.append(Portrait(path, device.name, image))
    progress(T("Taking pictures of the pages"), len(wanted), len(wanted))
    return tuple(found)


async def _one(browser: "Browser", address: str, device: Device) -> bytes | None:
    from playwright.async_api import Error

    # Routes end before the context does: what is still under way then goes nowhere.
    proxy: ProxySettings = {"server": NOWHERE, "bypass": origin(address)[1]}
    context = await screen(browser, device, scripts=False, proxy=proxy)
    try:
        async with asyncio.timeout(PATIENCE):
            await context.route("**/*", _only(address))
            return await _taken(context, address, device)
    except TimeoutError:
        return None
    except Error as error:
        if not browser.is_connected():
            raise chromium.died() from error
        return None
    finally:
        await close(context, chromium.START)


def _only(address: str) -> "Callable[[Route], Awaitable[None]]":
    """Return what lets the site's own requests through, and no others."""

    async def judge(route: "Route") -> None:
        if origin(route.request.url) == origin(address):
            await route.continue_()
        else:
            await route.abort()

    return judge


async def _taken(context: "BrowserContext", address: str, device: Device) -> bytes | None:
    tab = await context.new_page()
    tab.set_default_timeout(PATIENCE * 2000)
    response = await tab.goto(address, wait_until="networkidle")
    if response is None or response.status != 200:
        return None
    session = await context.new_cdp_session(tab)
    size = await session.send("Page.getLayoutMetrics")
    height = min(HEIGHTS[device.name], max(1, int(size["cssContentSize"]["height"])))
    for quality, scale in TRIES:
        how: dict[str, object] = {"format": "webp", "quality": quality}
        image = await capture(session, device, height, how, device.scale * scale)
        if len(image) <= LARGEST:
            return image
    return None
