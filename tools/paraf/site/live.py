"""A preview on loopback that renews itself: open tabs are told when the draft was built anew.

What a reader's browser gets is the built site and one script more, which is in no built file. Only
who asks for this computer by its own name is answered: a page of another site that has its name
lead here (DNS rebinding) reads no draft.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from paraf.site.answers import Answers
from paraf.site.serve import answering

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

EVENTS = "/.paraf/events"
SCRIPT = "/.paraf/live.js"
"""No file of a site has such a name: what begins with a dot is not built, nor served."""
LIVE = Path(__file__).with_name("live.js")
BEAT = 10.0
"""Seconds after which a silent connection is tried: whoever has gone is forgotten then."""
OWN = ("127.0.0.1", "localhost")


@dataclass(frozen=True, slots=True)
class _State:
    """What is shown: a built site, or the page that says why there is none. `serial` grows."""

    serial: int
    answers: Answers | None = None
    unbuilt: Response | None = None


class Live:
    """An ASGI application that shows one site after the other, and tells open tabs of each.

    Its methods may be called from any thread.
    """

    def __init__(self, url: str) -> None:
        """Answer at `url`, with nothing to show yet."""
        self._url = url
        port = urlsplit(url).port
        self._hosts = {f"{name}:{port}" for name in OWN} | (set(OWN) if port == 80 else set())
        self._lock = Lock()
        self._state = _State(0)
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._ended = False

    def show(self, site: Path) -> None:
        """Show the site built in a folder, from the next request on."""
        self._turn(Answers(site, self._url), None)

    def tell(self, page: str, headers: dict[str, str]) -> None:
        """Show one page of HTML in the place of every page."""
        kept = {**headers, "Cache-Control": "no-store"}
        self._turn(None, Response(page, 503, kept, "text/html"))

    def end(self) -> None:
        """Let go of all who wait for news."""
        self._ended = True
        self._wake()

    def _turn(self, answers: Answers | None, unbuilt: Response | None) -> None:
        with self._lock:
            # What belongs to pages that cannot be shown, such as pictures, is still there.
            kept = answers or self._state.answers
            self._state = _State(self._state.serial + 1, kept, unbuilt)
        self._wake()

    def _wake(self) -> None:
        with self._lock:
            for loop, event in self._waiting:
                loop.call_soon_threadsafe(event.set)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request."""
        request = Request(scope)
        if request.headers.get("Host", "").lower() not in self._hosts:
            answer: Response = Response("421", 421, media_type="text/plain")
        elif request.url.path == EVENTS:
            answer = self._events(request)
        elif request.url.path == SCRIPT:
            answer = Response(LIVE.read_bytes(), headers=_UNKEPT, media_type="text/javascript")
        else:
            answer = await run_in_threadpool(self._page, request)
        await answer(scope, receive, send)

    def _events(self, request: Request) -> Response:
        news = self._news(request.query_params.get("serial", ""))
        return StreamingResponse(news, headers=_UNKEPT, media_type="text/event-stream")

    async def _news(self, known: str) -> AsyncIterator[str]:
        """Yield events (HTML Standard, "Server-sent events") until there is news, and that."""
        mine = (asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._waiting.add(mine)
        try:
            yield "retry: 1000\n\n"
            while not self._ended and str(self._state.serial) == known:
                try:
                    await asyncio.wait_for(mine[1].wait(), BEAT)
                except TimeoutError:
                    yield ":\n\n"
            if not self._ended:
                yield f"event: renewed\ndata: {self._state.serial}\n\n"
        finally:
            with self._lock:
                self._waiting.discard(mine)

    def _page(self, request: Request) -> Response:
        state = self._state
        if state.unbuilt is not None and (state.answers is None or _is_page(request)):
            return _with_script(state.unbuilt, state.serial)
        if state.answers is None:
            return Response("503", 503, media_type="text/plain")
        return _with_script(state.answers.answer(_plain(request)), state.serial)


_UNKEPT = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def _is_page(request: Request) -> bool:
    last = request.url.path.rpartition("/")[2]
    return "." not in last or last.endswith((".html", ".htm"))


def _plain(request: Request) -> Request:
    """Return the request as one for the whole text: a page is altered before it is sent."""
    if not _is_page(request):
        return request
    headers = MutableHeaders(raw=list(request.scope["headers"]))
    for name in ("Accept-Encoding", "If-None-Match", "Range"):
        del headers[name]
    return Request({**request.scope, "headers": headers.raw})


def _with_script(answer: Response, serial: int) -> Response:
    """Return an answer with the script put into it, if it is a page of HTML."""
    told = Headers(raw=answer.raw_headers)
    if not told.get("Content-Type", "").startswith("text/html") or "Content-Encoding" in told:
        return answer
    tag = f'<script src="{SCRIPT}" data-serial="{serial}" defer></script>'.encode()
    before, end, after = bytes(answer.body).rpartition(b"</body>")
    body = before + tag + end + after if end else after + tag
    fresh = Response(body, answer.status_code, media_type=None)
    left = {"content-length", "etag", "cache-control"}
    kept = [(name, value) for name, value in answer.raw_headers if name.decode() not in left]
    length = [(b"content-length", str(len(body)).encode()), (b"cache-control", b"no-store")]
    fresh.raw_headers = [*kept, *length]
    return fresh


@contextmanager
def living(*, port: int = 0) -> Iterator[tuple[Live, str]]:
    """Serve a preview on loopback while the block runs; yield it and its address, `/` at the end.

    Nothing is shown before the first `show` or `tell`. Port 0 takes any free one.
    """
    made: list[Live] = []

    def make(address: str) -> Live:
        made.append(Live(address))
        return made[0]

    with answering(make, port=port) as url:
        try:
            yield made[0], url
        finally:
            made[0].end()
