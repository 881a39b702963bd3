"""How a built site answers a request: a file, a folder's page, a way to it, or the page for 404."""

import gzip
import hashlib
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from paraf.core.serving import caching, is_hidden, is_packed, media_type
from paraf.site.policy import headers

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

WHOLE = 4 * 1024 * 1024
"""Bytes of a file that is answered from memory, named by its digest; a larger one is streamed."""
SMALL = 256
"""Bytes that are not worth packing."""


class Answers:
    """An ASGI application that serves the site below a folder, or where a link leads."""

    def __init__(self, root: Path, url: str) -> None:
        """Serve what lies below `root`, with the headers of a site at `url`."""
        self._root = root
        self._url = url
        self._headers: dict[tuple[Path, int, int], Mapping[str, str]] = {}
        self._lock = Lock()

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request."""
        answer = await run_in_threadpool(self.answer, Request(scope))
        await answer(scope, receive, send)

    def answer(self, request: Request) -> Response:
        """Return the answer to one request, with the site's headers."""
        # Resolved once a request: half of an answer must never come from another release.
        root = self._root.resolve()
        if request.method in ("GET", "HEAD"):
            answer = _found(root, request) or _missing(root, request)
        else:
            answer = Response(status_code=405, headers={"Allow": "GET, HEAD"})
        answer.headers.update(self._of(root))
        return answer

    def _of(self, root: Path) -> Mapping[str, str]:
        """Return the headers of the site in a folder, read once for each that is served."""
        try:
            told = root.stat()
        except OSError:
            return {}
        key = (root, told.st_ino, told.st_mtime_ns)
        with self._lock:
            if key not in self._headers:
                self._headers[key] = headers(root, self._url)
            return self._headers[key]


def _found(root: Path, request: Request) -> Response | None:
    path: str = request.scope["path"]
    parts = [one for one in path.split("/") if one]
    if is_hidden("/".join(parts)) or "\0" in path:
        return None
    place = root.joinpath(*parts).resolve()
    if not place.is_relative_to(root):
        return None
    if place.is_dir():
        if not (place / "index.html").is_file():
            return None
        # Written anew from its parts: `//elsewhere` would lead to another host.
        way = quote("".join(f"/{one}" for one in parts)) + "/"
        if not path.endswith("/"):
            query = request.url.query
            target = f"{way}?{query}" if query else way
            return Response(status_code=301, headers={"Location": target})
        place = place / "index.html"
    elif path.endswith("/"):
        return None
    return _file(place, request) if place.is_file() else None


def _missing(root: Path, request: Request) -> Response:
    page = root / "404.html"
    if page.is_file():
        return _file(page, request, status=404)
    return Response("404", 404, media_type="text/plain")


def _file(place: Path, request: Request, status: int = 200) -> Response:
    name = place.as_posix()
    told = {"Cache-Control": caching(name), "Content-Type": media_type(name)}
    if place.stat().st_size > WHOLE and not is_packed(name):
        return FileResponse(place, status, told, media_type(name))
    body = place.read_bytes()
    mark = hashlib.sha256(body).hexdigest()[:32]
    if is_packed(name) and len(body) >= SMALL:
        told["Vary"] = "Accept-Encoding"
        if _takes_gzip(request):
            told["Content-Encoding"] = "gzip"
            body, mark = gzip.compress(body, 5, mtime=0), f"{mark}-gz"
    told["ETag"] = f'"{mark}"'
    if status == 200 and _has(request, mark):
        del told["Content-Type"]
        told.pop("Content-Encoding", None)
        return Response(status_code=304, headers=told)
    return Response(body, status, told)


def _takes_gzip(request: Request) -> bool:
    for part in request.headers.get("Accept-Encoding", "").split(","):
        name, *settings = (one.strip().lower() for one in part.split(";"))
        if name in ("gzip", "*"):
            return not any(one.replace(" ", "") in ("q=0", "q=0.0", "q=0.00") for one in settings)
    return False


def _has(request: Request, mark: str) -> bool:
    """Say whether the asker has the very bytes already (RFC 9110 §13.1.2)."""
    given = request.headers.get("If-None-Match", "")
    kept = (one.strip().removeprefix("W/") for one in given.split(","))
    return any(one in ("*", f'"{mark}"') for one in kept)
