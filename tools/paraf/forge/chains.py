"""Reads ledgers out of git: the commits below a tip, and what each of them says."""

from collections.abc import Mapping, Sequence

from paraf.core.case import Archived, Line
from paraf.core.words import T
from paraf.forge.git import Git
from paraf.forge.lines import Written, shown
from paraf.ports import Codec, ForgeFault

KEPT = 100
"""Ledgers that are remembered as they were read; a commit never changes."""
TELL = T("Tell the administrator; nobody should act on this case.")


class Chains:
    """The ledgers of one repository."""

    def __init__(self, git: Git, codec: Codec) -> None:
        """Read in `git` what `codec` wrote."""
        self.git = git
        self.codec = codec
        self._known: dict[str, list[Written]] = {}

    def chain(self, tip: str) -> list[Written]:
        """Return the lines of one ledger up to a commit, with what they say, oldest first."""
        if tip not in self._known:
            self._known = dict([*self._known.items()][-KEPT:])
            self._known[tip] = self._chain(self._commits([tip]), tip)
        return self._known[tip]

    def many(self, ledgers: Mapping[str, str]) -> dict[str, list[Written]]:
        """Return the lines of many ledgers, by their tips, with one git call."""
        fresh = [tip for tip in ledgers.values() if tip not in self._known]
        commits = self._commits(fresh)
        found = {tip: self._chain(commits, tip) for tip in fresh}
        if len(found) <= KEPT:
            self._known = dict([*self._known.items()][-KEPT:]) | found
        return {one: found.get(tip) or self._known[tip] for one, tip in ledgers.items()}

    def open(self, tips: Sequence[str]) -> set[str]:
        """Return those tips whose last line does not end its case.

        A line that says nothing ends none: whoever looks at the case learns that it is broken.
        """
        last = self._commits(tips, "--no-walk=unsorted")
        return {one for one in tips if not self._ended(last[one][1])}

    def _ended(self, line: str) -> bool:
        try:
            return isinstance(self.codec.decode(line).event.deed, Archived)
        except ValueError:
            return False

    def _commits(self, tips: Sequence[str], *how: str) -> dict[str, tuple[list[str], str]]:
        """Return all commits below some tips: their parents and their messages' last lines."""
        if not tips:
            return {}
        feed = "".join(f"{one}\n" for one in tips).encode()
        out = self.git.run("log", "-z", "--format=%H %P%n%B", *how, "--stdin", stdin=feed)
        found = {}
        for record in filter(None, out.decode("utf-8", "replace").split("\0")):
            head, _, message = record.partition("\n")
            commit, *parents = head.split()
            found[commit] = (parents, message.rstrip("\n").split("\n")[-1])
        return found

    def _chain(self, commits: Mapping[str, tuple[list[str], str]], tip: str) -> list[Written]:
        found, parents = [], [tip]
        while parents:
            if len(parents) > 1:
                raise ForgeFault(
                    T("A ledger is one row of events; here two of them were joined."), TELL
                )
            commit = parents[0]
            parents, text = commits[commit]
            found.append(Written(commit, text, self._decode(text)))
        return found[::-1]

    def _decode(self, text: str) -> Line:
        try:
            return self.codec.decode(text)
        except ValueError:
            raise ForgeFault(
                T("The ledger holds a line that is no event: {line}", line=shown(text[:120])), TELL
            ) from None
