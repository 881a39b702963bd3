"""Which paths a change may touch at all: checked at the door and at the merge, by objects alone."""

from paraf.core.page import Entry
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
        if not moved_away and not inside:
            return T("{path} does not belong to the report of case {case}.",
                     path=entry.path, case=case_id)  # fmt: skip
    return None
