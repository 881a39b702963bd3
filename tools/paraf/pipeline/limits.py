"""What a change may touch at all: checked at the door and at the merge, by objects alone."""

from dataclasses import dataclass

from paraf.core.case import Case
from paraf.core.office import Office
from paraf.core.page import Entry, Rules
from paraf.core.phrases import called
from paraf.core.sop import Sop
from paraf.core.words import T, Text
from paraf.forge.git import Git
from paraf.manuscript.paths import check_paths
from paraf.pipeline.listing import dossier
from paraf.pipeline.papers import by_hand


def entries(git: Git, base: str, head: str) -> tuple[Entry, ...]:
    """Return what a change adds, alters or deletes against the point where it left `base`."""
    changed = git.changed(git.merge_base(base, head), head)
    return tuple(Entry(one.path, one.mode, one.size, one.deleted) for one in changed)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be known of a change to say what it may touch. `folder` is the case's dossier."""

    change: str
    case: str
    folder: str
    by_hand: bool


def scope(sop: Sop, change: str, case: Case, office: Office) -> Scope:
    """Return the scope of a change of a case."""
    return Scope(change, case.id, dossier(case, office), by_hand(sop, change))


def outside(git: Git, base: str, head: str, of: Scope) -> Text | None:
    """Return the first path that a change may not touch, as a sentence; None if all is well."""
    touched = entries(git, base, head)
    if of.change == "manuscript":
        tree = tuple(blob.path for blob in git.blobs(head))
        found = next(iter(check_paths(of.case, touched, tree)), None)
        return T("{place}: {what}", place=found.place, what=found.what) if found else None
    inside = f"{of.folder}/data/{of.change}/" if of.by_hand else f"{of.folder}/data/"
    for entry in touched:
        drafted = entry.path.startswith(f"drafts/{of.case}/")
        moved_away = entry.deleted and drafted and not of.by_hand
        added = entry.path.startswith(inside) and entry.mode == "100644"
        if not moved_away and not (added and entry.path.isprintable()):
            return T("{path} does not belong to the {change} of case {case}.",
                     path=entry.path, change=called(of.change), case=of.case)  # fmt: skip
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
