"""A forge on loopback that does what its plan says, and a watch that takes no time."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from paraf.forge.rest import Watch

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
Act = Callable[["Visit"], None]


class Visit(BaseHTTPRequestHandler):
    """One request at the door; what is done with it stands in the door's plan."""

    protocol_version = "HTTP/1.1"
    server: "Door"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def answer(self, status: int, body: object = b"", **headers: str) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in ({"Content_Length": f"{len(content)}"} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def _visit(self) -> None:
        size = int(self.headers.get("Content-Length", "0"))
        body = self.rfile.read(size)
        self.server.seen.append((self.command, self.path, dict(self.headers), body))
        plan = self.server.plan
        act = plan.pop(0) if len(plan) > 1 else plan[0]
        act(self)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _visit


class Door(ThreadingHTTPServer):
    """A server that does what its plan says: one act for each request, the last for all more."""

    daemon_threads = True
    plan: list[Act]

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.plan = []
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@dataclass
class Hours:
    """A watch that only moves when somebody waits; the dice show their middle."""

    now: float = NOW.timestamp()
    waits: list[float] = field(default_factory=list)

    def pause(self, seconds: float) -> None:
        self.waits.append(round(seconds, 3))
        self.now += seconds

    @property
    def watch(self) -> Watch:
        return Watch(lambda: self.now, self.pause, lambda: 1.0)


def giving(status: int, body: object = b"", **headers: str) -> Act:
    return lambda visit: visit.answer(status, body, **headers)


def hang_up(visit: Visit) -> None:
    visit.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    visit.connection.close()
    visit.close_connection = True


def break_off(visit: Visit) -> None:
    visit.answer(200, b'{"a": 1', Content_Length="4000")
    visit.close_connection = True


@contextmanager
def opened() -> Iterator[Door]:
    """Open a door; it is shut at the end."""
    with Door() as door:
        threading.Thread(target=door.serve_forever, kwargs={"poll_interval": 0.01}).start()
        try:
            yield door
        finally:
            door.shutdown()
