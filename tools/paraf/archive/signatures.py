"""The ledger as git keeps it: one commit for each line, signed by the key that the line names.

The bundle is fetched into an empty repository of our own, without hooks, foreign configuration, or
the network. Git's own checks of the objects are on. The signatures are judged by `ssh-keygen`
through git, each at the time of its commit, as `allowed_signers` limits keys in time.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from paraf.archive.chain import PLACE, Ledger
from paraf.archive.files import shown
from paraf.archive.taken import Taken, broken
from paraf.core.evidence import Finding
from paraf.core.words import T
from paraf.ports import ArchiveFault

BUNDLE = "data/ledger.bundle"
SIGNERS = "data/allowed_signers"
# The tree without files, in repositories with SHA-1 and with SHA-256.
EMPTY_TREES = {
    "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}
PATIENCE = 300
"""Seconds that one git command may take."""


class GitRefused(Exception):
    """Git did not do it."""


@dataclass(frozen=True, slots=True)
class Git:
    """A bare repository of our own, cut off from the machine's configuration."""

    folder: Path
    signers: Path

    def __call__(self, *arguments: str) -> bytes:
        """Return what a git command prints; GitRefused if it fails."""
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder),
            "LC_ALL": "C",
            "GIT_DIR": str(self.folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ALLOW_PROTOCOL": "file",
        }
        settings = (
            f"core.hooksPath={os.devnull}",
            "core.fsmonitor=false",
            "transfer.fsckObjects=true",
            f"gpg.ssh.allowedSignersFile={self.signers}",
            "gpg.ssh.program=ssh-keygen",
            "gpg.program=false",
            "gpg.x509.program=false",
        )
        options = [part for one in settings for part in ("-c", one)]
        command = ["git", *options, *arguments]
        try:
            done = subprocess.run(
                command, env=environment, capture_output=True, check=True, timeout=PATIENCE
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise GitRefused from error
        return done.stdout


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the ledger: its parents and tree, its message, and what is said of its key."""

    name: str
    parents: tuple[str, ...]
    tree: str
    message: bytes
    status: str
    """`G` for a good signature by a key that `allowed_signers` knows."""
    key: str


def check(bag: Taken, ledger: Ledger, scratch: Path) -> Iterator[Finding]:
    """Yield where commits, lines and keys do not belong together."""
    for tool in ("git", "ssh-keygen"):
        if shutil.which(tool) is None:
            raise ArchiveFault(
                T("{tool} is not installed; no signature can be checked.", tool=tool),
                T("Install git and OpenSSH, then try again."),
            )
    if not ledger.case:
        yield broken("ledger-unsigned", BUNDLE, T("No entry of the ledger can be read."))
        return
    try:
        commits = _commits(Git(scratch, bag.folder / SIGNERS), bag.folder / BUNDLE, ledger.case)
    except (GitRefused, ValueError, OSError, StopIteration):
        what = T("Git cannot read the ledger of case {case} from it.", case=ledger.case)
        yield broken("ledger-bundle", BUNDLE, what)
        return
    if len(commits) != len(ledger.lines):
        what = T(
            "It holds {commits} entries, and ledger.jsonl {lines}: entries were cut off or added.",
            commits=len(commits),
            lines=len(ledger.lines),
        )
        yield broken("ledger-length", PLACE, what)
    yield from _compared(ledger, commits)


def _commits(git: Git, bundle: Path, case: str) -> list[Commit]:
    """Return the ledger's commits, the first one first."""
    branch = f"refs/heads/ledger/{case}"
    git("init", "--quiet", "--bare", f"--object-format={_format(bundle)}")
    heads = [
        line.split(" ", 1)
        for line in git("bundle", "list-heads", str(bundle)).decode().splitlines()
    ]
    if [name for _, name in heads] != [branch]:
        raise ValueError(branch)
    git("bundle", "verify", "--quiet", str(bundle))
    git("fetch", "--quiet", "--no-tags", str(bundle), f"{branch}:{branch}")
    told = git("log", "--topo-order", "--reverse", "--format=%H %G? %GF", branch, "--").decode()
    return [_commit(git, *line.split(" ", 2)) for line in told.splitlines()]


def _format(bundle: Path) -> str:
    with bundle.open("rb") as file:
        return "sha256" if b"@object-format=sha256\n" in file.read(200) else "sha1"


def _commit(git: Git, name: str, status: str, key: str) -> Commit:
    # Read raw: `git log` would recode a message by what the commit says of its encoding.
    head, _, message = git("cat-file", "commit", name).partition(b"\n\n")
    fields = [line.split(b" ", 1) for line in head.split(b"\n")]
    values = [(one[0], one[1].decode("ascii", "replace")) for one in fields if len(one) == 2]
    parents = tuple(value for field, value in values if field == b"parent")
    tree = next(value for field, value in values if field == b"tree")
    return Commit(name, parents, tree, message, status, key)


def _compared(ledger: Ledger, commits: list[Commit]) -> Iterator[Finding]:
    observed = {entry.seq for entry in ledger.entries if entry.observed}
    actors = {entry.seq: entry.actor for entry in ledger.entries}
    before: tuple[str, ...] = ()
    for number, (line, commit) in enumerate(zip(ledger.lines, commits, strict=False), 1):
        subject, _, text = commit.message.partition(b"\n\n")
        if commit.parents != before or commit.tree not in EMPTY_TREES:
            what = T("The commit of this entry does not follow the one before it.")
            yield broken("ledger-commit", BUNDLE, what, line=number)
        if text.rstrip(b"\n") != line or b"\n" in subject:
            what = T("The signed entry is not the one in this line.")
            yield broken("ledger-line", PLACE, what, line=number)
        if commit.status != "G":
            what = T("The entry has no good signature by a key in allowed_signers.")
            yield broken("ledger-signature", PLACE, what, line=number)
        elif commit.key not in (ledger.programs if number in observed else {actors.get(number)}):
            what = T("The entry was signed by another key: {key}.", key=shown(commit.key))
            yield broken("ledger-signature", PLACE, what, line=number)
        before = (commit.name,)
