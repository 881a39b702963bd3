"""The token that git is handed goes to the forge, and to nobody whom the forge names."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from paraf.cli.world import World
from paraf.forge.git import Git, GitRefused
from paraf.forge.login import log_in

pytestmark = pytest.mark.server


class Listening(ThreadingHTTPServer):
    """Notes who asks with what, and sends them `onward`; without that there is nothing."""

    def __init__(self, onward: str = "") -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.onward = onward
        self.heard: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    server: Listening

    def do_GET(self) -> None:
        self.server.heard.append(self.headers["Authorization"])
        self.send_response(302 if self.server.onward else 404)
        if self.server.onward:
            self.send_header("Location", self.server.onward + self.path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@contextmanager
def listening(onward: str = "") -> Iterator[Listening]:
    server = Listening(onward)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_git_does_not_follow_where_the_forge_sends_it(tmp_path: Path) -> None:
    World(tmp_path, "id").must(tmp_path, "git", "init", "--quiet", "situs")
    git = Git(tmp_path / "situs")
    with listening() as elsewhere, listening(elsewhere.url) as forge:
        log_in(git, forge.url, "rahasia")
        with pytest.raises(GitRefused):
            git.run("fetch", f"{forge.url}/bkd/situs.git", env={"no_proxy": "127.0.0.1"})
        assert [one is not None for one in forge.heard] == [True]
        assert elsewhere.heard == []
