"""What the tests of `children` do in other processes: functions of a module, as it must be."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path


def speak(word: str, code: int) -> None:
    """Write to both streams, also past Python, and end with a code."""
    sys.stdout.write(f"{word} {os.getpid()}\n")
    sys.stdout.flush()
    subprocess.run(["sh", "-c", "echo from a shell >&2"], check=True)
    sys.exit(code)


def raise_something() -> None:
    raise KeyError("something")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def show_itself() -> None:
    """Write what other processes of this user can read about this one."""
    own = Path("/proc/self")
    sys.stdout.write(os.environ["PARAF_TOKEN_FILE"] + "\n")
    sys.stdout.write(f"{os.environ.get('PARAF_UNWANTED')}\n")
    for name in ("cmdline", "environ"):
        sys.stdout.write(own.joinpath(name).read_text().replace("\0", " ") + "\n")


def leave_files(at: str) -> None:
    """Leave temporary files behind, and tell where."""
    made = tempfile.mkdtemp()
    Path(made, "large").write_text("x" * 1000)
    Path(at).write_text(made)


def never_end(at: str) -> None:
    """Begin a process below, tell both numbers, and hear no request to end."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    below = subprocess.Popen(["sleep", "1000"])
    Path(f"{at}.part").write_text(f"{os.getpid()} {below.pid}")
    Path(f"{at}.part").rename(at)
    while True:
        signal.pause()


def leave_a_process(at: str) -> None:
    """End, and leave a process behind."""
    below = subprocess.Popen(["sleep", "1000"])
    Path(at).write_text(f"{below.pid}")


def take_memory(megabytes: int) -> None:
    """Take memory, and fill it."""
    sys.stdout.write(str(len(bytearray(os.urandom(1000)) * megabytes * 1000)))
