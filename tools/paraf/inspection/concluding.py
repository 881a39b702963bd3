"""The end of an inspection: one evidence out of what was seen, written whole or not at all."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from paraf.core.evidence import Evidence, FileSum, Finding
from paraf.core.words import Say, english
from paraf.inspection.assembling import assemble
from paraf.inspection.evidence import exchange, summary, wacz
from paraf.inspection.evidence.record import as_json
from paraf.inspection.findings import is_down
from paraf.inspection.kinds import PARTS
from paraf.inspection.links.document import Document
from paraf.inspection.site import Site

RECORD, SUMMARY, ARCHIVE = "inspection.json", "summary.html", "pages.wacz"
ALL = frozenset(PARTS)


@dataclass(frozen=True, slots=True)
class Seen:
    """What one run, or one share of it, saw: not yet put in order, nothing of it accepted yet.

    `documents` are the facts of the files that may refer to others, `requests` what the case's
    pages loaded from the site.
    """

    evidence: Evidence
    documents: Sequence[Document]
    requests: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Manner:
    """How an inspection is made and told: which of `kinds.PARTS`, and the summary's words.

    `zone` is the one whose time the summary shows; `about` the case that it is made for.
    """

    parts: Collection[str] = ALL
    say: Say = english
    language: str = "en"
    zone: ZoneInfo = ZoneInfo("UTC")  # noqa: RUF009 - a value like any other
    about: summary.About | None = None


def conclude(
    site: Site,
    seen: Sequence[Seen],
    linked: Iterable[Finding],
    into: Path,
    now: Callable[[], datetime],
    manner: Manner,
) -> Evidence:
    """Return the evidence of what was seen, and write it below `into`, `inspection.json` last.

    The screenshots are there already. `linked` are what the links of the whole site gave.
    """
    evidence = assemble(site, [one.evidence for one in seen], linked, manner.parts)
    into.mkdir(parents=True, exist_ok=True)
    requests = frozenset[str]().union(*(one.requests for one in seen))
    if requests and not is_down(evidence.findings):
        _archive(site, evidence, requests, into, now())
    evidence = replace(evidence, artifacts=artifacts(into))
    sheet = summary.html(
        evidence, say=manner.say, language=manner.language, zone=manner.zone, about=manner.about
    )
    (into / SUMMARY).write_text(sheet, "utf-8")
    evidence = replace(evidence, artifacts=artifacts(into))
    new = into / f".{RECORD}.part"
    new.write_bytes(as_json(evidence))
    new.replace(into / RECORD)
    return evidence


def artifacts(folder: Path) -> Mapping[str, FileSum]:
    """Return every file below an evidence folder but the record itself, by its name there."""
    found = {}
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and not name.startswith(".") and name != RECORD:
            content = file.read_bytes()
            found[name] = FileSum(len(content), hashlib.sha256(content).hexdigest())
    return found


def _archive(
    site: Site, evidence: Evidence, requests: frozenset[str], into: Path, at: datetime
) -> None:
    titles = {one.path: one.title for one in evidence.pages}
    pages = [wacz.PageEntry(one.path, one.title) for one in site.pages]
    around = [wacz.PageEntry(path, titles.get(path, path)) for path in site.around]
    wacz.write(into / ARCHIVE, site.url, pages or around, requests, at=at, fetch=exchange.asking())
