"""The tabs of one browser: used again from page to page, thrown away when a page spoiled them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from paraf.inspection.browser import chromium
from paraf.inspection.browser.preview import NOWHERE, from_files
from paraf.inspection.browser.screen import Device, close, screen
from paraf.inspection.browser.tab import Tab, opened

if TYPE_CHECKING:
    from playwright.async_api import Browser, ProxySettings


GLANCES, GLANCE = 8, 0.1
"""So often, and after so many seconds, it is asked whether the browser died."""


class Tabs:
    """Tabs that show the live site, and tabs that show its preview, by device."""

    def __init__(self, browser: "Browser", url: str, built: Path | None) -> None:
        """Open none yet. Previews of the site at `url` are drawn from the files in `built`."""
        self._browser = browser
        self._url = url
        self._built = built
        self._free: dict[tuple[str, bool], list[Tab]] = {}

    async def lost(self) -> bool:
        """Say whether the browser is dead, a moment after something failed.

        That a page is gone is known before it is known that the whole browser is.
        """
        for _ in range(GLANCES):
            if not self._browser.is_connected():
                return True
            await asyncio.sleep(GLANCE)
        return False

    @asynccontextmanager
    async def live(self, device: Device) -> AsyncIterator[Tab]:
        """Lend a tab that asks the live site; it is given up if the body raises."""
        async with self._lent(device, preview=False) as tab:
            yield tab

    @asynccontextmanager
    async def preview(self, device: Device) -> AsyncIterator[Tab]:
        """Lend a tab that shows the built files at the live site's addresses, and asks nobody."""
        async with self._lent(device, preview=True) as tab:
            yield tab

    @asynccontextmanager
    async def _lent(self, device: Device, *, preview: bool) -> AsyncIterator[Tab]:
        free = self._free.setdefault((device.name, preview), [])
        tab = free.pop() if free else await self._open(device, preview=preview)
        try:
            yield tab
            async with asyncio.timeout(chromium.START):
                await tab.forget()
        except BaseException:
            await close(tab.page.context, chromium.START)
            raise
        free.append(tab)

    async def _open(self, device: Device, *, preview: bool) -> Tab:
        if not preview or self._built is None:
            context = await screen(self._browser, device, proxy=alone(self._url))
        else:
            context = await screen(self._browser, device, proxy={"server": NOWHERE})
            await context.route("**/*", from_files(self._url, self._built))
        return await opened(context, device)


def alone(url: str) -> "ProxySettings | None":
    """Return what lets a browser connect to the site at `url` and to nobody else.

    What a page wants from elsewhere is told, never fetched: it holds nobody up, and no page can
    look around in the network of whoever inspects it. Where the site itself is reached by a proxy
    (the environment's `http_proxy` and the like) there is None: that proxy decides.
    """
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode()
    proxies = getproxies()
    if (parts.scheme in proxies or "all" in proxies) and not proxy_bypass(host):
        return None
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return {"server": NOWHERE, "bypass": f"[{host}]:{port}" if ":" in host else f"{host}:{port}"}
