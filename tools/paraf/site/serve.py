"""A built site on loopback, for previews and the demonstration, served as it should be."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from paraf.core.words import T
from paraf.ports import Fault

if TYPE_CHECKING:
    from starlette.types import ASGIApp


@contextmanager
def serving(root: Path, *, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Serve the site below `root` while the block runs, and yield its address, `/` at the end.

    It answers as soon as the block begins, with the headers of `site.policy` and as `core.serving`
    has it. `root` may be a link that is switched meanwhile: every request is answered wholly from
    where it then points. An unknown page gets the site's own `404.html` with status 404. Port 0
    takes any free port.
    """
    from paraf.site.answers import Answers

    with answering(lambda address: Answers(root, address), host=host, port=port) as url:
        yield url


@contextmanager
def answering(
    made: Callable[[str], "ASGIApp"], *, host: str = "127.0.0.1", port: int = 0
) -> Iterator[str]:
    """Serve the application that `made` gives for its address while the block runs; yield that."""
    import uvicorn

    listener = _bound(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listener.getsockname()[1]}/"
    config = uvicorn.Config(
        made(address),
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=3,
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, name="paraf-site")
    thread.start()
    try:
        yield address
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        # Listening already, so that a request made before the server's first turn waits for it.
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as wrong:
        raise Fault(
            T("The site cannot be shown at {host}, port {port}.", host=host, port=port),
            T("Choose another port; 0 takes any free one."),
        ) from wrong
