"""A way to the forge that breaks when it is told to: the request arrives, its answer is lost."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

HOP = {
    "connection",
    "keep-alive",
    "transfer-encoding",
    "content-length",
    "content-encoding",
    "host",
}
READING = ("/git-upload-pack", "/info/refs")


class Way(ThreadingHTTPServer):
    """Forwards to `far`; after `losing` more writing requests it answers nobody any more.

    With `early` the last of them does not even arrive.
    """

    daemon_threads = True

    def __init__(self, far: str) -> None:
        super().__init__(("127.0.0.1", 0), Passage)
        self.far = far
        self.losing: int | None = None
        self.early = False
        self.writes: list[str] = []
        self.lock = threading.Lock()
        # One for all requests: to make a client reads all the certificates of the world.
        self.client = httpx.Client(timeout=120, trust_env=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def lose(self, after: int | None, *, early: bool = False) -> None:
        """Lose the answer of the `after`-th writing request from now; None mends the way."""
        with self.lock:
            self.losing, self.early, self.writes = after, early, []

    def passes(self, method: str, path: str) -> tuple[bool, bool]:
        """Say whether a request arrives, and whether its answer does."""
        with self.lock:
            gone = self.losing is not None and len(self.writes) >= self.losing
            if method == "GET" or path.endswith(READING):
                return not gone, not gone
            if gone:
                return False, False
            self.writes.append(f"{method} {path}")
            last = len(self.writes) == self.losing
            return not (last and self.early), not last

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet about clients that hang up."""


class Passage(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body leave together, and at once.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: Way

    def log_message(self, *words: object) -> None:
        """Say nothing."""

    def forward(self) -> None:
        body = self.body()
        arrives, answered = self.server.passes(self.command, self.path.partition("?")[0])
        if arrives:
            headers = {k: v for k, v in self.headers.items() if k.lower() not in HOP}
            far = self.server.far + self.path
            done = self.server.client.request(self.command, far, content=body, headers=headers)
        if not (arrives and answered):
            self.close_connection = True
            return
        self.send_response(done.status_code)
        for key, value in done.headers.multi_items():
            if key.lower() not in HOP:
                self.send_header(key, value)
        self.send_header("Content-Length", str(len(done.content)))
        self.end_headers()
        self.wfile.write(done.content)

    def body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        found = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            found += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return found

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = forward


@contextmanager
def way(far: str) -> Iterator[Way]:
    """Give a way to `far` for as long as the block runs."""
    server = Way(far)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        server.client.close()
