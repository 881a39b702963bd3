"""A tab of the browser, and the world of our own in the pages that it shows."""

from base64 import b64decode
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from paraf.inspection.browser.screen import Device
from paraf.inspection.browser.texts import cleaned

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, CDPSession, Page

WORLD = "paraf"
FOREVER = 3_600_000
"""Milliseconds. Our own clocks are stricter than Playwright's, which must not be the first."""


@cache
def inside() -> str:
    """Return the script that runs in every page."""
    return Path(__file__).with_name("inside.js").read_text()


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab with its session in Chromium's own protocol."""

    page: "Page"
    session: "CDPSession"
    device: Device
    frame: str
    """The page's own frame, as the protocol calls it."""
    known: dict[str, int] = field(default_factory=dict)
    """What each address weighed when this tab first met it."""
    _world: list[int] = field(default_factory=list)
    """Our world in the document that is shown; none before it was asked for."""

    async def open(self, address: str) -> int:
        """Show what is at an address, as soon as it is loaded; return its status, 0 for none."""
        self._world.clear()
        response = await self.page.goto(address, wait_until="load")
        return response.status if response else 0

    async def reload(self) -> None:
        """Load the page that is shown once more."""
        self._world.clear()
        await self.page.reload(wait_until="load")

    async def call(self, expression: str) -> Any:
        """Return what an expression gives in our own world of the page that is shown.

        No policy of the page's hinders it, and nothing of the page's is seen or changed there but
        its document. Texts come back clean.
        """
        if not self._world:
            got = await self.session.send(
                "Page.createIsolatedWorld", {"frameId": self.frame, "worldName": WORLD}
            )
            self._world.append(got["executionContextId"])
        got = await self.session.send("Runtime.evaluate", {
            "expression": expression,
            "contextId": self._world[0],
            "awaitPromise": True,
            "returnByValue": True,
        })  # fmt: skip
        if "exceptionDetails" in got:
            raise _failed(got["exceptionDetails"])
        return cleaned(got["result"].get("value"))

    async def forget(self) -> None:
        """Leave the page, and what it stored: it must not help the next."""
        left = urlsplit(self.page.url)
        await self.call("paraf.forget()")
        await self.open("about:blank")
        # Only now is nobody left who could write it again.
        await self.session.send("Storage.clearDataForOrigin", {
            "origin": f"{left.scheme}://{left.netloc}",
            "storageTypes": "cookies,local_storage,indexeddb,cache_storage",
        })  # fmt: skip

    async def picture(self, height: int) -> bytes:
        """Return a PNG of the page from its top, so many CSS pixels of it as can be shown."""
        return await capture(self.session, self.device, height, {
            "format": "png",
            # Which is three times as fast as to compress it well, and is done elsewhere later.
            "optimizeForSpeed": True,
        }, self.device.scale)  # fmt: skip


async def opened(context: "BrowserContext", device: Device) -> Tab:
    """Open a tab that knows our world in whatever it will show."""
    page = await context.new_page()
    page.set_default_timeout(FOREVER)
    session = await context.new_cdp_session(page)
    await session.send("Page.enable")
    await session.send("Network.enable")
    await session.send(
        "Page.addScriptToEvaluateOnNewDocument", {"source": inside(), "worldName": WORLD}
    )
    tree = await session.send("Page.getFrameTree")
    return Tab(page, session, device, tree["frameTree"]["frame"]["id"])


async def capture(
    session: "CDPSession", device: Device, height: int, how: dict[str, object], scale: float
) -> bytes:
    """Return a picture of the page from its top; Playwright's own knows neither WebP nor haste."""
    answer = await session.send("Page.captureScreenshot", {
        **how,
        "clip": {
            "x": 0,
            "y": 0,
            "width": device.width,
            "height": max(1, min(height, device.tallest)),
            "scale": scale,
        },
        "captureBeyondViewport": True,
    })  # fmt: skip
    return b64decode(answer["data"])


def _failed(details: dict[str, Any]) -> Exception:
    from playwright.async_api import Error

    said = details.get("exception", {}).get("description") or details.get("text", "")
    return Error(str(said).partition("\n")[0])
