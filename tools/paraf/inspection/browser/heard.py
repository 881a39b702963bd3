"""What a page tells besides what it shows: its console, its requests."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paraf.core.evidence import Finding
from paraf.core.words import T
from paraf.inspection.findings import CORRECT_PAGE, block, origin

if TYPE_CHECKING:
    from playwright.async_api import ConsoleMessage, Error, Page, Request, Response


@dataclass
class Heard:
    """Listens to a tab; `findings` says what was wrong so far."""

    url: str
    place: str
    errors: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    foreign: dict[str, str] = field(default_factory=dict)

    def listen(self, tab: "Page") -> None:
        """Hear everything that the tab does from now on."""
        tab.on("console", self._on_console)
        tab.on("pageerror", self._on_error)
        tab.on("request", self._on_request)
        tab.on("requestfailed", self._on_failed)
        tab.on("response", self._on_response)

    def findings(self) -> list[Finding]:
        """Return one finding for each error, failed request and foreign host."""
        return [
            *(
                block(
                    "console-error",
                    self.place,
                    T("The page reports an error: {error}", error=error),
                    CORRECT_PAGE,
                )
                for error in dict.fromkeys(self.errors)
            ),
            *(
                block(
                    "request-failed",
                    self.place,
                    T("The page asks for {target}, in vain: {reason}", target=url, reason=reason),
                    CORRECT_PAGE,
                )
                for url, reason in self.failed.items()
            ),
            *(
                block(
                    "request-foreign",
                    self.place,
                    T("The page loads something from elsewhere: {target}", target=url),
                    T("Keep what the page needs on the site itself."),
                )
                for url in self.foreign.values()
            ),
        ]

    def _on_console(self, message: "ConsoleMessage") -> None:
        # What could not be loaded is heard by its request, which says more.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.errors.append(message.text)

    def _on_error(self, error: "Error") -> None:
        self.errors.append(error.message)

    def _on_request(self, request: "Request") -> None:
        scheme, host = origin(request.url)
        if scheme in ("http", "https") and not self._is_ours(request.url):
            self.foreign.setdefault(host, request.url)

    def _on_failed(self, request: "Request") -> None:
        # Aborted: the page itself gave it up, as players do with the rest of a video.
        reason = request.failure or ""
        if self._is_part(request) and reason != "net::ERR_ABORTED":
            self.failed.setdefault(request.url, reason)

    def _on_response(self, response: "Response") -> None:
        if response.status >= 400 and self._is_part(response.request):
            self.failed.setdefault(response.url, str(response.status))

    def _is_ours(self, url: str) -> bool:
        return origin(url) == origin(self.url)

    def _is_part(self, request: "Request") -> bool:
        """Say whether it is a part of the page: not the page, and not foreign, told elsewhere."""
        return self._is_ours(request.url) and request.url != self.place
