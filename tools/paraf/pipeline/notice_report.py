"""The description of the pull request in which a report climbs to its signatures."""

from collections.abc import Callable, Iterator

from paraf.core.case import Performed
from paraf.core.evidence import PageSeen, Severity
from paraf.core.phrases import device, moment, size
from paraf.core.report import Report
from paraf.core.words import Say, T
from paraf.pipeline.desk import Judged
from paraf.pipeline.listing import dossier
from paraf.pipeline.notice_words import address, link, name, picture, plain, quoted, table, within

LONGEST = 60_000
"""Bytes of a description; GitHub takes 65,536 signs."""
RECORD = "inspection.json"
WIDTHS = {"phone": 200, "desktop": 560}
PAGES = 20
"""So many pages are shown; the report itself shows all of them."""


def marker(case: str) -> str:
    """Return the hidden line that the description of a case's report begins with."""
    return f"<!-- paraf:report:{case} -->"


def description(now: Judged, report: Report, raw: Callable[[str], str], *, say: Say) -> str:
    """Return the body of the report's pull request, its screenshots visible.

    `raw` gives the address of a file of the report's branch by its path. Equal arguments give the
    equal text; when the report was made is not told.
    """
    folder = f"{dossier(now.case, now.office)}/data/report"

    def evidence(name: str) -> str:
        return raw(f"{folder}/evidence/{name}")

    blocks = [
        [marker(now.case.id)],
        list(_opening(now, raw(f"{folder}/report.pdf"), say)),
        [*_facts(now, report, say), *_proof(now, report, evidence, say)],
        list(_findings(report, say)),
        list(_remarks(report, say)),
        list(_pages(report, evidence, say)),
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def _opening(now: Judged, paper: str, say: Say) -> Iterator[str]:
    title = plain(now.case.opened.title)
    yield f"**{say(T('Report of the upload “{title}”', title=title))}**"
    yield ""
    yield link(say(T("Open the report to be signed (PDF)")), paper)


def _facts(now: Judged, report: Report, say: Say) -> Iterator[str]:
    seen, zone = report.evidence, report.record.zone
    right = T("as it was marked") if seen.passed else T("not as it was marked")
    facts = [
        (T("Prepared by"), plain(_preparer(now), 120)),
        (T("Published pages"), ", ".join(_links(report))),
        (T("Release"), f"`{report.release.digest[:12]}`"),
        (T("Inspected"), say(T("{files} files, {size}; {pages} views of the pages in a browser",
                               files=seen.files, size=size(seen.bytes), pages=len(seen.pages)))),
        (T("Verdict of the inspection"), f"{'✔' if seen.passed else '✘'} **{say(right)}**"),
        (T("Manuscript as it was marked"), f"`{report.head[:12]}`"),
    ]  # fmt: skip
    published = [one.at for one in report.record.rows if one.step.action and one.at is not None]
    if published:
        facts.insert(1, (T("Uploaded"), say(moment(published[-1], zone))))
    yield from (f"- **{say(what)}**: {said}" for what, said in facts)


def _proof(now: Judged, report: Report, raw: Callable[[str], str], say: Say) -> Iterator[str]:
    """Name what proves the inspection: the record by the ledger, the rest by the record."""
    outputs = [one.deed.outputs for one in now.case.events if isinstance(one.deed, Performed)]
    sums = {RECORD: outputs[-1]["inspection"]} if outputs and "inspection" in outputs[-1] else {}
    others = report.evidence.artifacts.items()
    sums |= {path: one.sha256 for path, one in others if path.endswith((".html", ".wacz"))}
    if sums:
        files = (f"{link(path, raw(path))} `{total[:12]}`" for path, total in sums.items())
        yield f"- **{say(T('Evidence, by its SHA-256'))}**: {', '.join(files)}"


def _preparer(now: Judged) -> str:
    """Return who answers for the report: whoever held the post, not the program."""
    people = {one.id: one.name for one in now.office.persons}
    for change in reversed(now.sop.changes):
        filled = now.verdict.mark(now.sop.opener(change).no)
        if filled is not None and filled.person in people:
            return people[filled.person]
    return next(one.printed for one in now.sop.actors if one.key == now.sop.steps[0].actor)


def _links(report: Report) -> Iterator[str]:
    for page in report.pages[:PAGES]:
        yield link(page.meta.title, address(report.evidence.url, page.url))


def _findings(report: Report, say: Say) -> Iterator[str]:
    found = report.evidence.findings
    if not found:
        return
    yield f"#### {say(T('What the inspection found'))}"
    yield ""
    rows = (
        (
            name(one.place),
            say(
                T("must be corrected") if one.severity is Severity.BLOCK else T("to be considered")
            ),
            plain(say(one.what), 600),
        )
        for one in found
    )
    heads = [say(one) for one in (T("Place"), T("Severity"), T("Finding"))]
    kept, cut = within(rows, LONGEST // 3)
    yield from table(heads, kept)
    if cut:
        yield ""
        yield say(T("{count} more are in the report.", count=cut))


def _remarks(report: Report, say: Say) -> Iterator[str]:
    remarks = report.remarks.strip()
    if remarks:
        yield f"#### {say(T('Remarks of the preparer'))}"
        yield ""
        yield from quoted(remarks, 6000).splitlines()


def _pages(report: Report, raw: Callable[[str], str], say: Say) -> Iterator[str]:
    titles = {page.url: page.meta.title for page in report.pages}
    by_page: dict[str, list[PageSeen]] = {}
    for one in report.evidence.pages:
        own = one.path in titles and one.screenshot and one.theme == "light"
        if one.difference or own:
            by_page.setdefault(one.path, []).append(one)
    if not by_page:
        return
    yield f"#### {say(T('The pages as they were found on the site'))}"
    for path, seen in list(by_page.items())[:PAGES]:
        title = titles.get(path, f"/{path}")
        shots = (shot for one in seen for shot in _shots(one, title, raw, say))
        yield from ("", f"**{plain(title)}**", "", " ".join(shots))


def _shots(one: PageSeen, title: str, raw: Callable[[str], str], say: Say) -> Iterator[str]:
    width = WIDTHS.get(one.device, WIDTHS["desktop"])
    if one.difference:
        words = T("What differs from the preview of {title} on a {device}",
                  title=title, device=device(one.device))  # fmt: skip
        yield picture(say(words), raw(one.difference), width)
    if one.screenshot and one.theme == "light":
        words = T("{page} ({device})", page=title, device=device(one.device))
        yield picture(say(words), raw(one.screenshot), width)
