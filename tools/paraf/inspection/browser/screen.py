"""The screens that pages are looked at with, and how a browser is set to be one."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from paraf.inspection.browser import chromium

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, ProxySettings

Theme = Literal["light", "dark"]
TALLEST = 16_000
"""Pixels of a picture: Chromium draws no taller than 16384, WebP holds no more than 16383."""


@dataclass(frozen=True, slots=True)
class Device:
    """A screen: its size in CSS pixels, and how many pixels of a picture each of them is."""

    name: str
    width: int
    height: int
    scale: int
    mobile: bool

    @property
    def tallest(self) -> int:
        """CSS pixels of a page that a picture of it can show."""
        return TALLEST // self.scale


DEVICES = (
    # The narrowest that is still common: what fits there fits every phone.
    Device("phone", 360, 780, 2, mobile=True),
    Device("desktop", 1280, 800, 1, mobile=False),
)


async def screen(
    browser: "Browser",
    device: Device,
    *,
    scripts: bool = True,
    proxy: "ProxySettings | None" = None,
) -> "BrowserContext":
    """Return a new context of a browser that is such a screen, of a reader in Indonesia.

    Without `scripts` nothing of a page is run, and nothing saved.
    """
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
        java_script_enabled=scripts,
        accept_downloads=scripts,
        proxy=proxy,
    )


async def close(context: "BrowserContext", patience: float) -> None:
    """Close a context with all its tabs; BrowserFault if the browser does not do that in time."""
    from playwright.async_api import Error

    try:
        async with asyncio.timeout(patience):
            await context.close()
    except (Error, TimeoutError) as error:
        raise chromium.died() from error
