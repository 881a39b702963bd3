"""Drafts for tests: a real folder, and what a change made of it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from paraf.core.page import CaseFile, Draft, Entry, InformationClass, Page, Rules
from paraf.core.public_list import Listing, Period
from small_office import page, source

CASE = CaseFile(
    id="2026-001",
    sop="updating",
    title="Jadwal",
    pages=("content/berita/a.md",),
    downloads=(),
    information_class=InformationClass.PERIODIC,
    opened=datetime(2026, 11, 16, 1, tzinfo=UTC),
)
RULES = Rules(
    file_bytes=200_000,
    draft_bytes=400_000,
    materials_bytes=300_000,
    types={
        ".md": "text/markdown",
        ".pdf": "application/pdf",
        ".csv": "text/csv",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".ods": "application/vnd.oasis.opendocument.spreadsheet",
        ".png": "image/png",
        ".jpg": "image/jpeg",
    },
)
OFFICE = Listing(period=Period.HALF_YEARLY)
"""What the office says of all its pages."""
EXTENSIONS = (("attr_list", {}), ("md_in_html", {}), ("toc", {"permalink": True}))
RECORD = "drafts/2026-001/case.yml"
PDF = b"%PDF-1.7\nisi\n%%EOF\n"


def draft(
    root: Path,
    changed: dict[str, bytes | Page | None],
    *,
    standing: dict[str, bytes | Page] | None = None,
    **case: object,
) -> Draft:
    """Write a draft's tree below `root`: what stood there already, and what the draft changed.

    None is a file that the draft deletes. The case names what was changed, unless `case` says else.
    """
    changed = {RECORD: b"id: 2026-001\n", **changed}
    pages: dict[str, Page] = {}
    for path, what in {**(standing or {}), **changed}.items():
        if what is None:
            continue
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        if isinstance(what, Page):
            listing = what.meta.listing.completed(OFFICE)
            pages[path] = replace(what, meta=replace(what.meta, listing=listing))
            what = source(what).encode()
        (root / path).write_bytes(what)
    entries = tuple(
        Entry(path, "000000", 0, deleted=True)
        if what is None
        else Entry(path, "100644", (root / path).stat().st_size)
        for path, what in changed.items()
    )
    touched = [path for path in changed if path.startswith("content/")]
    named = {
        "pages": tuple(path for path in touched if path.endswith(".md")),
        "downloads": tuple(path for path in touched if not path.endswith((".md", ".png", ".jpg"))),
        **case,
    }
    tree = {**(standing or {}), **changed}
    kept = tuple(path for path, what in tree.items() if what is not None)
    return Draft(replace(CASE, **named), root, entries, pages, kept)


def written(path: str, body: str, **meta: object) -> dict[str, Page]:
    """Return one page by its path of the repository; its body begins on line 7."""
    title = str(meta.pop("title", f"Judul {path.removesuffix('.md')}"))
    return {f"content/{path}": page(path, title, body, **{"summary": "Isinya.", **meta})}
