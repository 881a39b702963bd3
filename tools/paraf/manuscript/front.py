"""Whether pages say what they are, and the case names what its draft changes."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import PurePosixPath

from paraf.core.evidence import Finding
from paraf.core.page import CaseFile, Draft, InformationClass, PageMeta, Rules
from paraf.core.words import T, Text
from paraf.manuscript.finding import blocks, warns

TITLE = 120
"""Longest title, in signs: what a search engine shows and a menu holds, with room to spare."""
SUMMARY = 300
"""Longest summary, in signs."""

_MARKUP = re.compile(r"[<>]|&#?\w+;")
_EARLIEST = date(2000, 1, 1)
_AHEAD = timedelta(days=366)


def check_front(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Find pages whose front matter is wanting, and differences between case and draft."""
    record = f"drafts/{draft.case.id}/case.yml"
    if draft.case.information_class is InformationClass.EXEMPT:
        yield blocks("exempt", record, _EXEMPT, _EXEMPT_REMEDY)
    kept = [one.path for one in draft.entries if not one.deleted and _is_page(one.path)]
    for path in kept:
        page = draft.pages.get(path)
        if page is None:
            yield blocks("front", path, T("The front matter of this page cannot be read."), _FRONT)
        else:
            yield from _meta(path, page.meta, draft.case)
    yield from _agreement(draft, rules, record)


def _meta(path: str, meta: PageMeta, case: CaseFile) -> Iterator[Finding]:
    yield from _words(path, "title", meta.title, TITLE)
    yield from _words(path, "summary", meta.summary, SUMMARY)
    latest = max(one for one in (case.opened.date(), case.publish_on) if one) + _AHEAD
    if not _EARLIEST <= meta.date <= latest:
        what = T("The date {date} is hardly meant.", date=meta.date.isoformat())
        yield warns("date", path, what, T("Write the day on which the page appears."))
    if meta.information_class is InformationClass.EXEMPT:
        yield blocks("exempt", path, _EXEMPT, _EXEMPT_REMEDY)
    elif meta.information_class is not case.information_class:
        what = T("The page is classed as {page}, its case as {case}.",
                 page=meta.information_class.value, case=case.information_class.value)  # fmt: skip
        yield warns("class", path, what, T("Give both the same class, unless this is meant."))


def _words(path: str, kind: str, text: str, longest: int) -> Iterator[Finding]:
    what = unfit(kind, text, longest)
    if what is not None:
        yield blocks(kind, path, what, T("Write it at the top of the page, in one short sentence."))


def unfit(kind: str, text: str, longest: int) -> Text | None:
    """Say why a page cannot have `text` for its `title` or `summary`; None if it can."""
    field = _FIELDS[kind]
    if not text.strip():
        return T("The {field} is missing.", field=field)
    if len(text) > longest:
        return T("The {field} has {count} signs; at most {longest} are shown well.",
                 field=field, count=len(text), longest=longest)  # fmt: skip
    if _MARKUP.search(text):
        # The theme puts a title into the page as it is, so this would be taken for HTML.
        return T("The {field} holds signs that a browser takes for commands: < > or &…;.",
                 field=field)  # fmt: skip
    if not text.isprintable():
        return T("The {field} holds signs that cannot be seen.", field=field)
    return None


def _agreement(draft: Draft, rules: Rules, record: str) -> Iterator[Finding]:
    touched = [one.path for one in draft.entries if one.path.startswith("content/")]
    pages = [path for path in touched if _is_page(path)]
    others = [path for path in touched if not _is_page(path)]
    files = [path for path in others if not is_picture(path, rules)]
    yield from _unlisted(pages, draft.case.pages, T("The case does not name this page."))
    yield from _unlisted(files, draft.case.downloads, T("The case does not name this download."))
    for path in (*draft.case.pages, *draft.case.downloads):
        if path not in touched:
            what = T("The case names {path}, which this draft does not change.", path=path)
            yield blocks("case", record, what, T("Take it off the list, or change it."))


def _unlisted(changed: Sequence[str], listed: Sequence[str], what: Text) -> Iterator[Finding]:
    for path in changed:
        if path not in listed:
            yield blocks("case", path, what, T("Add it to case.yml, or leave it unchanged."))


def is_picture(path: str, rules: Rules) -> bool:
    """Say whether a file is a picture: part of a page, not offered for download."""
    kind = rules.types.get(PurePosixPath(path).suffix.lower(), "")
    return kind.startswith("image/")


def _is_page(path: str) -> bool:
    return path.startswith("content/") and path.endswith(".md")


_FIELDS = {"title": T("title"), "summary": T("summary")}
_FRONT = T("Begin the page with title, date, summary and information_class between lines of ---.")
_EXEMPT = T("This is classed as exempt information, which is never published.")
_EXEMPT_REMEDY = T("Do not publish it; if the class is wrong, correct it.")
