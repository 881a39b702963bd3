"""The limits that a child puts on itself before it loads anything that reads a file.

Linux keeps all of them. macOS keeps those of time, files and processes, but not that of memory.
Elsewhere there are none, and nothing is examined.
"""

import ctypes
import math
import os
import signal
import sys

MEGABYTE = 1_000_000
LIBRARIES = 45
"""Megabytes that a child holds of libraries, beside what it allocates."""
MAPPED = 300
"""Megabytes of addresses, not of memory, that a child may map beyond what it allocates."""
FILES = 64
PROCESSES = 0
_OWN_USERS, _OWN_NETWORK = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES, _DIE_WITH_PARENT = 38, 1


def enclose(megabytes: int, parent: int) -> None:
    """Limit this process for good: memory, open files, processes; it ends when its parent does.

    Where Linux allows that, it is cut off from every network, too. `parent` is the number of the
    process that started it. ImportError where the system knows no limits: then nothing may be
    examined.
    """
    import resource

    data = max(megabytes - LIBRARIES, 1) * MEGABYTE
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_DATA, data)
    _limit(resource.RLIMIT_AS, data + MAPPED * MEGABYTE)
    _limit(resource.RLIMIT_NOFILE, FILES)
    _limit(resource.RLIMIT_NPROC, PROCESSES)
    if sys.platform == "linux":
        _confide(parent)


def allow(seconds: int, output: int) -> None:
    """Let the next file take so many seconds of the processor, and write so many bytes a file."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(
        resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime) + seconds, hard)
    )
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, hard))


def full(megabytes: int) -> bool:
    """Say whether this process holds so much that the next file could go short of memory."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - pathlib would be loaded for it
            pages = int(file.read().split()[5])
    except (OSError, ValueError, IndexError):
        return False
    return pages * os.sysconf("SC_PAGE_SIZE") > (megabytes - LIBRARIES) * MEGABYTE // 3


def _limit(which: int, most: int) -> None:
    import resource

    _, hard = resource.getrlimit(which)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(which, (most, most))
    except (ValueError, OSError):
        # macOS refuses a limit of memory below what a process has mapped already.
        if sys.platform != "darwin" or which not in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
            raise


def _confide(parent: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    # A network of its own, in which there is nobody. A system that lets no one have that says no,
    # and root would lose the files of others with its rights. First, for it undoes what follows.
    libc.unshare(_OWN_NETWORK | (_OWN_USERS if os.geteuid() else 0))
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        # It ended before that could be said.
        os._exit(0)
