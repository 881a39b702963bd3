"""The bare git repositories behind the fake, and what a push means for its pull requests."""

import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from github.state import Account, Pull, Repo, World

ZERO = "0" * 40
HOOK = """#!/bin/sh
# Refuses what the rules in force forbid to the one who pushes: FAKE_<kind> are patterns of refs.
none=0000000000000000000000000000000000000000
forbid() {
  for one in $2; do
    if printf '%s' "$ref" | grep -qP "$one"; then
      echo "error: GH013: Repository rule violations found for $ref: $1." >&2; exit 1
    fi
  done
}
while read old new ref; do
  case "$ref" in refs/pull/*) echo "error: GH: deny updating a hidden ref" >&2; exit 1;; esac
  if [ "$old" = $none ]; then forbid creation "$FAKE_CREATION"
  elif [ "$new" = $none ]; then forbid deletion "$FAKE_DELETION"
  else
    forbid update "$FAKE_UPDATE"
    if [ -n "$(git rev-list -1 "$old" --not "$new")" ]; then forbid force "$FAKE_FORCE"; fi
  fi
done
"""


class GitFailed(Exception):
    """Git refused; the text is what it said."""


def alone() -> dict[str, str]:
    """Return an environment away from the machine's own git settings."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def run(folder: Path, *words: str, text: str = "", env: dict[str, str] | None = None) -> str:
    """Run git in a bare repository and return what it printed, stripped."""
    ran = subprocess.run(
        ["git", "-C", str(folder), *words],
        input=text.encode(), capture_output=True, env=alone() | (env or {}), check=False,
    )  # fmt: skip
    if ran.returncode:
        raise GitFailed(ran.stderr.decode(errors="replace"))
    return ran.stdout.decode(errors="replace").strip()


def read_blob(folder: Path, sha: str) -> bytes:
    """Return the bytes of a file."""
    words = ["git", "-C", str(folder), "cat-file", "blob", sha]
    return subprocess.run(words, capture_output=True, env=alone(), check=True).stdout


def create(folder: Path, default: str) -> None:
    """Make an empty bare repository as GitHub has them."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    run(folder.parent, "init", "--quiet", "--bare", f"--initial-branch={default}", str(folder))
    settings = {"http.receivepack": "true", "uploadpack.allowAnySHA1InWant": "true", "gc.auto": "0"}
    for key, value in settings.items():
        run(folder, "config", key, value)
    hook = folder / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK)
    hook.chmod(0o755)


def heads(folder: Path) -> dict[str, str]:
    """Return the branches by their full names."""
    out = run(folder, "for-each-ref", "--format=%(refname) %(objectname)", "refs/heads/")
    return dict(line.split(" ") for line in out.splitlines())


def ref(folder: Path, name: str) -> str | None:
    """Return the commit that a name means; None if it means none."""
    try:
        return run(
            folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )
    except GitFailed:
        return None


def commits(folder: Path, base: str, head: str) -> list[str]:
    """Return the commits of `head` that `base` has not, oldest first."""
    return run(folder, "rev-list", "--reverse", "--topo-order", f"{base}..{head}").splitlines()


@cache
def read_commit(folder: Path, sha: str) -> dict[str, Any]:
    """Return what a commit says."""
    form = "%H%n%T%n%P%n%an%n%ae%n%ad%n%cn%n%ce%n%cd%n%B"
    date = "--date=format-local:%Y-%m-%dT%H:%M:%SZ"
    out = run(folder, "show", "-s", date, f"--format={form}", sha, env={"TZ": "UTC"})
    names = ("sha", "tree", "parents", "an", "ae", "ad", "cn", "ce", "cd")
    *lines, message = out.split("\n", len(names))
    found: dict[str, Any] = dict(zip(names, lines, strict=True))
    return found | {"parents": found["parents"].split(), "message": message}


def merge_tree(folder: Path, base: str, head: str) -> str | None:
    """Return the tree that a merge would have; None where there is a conflict."""
    try:
        return run(folder, "merge-tree", "--write-tree", base, head).splitlines()[0]
    except GitFailed:
        return None


def merge(folder: Path, pull: Pull, by: Account, at: str, message: str) -> str:
    """Write the merge commit as GitHub does, and move the base branch to it."""
    base = run(folder, "rev-parse", f"refs/heads/{pull.base}")
    tree = merge_tree(folder, base, pull.sha)
    if tree is None:
        raise GitFailed("conflict")
    env = {"GIT_AUTHOR_NAME": by.login, "GIT_AUTHOR_EMAIL": mail(by), "GIT_AUTHOR_DATE": at,
           "GIT_COMMITTER_NAME": "GitHub", "GIT_COMMITTER_EMAIL": "noreply@github.com",
           "GIT_COMMITTER_DATE": at}  # fmt: skip
    made = run(folder, "commit-tree", tree, "-p", base, "-p", pull.sha, text=message, env=env)
    run(folder, "update-ref", f"refs/heads/{pull.base}", made, base)
    return made


def mail(who: Account) -> str:
    """Return the address that GitHub makes up for those who hide theirs."""
    return f"{who.id}+{who.login}@users.noreply.github.com"


def forced(folder: Path, old: str, new: str) -> bool:
    """Say whether a branch was rewritten."""
    return bool(run(folder, "rev-list", "-1", old, "--not", new))


def show_pull(pull: Pull) -> None:
    """Put a pull request's head where everybody can fetch it, and forget if it can be merged."""
    folder, source = pull.repo.git, pull.source
    if source is not None and source is not pull.repo:
        run(folder, "fetch", "--quiet", str(source.git), f"refs/heads/{pull.head}")
    run(folder, "update-ref", f"refs/pull/{pull.number}/head", pull.sha)
    pull.known = False


def moved(world: World, repo: Repo, by: Account, before: dict[str, str]) -> list[Any]:
    """Note what a push did: the activity, and the pull requests whose head or base moved.

    Returns `(ref, old, new)` of each branch, and the pull requests with their old heads.
    """
    after = heads(repo.git)
    told: list[Any] = []
    for name in sorted({*before, *after}):
        old, new = before.get(name, ZERO), after.get(name, ZERO)
        if old == new:
            continue
        rewritten = ZERO not in (old, new) and forced(repo.git, old, new)
        note_activity(world, repo, by, (name, old, new), force=rewritten)
        told.append((name, old, new))
        for pull in [p for r in world.repos.values() for p in r.pulls.values() if not p.closed]:
            if pull.source is repo and name == f"refs/heads/{pull.head}":
                told.append((pull, _head_moved(world, pull, by, new, force=rewritten)))
            elif pull.repo is repo and name == f"refs/heads/{pull.base}":
                pull.known = False
    return told


def _head_moved(world: World, pull: Pull, by: Account, new: str, *, force: bool) -> str:
    old = pull.sha
    if new == ZERO:
        world.happen(pull, "head_ref_deleted", by)
        pull.closed, pull.closed_by = world.happen(pull, "closed", by).at, by
        return old
    had = commits(pull.repo.git, pull.base, old)
    pull.sha = new
    pull.base_sha = run(pull.repo.git, "rev-parse", f"refs/heads/{pull.base}")
    show_pull(pull)
    shas = [one for one in commits(pull.repo.git, pull.base, new) if one not in had]
    kind = "head_ref_force_pushed" if force else "committed"
    world.happen(pull, kind, by, shas=shas, commit_id=new)
    return old


def note_activity(
    world: World, repo: Repo, by: Account, move: tuple[str, str, str], *, force: bool = False,
    merge: bool = False,
) -> None:  # fmt: skip
    """Note a move of a branch in the repository's activity."""
    name, old, new = move
    kind = ("force_push" if force else "pr_merge" if merge else "branch_creation" if old == ZERO
            else "branch_deletion" if new == ZERO else "push")  # fmt: skip
    repo.activity.append(
        {"id": world.id(), "before": old, "after": new, "ref": name, "at": world.tick(),
         "kind": kind, "by": by}
    )  # fmt: skip
