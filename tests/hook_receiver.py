"""Somebody who listens to a forge's webhooks on loopback and keeps what came."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECONDS = 60.0
"""How long a forge may take to deliver."""


@dataclass(frozen=True)
class Delivery:
    """One webhook: its headers and the raw body."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """What happened, in the forge's finest words, and the payload's action."""
        return f"{self.headers['X-Gitea-Event-Type']} {self.payload.get('action', '')}".strip()

    @property
    def payload(self) -> dict[str, Any]:
        """The decoded body."""
        decoded: dict[str, Any] = json.loads(self.body)
        return decoded


@dataclass
class Receiver:
    """Where to deliver (`url`), and what was delivered, in order."""

    url: str
    deliveries: list[Delivery] = field(default_factory=list)
    came: threading.Condition = field(default_factory=threading.Condition)

    def takes(self, delivery: Delivery) -> None:
        """Keep what was delivered, and wake whoever waits for it."""
        with self.came:
            self.deliveries.append(delivery)
            self.came.notify_all()

    def waits(self, enough: Callable[[list[str]], object]) -> list[Delivery]:
        """Return what was delivered once its kinds are `enough`; fail if they never are."""
        with self.came:
            assert self.came.wait_for(lambda: enough(self.kinds), SECONDS), self.kinds
            return list(self.deliveries)

    @property
    def kinds(self) -> list[str]:
        """The kind of each delivery."""
        return [delivery.kind for delivery in self.deliveries]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that listens until the block ends."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listening.takes(Delivery(dict(self.headers), body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    house = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    listening = Receiver(f"http://127.0.0.1:{house.server_address[1]}/")
    thread = threading.Thread(target=house.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield listening
    finally:
        house.shutdown()
        thread.join()
        house.server_close()
