"""What a page tells besides what it shows: its console, its requests, what it opens."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from paraf.core.evidence import Finding
from paraf.core.words import T, Text
from paraf.inspection.browser.texts import MESSAGE, clean
from paraf.inspection.findings import CORRECT_PAGE, block, origin

if TYPE_CHECKING:
    from playwright.async_api import (
        ConsoleMessage,
        Dialog,
        Error,
        Page,
        Request,
        Response,
        WebSocket,
    )

    from paraf.inspection.browser.tab import Tab

POLICY = "Content Security Policy"
"""What Chromium's own messages about a site's policy speak of."""
RESET = "net::ERR_ABORTED"
"""The page itself gave a request up, as players do with the rest of a video."""
KEPT_AWAY = "net::ERR_PROXY_CONNECTION_FAILED"
"""What was wanted from elsewhere was not fetched (`tabs.alone`)."""
KEPT = 1000
"""So many different things of one kind are remembered; a page can go on for ever."""
TOLD = 20
"""So many of them are told one by one; the others are counted."""


@dataclass
class Heard:
    """Listens to a tab while one page is looked at; `findings` says what was wrong so far."""

    url: str
    place: str
    ours: set[str] = field(default_factory=set)
    """Addresses of the site that were asked for."""
    status: int = 0
    """What the page's own address was answered with."""
    crashed: asyncio.Event = field(default_factory=asyncio.Event)
    _errors: dict[str, None] = field(default_factory=dict)
    _policy: dict[str, None] = field(default_factory=dict)
    _failed: dict[str, str] = field(default_factory=dict)
    _foreign: dict[str, str] = field(default_factory=dict)
    _opened: dict[str, None] = field(default_factory=dict)
    _asked: int = 0
    _names: dict[str, str] = field(default_factory=dict)
    _sizes: dict[str, int] = field(default_factory=dict)

    def listen(self, tab: "Tab") -> Callable[[], None]:
        """Hear everything that the tab does from now on; call what is returned to stop."""
        heard: list[tuple[Any, str, Any]] = [
            (tab.page, "console", self._on_console),
            (tab.page, "pageerror", self._on_error),
            (tab.page, "request", self._on_request),
            (tab.page, "requestfailed", self._on_failed),
            (tab.page, "websocket", self._on_socket),
            (tab.page, "response", self._on_response),
            (tab.page, "dialog", self._on_dialog),
            (tab.page, "popup", self._on_popup),
            (tab.page, "crash", self._on_crash),
            (tab.session, "Network.responseReceived", self._on_received),
            (tab.session, "Network.loadingFinished", self._on_finished),
        ]
        for source, event, take in heard:
            source.on(event, take)

        def stop() -> None:
            for source, event, take in heard:
                source.remove_listener(event, take)

        return stop

    def weight(self, known: dict[str, int]) -> tuple[int, int]:
        """Return the bytes that came over the wire, and the number of requests.

        `known` holds what addresses weighed when the tab first met them: what comes from its cache
        now is counted as a first reader would pay for it.
        """
        for url, size in self._sizes.items():
            known[url] = max(known.get(url, 0), size)
        return sum(known[url] for url in self._sizes), self._asked

    def missed(self, url: str) -> bool:
        """Say whether the page asked for this in vain, or should not have asked at all."""
        try:
            foreign = origin(url)[0] in ("http", "https") and not self._is_ours(url)
        except ValueError:  # a page may write what it likes
            return False
        return foreign or url in self._failed

    def findings(self, violations: Sequence[Sequence[str]]) -> list[Finding]:
        """Return one finding for each error, failed request, foreign host, and forbidden deed.

        Of each kind TOLD are told, and one more says how many others there are.
        """
        # Not every breach is told to the page itself; the console then is the only witness.
        told = dict.fromkeys(clean(f"{rule}: {what}", MESSAGE) for rule, what, *_ in violations)
        elsewhere = T("Keep what the page needs on the site itself.")
        apart = T("Keep scripts and styles in files of the site, then publish it again.")
        return [
            *self._few("console-error", CORRECT_PAGE, (
                T("The page reports an error: {error}", error=one)
                for one in self._errors if not self._is_told(one)
            )),
            *self._few("request-failed", CORRECT_PAGE, (
                T("The page asks for {target}, in vain: {reason}", target=_told(url), reason=reason)
                for url, reason in self._failed.items()
            )),
            *self._few("request-foreign", elsewhere, (
                T("The page loads something from elsewhere: {target}", target=_told(url))
                for url in self._foreign.values()
            )),
            *self._few("csp-violation", apart, (
                T("The page does what the site's policy forbids: {what}", what=one)
                for one in told or self._policy
            )),
            *self._few("page-intrudes", CORRECT_PAGE, (
                T("The page opens something by itself: {what}", what=one) for one in self._opened
            )),
        ]  # fmt: skip

    def _few(self, kind: str, remedy: Text, told: Iterable[Text]) -> Iterator[Finding]:
        every = list(told)
        for what in every[:TOLD]:
            yield block(kind, self.place, what, remedy)
        if len(every) > TOLD:
            more = T("The page does this {count} times more.", count=len(every) - TOLD)
            yield block(kind, self.place, more, remedy)

    def _on_console(self, message: "ConsoleMessage") -> None:
        # What could not be loaded is heard by its request, which says more.
        text = message.text
        if message.type != "error" or text.startswith("Failed to load resource"):
            return
        if KEPT_AWAY in text:
            return
        _note(self._policy if POLICY in text else self._errors, _told(text))

    def _on_error(self, error: "Error") -> None:
        _note(self._errors, _told(error.message))

    def _on_request(self, request: "Request") -> None:
        scheme, host = origin(request.url)
        if scheme not in ("http", "https"):
            return
        self._asked += 1
        if self._is_ours(request.url):
            self.ours.add(request.url)
        else:
            _note(self._foreign, host, request.url)

    def _on_socket(self, socket: "WebSocket") -> None:
        address = socket.url.replace("ws", "http", 1)
        if not self._is_ours(address):
            _note(self._foreign, origin(address)[1], socket.url)

    def _on_failed(self, request: "Request") -> None:
        reason = request.failure or ""
        if self._is_part(request) and reason not in (RESET, "csp"):
            _note(self._failed, request.url, reason)

    def _on_response(self, response: "Response") -> None:
        if response.url == self.place:
            self.status = response.status
        if response.status >= 400 and self._is_part(response.request):
            _note(self._failed, response.url, str(response.status))

    async def _on_dialog(self, dialog: "Dialog") -> None:
        from playwright.async_api import Error

        try:
            if dialog.type == "beforeunload":
                await dialog.accept()
                return
            _note(self._opened, f"{dialog.type}(“{clean(dialog.message, 80)}”)")
            await dialog.dismiss()
        except Error:  # the tab is gone, and the dialog with it
            return

    async def _on_popup(self, page: "Page") -> None:
        from playwright.async_api import Error

        _note(self._opened, _told(page.url) if page.url != "about:blank" else "window.open()")
        try:
            await page.close()
        except Error:  # it closed itself
            return

    def _on_crash(self, _: "Page") -> None:
        self.crashed.set()

    def _on_received(self, event: dict[str, Any]) -> None:
        url = event["response"]["url"]
        if url.startswith("http"):
            self._names[event["requestId"]] = url
            self._sizes.setdefault(url, 0)

    def _on_finished(self, event: dict[str, Any]) -> None:
        url = self._names.get(event["requestId"])
        if url is not None:
            self._sizes[url] = max(self._sizes[url], int(event["encodedDataLength"]))

    def _is_ours(self, url: str) -> bool:
        return origin(url) == origin(self.url)

    def _is_told(self, error: str) -> bool:
        """Say whether an error is no more than that something foreign was not fetched."""
        return bool(self._foreign) and error.endswith("Failed to fetch")

    def _is_part(self, request: "Request") -> bool:
        """Say whether it is a part of the page: not the page, and not foreign, told elsewhere."""
        return self._is_ours(request.url) and request.url != self.place


def _told(text: str) -> str:
    return clean(text, MESSAGE)


def _note(known: dict[str, Any], what: str, value: str | None = None) -> None:
    """Remember something, unless it is known, or too much is."""
    if len(known) < KEPT:
        known.setdefault(what, value)
