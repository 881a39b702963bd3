"""The files that a page offers, as its visitor gets them."""

import asyncio
import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from paraf.core.evidence import FileSum, Finding
from paraf.core.words import T
from paraf.inspection.browser.view import Look
from paraf.inspection.fetch import SLOWEST
from paraf.inspection.findings import CORRECT_PAGE, PUBLISH_AGAIN, address, block, wrong_status

if TYPE_CHECKING:
    from playwright.async_api import Download

    from paraf.inspection.browser.tab import Tab

UNTOUCHED = frozenset(("content-encoding", "transfer-encoding"))
"""Headers that make the announced length say nothing of the file's."""


async def check_downloads(tab: "Tab", look: Look) -> list[Finding]:
    """Click each file that the page is to offer; it must arrive, and be the one that was marked."""
    findings = []
    offered: Mapping[str, FileSum] = look.expected.downloads if look.expected else {}
    for path, expected in sorted(offered.items()):
        place = address(look.url, path)
        point = await tab.call(f"paraf.offer({json.dumps(place)})")
        if point is None:
            what = T("The page does not offer {file}.", file=path)
            findings.append(block("download-missing", look.place, what, CORRECT_PAGE))
            continue
        async with _Saving(tab, expected) as saved:
            try:
                async with asyncio.timeout(look.patience + expected.size / SLOWEST):
                    await _click(tab, point)
                    findings += await _judged(saved, place, expected)
            except TimeoutError:
                what = T("The download did not arrive within {seconds} s.",
                         seconds=round(look.patience + expected.size / SLOWEST))  # fmt: skip
                findings.append(block("download-slow", place, what, PUBLISH_AGAIN))
    return findings


class _Saving:
    """Lets whatever a click leads to be saved, even what the browser would rather show."""

    def __init__(self, tab: "Tab", expected: FileSum) -> None:
        """Expect a file; nothing is listened to yet."""
        loop = asyncio.get_running_loop()
        self.status: asyncio.Future[int] = loop.create_future()
        self.download: asyncio.Future[Download] = loop.create_future()
        self.other = False
        """Whether it cannot be the file any more: too long, or announced with another length."""
        self.over = asyncio.Event()
        self._tab = tab
        self._expected = expected
        self._tasks = set[asyncio.Task[None]]()
        self._heard: list[tuple[Any, str, Any]] = [
            (tab.session, "Fetch.requestPaused", self._on_paused),
            (tab.session, "Page.downloadProgress", self._on_progress),
            (tab.page, "download", self._on_download),
        ]

    async def __aenter__(self) -> Self:
        """Listen, and hold every document's answer until it was looked at."""
        for source, event, take in self._heard:
            source.on(event, take)
        held = {"urlPattern": "*", "resourceType": "Document", "requestStage": "Response"}
        await self._tab.session.send("Fetch.enable", {"patterns": [held]})
        return self

    async def __aexit__(self, *_: object) -> None:
        """Let the browser do as it likes again; what is still under way is given up."""
        for source, event, take in self._heard:
            source.remove_listener(event, take)
        if self.download.done() and (self.other or not self.over.is_set()):
            await self.download.result().cancel()
        await self._tab.session.send("Fetch.disable")
        # What has not answered yet would hold the page, and with it whatever is asked of it next.
        await self._tab.session.send("Page.stopLoading")

    def _on_paused(self, event: dict[str, Any]) -> None:
        task = asyncio.ensure_future(self._answer(event))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _on_download(self, download: "Download") -> None:
        if not self.download.done():
            self.download.set_result(download)

    def _on_progress(self, event: dict[str, Any]) -> None:
        self.other = self.other or event["receivedBytes"] > self._expected.size
        if self.other or event["state"] != "inProgress":
            self.over.set()

    async def _answer(self, event: dict[str, Any]) -> None:
        """Look at an answer before the browser does, and call it an attachment."""
        from playwright.async_api import Error

        status = int(event.get("responseStatusCode", 0))
        given = event.get("responseHeaders", [])
        request = {"requestId": event["requestId"]}
        with suppress(Error):  # the tab is gone; whoever waits hears that as well
            if 300 <= status < 400:
                await self._tab.session.send("Fetch.continueResponse", request)
                return
            self.other = not self._fits(given)
            if status != 200 or self.other:
                how = request | {"errorReason": "Aborted"}
                await self._tab.session.send("Fetch.failRequest", how)
            else:
                kept = [one for one in given if one["name"].lower() != "content-disposition"]
                kept.append({"name": "Content-Disposition", "value": "attachment"})
                how = request | {"responseCode": status, "responseHeaders": kept}
                await self._tab.session.send("Fetch.continueResponse", how)
        if not self.status.done():
            self.status.set_result(status)

    def _fits(self, given: list[dict[str, str]]) -> bool:
        """Say whether the length that is announced may be the file's."""
        headers = {one["name"].lower(): one["value"] for one in given}
        length = headers.get("content-length", "")
        if not UNTOUCHED.isdisjoint(headers) or not length.isdecimal():
            return True
        return int(length) == self._expected.size


async def _click(tab: "Tab", point: list[float]) -> None:
    """Click where the link is seen; one that something lies over still hears the keyboard."""
    if point:
        await tab.page.mouse.click(*point)
    else:
        await tab.page.keyboard.press("Enter")


async def _judged(saved: _Saving, place: str, expected: FileSum) -> list[Finding]:
    """Wait for the file, as long as it may still be the right one."""
    waiting: list[asyncio.Future[Any]] = [saved.status, saved.download]
    # A link that saves by itself (`download`) is no document, and is not seen before it comes.
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    status = saved.status.result() if saved.status.done() else 200
    if status != 200:
        return [wrong_status("download-status", place, status)]
    if not saved.other:
        download = await saved.download
        await saved.over.wait()
        if not saved.other:
            path = await download.path()
            if await asyncio.to_thread(_sum, path) == expected:
                return []
    what = T("The download does not have the bytes that were marked.")
    return [block("download-changed", place, what, PUBLISH_AGAIN)]


def _sum(path: Path) -> FileSum:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return FileSum(file.tell(), sha256)
