"""A built site on loopback, for previews and the demonstration."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from paraf.core.words import T
from paraf.ports import Fault

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.types import Receive, Scope, Send


@contextmanager
def serving(root: Path, *, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Serve the site below `root` while the block runs, and yield its address, `/` at the end.

    It answers as soon as the block begins. `root` may be a link that is switched meanwhile: every
    request is answered wholly from where it then points. An unknown page gets the site's own
    `404.html` with status 404. Port 0 takes any free port.
    """
    import uvicorn

    listener = _bound(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listener.getsockname()[1]}/"
    config = uvicorn.Config(
        _site(root),
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
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


def _site(root: Path) -> "Starlette":
    from starlette.applications import Starlette
    from starlette.routing import Mount
    from starlette.staticfiles import StaticFiles

    async def release(scope: "Scope", receive: "Receive", send: "Send") -> None:
        # Resolved once a request: half of an answer must never come from another release.
        await StaticFiles(directory=root.resolve(), html=True)(scope, receive, send)

    return Starlette(routes=[Mount("/", release)])
