"""Which repositories are looked after, and how the last look at each went."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from paraf.core.words import T, Text
from paraf.service.answer import (
    Answer,
    in_words,
    read_answer,
    unseen_in_words,
    watched_in_words,
)
from paraf.service.children import Ended
from paraf.service.counts import Counts
from paraf.service.settings import Repository, Settings
from paraf.service.signature import Family
from paraf.service.turns import Turns, Until, until

Reconcile = Callable[[Repository], Awaitable[Ended]]
"""Runs `paraf reconcile` for a repository, away from this process."""
LATE = 3
"""Intervals without a look at a repository that make the service unwell."""
SOON = 15.0
"""Seconds to the second try after something outside failed; then twice as many, up to `every`."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """What tells the time, in seconds: `steady` for spans, `wall` since 1970."""

    steady: Callable[[], float]
    wall: Callable[[], float]


@dataclass(slots=True)
class Kept:
    """What is known of a repository while the service runs; lost with it, and no harm done."""

    settings: Repository
    looked: float
    """When a run last came to an end, or the service began."""
    running: bool = False
    failures: int = 0
    last: Answer | None = None
    known: tuple[str, str] | None = field(default=None)
    """How its forge signs, and its name there in small letters; None until a run has said so."""


class Rota:
    """Runs the repositories in turns, and knows how they are: what stands behind the door."""

    def __init__(
        self,
        settings: Settings,
        reconcile: Reconcile,
        counts: Counts,
        tell: Callable[[Text], None],
        clocks: Clocks,
        *,
        until: Until = until,
    ) -> None:  # fmt: skip
        """Take the repositories, and what runs one."""
        self._reconcile, self._counts, self._tell, self._clocks = reconcile, counts, tell, clocks
        self._run_limit = settings.run_limit
        begun = clocks.steady()
        self._kept = {one.name: Kept(one, begun) for one in settings.repositories}
        self.turns = Turns(self._kept, self._run, settings.workers, until=until)
        for name in self._kept:
            counts.coalesced.labels(name)
            counts.requests.labels(name)

    @property
    def stopping(self) -> bool:
        """Whether no run begins any more."""
        return self.turns.stopping

    @property
    def busy(self) -> bool:
        """Whether a run is under way."""
        return any(one.running for one in self._kept.values())

    @property
    def healthy(self) -> bool:
        """Whether every repository was looked at lately, or is just now.

        A run under way has its own time on top, once: one that is always ended by it is no look.
        """
        now = self._clocks.steady()
        return all(
            now - one.looked <= LATE * one.settings.every + self._run_limit * one.running
            for one in self._kept.values()
        )

    def secrets(self) -> Iterable[bytes]:
        """Return the secrets of all repositories that hear webhooks, each once."""
        return dict.fromkeys(
            one.settings.secret for one in self._kept.values() if one.settings.secret
        )

    def meant(self, family: Family, secrets: Iterable[bytes], full_name: str) -> list[str]:
        """Return the repositories that somebody who knows these secrets may mean by a name.

        A repository whose name is not known yet is meant by whoever knows its secret: the hint is
        heard rather than lost.
        """
        wanted, known = (family, full_name.lower()), set(secrets)
        return [
            name for name, one in self._kept.items()
            if one.settings.secret in known and one.known in (None, wanted)
        ]  # fmt: skip

    def wake(self, repository: str) -> None:
        """Make a run due; one that is due already will do."""
        if not self.turns.wake(repository):
            self._counts.coalesced.labels(repository).inc()

    async def _run(self, name: str) -> float:
        kept, begun = self._kept[name], self._clocks.steady()
        kept.running = True
        self._counts.running.inc()
        try:
            answer = read_answer(await self._reconcile(kept.settings))
        except Exception as raised:  # noqa: BLE001 - one repository's run must not end the others'
            answer = Answer("died", problems=(f"{type(raised).__name__}: {raised}",))
        finally:
            kept.running = False
            self._counts.running.dec()
        ended = self._clocks.steady()
        self._note(kept, answer, ended)
        self._count(name, answer, ended - begun)
        self._tell(in_words(name, answer, ended - begun))
        self._watched(name, answer)
        return _pause(kept, ended - begun)

    def _note(self, kept: Kept, answer: Answer, now: float) -> None:
        kept.last = answer
        kept.looked = now if answer.came_to_an_end else kept.looked
        kept.failures = 0 if answer.outcome == "done" else kept.failures + 1
        if answer.family and answer.full_name:
            kept.known = (answer.family, answer.full_name.lower())

    def _watched(self, name: str, answer: Answer) -> None:
        """Tell what is new about the published site, and count every look at it."""
        for news in (watched_in_words(name, answer), unseen_in_words(name, answer)):
            if news is not None:
                self._tell(news)
        if answer.watched is None:
            return
        self._counts.watches.labels(name, answer.watched).inc()
        if answer.watched != "unseen":
            self._counts.watched.labels(name).set(self._clocks.wall())
            wrong = answer.watched in ("incident", "known")
            self._counts.incident.labels(name).set(int(wrong))
            self._counts.blind.labels(name).set(int(answer.unseen is not None))

    def _count(self, name: str, answer: Answer, seconds: float) -> None:
        counts = self._counts
        counts.reconciles.labels(name, answer.outcome).inc()
        counts.seconds.labels(name).observe(seconds)
        counts.requests.labels(name).inc(answer.requests)
        counts.problems.labels(name).set(len(answer.problems))
        if answer.outcome == "done":
            counts.success.labels(name).set(self._clocks.wall())


def _pause(kept: Kept, took: float) -> float:
    """Return the seconds from the end of a run to the next, if nobody wakes it."""
    every = kept.settings.every
    if not kept.failures:
        return max(0.0, every - took)
    return min(every, SOON * 2.0 ** min(kept.failures - 1, 20))


def welcome(settings: Settings, at: Iterable[str]) -> Text:
    """Return the line that tells that the service is there."""
    names = ", ".join(one.name for one in settings.repositories)
    return T("Listening at {address}; looking after {names}.", address=", ".join(at), names=names)
