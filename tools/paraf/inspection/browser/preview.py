"""The same page as its reviewers saw it: drawn from the built files, at the same address."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from paraf.inspection.findings import origin

if TYPE_CHECKING:
    from playwright.async_api import Route

NOWHERE = "http://127.0.0.1:9"
"""Where nobody listens: whatever escapes from a route is asked there."""


def from_files(url: str, built: Path) -> "Callable[[Route], Awaitable[None]]":
    """Return what answers every request for the site at `url` from `built`, and no other."""
    root = built.resolve()
    base = urlsplit(url).path

    async def answer(route: "Route") -> None:
        asked = route.request.url
        path = unquote(urlsplit(asked).path)
        if origin(asked) != origin(url) or not path.startswith(base):
            await route.abort()
            return
        file = root / path.removeprefix(base)
        if path.endswith("/"):
            file /= "index.html"
        if file.is_file() and file.resolve().is_relative_to(root):
            await route.fulfill(path=file)
        else:
            await route.fulfill(status=404, body="404")

    return answer
