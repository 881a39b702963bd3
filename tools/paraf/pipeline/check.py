"""Checks a draft before anybody reads it."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from paraf.core.evidence import Finding, Severity
from paraf.core.page import CaseFile, Draft, Entry
from paraf.core.words import T
from paraf.forge.git import Git
from paraf.manuscript.check import check
from paraf.manuscript.paths import check_paths
from paraf.pipeline.desk import Desk
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.tree import Tree, build_site, checked_out
from paraf.ports import BuildFault, Mistake, RecordFault, RefusedFault
from paraf.records.drafts import read_case
from paraf.records.files import decode


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found on which tree."""

    tree: str
    findings: tuple[Finding, ...]

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
        raise RefusedFault(
            T("This folder does not hold the draft of case {case}.", case=named),
            T("Run: git switch draft/{case}", case=named),
        )
    return here or ""


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
    heavy = _too_large(desk, book)
    if heavy:
        return Checked("", heavy)
    tree = desk.git.working_tree()
    return Checked(tree, check_tree(desk, book, case_id, tree))


def check_tree(desk: Desk, book: Rulebook, case_id: str, tree: str) -> tuple[Finding, ...]:
    """Return everything that is wrong with a draft's tree, the worst first."""
    base = desk.forge.base()
    start = desk.git.merge_base(base, "HEAD")
    touched = tuple(
        Entry(one.path, one.mode, one.size, one.deleted) for one in desk.git.changed(start, tree)
    )
    paths = tuple(blob.path for blob in desk.git.blobs(tree))
    found = list(check_paths(case_id, touched, paths))
    if found:
        # Nothing is unpacked or rendered before every path is harmless.
        return tuple(found)
    try:
        case = case_file(desk.git, tree, case_id)
    except RecordFault as fault:
        return tuple(_finding(one) for one in fault.mistakes)
    with checked_out(desk, tree) as files:
        found += [_finding(one) for one in files.mistakes]
        draft = Draft(case, files.root, touched, files.pages, paths)
        desk.progress(T("Checking the draft"))
        found += check(draft, book.rules, files.extensions)
        if all(one.severity is not Severity.BLOCK for one in found):
            found += _build(desk, files, start)
    return tuple(sorted(found, key=lambda one: one.severity is not Severity.BLOCK))


def _build(desk: Desk, files: Tree, start: str) -> list[Finding]:
    from paraf.pipeline.tree import moment
    from paraf.site.faults import BrokenPages

    with TemporaryDirectory(prefix="paraf-") as scratch:
        try:
            build_site(desk, files, Path(scratch) / "site", moment(desk, start))
        except BrokenPages as broken:
            return list(broken.findings)
        except (RecordFault, BuildFault) as fault:
            remedy = fault.remedy or T("Correct the page, then check again.")
            return [Finding("build", Severity.BLOCK, "mkdocs.yml", 0, fault.what, remedy)]
    return []


def _finding(mistake: Mistake) -> Finding:
    remedy = T("Correct this line, then check again.")
    return Finding("record", Severity.BLOCK, mistake.file, mistake.line, mistake.what, remedy)


def _too_large(desk: Desk, book: Rulebook) -> tuple[Finding, ...]:
    """Find files above the limit before git takes them in: what git has once, it keeps."""
    out = desk.git.run("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames")
    limit = max(book.rules.file_bytes, book.rules.materials_bytes)
    found = []
    for record in out.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        path = desk.git.folder / record[3:]
        if path.is_file() and not path.is_symlink() and path.stat().st_size > limit:
            size = path.stat().st_size // 1_000_000
            what = T("The file is {size} MB; at most {limit} MB are allowed.",
                     size=size, limit=limit // 1_000_000)  # fmt: skip
            remedy = T("Make it smaller or split it, then check again.")
            found.append(Finding("file-size", Severity.BLOCK, record[3:], 0, what, remedy))
    return tuple(found)
