"""Runs a `paraf` command that meets with an accident on its way.

    python -I unlucky.py ACCIDENT ROOT WORDS…

`none`: writes its effects to standard error, one a line. An effect is a push to the office's
repository, or a renaming or linking below ROOT. `die:N`: it kills itself right before its N-th
effect, as when the power fails. `full:BYTES`: once it writes below ROOT, no file may grow larger.
`barred`: it has no right to write below ROOT.
`unkept`: there is no room for the evidence of an inspection; anything else can be written.
"""

import errno
import os
import resource
import signal
import sys
from collections.abc import Callable

from paraf.cli.main import main

EFFECT = "effect: "
NOBODY = 65534
Accident = Callable[[str, tuple[object, ...]], None]


class Effects:
    """Counts effects, and dies before the one numbered `last`."""

    def __init__(self, root: str, last: int) -> None:
        self.root, self.last, self.seen = root, last, 0

    def __call__(self, event: str, values: tuple[object, ...]) -> None:
        found = _effect(event, values, self.root)
        if found:
            self.seen += 1
            if self.last == 0:
                sys.stderr.write(f"{EFFECT}{found}\n")
            if self.seen == self.last:
                os.kill(os.getpid(), signal.SIGKILL)


def _effect(event: str, values: tuple[object, ...], root: str) -> str:
    if event == "subprocess.Popen" and isinstance(values[1], (list, tuple)):
        return "push" if "push" in [os.fsdecode(word) for word in values[1]] else ""
    below = event in ("os.rename", "os.symlink") and _below(values[1], root)
    return event if below else ""


def _below(path: object, root: str) -> bool:
    if not isinstance(path, (str, bytes, os.PathLike)):
        return False
    folder = os.path.realpath(os.path.dirname(os.fsdecode(path)))  # noqa: PTH120 - an audit hook hands plain names over
    return f"{folder}/".startswith(f"{root}/") or os.fsdecode(path) == root


def full(root: str, size: int) -> Accident:
    """Return what leaves no room for larger files once one is opened below `root`."""

    def watch(event: str, values: tuple[object, ...]) -> None:
        if event == "open" and _below(values[0], root) and _writes(values[2]):
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    return watch


def _writes(flags: object) -> bool:
    return isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR) != 0


def barred(root: str) -> Accident:
    """Return what makes this process nobody wherever it touches something below `root`."""

    def watch(event: str, values: tuple[object, ...]) -> None:
        if os.getuid() == 0 and values and event.startswith(("open", "os.", "shutil.")):
            os.seteuid(NOBODY if _below(values[0], root) else 0)

    return watch


def unkept(event: str, values: tuple[object, ...]) -> None:
    """Leave no room in the folder of the evidence, wherever it is."""
    if event == "open" and isinstance(values[0], str | os.PathLike) and _writes(values[2]):
        path = os.fspath(values[0])
        if "/evidence/" in path and "/paraf-" in path:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)


def run(accident: str, root: str, words: list[str]) -> None:
    """Run `paraf` with `words` and an accident."""
    kind, _, number = accident.partition(":")
    accidents: dict[str, Callable[[], Accident]] = {
        "none": lambda: Effects(root, 0),
        "die": lambda: Effects(root, int(number)),
        "full": lambda: full(root, int(number)),
        "barred": lambda: barred(root),
        "unkept": lambda: unkept,
    }
    sys.addaudithook(accidents[kind]())
    main(words)


if __name__ == "__main__":
    run(sys.argv[1], os.path.realpath(sys.argv[2]), sys.argv[3:])
