"""A world to play in: a made-up office on this machine, with keys, a repository and a clock."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from paraf.core.words import T
from paraf.ports import Fault

PARAF = (sys.executable, "-I", "-m", "paraf.cli.main")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command printed, and the exit code it ended with."""

    code: int
    out: str


@dataclass(frozen=True, slots=True)
class World:
    """The folder that holds everything; nothing outside it is touched."""

    root: Path
    language: str

    @property
    def office(self) -> Path:
        """The office's bare repository."""
        return self.root / "office.git"

    @property
    def public(self) -> Path:
        """The folder of releases."""
        return self.root / "public"

    @property
    def live(self) -> Path:
        """The release that the public sees."""
        return self.public / "current"

    def desk(self, person: str) -> Path:
        """Return a person's own clone."""
        return self.root / "desks" / person

    def set_clock(self, at: datetime) -> None:
        """Move the hands of the training clock."""
        new = self.root / "clock.part"
        new.write_text(at.isoformat())
        new.replace(self.root / "clock")

    def run(self, where: Path, command: Sequence[str | Path]) -> Ran:
        """Run a command in a folder of this world, away from the user's own git settings."""
        done = subprocess.run(
            [str(word) for word in command],
            cwd=where,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        return Ran(done.returncode, done.stdout)

    def must(self, where: Path, *command: str | Path) -> str:
        """Run a command that has to succeed, and return what it printed."""
        ran = self.run(where, command)
        if ran.code != 0:
            raise Fault(
                T("{command} failed: {out}", command=" ".join(map(str, command)), out=ran.out)
            )
        return ran.out

    @property
    def environment(self) -> Mapping[str, str]:
        """The surroundings of a command: nothing of the user's own git settings."""
        kept = ("PATH", "HOME", "LANG", "TMPDIR", "PARAF_CHROMIUM", "PLAYWRIGHT_BROWSERS_PATH")
        return {
            **{name: os.environ[name] for name in kept if name in os.environ},
            "PARAF_LANG": self.language,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "COLUMNS": "100",
        }

    def make_keys(self, people: Sequence[str]) -> None:
        """Give everybody an SSH key of their own."""
        keys = self.root / "keys"
        keys.mkdir(parents=True)
        for person in people:
            self.must(keys, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", person,
                      "-f", keys / person)  # fmt: skip

    def open_desk(self, person: str, name: str, mail: str) -> None:
        """Clone the office's repository for a person and set it up to sign."""
        desk = self.desk(person)
        desk.parent.mkdir(exist_ok=True)
        self.must(self.root, "git", "clone", "--quiet", self.office, desk)
        settings = {
            "user.name": name,
            "user.email": mail,
            "gpg.format": "ssh",
            "user.signingkey": str(self.root / "keys" / f"{person}.pub"),
            "paraf.clock": str(self.root / "clock"),
        }
        for key, value in settings.items():
            self.must(desk, "git", "config", key, value)
