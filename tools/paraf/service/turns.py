"""Whose turn it is: one run a repository at a time, wake-ups in between made into one."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress

Run = Callable[[str], Awaitable[float]]
"""Runs a repository by its name, and returns in how many seconds its next run is due at the latest.

It raises nothing: whatever goes wrong in a run is the run's own to tell.
"""
Until = Callable[[asyncio.Event, float], Awaitable[None]]
"""Returns when the event is set, or after so many seconds."""


async def until(event: asyncio.Event, seconds: float) -> None:
    """Return when `event` is set, or after some seconds."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


class Turns:
    """Runs repositories when they are woken, or when their time has come; all are due at first.

    After a wake-up a run of that repository begins, however many wake-ups come before it does: one
    that comes while a run is under way means exactly one more. Never do two runs of a repository
    overlap, nor more than `workers` runs altogether; who waits longest is next.
    """

    def __init__(
        self, names: Iterable[str], run: Run, workers: int, *, until: Until = until
    ) -> None:
        """Take the repositories by their names, and what runs one."""
        self._woken = {name: asyncio.Event() for name in names}
        self._run = run
        self._free = asyncio.Semaphore(workers)
        self._until = until
        self._stopping = False
        for event in self._woken.values():
            event.set()

    @property
    def stopping(self) -> bool:
        """Whether no run begins any more."""
        return self._stopping

    def wake(self, name: str) -> bool:
        """Make a run due; False if one is already that has not begun."""
        fresh = not self._woken[name].is_set()
        self._woken[name].set()
        return fresh

    def stop(self) -> None:
        """Let no run begin any more; `keep` returns when those under way have ended."""
        self._stopping = True
        for event in self._woken.values():
            event.set()

    async def keep(self) -> None:
        """Give everybody their turns until `stop` is called."""
        async with asyncio.TaskGroup() as group:
            for name in self._woken:
                group.create_task(self._keep(name), name=f"turns of {name}")

    async def _keep(self, name: str) -> None:
        woken, wait = self._woken[name], 0.0
        while True:
            await self._until(woken, wait)
            woken.set()
            async with self._free:
                if self._stopping:
                    return
                # From here on a wake-up means one run more: this one may have looked already.
                woken.clear()
                wait = await self._run(name)
