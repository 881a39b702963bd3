"""A case's papers as documents: HTML for screens, PDF/A-3u for the record.

Both are made from values alone; the same values give the same bytes.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from paraf.archive import remarks
from paraf.archive.attachments import Attachment
from paraf.core import phrases
from paraf.core.evidence import FileSum, Manifest, PageSeen
from paraf.core.report import MARK_WORD, Record, Report, Row
from paraf.core.sop import Act, Sop
from paraf.core.words import Say, T, Text
from paraf.typeset import counters, environment

if TYPE_CHECKING:
    from jinja2 import Environment


def html(
    report: Report,
    *,
    say: Say,
    language: str,
    shots: Mapping[str, Path],
    manifest: Manifest,
    proof: Mapping[str, FileSum] | None = None,
) -> str:
    """Return the report as one HTML file without scripts.

    `shots` maps the names of pictures to their paths relative to the folder that the file will lie
    in; `manifest` is the published site's, and knows the downloads' sizes and digests. `proof` are
    the other files of the inspection's evidence, which the report names by digest.
    """
    rows = report.record.rows
    downloads = [(path, manifest.files.get(site_path(path))) for path in report.case.downloads]
    return render(
        "report.html.j2",
        report.record,
        say=say,
        language=language,
        site=report.evidence.url,
        report=report,
        downloads=downloads,
        open_marks=[row for row in rows if row.step.act is Act.REVIEW and not row.who],
        shots=_by_page(report, shots),
        proof=sorted((proof or {}).items()),
        devices=tuple(dict.fromkeys(seen.device for seen in report.evidence.pages)),
        remarks=remarks.as_html(report.remarks),
    )


def pdf(
    html: str, *, attachments: Sequence[Attachment], identifier: bytes, made: datetime, base: Path
) -> bytes:
    """Return `html` as tagged PDF/A-3u with `attachments` in it.

    Nothing is read but files below `base` and the typeface: ArchiveFault if the document wants
    more. `identifier` and `made` go into the file; the same arguments give the same bytes.
    """
    from paraf.archive.press import print_pdf

    return print_pdf(html, attachments=attachments, identifier=identifier, made=made, base=base)


def measure(html: str, *, base: Path) -> dict[str, float]:
    """Return how high everything of `html` with an id stands on paper, in millimetres."""
    from paraf.archive import press

    return press.measure(html, base=base)


def site_path(path: str) -> str:
    """Return where a file of `content/` lies on the site."""
    return path.removeprefix("content/")


def render(
    template: str, record: Record, *, say: Say, language: str, site: str = "", **values: object
) -> str:
    """Return a template of this room filled with `record` and `values`, said by `say`.

    `site` is the address of the public site, for cases that went there.
    """
    return (
        _environment(say, record, site)
        .get_template(template)
        .render(
            record=record,
            site=site,
            language=language,
            created=record.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            pages_of=counters(say(T("Page {page} of {pages}", page="\x01", pages="\x02"))),
            **values,
        )
    )


def _environment(say: Say, record: Record, site: str) -> "Environment":
    known = environment("paraf.archive", say)
    known.filters |= {
        "day": lambda on: say(phrases.day(on)),
        "date": lambda at: say(phrases.day(at.astimezone(record.zone).date())),
        "clock": lambda at: say(phrases.clock(at, record.zone)),
        "moment": lambda at: say(phrases.moment(at, record.zone)),
        "span": lambda used: say(phrases.span(used)),
        "size": lambda count: say(phrases.size(count)),
        "device": lambda name: say(phrases.device(name)),
        "called": lambda change: _called(record.sop, change) or say(phrases.called(change)),
        "markdown": remarks.as_html,
        "address": lambda url: urljoin(f"{site.rstrip('/')}/", url),
        "mark": lambda step: MARK_WORD[step.mark] if step.mark else "",
        "notes": lambda row: [say(one) for one in _notes(row)],
    }
    return known


def _called(sop: Sop, change: str) -> str:
    """Return what a text is called that is made by hand: by the documents that it holds.

    Empty where it holds none, and for those texts that every office calls alike.
    """
    if change in phrases.CHANGES:
        return ""
    keys = (key for step in sop.of(change) if step.by_hand for key in step.gives)
    return ", ".join(sop.document(key).name for key in keys)


def _notes(row: Row) -> list[Text]:
    notes = [T("{mark}", mark=MARK_WORD[row.step.mark])] if row.step.mark and row.who else []
    if row.visits > 1:
        notes.append(T("came back {n} times", n=row.visits - 1))
    if row.visits > 1 and row.total is not None:
        notes.append(T("{span} in all", span=phrases.span(row.total)))
    return notes


def _by_page(
    report: Report, shots: Mapping[str, Path]
) -> list[tuple[str, str, list[tuple[PageSeen, bool, str]]]]:
    """Group pictures by page, in the order the pages were seen: the case's own, and differences.

    Dark ones, and pages around them that look as they should, are in the evidence alone.
    """
    own = {page.url for page in report.pages}
    groups: dict[str, list[tuple[PageSeen, bool, str]]] = {}
    titles: dict[str, str] = {}
    for seen in report.evidence.pages:
        light = seen.theme == "light" and (seen.path in own or seen.difference)
        wanted = ((seen.difference, True), (seen.screenshot if light else "", False))
        for name, differs in wanted:
            if name in shots:
                view = (seen, differs, quote(shots[name].as_posix()))
                groups.setdefault(seen.path, []).append(view)
                titles.setdefault(seen.path, seen.title)
    return [(path, titles[path], group) for path, group in groups.items()]
