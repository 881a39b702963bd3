"""Whose turn it is: after a wake-up a run begins, and never do two of a repository overlap."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from paraf.service.turns import Turns

NAMES = ("situs", "simpeg", "arsip")
TURNS_OF_THE_LOOP = 50


async def settled() -> None:
    """Let everything go on that can; nothing here waits for anything but the test."""
    for _ in range(TURNS_OF_THE_LOOP):
        await asyncio.sleep(0)


async def never(event: asyncio.Event, _: float) -> None:
    """Wait for the event alone: a timer that never strikes."""
    await event.wait()


@dataclass
class Runs:
    """Runs that begin when their turn comes, and end when the test lets them."""

    told: list[tuple[str, str]] = field(default_factory=list)
    under_way: dict[str, asyncio.Event] = field(default_factory=dict)
    most: int = 0

    async def __call__(self, name: str) -> float:
        assert name not in self.under_way, "two runs of one repository"
        self.under_way[name] = asyncio.Event()
        self.most = max(self.most, len(self.under_way))
        self.told.append(("begins", name))
        await self.under_way[name].wait()
        del self.under_way[name]
        self.told.append(("ends", name))
        return 300.0

    def let_end(self, name: str) -> None:
        if name in self.under_way:
            self.under_way[name].set()

    def begun(self, name: str) -> int:
        return self.told.count(("begins", name))


Story = Callable[[Turns, Runs], Awaitable[None]]


def tell(story: Story, names: Iterable[str] = NAMES, workers: int = 2) -> Runs:
    """Play a story, then stop and let everything end."""
    runs = Runs()

    async def play() -> None:
        turns = Turns(names, runs, workers, until=never)
        kept = asyncio.create_task(turns.keep())
        await settled()
        await story(turns, runs)
        turns.stop()
        while not kept.done():
            for name in names:
                runs.let_end(name)
            await settled()
        await kept

    asyncio.run(play())
    return runs


async def idle(names: Iterable[str], runs: Runs) -> None:
    """Let every run end until none is under way."""
    await settled()
    while runs.under_way:
        for name in names:
            runs.let_end(name)
        await settled()


def test_every_repository_is_due_at_first() -> None:
    async def story(_: Turns, runs: Runs) -> None:
        await idle(NAMES, runs)
        assert [runs.begun(name) for name in NAMES] == [1, 1, 1]

    tell(story)


def test_wake_ups_during_a_run_become_one_run_more() -> None:
    async def story(turns: Turns, runs: Runs) -> None:
        assert turns.wake("situs")
        assert [turns.wake("situs") for _ in range(5)] == [False] * 5
        await idle(NAMES, runs)
        assert runs.begun("situs") == 2
        assert runs.begun("simpeg") == 1

    tell(story)


def test_a_wake_up_while_nothing_runs_begins_a_run_at_once() -> None:
    async def story(turns: Turns, runs: Runs) -> None:
        await idle(NAMES, runs)
        turns.wake("situs")
        await settled()
        assert set(runs.under_way) == {"situs"}

    tell(story)


def test_different_repositories_run_side_by_side_up_to_the_workers() -> None:
    async def story(_: Turns, runs: Runs) -> None:
        assert len(runs.under_way) == 2
        await idle(NAMES, runs)

    assert tell(story).most == 2


def test_who_waits_longest_is_next() -> None:
    async def story(turns: Turns, runs: Runs) -> None:
        turns.wake("situs")
        for _ in range(4):
            runs.let_end(next(iter(runs.under_way)))
            await settled()
        begun = [name for what, name in runs.told if what == "begins"]
        assert begun == ["situs", "simpeg", "arsip", "situs"]

    tell(story, workers=1)


def test_the_time_alone_brings_the_next_run() -> None:
    waited: list[float] = []

    async def at_once(event: asyncio.Event, seconds: float) -> None:
        waited.append(seconds)
        await asyncio.sleep(0)

    async def play() -> None:
        ran = 0

        async def run(_: str) -> float:
            nonlocal ran
            ran += 1
            if ran == 3:
                turns.stop()
            return 300.0

        turns = Turns(["situs"], run, 1, until=at_once)
        await turns.keep()
        assert ran == 3

    asyncio.run(play())
    assert waited == [0.0, 300.0, 300.0, 300.0]


def test_once_stopped_nothing_begins_and_what_runs_is_finished() -> None:
    async def story(turns: Turns, runs: Runs) -> None:
        turns.wake("situs")
        turns.stop()
        await settled()
        assert set(runs.under_way) == {"situs", "simpeg"}

    runs = tell(story)
    assert runs.told == [
        ("begins", "situs"), ("begins", "simpeg"), ("ends", "situs"), ("ends", "simpeg"),
    ]  # fmt: skip


deeds = st.lists(st.tuples(st.sampled_from(["wake", "end", "turn"]), st.sampled_from(NAMES)))


@given(deeds, st.integers(1, 4))
def test_after_the_last_wake_up_a_run_begins(what: list[tuple[str, str]], workers: int) -> None:
    woken: dict[str, int] = {}

    async def story(turns: Turns, runs: Runs) -> None:
        for deed, name in what:
            if deed == "wake":
                turns.wake(name)
                woken[name] = len(runs.told)
                runs.told.append(("is woken", name))
            elif deed == "end":
                runs.let_end(name)
            else:
                await settled()
        await idle(NAMES, runs)

    runs = tell(story, workers=workers)
    for name, at in woken.items():
        assert ("begins", name) in runs.told[at:]
    for name in NAMES:
        # One for the beginning, and never more than one for a wake-up.
        assert 1 <= runs.begun(name) <= 1 + runs.told.count(("is woken", name))
        assert runs.begun(name) == runs.told.count(("ends", name))
    assert runs.most <= workers
