"""What the site builder says, as findings that name the office's own files."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from paraf.core.evidence import Finding, Severity
from paraf.core.words import T, Text

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_LEVEL = re.compile(r"(?P<level>[A-Z]+) +- {2}(?P<said>.*)")
_PAGE = re.compile(r"Doc file '(?P<page>[^']*)' (?P<rest>.*)", re.DOTALL)
_ITEM = re.compile(r"\s*- (?P<item>.*)")


def clean(log: str, *, away: Iterable[Path]) -> str:
    """Return `log` without colours and without the folders `away`, which mean nothing to people."""
    log = _ANSI.sub("", log)
    for folder in away:
        log = log.replace(f"{folder}/", "").replace(str(folder), ".")
    return log


def problems(log: str, sources: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return every warning and error of a cleaned log, the same one once.

    `sources` holds the text of pages by path below `content/`; a line number is that of the link
    named, 0 where it cannot be told.
    """
    found = (finding for said in _warnings(log) for finding in _findings(said, sources))
    return tuple(dict.fromkeys(found))


def _warnings(log: str) -> Iterator[str]:
    said: list[str] = []
    for line in log.splitlines():
        head = _LEVEL.fullmatch(line)
        if head is None and line.startswith(" ") and said:
            said.append(line)
            continue
        if said:
            yield "\n".join(said)
        bad = head is not None and head["level"] in ("WARNING", "ERROR", "CRITICAL")
        said = [head["said"]] if head is not None and bad else []
    if said:
        yield "\n".join(said)


def _findings(said: str, sources: Mapping[str, str]) -> Iterator[Finding]:
    about = _PAGE.fullmatch(said)
    if about is not None:
        yield _of_page(about["page"], about["rest"], sources)
        return
    head, *items = said.split("\n")
    listed = [found["item"] for one in items if (found := _ITEM.fullmatch(one))]
    if not listed:
        yield _finding("builder", "mkdocs.yml", 0, T("The site builder says: {said}", said=said))
    for path in listed:
        kind, what = ("navigation", _UNLISTED) if "nav" in head else ("builder", _said(head))
        yield _finding(kind, f"content/{path}", 0, what)


def _of_page(page: str, rest: str, sources: Mapping[str, str]) -> Finding:
    for kind, pattern, sentence in _KNOWN:
        found = re.match(pattern, rest)
        if found is not None:
            line = _line(sources.get(page, ""), found["link"])
            return _finding(kind, f"content/{page}", line, sentence(found["link"]))
    return _finding("builder", f"content/{page}", 0, _said(rest))


def _line(text: str, link: str) -> int:
    whole = re.compile(rf"""(?<![^(<"'\s]){re.escape(link)}(?![^)>"'\s])""")
    return next((no for no, line in enumerate(text.split("\n"), 1) if whole.search(line)), 0)


def _said(said: str) -> Text:
    return T("The site builder says: {said}", said=said)


_UNLISTED = T("No menu leads to this page.")
_Sentence = Callable[[str], Text]
# The sentences of MkDocs 1.6, structure/pages.py; what it may say beyond them is passed on as is.
_KNOWN: tuple[tuple[str, str, _Sentence], ...] = (
    (
        "link",
        r"contains a link '(?P<link>[^']*)', but the target",
        lambda link: T("The link {link} leads to no page or file of this site.", link=link),
    ),
    (
        "anchor",
        r"contains a link '(?P<link>[^']*)', but .*\banchor\b",
        lambda link: T("The link {link} names a part of a page that is not there.", link=link),
    ),
    (
        "absolute-link",
        r"contains an absolute link '(?P<link>[^']*)'",
        lambda link: T("The link {link} begins with a slash.", link=link),
    ),
    (
        "link",
        r"contains an unrecognized relative link '(?P<link>[^']*)'",
        lambda link: T("The link {link} names no file; name the .md file itself.", link=link),
    ),
)
_REMEDY = {
    "link": T("Correct the link, or add what it leads to."),
    "anchor": T("Correct what stands after the #, or give that heading its name."),
    "absolute-link": T("Write the way from this page to that file, such as ../layanan/cuti.md."),
    "navigation": T("Name the page in the .nav.yml of its folder."),
    "builder": T("Ask the administrator if the sentence does not tell you what to change."),
}


def _finding(kind: str, place: str, line: int, what: Text) -> Finding:
    return Finding(kind, Severity.BLOCK, place, line, what, _REMEDY[kind])
