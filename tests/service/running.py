"""A service on loopback, with reconciles that begin when it says so and end when the test does.

async def story(house: House) -> None:
    await house.begun("situs", 1)          # every repository is due at first
    answer = await house.post(webhook("bkd/situs"))
    house.let_end("situs")
    await house.begun("situs", 2)

told = serve(story)                        # what was told on standard error
"""

import asyncio
import contextlib
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from paraf.core.words import Text
from paraf.service.answer import whose
from paraf.service.children import Ended
from paraf.service.counts import Counts
from paraf.service.rota import Clocks, Rota
from paraf.service.service import Service
from paraf.service.settings import Address, Repository, Settings

SECRET = "a secret of the office"
PATIENCE = 20.0
"""Seconds after which a test that waits in vain fails."""
RUN_LIMIT = 60.0
"""Seconds of the service's own clock that a run may take."""


@dataclass(frozen=True)
class Webhook:
    """What a forge sends."""

    body: bytes
    headers: dict[str, str]
    family: str = "gitea"


def webhook(
    full_name: str = "bkd/situs",
    delivery: str = "one",
    *,
    secret: str = SECRET,
    family: str = "gitea",
    **more: object,
) -> Webhook:
    """A webhook as the forge sends it, rightly signed; `more` is in its body as well."""
    body = json.dumps({"repository": {"full_name": full_name}, "of": delivery, **more}).encode()
    return signed(body, delivery, secret=secret, family=family)


def signed(
    body: bytes, delivery: str = "one", *, secret: str = SECRET, family: str = "gitea"
) -> Webhook:
    """Any body, rightly signed."""
    digits = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    names = {
        "gitea": {"x-gitea-signature": digits, "x-gitea-delivery": delivery},
        "github": {"x-hub-signature-256": f"sha256={digits}", "x-github-delivery": delivery},
    }
    return Webhook(body, {"content-type": "application/json", **names[family]}, family)


@dataclass
class House:
    """The service, its reconciles and who calls it."""

    repositories: tuple[Repository, ...]
    named: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What a run says of a repository: how its forge signs, and its name there."""
    ended_as: dict[str, Ended] = field(default_factory=dict)
    """How runs of a repository end, unless with nothing to do."""
    runs: list[str] = field(default_factory=list)
    under_way: dict[str, asyncio.Event] = field(default_factory=dict)
    most: int = 0
    killed: bool = False
    now: float = 1000.0
    told: list[str] = field(default_factory=list)
    service: Service = field(init=False)
    counts: Counts = field(default_factory=Counts)
    moved: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def reconcile(self, one: Repository) -> Ended:
        """Begin a run, and end it when the test says so."""
        assert one.name not in self.under_way, "two runs of one repository"
        self.under_way[one.name] = asyncio.Event()
        self.most = max(self.most, len(self.under_way))
        self.runs.append(one.name)
        async with self.moved:
            self.moved.notify_all()
        await self.under_way[one.name].wait()
        del self.under_way[one.name]
        nothing = json.dumps({"did": [], "problems": []})
        known = whose(*self.named.get(one.name, ("gitea", f"bkd/{one.name}")))
        if self.killed:
            return Ended(-9, "", "")
        return self.ended_as.get(one.name, Ended(0, f"{nothing}\n{known}\n", ""))

    def kill(self) -> None:
        """End all runs by force."""
        self.killed = True
        for event in self.under_way.values():
            event.set()

    def let_end(self, name: str) -> None:
        """Let the run of a repository end."""
        self.under_way[name].set()

    async def begun(self, name: str, times: int) -> None:
        """Wait until so many runs of a repository have begun."""
        async with asyncio.timeout(PATIENCE), self.moved:
            await self.moved.wait_for(lambda: self.runs.count(name) >= times)

    async def known(self) -> None:
        """Let the first run of every repository begin and end, so that their names are known."""
        for one in self.repositories:
            await self.begun(one.name, 1)
            self.let_end(one.name)
        await self.says(len(self.repositories))

    async def says(self, lines: int) -> None:
        """Wait until so many runs have been told of."""
        async with asyncio.timeout(PATIENCE):
            while len([one for one in self.told if "(0.0 s)" in one or "failed" in one]) < lines:
                await asyncio.sleep(0)

    async def post(self, hook: Webhook, **headers: str) -> int:
        """Send a webhook, and return the status of the answer."""
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.post(
                f"{self.service.addresses[0]}/webhook/{hook.family}",
                content=hook.body,
                headers={**hook.headers, **headers},
            )
        assert answer.content == b"", "an answer tells nothing"
        return answer.status_code

    async def get(self, path: str, server: int = 0) -> httpx.Response:
        """Ask for something."""
        async with httpx.AsyncClient(trust_env=False) as client:
            return await client.get(f"{self.service.addresses[server]}{path}")

    def count(self, name: str, **labels: str) -> float:
        """A counter's value by its full name."""
        return self.counts.registry.get_sample_value(name, labels) or 0.0


def repository(name: str = "situs", *, secret: str = SECRET, every: float = 300.0) -> Repository:
    """A repository as the settings describe it."""
    return Repository(name, Path("/nowhere") / name, every, secret=secret.encode())


Story = Callable[[House], Awaitable[None]]


def serve(
    story: Story,
    *repositories: Repository,
    workers: int = 4,
    metrics: bool = False,
    stop_limit: float = PATIENCE,
    house: House | None = None,
    slowest: float = PATIENCE,
    in_flight: int = 40_000_000,
) -> House:
    """Play a story with a service that runs, then end it; return what is left."""

    async def play() -> House:
        here = house or House(repositories or (repository(),))
        settings = Settings(
            Address("127.0.0.1", 0), Address("127.0.0.1", 0) if metrics else None, workers,
            RUN_LIMIT, stop_limit, here.repositories, slowest, in_flight,
        )  # fmt: skip

        def tell(what: Text) -> None:
            here.told.append(str(what))

        clocks = Clocks(lambda: here.now, lambda: 1_800_000_000.0)
        rota = Rota(settings, here.reconcile, here.counts, tell, clocks)
        here.service = Service(settings, rota, here.counts, here.kill, tell)
        serving = asyncio.create_task(here.service.serve())
        try:
            await story(here)
        finally:
            if not serving.done():
                here.service.end()
                while not serving.done():
                    for event in list(here.under_way.values()):
                        event.set()
                    await asyncio.sleep(0)
            with contextlib.suppress(asyncio.CancelledError):
                await serving
        return here

    return asyncio.run(play())
