"""Takes files into the draft of a case: cleaned, named, entered, linked, and checked at once."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from paraf.core.evidence import Finding
from paraf.core.page import CaseFile, Draft, Entry
from paraf.core.words import T
from paraf.manuscript.check import check
from paraf.manuscript.kinds import KINDS
from paraf.pipeline.check import setting_of
from paraf.pipeline.desk import Desk
from paraf.pipeline.excuse import case_of
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.taking import Role, Taken, free, refuse, slug, take
from paraf.pipeline.tree import Tree
from paraf.pipeline.whole import write_whole
from paraf.ports import RefusedFault
from paraf.records.drafts import write_case


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to be taken in. `label` are the words of its link, or what the picture shows."""

    file: Path
    role: Role
    label: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """A file that is in the draft now, and the line of Markdown that leads to it.

    `page` is the page that holds the line: "" where nobody put it there.
    """

    taken: Taken
    line: str
    page: str = ""


def add(
    desk: Desk, book: Rulebook, case_id: str, wanted: Sequence[Wanted], *, link: bool
) -> tuple[Added, ...]:
    """Take files into the draft in this folder; with `link`, put their lines on its first page.

    A file of the same name in this case is replaced; what is published already never is. Raises
    RefusedFault, before anything is taken in, where one is too large or of a kind not allowed.
    """
    case = case_of(desk, case_id)
    for one in wanted:
        refuse(one.file, one.role, book.rules)
    if any(one.role is Role.PICTURE for one in wanted) and not case.pages:
        raise RefusedFault(T("The case names no page that could show a picture."))
    published = {blob.path for blob in desk.git.blobs(desk.forge.base(), "content")}
    taken = published - {*case.downloads}
    done: list[Added] = []
    for one in wanted:
        desk.progress(T("Taking in {file}", file=one.file.name))
        path = free(f"{_folder(case, one.role)}/{slug(one.file.stem)}", _suffix(one), taken)
        got = take(one.file, desk.git.folder, path, one.role, book.rules.manuscript)
        taken.add(got.path)
        case = _entered(desk, case, got)
        line = line_of(case, got, one.label or _words(one.file))
        page = _link(desk, case, got, line) if link and line else ""
        done.append(Added(got, line, page))
    return tuple(done)


def _suffix(one: Wanted) -> str:
    return one.file.suffix.lower()


def _folder(case: CaseFile, role: Role) -> str:
    match role:
        case Role.DOWNLOAD:
            return f"content/unduhan/berkas/{case.opened.year}"
        case Role.PICTURE:
            return case.pages[0].rpartition("/")[0]
        case Role.MATERIAL:
            return f"drafts/{case.id}/materials"


def _entered(desk: Desk, case: CaseFile, got: Taken) -> CaseFile:
    """Name a download in the case file, at once: whatever comes next, the draft stays whole."""
    if got.role is not Role.DOWNLOAD or got.path in case.downloads:
        return case
    case = replace(case, downloads=(*case.downloads, got.path))
    file = desk.git.folder / f"drafts/{case.id}/case.yml"
    write_whole(file, write_case(case))
    return case


def line_of(case: CaseFile, got: Taken, label: str) -> str:
    """Return the Markdown that leads from the case's first page to a file; "" where none does."""
    if got.role is Role.MATERIAL or not case.pages:
        return ""
    where = os.path.relpath(got.path, PurePosixPath(case.pages[0]).parent.as_posix())
    target = PurePosixPath(where).as_posix()
    words = re.sub(r"([\\\[\]`*_<>])", r"\\\1", label)
    if got.role is Role.PICTURE:
        return f"![{words}]({target})"
    kind = PurePosixPath(got.path).suffix.lstrip(".").upper()
    return f"- [{words} ({kind})]({target})"


def _words(file: Path) -> str:
    """Return the name of a file as words, for want of better ones."""
    words = re.sub(r"[-_\s]+", " ", file.stem).strip()
    return words[:1].upper() + words[1:]


def _link(desk: Desk, case: CaseFile, got: Taken, line: str) -> str:
    """Put a line on the case's first page unless it leads there already; return the page."""
    page = desk.git.folder / case.pages[0]
    if not page.is_file():
        raise RefusedFault(T("The page {path} is not there.", path=case.pages[0]))
    text = page.read_text("utf-8")
    target = line[line.rindex("](") :]
    if target not in text:
        heading = f"## {desk.say(T('Downloads'))}"
        put = under(text, heading, line) if got.role is Role.DOWNLOAD else f"{text}\n{line}\n"
        write_whole(page, put)
    return case.pages[0]


def under(text: str, heading: str, line: str) -> str:
    """Return a page's source with `line` in the list under `heading`, which is made if need be."""
    lines = text.rstrip("\n").split("\n")
    if heading not in lines:
        return "\n".join((*lines, "", heading, "", line)) + "\n"
    start = lines.index(heading) + 1
    ends = (no for no in range(start, len(lines)) if lines[no].startswith("#"))
    end = next(ends, len(lines))
    items = [no for no in range(start, end) if lines[no].startswith(("- ", "* "))]
    at = items[-1] + 1 if items else start
    put = [line] if items else ["", line]
    return "\n".join((*lines[:at], *put, *lines[at:])) + "\n"


def look_over(
    desk: Desk, book: Rulebook, case_id: str, paths: Sequence[str]
) -> tuple[Finding, ...]:
    """Return what the check says of what some files of the draft hold; how they are linked is left
    to the check of the whole."""
    root = desk.git.folder
    files = Tree(root, {}, ())
    entries = tuple(Entry(path, "100644", (root / path).stat().st_size) for path in paths)
    draft = Draft(case_of(desk, case_id), root, entries, {}, tuple(paths))
    found = check(draft, book.rules, (), setting_of(desk, files)).findings
    held = (*KINDS, "file-size")
    return tuple(one for one in found if one.place in paths and one.kind in held)
