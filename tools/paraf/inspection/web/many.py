"""Very many answers over a few connections, in one thread and in flat memory."""

import heapq
import itertools
import time
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field

import pycurl

from paraf.inspection.web.answer import Answer, Ask, Fault, Silence, is_final
from paraf.inspection.web.manners import Patience, Rate, sent_away
from paraf.inspection.web.transfer import Transfer

WAITING = 256
"""So many asks wait for another try at most; until one is through, no new ones are begun."""
LONG = 0.5
LOST = 30
"""So many times our patience may be spent on answers that do not come; then nobody is asked."""

Got = tuple[Ask, Answer | Silence]


@dataclass(frozen=True, slots=True, order=True)
class _Again:
    """An ask that waits for another try."""

    at: float
    number: int
    ask: Ask = field(compare=False)
    tries: int = field(compare=False)


class Many:
    """Asks by `connections` at once, which are kept from one run of `answers` to the next."""

    def __init__(self, connections: int, rate: Rate, patience: Patience) -> None:
        """Prepare; nothing is connected yet."""
        self._rate = rate
        self._patience = patience
        self._until = 0.0
        self._multi = pycurl.CurlMulti()
        self._free = [Transfer(patience) for _ in range(connections)]
        self._busy: dict[pycurl.Curl, Transfer] = {}
        self._waiting: list[_Again] = []
        self._numbers = itertools.count()
        self._lost = 0.0
        self._more: Iterator[Ask] = iter(())
        self._next: Ask | None = None

    def answers(self, asks: Iterable[Ask], seconds: float) -> Generator[Got]:
        """Yield each ask with what came, in the order of coming; one run at a time.

        A silence that is `gone` is the last: the server is away, or all patience is spent. The
        whole may take `seconds`, and longer by what the bytes of those that are `unweighed` need.
        """
        self._until = time.monotonic() + seconds
        self._lost = 0.0
        self._more = iter(asks)
        self._next = next(self._more, None)
        try:
            while self._busy or self._waiting or self._next:
                held = self._begin()
                for got in self._ended(held):
                    yield got
                    if isinstance(got[1], Silence) and got[1].gone:
                        return
        finally:
            self._drop()

    def close(self) -> None:
        """Close every connection."""
        for transfer in self._free:
            transfer.curl.close()
        self._multi.close()

    def _begin(self) -> float:
        """Begin what may begin now; return the seconds until more may, as far as it is known."""
        while self._free:
            due = self._due()
            held = due if due > 0 else self._rate.wait()
            if held > 0:
                return held
            transfer = self._free.pop()
            transfer.began(*self._following())
            self._busy[transfer.curl] = transfer
            self._multi.add_handle(transfer.curl)
        return LONG

    def _due(self) -> float:
        """Return the seconds until something wants to begin."""
        if self._next is not None and len(self._waiting) < WAITING:
            return 0.0
        return self._waiting[0].at - time.monotonic() if self._waiting else LONG

    def _following(self) -> tuple[Ask, int]:
        if self._waiting and self._waiting[0].at <= time.monotonic():
            again = heapq.heappop(self._waiting)
            return again.ask, again.tries
        ask = self._next
        assert ask is not None  # `_due` saw it
        self._next = next(self._more, None)
        return ask, 1

    def _ended(self, held: float) -> Iterator[Got]:
        self._perform()
        queued, well, failed = self._multi.info_read()
        ended = [(curl, 0) for curl in well] + [(curl, code) for curl, code, _ in failed]
        for curl, code in ended:
            transfer = self._busy.pop(curl)
            self._multi.remove_handle(curl)
            got, ask = transfer.ended(code), transfer.ask
            self._until += self._allowed(transfer)
            self._free.append(transfer)
            if is_final(got) or not self._again(transfer, got):
                yield ask, got
        if self._is_over() or self._lost > LOST * self._patience.seconds:
            yield Ask("", 0), Silence(Fault.SLOW.value, gone=True, fault=Fault.SLOW)
        elif not ended and not queued:
            self._rest(min(max(held, 0.001), LONG))

    def _is_over(self) -> bool:
        now = time.monotonic()
        return now > self._until and now > self._until + sum(
            map(self._allowed, self._busy.values())
        )

    def _allowed(self, transfer: Transfer) -> float:
        return transfer.arrived / self._patience.slowest if transfer.ask.unweighed else 0.0

    def _rest(self, seconds: float) -> None:
        """Wait for something to come, or until more may begin."""
        if not self._busy:
            time.sleep(seconds)
        elif self._multi.select(seconds) == -1:
            time.sleep(0.005)  # a host name is still being looked up: nothing to wait at

    def _perform(self) -> None:
        while self._multi.perform()[0] == pycurl.E_CALL_MULTI_PERFORM:
            pass

    def _again(self, transfer: Transfer, got: Answer | Silence) -> bool:
        """Put an ask that failed on the list for another try; say whether it gets one."""
        self._lost += transfer.seconds
        away = sent_away(got.headers, self._patience.longest) if isinstance(got, Answer) else 0.0
        if away:
            self._rate.hold(away)
        if transfer.tries > len(self._patience.waits):
            return False
        at = time.monotonic() + max(self._patience.waits[transfer.tries - 1], away)
        again = _Again(at, next(self._numbers), transfer.ask, transfer.tries + 1)
        heapq.heappush(self._waiting, again)
        return True

    def _drop(self) -> None:
        self._waiting.clear()
        for curl, transfer in self._busy.items():
            self._multi.remove_handle(curl)
            self._free.append(transfer)
        self._busy.clear()
