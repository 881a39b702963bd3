"""Checks a draft before anybody reads it."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from paraf.core import phrases
from paraf.core.checking import Looked
from paraf.core.evidence import Finding, Severity
from paraf.core.page import CaseFile, Draft, Entry
from paraf.core.words import T, Text
from paraf.forge.git import Git
from paraf.forge.lines import LEDGER
from paraf.manuscript.check import Setting, check
from paraf.manuscript.files import TEXT, is_text
from paraf.manuscript.names import check_names
from paraf.manuscript.paths import check_paths
from paraf.manuscript.personal.recognise import Known
from paraf.manuscript.veil import veiled
from paraf.pipeline.built import built, key_of, remember_built
from paraf.pipeline.desk import Desk
from paraf.pipeline.means import means
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.tree import Tree, build_site, checked_out, moment
from paraf.ports import BuildFault, Mistake, RecordFault, RefusedFault
from paraf.records.drafts import read_case, read_page
from paraf.records.files import decode

RECORD = "record"
"""The kind of a finding that is a mistake in a file which programs read."""
MERGING = "MERGE_HEAD"
"""Where git keeps the commit that is being merged in, until the merge is saved."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found on which tree, and how much it looked at."""

    tree: str
    findings: tuple[Finding, ...]
    looked: Looked = field(default_factory=Looked)

    @property
    def passed(self) -> bool:
        """Say whether the draft may be handed in."""
        return all(one.severity is not Severity.BLOCK for one in self.findings)


def draft_case(desk: Desk, named: str | None) -> str:
    """Return the case that is meant: the one named, or that of the branch that is checked out."""
    branch = desk.git.text("rev-parse", "--abbrev-ref", "HEAD")
    here = branch.removeprefix("draft/") if branch.startswith("draft/") else None
    if named is None and here is None:
        raise RefusedFault(
            T("Which case? This folder stands at {branch}, which is no draft.", branch=branch),
            T("Name the case, or begin one with 'paraf new'."),
        )
    if named is not None and here != named:
        refuse_dossier(desk, named)
        raise RefusedFault(
            T("This folder does not hold the draft of case {case}.", case=named),
            T("Run: git switch draft/{case}", case=named),
        )
    return here or ""


def refuse_dossier(desk: Desk, case_id: str) -> None:
    """Refuse a case whose procedure publishes no page: it has documents, and no draft."""
    if desk.forge.tip(LEDGER + case_id) is None:
        return
    sop = desk.sop(desk.forge.case(case_id).opened.sop, desk.rulebook().office)
    if "manuscript" not in sop.changes:
        raise RefusedFault(
            T("Case {case} publishes no page; it has documents, and no draft.", case=case_id),
            T("See what was handed in: paraf show {case}", case=case_id),
        )


def case_file(git: Git, tree: str, case_id: str) -> CaseFile:
    """Return what a tree's `case.yml` says of a case; RecordFault if it is missing or wrong."""
    path = f"drafts/{case_id}/case.yml"
    data = git.read(tree, path)
    if data is None:
        raise RecordFault([Mistake(path, 1, T("The file is missing."))])
    case = read_case(decode(data, path), path)
    if case.id != case_id:
        what = T("The id must be {case}, as its folder is named.", case=case_id)
        raise RecordFault([Mistake(path, 1, what)])
    return case


def check_draft(desk: Desk, book: Rulebook, case_id: str) -> Checked:
    """Check the draft in this folder as it lies there, saved or not, committed or not."""
    desk.progress(T("Looking at the files"))
    heavy = too_large(desk, book)
    if heavy:
        return Checked("", tuple(map(veiled, heavy)))
    tree = desk.git.working_tree()
    return look_at(desk, book, case_id, tree)


def check_tree(
    desk: Desk, book: Rulebook, case_id: str, tree: str, *, start: str = ""
) -> tuple[Finding, ...]:
    """Return everything that is wrong with a draft's tree, as `look_at` does."""
    return look_at(desk, book, case_id, tree, start=start).findings


def look_at(desk: Desk, book: Rulebook, case_id: str, tree: str, *, start: str = "") -> Checked:
    """Check a draft's tree, and return everything that is wrong with it, the worst first.

    `start` is the commit that it is built on; without it, the one that this folder stands on.
    """
    start = start or _start(desk)
    touched = tuple(
        Entry(one.path, one.mode, one.size, one.deleted) for one in desk.git.changed(start, tree)
    )
    blobs = desk.git.blobs(tree)
    paths = tuple(blob.path for blob in blobs)
    found = list(check_paths(case_id, touched, paths))
    if found:
        # Nothing is unpacked or rendered before every path is harmless.
        return Checked(tree, tuple(map(veiled, found)))
    looked = Looked()
    desk.progress(T("Checking the draft"))
    with checked_out(desk, tree) as files:
        found += check_names(touched, files.pages)
        found += [_finding(one) for one in files.mistakes]
        found += _unsettled(files.root, touched)
        try:
            case = case_file(desk.git, tree, case_id)
        except RecordFault as fault:
            found += [_finding(one) for one in fault.mistakes]
        else:
            kept = _kept(desk, start, touched)
            draft = Draft(case, files.root, touched, files.pages, paths, kept)
            result = check(draft, book.rules, files.extensions, setting_of(desk, files))
            found += result.findings
            looked = result.looked
        if all(one.severity is not Severity.BLOCK for one in found):
            found += _built(desk, files, key_of(blobs, moment(desk, start), book.rules), start)
    ordered = sorted(found, key=lambda one: one.severity is not Severity.BLOCK)
    return Checked(tree, tuple(map(veiled, ordered)), looked)


def _kept(desk: Desk, start: str, touched: Iterable[Entry]) -> dict[str, str]:
    """Return the old addresses that the pages of the draft kept at `start`, each with its page."""
    found: dict[str, str] = {}
    for entry in touched:
        is_page = entry.path.startswith("content/") and entry.path.endswith(".md")
        before = desk.git.read(start, entry.path) if is_page else None
        if before is None:
            continue
        with suppress(RecordFault):  # what could not be read kept nothing
            page = read_page(decode(before, entry.path), entry.path)
            found |= dict.fromkeys(page.meta.former, entry.path)
    return found


def setting_of(desk: Desk, files: Tree) -> Setting:
    """Return what the checks of a tree work with at this desk."""
    return Setting(
        now=desk.now(),
        own=Known(*files.contact),
        drawer=desk.git.private / "paraf" / "seen",
        progress=desk.progress,
        means=means(desk),
    )


def _start(desk: Desk) -> str:
    """Return the commit of the base branch that the draft is built on, a merge under way included.

    What came from there is no doing of the draft.
    """
    base = desk.forge.base()
    start = desk.git.merge_base(base, "HEAD")
    if desk.git.resolve(MERGING) is None:
        return start
    merged = desk.git.merge_base(base, MERGING)
    return merged if desk.git.is_ancestor(start, merged) else start


def _unsettled(root: Path, touched: Iterable[Entry]) -> Iterator[Finding]:
    """Find passages that a merge left in two versions."""
    for entry in touched:
        file = root / entry.path
        if entry.deleted or not is_text(entry.path) or not file.is_file() or entry.size > TEXT:
            continue  # a text that is too long is told as such, and not opened
        if line := two_versions(file.read_text("utf-8", "replace")):
            what = T("Two versions of this passage stand side by side.")
            remedy = T("Keep what is right, and remove the lines that begin with <<<, === and >>>.")
            yield Finding("conflict", Severity.BLOCK, entry.path, line, what, remedy)


def two_versions(text: str) -> int:
    """Return the line on which git began to write two versions of a passage; 0 if it did not."""
    begun = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not begun and line.startswith("<<<<<<< "):
            begun = number
        elif begun and line.startswith(">>>>>>> "):
            return begun
    return 0


def _built(desk: Desk, files: Tree, key: str, start: str) -> list[Finding]:
    """Build the site, unless one that could fail no otherwise was built before."""
    if built(desk, key):
        return []
    found = _build(desk, files, start)
    if not found:
        remember_built(desk, key)
    return found


def _build(desk: Desk, files: Tree, start: str) -> list[Finding]:
    from paraf.site.faults import BrokenPages

    with TemporaryDirectory(prefix="paraf-") as scratch:
        try:
            build_site(desk, files, Path(scratch) / "site", moment(desk, start), papers=False)
        except BrokenPages as broken:
            return list(broken.findings)
        except (RecordFault, BuildFault) as fault:
            remedy = fault.remedy or T("Correct the page, then check again.")
            return [Finding("build", Severity.BLOCK, "mkdocs.yml", 0, fault.what, remedy)]
    return []


def _finding(mistake: Mistake) -> Finding:
    remedy = T("Correct this line, then check again.")
    return Finding(RECORD, Severity.BLOCK, mistake.file, mistake.line, mistake.what, remedy)


def too_large(desk: Desk, book: Rulebook) -> tuple[Finding, ...]:
    """Find files above the limits before git takes them in: what git has once, it keeps."""
    found, total = [], 0
    for path in _unsaved(desk.git):
        material = path.startswith("drafts/") and "/materials/" in path
        limit = book.rules.materials_bytes if material else book.rules.file_bytes
        size = (desk.git.folder / path).stat().st_size
        total += size
        if size > limit:
            what = T("The file holds {size}; at most {limit} are allowed.",
                     size=phrases.size(size), limit=phrases.size(limit))  # fmt: skip
            found.append(_heavy(what, path))
    if total > book.rules.draft_bytes and not found:
        what = T("The draft's files hold {size} together; at most {limit} are allowed.",
                 size=phrases.size(total), limit=phrases.size(book.rules.draft_bytes))  # fmt: skip
        found.append(_heavy(what, "drafts"))
    return tuple(found)


def _unsaved(git: Git) -> Iterator[str]:
    """Yield the files of this folder that no commit holds as they are now."""
    out = git.run("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames")
    for record in out.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        file = git.folder / record[3:]
        if file.is_file() and not file.is_symlink():
            yield record[3:]


def _heavy(what: Text, place: str) -> Finding:
    remedy = T("Make it smaller or split it, then check again.")
    return Finding("file-size", Severity.BLOCK, place, 0, what, remedy)
