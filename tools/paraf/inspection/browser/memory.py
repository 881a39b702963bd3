"""No page may take the machine's memory: a renderer that grows beyond measure is ended."""

import asyncio
import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Browser

MOST = 1_000_000_000
"""Bytes that one renderer may hold; a large page of an office takes a tenth of it."""
EVERY = 0.2
"""Seconds between two looks: a page collects a gigabyte in about one."""


@dataclass
class Guard:
    """Watches the renderers of one browser. `ended` counts those that had to be ended."""

    most: int = MOST
    ended: int = 0

    async def watch(self, browser: "Browser") -> None:
        """Look again and again, until it is cancelled or the browser is gone.

        Where the system does not tell how much a process holds (no /proc), nothing is ended; a
        script's own memory is limited by the browser all the same.
        """
        from playwright.async_api import Error

        with suppress(Error):
            session = await browser.new_browser_cdp_session()
            while True:
                told = await session.send("SystemInfo.getProcessInfo")
                for one in told["processInfo"]:
                    if one["type"] == "renderer" and _held(one["id"]) > self.most:
                        self.ended += 1
                        with suppress(ProcessLookupError):
                            os.kill(one["id"], signal.SIGKILL)
                await asyncio.sleep(EVERY)


def _held(pid: int) -> int:
    """Return the bytes of memory that a process holds; 0 where nobody says."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
