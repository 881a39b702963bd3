"""One git repository, through GitPython's plumbing: objects, trees, references, pushes.

Every call is a list of arguments, never a shell line; user text never becomes an option.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import git
from git.exc import GitCommandError

from paraf.core.words import T
from paraf.forge.objects import Reader, write_out
from paraf.forge.sealed import QUIET, SEALED
from paraf.ports import ForgeFault

ALONE = {
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C.UTF-8",
    "GIT_ADVICE": "0",
    # What git reads is what was signed: no object in another's place, no parents but its own.
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": f"{os.devnull}/none",
    # A path is a path and no pattern.
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_GLOB_PATHSPECS": "0",
    "GIT_NOGLOB_PATHSPECS": "0",
    "GIT_ICASE_PATHSPECS": "0",
}
"""Git never asks, and speaks one language: its words are read by programs here."""

SUBMODULE = "160000"


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a tree, with git's mode and object id."""

    path: str
    mode: str
    oid: str
    size: int
    deleted: bool = False


class GitRefused(ForgeFault):
    """Git ended with an error; `said` is what it wrote, `code` what it ended with."""

    def __init__(self, command: str, said: str, code: int) -> None:
        """Keep the command's name, git's own words and its exit code."""
        super().__init__(T("git {command}: {said}", command=command, said=said.strip()))
        self.said = said
        self.code = code


class Git:
    """The repository at `folder`, bare or not."""

    def __init__(self, folder: Path) -> None:
        """Open it; ForgeFault if there is none."""
        try:
            self.repo = git.Repo(folder, search_parent_directories=True, expand_vars=False)
        except (git.exc.InvalidGitRepositoryError, git.exc.NoSuchPathError):
            raise ForgeFault(
                T("{folder} is no git repository.", folder=folder),
                T("Go to the folder of the office's repository and try again."),
            ) from None
        self.folder = Path(self.repo.working_dir or self.repo.git_dir)
        self.private = Path(self.repo.common_dir)
        self.repo.git.update_environment(**ALONE, **(SEALED if self.repo.bare else {}))

    def run(
        self, *command: str, stdin: bytes | None = None, env: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> bytes:  # fmt: skip
        """Run one git command and return its output; GitRefused if it fails.

        ForgeFault if it takes longer than `seconds`.
        """
        with tempfile.TemporaryFile() as feed:
            if stdin is not None:
                feed.write(stdin)
                feed.seek(0)
            try:
                result: bytes = self.repo.git.execute(
                    ["git", *QUIET, *command],
                    istream=feed if stdin is not None else None,
                    env=dict(env or {}),
                    stdout_as_string=False,
                    strip_newline_in_stdout=False,
                    kill_after_timeout=seconds,
                )
            except GitCommandError as error:
                if seconds and "Timeout: the command" in f"{error.stderr}":
                    raise ForgeFault(
                        T("Git took too long and was stopped after {n} seconds.", n=f"{seconds:g}"),
                        T("Try again. If it stays so, look at how large the pull request is."),
                    ) from None
                code = error.status if isinstance(error.status, int) else -1
                raise GitRefused(command[0], _said(error), code) from None
        return result

    def text(self, *command: str) -> str:
        """Run one git command and return its output as text, without the last newline."""
        return self.run(*command).decode("utf-8", "replace").rstrip("\n")

    def config(self, key: str) -> str:
        """Return a setting, or an empty string."""
        try:
            return self.text("config", "--get", key)
        except GitRefused:
            return ""

    def ref(self, name: str) -> str | None:
        """Return the object at a reference by its full name, or None.

        Nothing but a name is understood: `refs/heads/main~1` is none.
        """
        try:
            full = name.startswith("refs/")
            return self.text("show-ref", "--verify", "--hash", "--", name) if full else None
        except GitRefused:
            return None

    def raw(self, oid: str, kind: str) -> bytes | None:
        """Return the own bytes of a commit or a tag; None if the object is no such thing."""
        try:
            if self.text("cat-file", "-t", oid) != kind:
                return None
            return self.run("cat-file", kind, oid)
        except GitRefused:
            return None

    def digests(self, oids: Iterable[str]) -> dict[str, str]:
        """Return the SHA-256 of blobs, read one after the other by one process."""
        found = {}
        with closing(Reader(self.repo.git)) as reader:
            for oid in oids:
                total = hashlib.sha256()
                for piece in reader.pieces(oid):
                    total.update(piece)
                found[oid] = total.hexdigest()
        return found

    def resolve(self, ref: str) -> str | None:
        """Return the commit that a revision names, or None."""
        try:
            name = ref + "^{commit}"
            return self.text("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        except GitRefused:
            return None

    def read(self, commit: str, path: str) -> bytes | None:
        """Return the bytes of a file at a commit; None if there is no such file."""
        try:
            return self.run("cat-file", "blob", f"{commit}:{path}")
        except GitRefused:
            return None

    def blobs(self, tree: str, *under: str) -> tuple[Blob, ...]:
        """Return the files of a commit or tree below some folders (none: all), sorted by path."""
        out = self.run("ls-tree", "-r", "-z", "-l", "--full-tree", tree, "--", *under)
        found = []
        for record in out.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            meta, path = record.split("\t", 1)
            mode, _, oid, size = meta.split()
            found.append(Blob(path, mode, oid, 0 if size == "-" else int(size)))
        return tuple(found)

    def changed(self, old: str, new: str) -> tuple[Blob, ...]:
        """Return what `new` adds, alters or deletes against `old`, sorted by path."""
        out = self.run("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", old, new)
        words = out.decode("utf-8", "surrogateescape").split("\0")[:-1]
        sizes = {blob.path: blob.size for blob in self.blobs(new)} if words else {}
        found = []
        for meta, path in zip(words[::2], words[1::2], strict=True):
            _, mode, _, oid, status = meta.lstrip(":").split()
            found.append(Blob(path, mode, oid, sizes.get(path, 0), deleted=status == "D"))
        return tuple(sorted(found, key=lambda one: one.path))

    def is_ancestor(self, old: str, new: str) -> bool:
        """Say whether `old` is reachable from `new`."""
        try:
            self.run("merge-base", "--is-ancestor", old, new)
        except GitRefused:
            return False
        return True

    def merge_base(self, one: str, other: str) -> str:
        """Return the commit at which two histories part; ForgeFault if they never met."""
        try:
            return self.text("merge-base", one, other)
        except GitRefused:
            raise ForgeFault(
                T("Commit {commit} does not come from the published branch.", commit=other[:12]),
                T("Begin the draft with 'paraf new'."),
            ) from None

    def clean_merge(self, base: str, head: str) -> str | None:
        """Return the tree that merging `head` into `base` gives; None where they conflict."""
        try:
            return self.text("merge-tree", "--write-tree", base, head).split("\n")[0]
        except GitRefused as fault:
            if fault.code == 1:
                return None
            raise

    def commit(self, tree: str, parents: Iterable[str], message: str, *, moment: int) -> str:
        """Make a commit, signed by the key that this repository is set up with."""
        return self._commit(tree, parents, message, dated(moment), "-S")

    def found(self, tree: str, message: str, *, moment: int, name: str, mail: str) -> str:
        """Make a first commit, unsigned, in the name of somebody else than who runs this."""
        who = {"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": mail,
               "GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": mail}  # fmt: skip
        return self._commit(tree, [], message, dated(moment) | who)

    def _commit(
        self, tree: str, parents: Iterable[str], message: str, env: Mapping[str, str], *more: str
    ) -> str:
        options = [word for parent in parents for word in ("-p", parent)]
        out = self.run("commit-tree", *more, tree, *options, stdin=message.encode(), env=env)
        return out.decode().strip()

    def tag(self, name: str, commit: str, message: str, *, moment: int) -> str:
        """Make a signed tag, which no reference names yet, and return its object id."""
        self.run("tag", "-s", "-f", "-m", message, "--", name, commit, env=dated(moment))
        return self.text("rev-parse", f"refs/tags/{name}")

    def tree_with(
        self, base: str, put: Mapping[str, bytes | Path], drop: Iterable[str] = ()
    ) -> str:
        """Return `base`'s tree with some files put in and some folders or files dropped."""
        with tempfile.TemporaryDirectory() as scratch:
            env = {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
            self.run("read-tree", base, env=env)
            for path in drop:
                self.run("rm", "-r", "--cached", "--quiet", "--ignore-unmatch", "--", path, env=env)
            lines = []
            for path, content in sorted(put.items()):
                data = content.read_bytes() if isinstance(content, Path) else content
                oid = self.run("hash-object", "-w", "--stdin", stdin=data).decode().strip()
                lines.append(f"100644 {oid}\t{path}\0")
            feed = "".join(lines).encode()
            self.run("update-index", "-z", "--index-info", stdin=feed, env=env)
            return self.run("write-tree", env=env).decode().strip()

    def working_tree(self) -> str:
        """Return the working folder's files, as they lie there, as a tree; nothing is staged."""
        with tempfile.TemporaryDirectory() as scratch:
            env = {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
            self.run("read-tree", "HEAD", env=env)
            self.run("add", "--all", "--", str(self.folder), env=env)
            return self.run("write-tree", env=env).decode().strip()

    def export(self, tree: str, into: Path) -> None:
        """Write a tree's files below `into`, byte for byte, whatever attributes they have.

        A symbolic link becomes a plain file with its text; other repositories are left out.
        """
        into.mkdir(parents=True, exist_ok=True)
        with closing(Reader(self.repo.git)) as reader:
            for blob in self.blobs(tree):
                if blob.mode != SUBMODULE:
                    write_out(reader.pieces(blob.oid), into, blob.path)


def _said(error: GitCommandError) -> str:
    """Return what git wrote, without the frame that GitPython puts around it."""
    return f"{error.stderr}".removeprefix("\n  stderr: '").removesuffix("'")


def dated(moment: int) -> dict[str, str]:
    """Return the environment that dates what git makes: seconds since 1970, in UTC."""
    return {"GIT_AUTHOR_DATE": f"{moment} +0000", "GIT_COMMITTER_DATE": f"{moment} +0000"}
