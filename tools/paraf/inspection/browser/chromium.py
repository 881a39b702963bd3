"""Finding a Chromium and starting it."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from paraf.core.words import T
from paraf.ports import BrowserFault

if TYPE_CHECKING:
    from playwright.async_api import Browser

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
)
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Megabytes that one page's scripts may hold where `memory` cannot see what they do.
    "--js-flags=--max-old-space-size=2048",
)
REMEDY = T(
    "Get one with “.venv/bin/playwright install chromium”, or on Debian with"
    " “apt-get install chromium”."
)
START = 30.0
"""Seconds that a start may take."""


def find(browser: Path | None) -> Path:
    """Return the browser to use: the given one, else Playwright's own, else one on the PATH.

    Raises BrowserFault, telling how to get one, if there is none.
    """
    if browser is not None:
        if os.access(browser, os.X_OK) and browser.is_file():
            return browser
        raise BrowserFault(T("There is no browser at {path}.", path=browser), REMEDY)
    own = _playwrights_own()
    if own.exists():
        return own
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    raise BrowserFault(T("No Chromium was found."), REMEDY)


@asynccontextmanager
async def opened(browser: Path) -> AsyncIterator["Browser"]:
    """Start `browser`, and end it with the body; BrowserFault if it does not start.

    Whatever hangs at the end, Playwright's own driver included, is waited for no longer than START.
    """
    from playwright.async_api import Error, async_playwright

    async with AsyncExitStack() as held:
        playwright = await async_playwright().start()
        held.push_async_callback(_ended, playwright.stop)
        try:
            running = await playwright.chromium.launch(
                executable_path=browser,
                args=FLAGS,
                timeout=START * 1000,
                # Chromium's sandbox refuses to run as root; everybody else keeps it.
                chromium_sandbox=os.geteuid() != 0,
            )
        except Error as error:
            reason = str(error).partition("\n")[0]
            raise BrowserFault(
                T("{path} does not start: {reason}", path=browser, reason=reason), REMEDY
            ) from error
        held.push_async_callback(_ended, running.close)
        yield running


async def _ended(end: Callable[[], Awaitable[None]]) -> None:
    from playwright.async_api import Error

    with suppress(Error, TimeoutError):
        async with asyncio.timeout(START):
            await end()


class Died(BrowserFault):
    """A browser that ended by itself."""


def died() -> Died:
    """Return the fault for a browser that ended by itself."""
    return Died(
        T("Chromium died during the inspection."),
        T("Inspect again; if it dies again, give it more memory."),
    )


def _playwrights_own() -> Path:
    from playwright.sync_api import sync_playwright

    try:
        with sync_playwright() as playwright:
            return Path(playwright.chromium.executable_path)
    except Exception as error:  # a bare one is what Playwright raises if its driver dies
        raise BrowserFault(
            T("Playwright does not start: {reason}", reason=str(error).partition("\n")[0]),
            T("Look at what “.venv/bin/playwright --version” says; run “make demo” again."),
        ) from error
