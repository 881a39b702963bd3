"""Where an SOP's cases can go: which step may come before and after which, and what is there then.

Only a return goes back; every other way leads to a later step or to the end. So the steps in their
order are already sorted, and one pass over them tells what holds on every way. Sets of steps are
kept as the bits of a number: bit `no` is step `no`, bit n + 1 the end.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from paraf.core.sop import Sop, Step


def ways(step: Step) -> tuple[int, ...]:
    """Return the numbers that may follow `step` without a return, as the SOP says them."""
    if step.answers:
        return tuple(one.next for one in step.answers)
    return (step.no + 1 if step.next is None else step.next,)


@dataclass(frozen=True, slots=True)
class Flow:
    """What can be told of an SOP's ways, each step by its number, the end one past the last.

    `onward[no]` are the steps that some way from `no` leads to, `before[no]` those that every way
    to `no` has come by, `beyond[no]` those that every way from `no` goes by; all but `onward` with
    `no` itself. For a step that nothing leads to, `before` is 0.
    """

    end: int
    onward: tuple[int, ...]
    before: tuple[int, ...]
    beyond: tuple[int, ...]
    given: tuple[frozenset[str], ...]
    """The documents that every way to a step has been given."""

    def reached(self, no: int) -> bool:
        """Say whether some way leads to `no`."""
        return self.before[no] != 0

    def leads(self, first: int, then: int) -> bool:
        """Say whether some way leads from `first` to `then`."""
        return bool(self.onward[first] >> then & 1)

    def passed(self, first: int, then: int) -> bool:
        """Say whether every way to `then` has come by `first`."""
        return bool(self.before[then] >> first & 1)

    def between(self, no: int) -> Iterator[int]:
        """Yield the steps that some way from `no` goes by, and some does not."""
        some = self.onward[no] & ~self.beyond[no]
        return (one for one in range(no + 1, self.end) if some >> one & 1)


def flow(sop: Sop) -> Flow:
    """Return the flow of an SOP whose ways all lead to a later step or to the end."""
    end = len(sop.steps) + 1
    onward, beyond = [0] * (end + 1), [1 << end] * (end + 1)
    for step in reversed(sop.steps):
        after = ways(step)
        common = -1
        for one in after:
            onward[step.no] |= onward[one] | 1 << one
            common &= beyond[one]
        beyond[step.no] = common | 1 << step.no
    before, given = _from_the_start(sop, end)
    return Flow(end, tuple(onward), before, tuple(beyond), given)


def _from_the_start(sop: Sop, end: int) -> tuple[tuple[int, ...], tuple[frozenset[str], ...]]:
    before, given = [0] * (end + 1), [frozenset[str]()] * (end + 1)
    before[1] = 1 << 1
    for step in sop.steps:
        if not before[step.no]:
            continue
        there = given[step.no] | frozenset(step.gives)
        for one in ways(step):
            known = before[one] != 0
            common = before[one] & before[step.no] if known else before[step.no]
            before[one] = common | 1 << one
            given[one] = given[one] & there if known else there
    return tuple(before), tuple(given)
