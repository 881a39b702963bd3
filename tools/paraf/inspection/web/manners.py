"""How patient and how polite we are."""

import email.utils
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an answer may take, and how often it is asked for again.

    `seconds` for a connection, and for the first and the next bytes of an answer; `slowest` bytes
    per second that it must come with once they are over; `waits` in seconds before each further
    try; `longest` that a server may send us away for (`Retry-After`).
    """

    seconds: float = 20.0
    slowest: int = 50_000
    waits: tuple[float, ...] = (0.5, 1.0, 2.0)
    longest: float = 30.0

    def whole(self, limit: int) -> float:
        """Return the seconds that an answer of `limit` bytes may take from first to last."""
        return self.seconds + max(limit, 0) / self.slowest


class Rate:
    """At most so many a second, evenly; 0 means as many as there are. May be shared by threads."""

    def __init__(self, per_second: float) -> None:
        """Start with nothing asked."""
        self._gap = 1 / per_second if per_second > 0 else 0.0
        self._next = 0.0
        self._lock = threading.Lock()

    def wait(self) -> float:
        """Return the seconds until the next may start; 0.0 takes its place."""
        with self._lock:
            now = time.monotonic()
            if now < self._next:
                return self._next - now
            self._next = max(self._next + self._gap, now) if self._gap else self._next
            return 0.0

    def hold(self, seconds: float) -> None:
        """Let nothing start for so many seconds."""
        with self._lock:
            self._next = max(self._next, time.monotonic() + seconds)


def sent_away(headers: Mapping[str, str], longest: float) -> float:
    """Return the seconds that a `Retry-After` (RFC 9110, 10.2.3) asks for, at most `longest`."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return min(float(said[:9]), longest)
    try:
        moment = email.utils.parsedate_to_datetime(said).timestamp()
    except (ValueError, TypeError, OverflowError):
        return 0.0
    return min(max(moment - time.time(), 0.0), longest)
