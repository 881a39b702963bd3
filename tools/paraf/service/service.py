"""The process: sockets, the server, signals, and an end that cuts nothing off."""

import asyncio
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import uvicorn

from paraf.core.words import T, Text
from paraf.ports import Fault
from paraf.service.counts import Counts
from paraf.service.deliveries import Deliveries
from paraf.service.door import Door, back, front
from paraf.service.rota import Rota, welcome
from paraf.service.settings import Address, Settings

if TYPE_CHECKING:
    from starlette.applications import Starlette

CONNECTIONS = 200
"""More at a time are answered 503."""


class _Server(uvicorn.Server):
    """A server that leaves the signals to the process."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


class Service:
    """Hears, runs, and ends when it is asked to.

    Asked once (SIGTERM, SIGINT), it begins no run any more, answers 503, and ends when the runs
    under way have: after `stop_limit` seconds, or asked again, these are ended by force.
    """

    def __init__(
        self,
        settings: Settings,
        rota: Rota,
        counts: Counts,
        kill: Callable[[], None],
        tell: Callable[[Text], None],
    ) -> None:
        """Listen, which raises Fault where an address is taken; nothing is answered yet."""
        self._settings, self._rota, self._kill, self._tell = settings, rota, kill, tell
        self._asked, self._again = asyncio.Event(), asyncio.Event()
        door = Door(rota, counts, Deliveries(), settings.slowest, settings.in_flight)
        self.addresses: list[str] = []
        apps = [(settings.listen, front(door, metrics=settings.metrics is None))]
        if settings.metrics is not None:
            apps.append((settings.metrics, back(door)))
        self._servers = [self._listening(at, app) for at, app in apps]

    def end(self) -> None:
        """Ask it to end; asked again, it ends at once."""
        (self._again if self._asked.is_set() else self._asked).set()

    async def serve(self) -> None:
        """Serve until it is asked to end."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.end)
        serving = [
            asyncio.create_task(server.serve(sockets=[door])) for server, door in self._servers
        ]
        turns = asyncio.create_task(self._rota.turns.keep())
        asked = asyncio.create_task(self._asked.wait())
        self._tell(welcome(self._settings, self.addresses))
        _notify("READY=1")
        try:
            await asyncio.wait([*serving, turns, asked], return_when="FIRST_COMPLETED")
            _notify("STOPPING=1")
            await self._wind_up(turns)
        finally:
            asked.cancel()
            for server, _ in self._servers:
                server.should_exit = True
            await asyncio.gather(*serving)

    async def _wind_up(self, turns: asyncio.Task[None]) -> None:
        """Let the runs under way end; by force if it takes too long, or nobody wants to wait."""
        self._rota.turns.stop()
        if self._rota.busy:
            self._tell(T("Ending; runs under way are finished first."))
        again = asyncio.create_task(self._again.wait())
        await asyncio.wait(
            [turns, again], timeout=self._settings.stop_limit, return_when="FIRST_COMPLETED"
        )
        again.cancel()
        if not turns.done():
            self._tell(T("Runs under way are ended by force; the next start goes on from there."))
            self._kill()
        await turns
        self._tell(T("Ended."))

    def _listening(self, at: Address, app: "Starlette") -> tuple[_Server, socket.socket]:
        family = socket.AF_INET6 if ":" in at.host else socket.AF_INET
        try:
            listener = socket.create_server((at.host, at.port), family=family, backlog=128)
        except OSError as wrong:
            raise Fault(
                T("{host}, port {port}, cannot be listened to: {reason}.",
                  host=at.host, port=at.port, reason=wrong.strerror or str(wrong)),
                T("End who listens there, or write another address in the settings."),
            ) from wrong  # fmt: skip
        host = f"[{at.host}]" if ":" in at.host else at.host
        self.addresses.append(f"http://{host}:{listener.getsockname()[1]}")
        return _Server(_config(app)), listener


def _config(app: "Starlette") -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        log_level="error",
        proxy_headers=False,
        server_header=False,
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=3,
    )


def _notify(state: str) -> None:
    """Tell systemd, where it wants to be told."""
    place = os.environ.get("NOTIFY_SOCKET", "")
    if not place:
        return
    address = "\0" + place[1:] if place.startswith("@") else place
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.sendto(state.encode(), address)
