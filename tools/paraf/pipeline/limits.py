"""What a change may touch at all: checked at the door and at the merge, by objects alone."""

from paraf.core.page import Entry, Rules
from paraf.core.words import T, Text
from paraf.forge.git import Git
from paraf.manuscript.paths import check_paths


def entries(git: Git, base: str, head: str) -> tuple[Entry, ...]:
    """Return what a change adds, alters or deletes against the point where it left `base`."""
    changed = git.changed(git.merge_base(base, head), head)
    return tuple(Entry(one.path, one.mode, one.size, one.deleted) for one in changed)


def outside(git: Git, base: str, head: str, change: str, case_id: str, folder: str) -> Text | None:
    """Return the first path that a change may not touch, as a sentence; None if all is well."""
    touched = entries(git, base, head)
    if change == "manuscript":
        tree = tuple(blob.path for blob in git.blobs(head))
        found = next(iter(check_paths(case_id, touched, tree)), None)
        return T("{place}: {what}", place=found.place, what=found.what) if found else None
    for entry in touched:
        moved_away = entry.deleted and entry.path.startswith(f"drafts/{case_id}/")
        inside = entry.path.startswith(f"{folder}/data/") and entry.mode == "100644"
        if not moved_away and not (inside and entry.path.isprintable()):
            return T("{path} does not belong to the report of case {case}.",
                     path=entry.path, case=case_id)  # fmt: skip
    return None


def too_heavy(git: Git, base: str, head: str, rules: Rules) -> Text | None:
    """Say that a change or its history holds more than git should keep; None if it does not."""
    oids = git.run("rev-list", "--objects", "--no-object-names", f"{base}..{head}", "--")
    out = git.run("cat-file", "--batch-check=%(objecttype) %(objectsize)", stdin=oids)
    sizes = [int(line.split()[1]) for line in out.splitlines() if line.startswith(b"blob ")]
    limit = max(rules.file_bytes, rules.materials_bytes)
    if max(sizes, default=0) > limit:
        return T("A file of the change or of its history holds {size} bytes; {limit} are allowed.",
                 size=max(sizes), limit=limit)  # fmt: skip
    total = sum(entry.size for entry in entries(git, base, head) if not entry.deleted)
    if total > rules.draft_bytes:
        return T("The change holds {total} bytes; {limit} are allowed.",
                 total=total, limit=rules.draft_bytes)  # fmt: skip
    return None


def mixed(git: Git, base: str, head: str, commit: str) -> str | None:
    """Return the first path at which a merge is not what was marked; None if it is.

    Two changes of one file may well merge cleanly into a text that nobody has read.
    """
    marked = {one.path for one in git.changed(git.merge_base(base, head), head)}
    differs = {one.path for one in git.changed(commit, head)} & marked
    brought = {one.path for one in git.changed(base, commit)} - marked
    return min(differs | brought, default=None)
