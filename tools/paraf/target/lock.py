"""One publisher at a time, and never a lock that nobody can open again."""

import fcntl
import json
import os
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from paraf.core.words import T
from paraf.ports import BusyFault

LEASE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock. Times are ISO 8601; `place` names the one machine where `pid` means it."""

    owner: str
    host: str
    place: str
    pid: int
    token: str
    since: str
    until: str

    def is_gone(self, now: datetime) -> bool:
        """Say whether the lock may be taken over: expired, or its owner died on this machine."""
        return now >= datetime.fromisoformat(self.until) or (
            self.place == _place() and not _is_alive(self.pid)
        )


class Lock:
    """A lock that is held; `hold` makes it."""

    def __init__(self, folder: Path, holder: Holder) -> None:
        """Know where the lock lies and who holds it."""
        self._folder = folder
        self._holder = holder

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Run the body only if the lock is still ours; nobody can take it over meanwhile.

        Raises BusyFault if it was taken over, because we slept past its expiry.
        """
        with _guard(self._folder):
            found = _read(self._folder)
            if found is None or found.token != self._holder.token:
                raise _busy(self._folder, found or self._holder)
            yield


@contextmanager
def hold(folder: Path, *, owner: str, now: Callable[[], datetime]) -> Iterator[Lock]:
    """Hold the lock of `folder` while the body runs.

    Raises BusyFault, naming the owner, if somebody else holds it. A lock that expired, or whose
    owner died on this machine, is taken over; of several takers exactly one gets it.
    """
    since = now()
    ours = Holder(
        owner=owner,
        host=socket.gethostname(),
        place=_place(),
        pid=os.getpid(),
        token=secrets.token_hex(16),
        since=since.isoformat(),
        until=(since + LEASE).isoformat(),
    )
    with _guard(folder):
        found = _read(folder)
        if found is not None and not found.is_gone(since):
            raise _busy(folder, found)
        _write(folder, ours)
    try:
        yield Lock(folder, ours)
    finally:
        # A lock that cannot be removed is freed all the same once this process ends.
        with suppress(OSError), _guard(folder):
            found = _read(folder)
            if found is not None and found.token == ours.token:
                (folder / "lock").unlink()


@contextmanager
def _guard(folder: Path) -> Iterator[None]:
    """Keep everybody else from looking at the lock and changing it.

    The kernel frees a flock when its process dies, so the guard itself can never go stale; it is
    held for a few file operations only. The lock beside it says who, since when and how long.
    """
    with (folder / "lock.guard").open("a") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        yield


def _read(folder: Path) -> Holder | None:
    try:
        return Holder(**json.loads((folder / "lock").read_bytes()))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        # It is always renamed into place whole: only a crash of the machine can have torn it.
        return None


def _write(folder: Path, holder: Holder) -> None:
    new = folder / ".lock.new"
    try:
        new.write_text(json.dumps(asdict(holder), sort_keys=True) + "\n", encoding="utf-8")
        new.replace(folder / "lock")
    finally:
        new.unlink(missing_ok=True)


def _busy(folder: Path, holder: Holder) -> BusyFault:
    return BusyFault(
        T(
            "{owner} has been publishing since {since}, as process {pid} on {host}.",
            owner=holder.owner,
            since=holder.since,
            pid=holder.pid,
            host=holder.host,
        ),
        T(
            "Wait until it has finished. If it hangs, end it; the lock {lock} expires at {until}.",
            lock=folder / "lock",
            until=holder.until,
        ),
    )


def _place() -> str:
    """Name the machine, its boot and its space of process ids.

    The host name alone would not do: containers share names, and every one has a process 7.
    """
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        space = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        boot = space = ""
    return f"{socket.gethostname()} {boot} {space}"


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
