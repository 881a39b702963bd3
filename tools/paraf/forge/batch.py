"""Very many small objects of git, asked for by the dozen: git looks up while others are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from subprocess import PIPE
from typing import Any

from git.cmd import Git as Command

PIPEFUL = 60_000
"""What may be asked at once, in bytes: a pipe holds more, so that neither waits for the other."""


@dataclass(frozen=True, slots=True)
class Found:
    """An object as git has it."""

    oid: str
    content: bytes


class Batch:
    """One git process that hands out whole objects of any kind, by any name that git knows."""

    def __init__(self, command: Command) -> None:
        """Start nothing yet."""
        self.command = command
        self.process: Any = None

    def read(self, names: Sequence[str]) -> list[Found | None]:
        """Return the objects of these names, in order; None for what is missing or damaged.

        A name is one line, all together PIPEFUL bytes at most.
        """
        found: list[Found | None] = []
        while len(found) < len(names):
            self._ask(names[len(found) :])
            for one in self._answers(len(names) - len(found)):
                found.append(one)
                if self.process is None:
                    break  # git gives up at a damaged object: the rest is asked for anew
        return found

    def one(self, name: str) -> Found | None:
        """Return one object; None if it is missing or damaged."""
        return self.read([name])[0]

    def _ask(self, names: Sequence[str]) -> None:
        feed = "".join(f"{name}\n" for name in names).encode()
        assert feed.count(b"\n") == len(names), "a name is one line"
        assert len(feed) <= PIPEFUL, "git would wait for us, and we for git"
        if self.process is None:
            self.process = self.command.cat_file("--batch", as_process=True, istream=PIPE)
        self.process.stdin.write(feed)
        self.process.stdin.flush()

    def _answers(self, count: int) -> Iterator[Found | None]:
        out = self.process.stdout
        for _ in range(count):
            words = out.readline().split()
            if len(words) == 3 and words[2].isdigit():
                size = int(words[2])
                content = out.read(size + 1)
                if len(content) == size + 1:
                    yield Found(words[0].decode(), content[:-1])
                    continue
                words = []
            if not words:
                self.close()
            yield None

    def close(self) -> None:
        """End the process."""
        process, self.process = self.process, None
        if process is not None:
            process.stdin.close()
            process.stdout.close()
            process.proc.wait()
