"""Opens a case: a number in the register; and, to publish, a draft branch and a first page."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from paraf.core.case import Opened
from paraf.core.page import CaseFile, InformationClass, PageMeta
from paraf.core.public_list import Listing, Period
from paraf.core.sop import Sop
from paraf.core.words import T
from paraf.forge.git import Git, GitRefused
from paraf.forge.lines import LEDGER, REMOTE, branch
from paraf.pipeline.desk import Desk
from paraf.pipeline.private import refuse_private
from paraf.pipeline.rulebook import Rulebook, sop_ids
from paraf.pipeline.taking import Role, Taken, free, refuse, slug, take
from paraf.pipeline.whole import write_whole
from paraf.ports import ForgeFault, RecordFault, RefusedFault
from paraf.records.drafts import read_page, write_case, write_page
from paraf.records.files import decode

TITLE = 300
"""Longest title of a case, in signs."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the case is about, and, where it publishes pages, what the officer wants to publish.

    `period` is how often periodic information is renewed, `expedited` why what is announced at once
    cannot wait.
    """

    title: str
    section: str | None = None
    information_class: InformationClass | None = None
    summary: str = ""
    body: str = ""
    downloads: Sequence[Path] = ()
    materials: Sequence[Path] = ()
    sop: str = "update-website"
    period: Period | None = None
    expedited: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """The case that was opened; pages, downloads and files taken in are of its draft, if any."""

    id: str
    pages: tuple[str, ...] = ()
    downloads: tuple[str, ...] = ()
    taken: tuple[Taken, ...] = ()


def open_case(desk: Desk, book: Rulebook, wish: Wish) -> Begun:
    """Open a case in the register, and begin its draft in this folder if it publishes pages.

    Run again after an interruption it goes on where it stopped. Raises RefusedFault where the
    person may not open such a case, the wish cannot be met, or the folder holds work that is not
    saved. On a hosted forge nobody is told yet: the draft becomes a case when it is handed in.
    """
    now = desk.now()
    sop = _procedure(desk, book, wish.sop)
    hosted = book.settings.forge is not None
    if hosted:
        _refuse_dossier(sop)
    else:
        desk.holding(book.office, sop.post(sop.steps[0].actor))
    wish = replace(wish, title=" ".join(wish.title.split()))
    _refuse_untitled(wish)
    refuse_private(wish.title, book.rules.manuscript)
    if "manuscript" not in sop.changes:
        _refuse_pages(wish)
        begun = Begun(_name(desk, wish, now.astimezone(book.office.hours.zone)))
    else:
        begun = _begin_draft(desk, book, wish, now)
    if not hosted:
        desk.forge.tell(begun.id, [Opened(sop.id, wish.title, now)], at=now)
    return begun


def ready(desk: Desk, book: Rulebook, sop_id: str) -> bool:
    """Return whether the procedure publishes pages; RefusedFault where no case can be opened now.

    Whoever is asked for the rest, question by question, is not refused at the end for that.
    """
    sop = _procedure(desk, book, sop_id)
    if book.settings.forge is not None:
        _refuse_dossier(sop)
    else:
        desk.holding(book.office, sop.post(sop.steps[0].actor))
    draws = "manuscript" in sop.changes
    if draws and not desk.git.text("rev-parse", "--abbrev-ref", "HEAD").startswith("draft/"):
        _refuse_unsaved(desk.git, "")
    return draws


def _procedure(desk: Desk, book: Rulebook, named: str) -> Sop:
    known = sop_ids(desk.git, desk.forge.base())
    if named not in known:
        raise RefusedFault(
            T("This office has no procedure {sop}.", sop=named),
            T("Choose one of: {known}", known=", ".join(known)),
        )
    return desk.sop(named, book.office)


def _refuse_dossier(sop: Sop) -> None:
    """Refuse what has no draft to be handed in by."""
    if "manuscript" not in sop.changes:
        raise RefusedFault(
            T("The procedure {sop} publishes no page; on a hosted forge a case is a draft.",
              sop=sop.id),
            T("It can be run on the office's own repository, without a forge."),
        )  # fmt: skip


def _refuse_untitled(wish: Wish) -> None:
    if not wish.title or any(unicodedata.category(sign) == "Cc" for sign in wish.title):
        raise RefusedFault(T("The title is empty, or holds signs that cannot be seen."))
    if len(wish.title) > TITLE:
        raise RefusedFault(
            T("The title of a case is one line of at most {most} signs.", most=TITLE),
            T("Say in a few words what the case is about."),
        )


def _refuse_pages(wish: Wish) -> None:
    """Refuse what only a page has, where the procedure publishes none."""
    asked = {
        "--section": wish.section is not None,
        "--class": wish.information_class is not None,
        "--summary": bool(wish.summary),
        "--body": bool(wish.body),
        "--download": bool(wish.downloads),
        "--material": bool(wish.materials),
        "--period": wish.period is not None,
        "--expedited": bool(wish.expedited),
    }
    options = ", ".join(name for name, given in asked.items() if given)
    if options:
        raise RefusedFault(
            T("The procedure {sop} publishes no page; {options} belong to one.",
              sop=wish.sop, options=options),
            T("Leave them out; documents are handed in at the steps that give them."),
        )  # fmt: skip


def _begin_draft(desk: Desk, book: Rulebook, wish: Wish, now: datetime) -> Begun:
    section = "pengumuman" if wish.section is None else wish.section
    _refuse_unsound(desk, book, wish, section)
    local = now.astimezone(book.office.hours.zone)
    case = _case(desk, wish, section, local)
    _refuse_unsaved(desk.git, case.id)
    taken = _write(desk, book, case, wish, local)
    return Begun(case.id, case.pages, case.downloads, taken)


def _refuse_unsound(desk: Desk, book: Rulebook, wish: Wish, section: str) -> None:
    known = sections(desk)
    if section not in known:
        raise RefusedFault(
            T("The site has no section {section}.", section=section),
            T("Choose one of: {sections}", sections=", ".join(known)),
        )
    for role, files in ((Role.DOWNLOAD, wish.downloads), (Role.MATERIAL, wish.materials)):
        for file in files:
            refuse(file, role, book.rules)


def sections(desk: Desk) -> tuple[str, ...]:
    """Return the sections of the published site: the folders of `content/` that hold pages."""
    pages = (blob.path for blob in desk.git.blobs(desk.forge.base(), "content"))
    return tuple(sorted({
        path.rpartition("/")[0].removeprefix("content/")
        for path in pages if path.endswith(".md") and path.count("/") > 1
    }))  # fmt: skip


def called(desk: Desk, section: str) -> str:
    """Return the title of a section's own page; nothing where it has none."""
    path = f"content/{section}/index.md"
    try:
        return read_page(
            decode(desk.git.read(desk.forge.base(), path) or b"", path), path
        ).meta.title
    except RecordFault:
        return ""


def _refuse_unsaved(git: Git, case_id: str) -> None:
    """Refuse to take another draft's files along; those of an interrupted try are expected."""
    if git.text("rev-parse", "--abbrev-ref", "HEAD") == branch("manuscript", case_id):
        return
    changed = git.text("status", "--porcelain", "--untracked-files=no")
    added = git.text("ls-files", "--others", "--exclude-standard", "--", "content", "drafts")
    if changed or added:
        raise RefusedFault(
            T("This folder holds changes that are not saved in any draft."),
            T("Hand them in with 'paraf submit', or put them aside with: git stash -u"),
        )


def _name(desk: Desk, wish: Wish, local: datetime) -> str:
    """Return a name that no case has yet: the day, and the title in short."""
    stem = f"{local:%Y%m%d}-{slug(wish.title)}"
    names = (stem, *(f"{stem}-{n}" for n in range(2, 1000)))
    return next(name for name in names if desk.forge.tip(LEDGER + name) is None)


def _case(desk: Desk, wish: Wish, section: str, local: datetime) -> CaseFile:
    case_id = _name(desk, wish, local)
    page = f"content/{section}/{case_id.split('-', 1)[1]}.md"
    if desk.git.read(desk.forge.base(), page) is not None:
        page = f"content/{section}/{case_id}.md"
    folder = f"content/unduhan/berkas/{local.year}"
    taken = {blob.path for blob in desk.git.blobs(desk.forge.base(), folder)}
    downloads = []
    for file in wish.downloads:
        # What is published is never replaced.
        downloads.append(free(f"{folder}/{slug(file.stem)}", file.suffix.lower(), taken))
        taken.add(downloads[-1])
    return CaseFile(
        id=case_id,
        sop=wish.sop,
        title=wish.title,
        pages=(page,),
        downloads=tuple(downloads),
        information_class=wish.information_class or InformationClass.PERIODIC,
        opened=local.replace(microsecond=0),
        expedited=wish.expedited,
    )


def _write(
    desk: Desk, book: Rulebook, case: CaseFile, wish: Wish, local: datetime
) -> tuple[Taken, ...]:
    _switch(desk.git, branch("manuscript", case.id))
    root = desk.git.folder
    page = root / case.pages[0]
    if not page.exists():
        meta = PageMeta(case.title, local.date(), wish.summary or desk.say(SUMMARY),
                        case.information_class, Listing(period=wish.period))  # fmt: skip
        write_whole(page, write_page(meta, wish.body or _skeleton(desk, case)))
    drawer = root / "drafts" / case.id
    (drawer / "materials").mkdir(parents=True, exist_ok=True)
    taken = _take(desk, book, case, wish)
    write_whole(drawer / "case.yml", write_case(case))
    return taken


def _switch(git: Git, name: str) -> None:
    """Stand on the draft's branch, which is made if need be."""
    fresh = ("--no-track", "-c", name, f"{REMOTE}main")
    try:
        exists = git.resolve(f"refs/heads/{name}") is not None
        git.run("switch", "--quiet", *((name,) if exists else fresh))
    except GitRefused as refused:
        what = T("The draft's branch cannot be made: {said}", said=refused.said)
        raise ForgeFault(what) from None


def _take(desk: Desk, book: Rulebook, case: CaseFile, wish: Wish) -> tuple[Taken, ...]:
    wanted = [(source, path, Role.DOWNLOAD)
              for source, path in zip(wish.downloads, case.downloads, strict=True)]  # fmt: skip
    kept: list[str] = []
    for source in wish.materials:
        stem = f"drafts/{case.id}/materials/{slug(source.stem)}"
        kept.append(free(stem, source.suffix.lower(), kept))
        wanted.append((source, kept[-1], Role.MATERIAL))
    root, rules = desk.git.folder, book.rules.manuscript
    return tuple(take(source, root, path, role, rules) for source, path, role in wanted)


SUMMARY = T("(one sentence that tells visitors what this page is about)")
BODY = T("Write the text of the page here.")
PLACEHOLDERS = (SUMMARY, BODY)
"""What a new page is given for its writer to replace; a page that holds it is not handed in."""


def _skeleton(desk: Desk, case: CaseFile) -> str:
    depth = len(Path(case.pages[0]).parent.parts) - 1
    links = "".join(
        f"- [{Path(path).name}]({'../' * depth}{path.removeprefix('content/')})\n"
        for path in case.downloads
    )
    text = desk.say(BODY)
    heading = desk.say(T("Downloads"))
    return f"{text}\n" + (f"\n## {heading}\n\n{links}" if links else "")
