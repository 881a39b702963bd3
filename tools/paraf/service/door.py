"""What the service answers over HTTP: webhooks, its health, its counts."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from paraf.service.counts import TYPE, Counts
from paraf.service.deliveries import Deliveries
from paraf.service.signature import Family, claimed, delivery, signed_with

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

LARGEST = 5_000_000
"""Bytes of a webhook. Gitea's and GitHub's own are of some ten thousand."""
ANSWERS = {
    "accepted": 202,
    "replayed": 202,
    "malformed": 400,
    "unsigned": 401,
    "unknown": 404,
    "slow": 408,
    "too-large": 413,
    "not-json": 415,
    "stopping": 503,
    "crowded": 503,
}
"""What may become of a webhook, with the status of its answer."""


class Bell(Protocol):
    """What stands behind the door."""

    @property
    def stopping(self) -> bool:
        """Whether the service is ending."""

    @property
    def healthy(self) -> bool:
        """Whether every repository is looked after as it should be."""

    def secrets(self) -> Iterable[bytes]:
        """Return the secrets of all repositories that hear webhooks."""

    def meant(self, family: Family, secrets: Iterable[bytes], full_name: str) -> list[str]:
        """Return the repositories that somebody who knows these secrets may mean by a name."""

    def wake(self, repository: str) -> None:
        """Make a reconcile of a repository due."""


class Refused(Exception):
    """A webhook that is not heard; `outcome` is one of ANSWERS."""

    def __init__(self, outcome: str) -> None:
        """Say what became of it."""
        super().__init__(outcome)
        self.outcome = outcome


@dataclass
class Door:
    """Hears webhooks, and wakes those that they are about.

    A webhook is only a hint: nothing of it is used but whose it is. Whatever it tells, a reconcile
    asks the forge itself. It may take `slowest` seconds to arrive; of all together `most` bytes are
    held at a time.
    """

    bell: Bell
    counts: Counts
    heard: Deliveries
    slowest: float
    most: int
    in_flight: int = 0

    def hears(self, family: Family) -> Callable[["Request"], Awaitable["Response"]]:
        """Return what answers the webhooks of one kind of forge."""

        async def answer(request: "Request") -> "Response":
            from starlette.responses import Response

            try:
                outcome = await self._hear(family, request)
            except Refused as refused:
                outcome = refused.outcome
            self.counts.webhooks.labels(family, outcome).inc()
            # Whatever of the body was not read is not waited for.
            more = {} if ANSWERS[outcome] == 202 else {"connection": "close"}
            return Response(status_code=ANSWERS[outcome], headers=more)

        return answer

    async def _hear(self, family: Family, request: "Request") -> str:
        if self.bell.stopping:
            raise Refused("stopping")
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind != "application/json":
            raise Refused("not-json")
        signature = claimed(family, request.headers)
        if signature is None:
            raise Refused("unsigned")
        pieces = bytearray()
        try:
            await self._read(request, pieces)
            right = await asyncio.to_thread(
                signed_with, tuple(self.bell.secrets()), pieces, signature
            )
        finally:
            self.in_flight -= len(pieces)
        if not right:
            raise Refused("unsigned")
        meant = self.bell.meant(family, right, _full_name(bytes(pieces)))
        if not meant:
            raise Refused("unknown")
        if not self.heard.fresh(delivery(family, request.headers), signature):
            return "replayed"
        for one in meant:
            self.bell.wake(one)
        return "accepted"

    async def _read(self, request: "Request", into: bytearray) -> None:
        from starlette.requests import ClientDisconnect

        length = request.headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length[:20]) > LARGEST:
            raise Refused("too-large")
        try:
            async with asyncio.timeout(self.slowest):
                async for piece in request.stream():
                    into += piece
                    self.in_flight += len(piece)
                    if len(into) > LARGEST:
                        raise Refused("too-large")
                    if self.in_flight > self.most:
                        raise Refused("crowded")
        except TimeoutError:
            raise Refused("slow") from None
        except ClientDisconnect:
            raise Refused("malformed") from None

    async def health(self, _: "Request") -> "Response":
        """Say in one word how the service is; 503 unless it is well."""
        from starlette.responses import JSONResponse

        word = "stopping" if self.bell.stopping else "ok" if self.bell.healthy else "late"
        return JSONResponse({"status": word}, 200 if word == "ok" else 503)

    async def metrics(self, _: "Request") -> "Response":
        """Give the counts."""
        from starlette.responses import Response

        return Response(self.counts.text(), headers={"content-type": TYPE})


def front(door: Door, *, metrics: bool) -> "Starlette":
    """Return what forges call; with `metrics`, the counts are there as well."""
    from starlette.applications import Starlette
    from starlette.routing import Route

    families: tuple[Family, ...] = ("gitea", "github")
    routes = [
        Route(f"/webhook/{family}", door.hears(family), methods=["POST"]) for family in families
    ]
    routes.append(Route("/healthz", door.health))
    return Starlette(routes=routes + ([Route("/metrics", door.metrics)] if metrics else []))


def back(door: Door) -> "Starlette":
    """Return what the office's own machines call: health and counts."""
    from starlette.applications import Starlette
    from starlette.routing import Route

    return Starlette(routes=[Route("/healthz", door.health), Route("/metrics", door.metrics)])


def _full_name(body: bytes) -> str:
    """Return which repository a webhook is about; Refused if it does not say."""
    try:
        told = json.loads(body)
        name = told["repository"]["full_name"]
    except (ValueError, RecursionError, LookupError, TypeError):
        raise Refused("malformed") from None
    if not isinstance(name, str):
        raise Refused("malformed")
    return name
