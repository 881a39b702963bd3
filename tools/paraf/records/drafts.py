"""`case.yml`, `rules.yml` and the front matter of pages, to values and back."""

import re

from paraf.core.page import CaseFile, InformationClass, Page, PageMeta, Rules
from paraf.core.words import T
from paraf.ports import Mistake, RecordFault
from paraf.records.files import MOMENT, read
from paraf.records.inspecting import inspection, wrong_inspection
from paraf.records.listing import listing, listing_data
from paraf.records.manuscript import declared, excused, excuses_data, manuscript
from paraf.records.shapes import CaseShape, FrontShape, RulesShape
from paraf.records.writing import document

MEGABYTE = 1_000_000


def read_rules(text: str, file: str) -> Rules:
    """Return what `review/rules.yml` allows; RecordFault with every mistake."""
    shape, parsed = read(RulesShape, text, file)
    wrong = [
        Mistake(
            file, parsed.line(("types", key)), T("{key} is no file ending such as .pdf.", key=key)
        )
        for key in shape.types
        if not (key.startswith(".") and key[1:].isalnum() and key == key.lower())
    ]
    wrong += wrong_inspection(shape.inspection, parsed, file)
    if wrong:
        raise RecordFault(wrong)
    return Rules(
        file_bytes=shape.file_megabytes * MEGABYTE,
        draft_bytes=shape.draft_megabytes * MEGABYTE,
        types=dict(shape.types),
        materials_bytes=shape.materials_megabytes * MEGABYTE,
        inspection=inspection(shape.inspection),
        manuscript=manuscript(shape.manuscript),
    )


def read_case(text: str, file: str) -> CaseFile:
    """Return what `case.yml` says; RecordFault with every mistake."""
    shape, parsed = read(CaseShape, text, file)
    wrong = [
        Mistake(file, parsed.line((key, i)), T("{path} is not below content/.", path=path))
        for key, paths in (("pages", shape.pages), ("downloads", shape.downloads))
        for i, path in enumerate(paths)
        if not path.startswith("content/")
    ]
    # Pydantic also reads a number in quotes, as seconds since 1970.
    if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]", parsed.value["opened"]):
        wrong.append(Mistake(file, parsed.line(("opened",)), T(MOMENT.message, key="opened")))
    elif shape.opened.tzinfo is None:
        what = T("The time needs its zone, such as +07:00.")
        wrong.append(Mistake(file, parsed.line(("opened",)), what))
    if wrong:
        raise RecordFault(wrong)
    return CaseFile(
        id=shape.id,
        sop=shape.sop,
        title=shape.title,
        pages=tuple(shape.pages),
        downloads=tuple(shape.downloads),
        information_class=InformationClass(shape.information_class),
        opened=shape.opened,
        publish_on=shape.publish_on,
        withdraw_on=shape.withdraw_on,
        excused=excused(shape.exceptions),
        declared=declared(shape.declarations),
        expedited=shape.expedited or "",
    )


def write_case(case: CaseFile) -> str:
    """Return the text of `case.yml`."""
    data: dict[str, object] = {
        "version": 1,
        "id": case.id,
        "sop": case.sop,
        "title": case.title,
        "information_class": case.information_class.value,
        "pages": list(case.pages),
        "downloads": list(case.downloads),
        "opened": case.opened.isoformat(timespec="seconds"),
    }
    for key, day in (("publish_on", case.publish_on), ("withdraw_on", case.withdraw_on)):
        if day is not None:
            data[key] = day
    if case.expedited:
        data["expedited"] = case.expedited
    data |= excuses_data(case.excused, case.declared)
    return document(data, schema="../../review/schema/case.schema.json")


FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*\r?")


def read_page(text: str, file: str) -> Page:
    """Return a page out of its source; `file` is its path in the repository, below `content/`.

    The front matter ends where MkDocs ends it, or is refused. Raises RecordFault where it is
    missing or wrong.
    """
    lines = text.split("\n")
    if not (FENCE.fullmatch(lines[0]) and lines[0].startswith("---")):
        what = T("The page does not begin with its front matter, between two lines of ---.")
        raise RecordFault([Mistake(file, 1, what)])
    end = next((i for i, line in enumerate(lines[1:], 1) if FENCE.fullmatch(line)), None)
    if end is None:
        raise RecordFault([Mistake(file, 1, T("The front matter has no second line of ---."))])
    if lines[end].startswith("..."):
        what = T("The front matter ends with a line of ---, not of dots.")
        raise RecordFault([Mistake(file, end + 1, what)])
    if end + 1 == len(lines):
        what = T("The page ends with its front matter; its text begins on the next line.")
        raise RecordFault([Mistake(file, end + 1, what)])
    front = "".join(f"{line}\n" for line in lines[1:end])
    shape, _ = read(FrontShape, front, file, offset=1)
    meta = PageMeta(
        shape.title,
        shape.date,
        shape.summary,
        InformationClass(shape.information_class),
        listing(shape),
        tuple(shape.former),
    )
    return Page(file.removeprefix("content/"), meta, "\n".join(lines[end + 1 :]), end + 2)


def write_page(meta: PageMeta, body: str) -> str:
    """Return the source of a page."""
    front = {
        "title": meta.title,
        "date": meta.date,
        "summary": meta.summary,
        "information_class": meta.information_class.value,
        **listing_data(meta.listing),
        **({"former": list(meta.former)} if meta.former else {}),
    }
    return f"---\n{document(front)}---\n\n{body}"
