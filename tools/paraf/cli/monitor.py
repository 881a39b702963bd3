"""`paraf monitor`: how the procedures were followed over half a year, from the archive."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paraf.cli.connect import office_desk
from paraf.cli.face import as_json, console, errors, good, note, words
from paraf.cli.language import say
from paraf.core import phrases
from paraf.core.monitor import DAY, Amount, Edition, Figures, Line, Period, Practice, last_half_year
from paraf.core.words import T

if TYPE_CHECKING:
    from rich.table import Table

    from paraf.pipeline.monitor import Monitored


class Day(click.ParamType[date]):
    """A day of the calendar, as 2026-07-01."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; click's usage error for anything else."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            self.fail(say(T("{value} is no date such as 2026-07-01.", value=value)), param, ctx)


@click.command("monitor", help=say(T("Count from the archive how the SOPs were followed.")))
@click.option(
    "--from", "first", type=Day(), metavar=say(T("DATE")),
    help=say(T("First day; without dates, the last half-year that is over.")),
)  # fmt: skip
@click.option(
    "--to", "last", type=Day(), metavar=say(T("DATE")), help=say(T("Last day, included."))
)
@click.option("--sop", metavar=say(T("ID")), help=say(T("This SOP alone.")))
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), metavar=say(T("FOLDER")),
              help=say(T("Write the table there: a page and a PDF for each SOP.")))  # fmt: skip
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def command(
    first: date | None, last: date | None, sop: str | None, into: Path | None, json_: bool
) -> int:
    """Count from the archive how the SOPs were followed, and print or write the table."""
    from paraf.pipeline.monitor import documents, monitor

    _refuse_half(first, last)
    desk, book = office_desk(quiet=json_)
    zone = book.office.hours.zone
    chosen = first is not None and last is not None
    period = Period(first, last, zone) if first and last else last_half_year(desk.now(), zone)
    found = monitor(desk, book, period, sop)
    if json_:
        as_json(data(found, chosen=chosen))
    else:
        _print(found, chosen=chosen)
    for one in found.unreadable:
        errors.print(f"[yellow]![/] {words(one.what)}: {words(one.why)}")
    if into is not None:
        _make(into)
        for name, content in documents(found, say=desk.say, language=book.settings.language):
            (into / name).write_bytes(content)
            if not json_:
                good(T("Written: {path}", path=into / name))
    return 0


def _refuse_half(first: date | None, last: date | None) -> None:
    if (first is None) != (last is None):
        raise click.UsageError(say(T("Give both --from and --to, or neither.")))
    if first is not None and last is not None and last < first:
        raise click.UsageError(say(T("The period ends before it begins.")))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (NotADirectoryError, FileExistsError):
        raise click.UsageError(say(T("{path} is no folder.", path=folder))) from None


def _print(found: "Monitored", *, chosen: bool) -> None:
    from paraf.procedure.monitoring import shown

    period = found.period
    days = T("{first} – {last}", first=phrases.day(period.first), last=phrases.day(period.last))
    if chosen:
        note(T("Period: {days}.", days=days))
    else:
        note(T("Period: {days}, the last half-year that is over; --from and --to choose another.",
               days=days))  # fmt: skip
    if not found.over:
        note(T("The period is not over yet."))
    for practice in found.practices:
        editions = shown(practice)
        title = f"{editions[0].sop.identity.title} ({practice.id})" if editions else practice.id
        console.print(f"\n[bold]{words(title)}[/]")
        note(T(
            "begun {begun} · finished {finished} · archived {archived} · "
            "still under way at its end {open}",
            begun=practice.begun, finished=practice.finished, archived=practice.archived,
            open=practice.under_way,
        ))  # fmt: skip
        for edition in editions if practice.archived else ():
            if len(editions) > 1:
                note(T("By the wording {digest}: {n} cases", digest=edition.digest[:16],
                       n=edition.cases))  # fmt: skip
            console.print(_table(edition))
    if found.unreadable:
        note(T("Not counted, because it could not be read: {n}", n=len(found.unreadable)))


def _table(edition: Edition) -> "Table":
    from rich.table import Table

    from paraf.procedure.monitoring import actor, time, within

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for head in (T("No"), T("By"), T("Cases (n)"), T("Done"), T("Returned"), T("Norm"),
                 T("Median"), T("P90"), T("Within the norm")):  # fmt: skip
        table.add_column(say(head), overflow="fold", min_width=4)
    table.columns[1].min_width = 14
    for line in edition.table:
        figures = edition.tallies[line.label].figures
        alone = len(line.steps) == 1
        table.add_row(
            line.label,
            words(actor(edition, line)),
            str(figures.cases),
            str(figures.done) if alone else "",
            str(figures.returned) if alone else "",
            words(line.steps[0].printed_norm) if line.whole else "",
            say(time(figures.median, line.norm)) if figures.median else "–",
            say(time(figures.p90, line.norm)) if figures.p90 else "–",
            say(within(figures)) if figures.cases and line.whole else "",
        )
    return table


def data(found: "Monitored", *, chosen: bool) -> dict[str, Any]:
    """Return the monitoring for programs; durations are seconds of office time."""
    period = found.period
    return {
        "office": found.office,
        "period": {
            "from": period.first.isoformat(),
            "to": period.last.isoformat(),
            "zone": period.zone.key,
            "over": found.over,
            "chosen": chosen,
        },
        "counts": "cases archived within the period, days of the office's zone, both included",
        "percentiles": "linear interpolation, inclusive",
        "commit": found.commit,
        "sops": [_practice(one, found.current.get(one.id)) for one in found.practices],
        "unreadable": [{"what": one.what, "why": say(one.why)} for one in found.unreadable],
    }


def _practice(practice: Practice, current: str | None) -> dict[str, Any]:
    lead = practice.lead.figures
    return {
        "id": practice.id,
        "begun": practice.begun,
        "finished": practice.finished,
        "archived": practice.archived,
        "under_way": practice.under_way,
        "lead": {
            "n": lead.cases,
            "median": _amount(lead.median, DAY.amount, "days"),
            "p90": _amount(lead.p90, DAY.amount, "days"),
        },
        "versions": [_edition(one, current) for one in practice.newest_first],
    }


def _edition(edition: Edition, current: str | None) -> dict[str, Any]:
    identity = edition.sop.identity
    return {
        "sha256": edition.digest,
        "current": edition.digest == current,
        "number": identity.number,
        "title": identity.title,
        "effective": identity.effective,
        "cases": edition.cases,
        "lines": [_line(one, edition.tallies[one.label].figures) for one in edition.table],
    }


def _line(line: Line, figures: Figures) -> dict[str, Any]:
    from paraf.procedure.monitoring import activity

    alone, norm = len(line.steps) == 1, line.norm
    return {
        "label": line.label,
        "row": line.whole,
        "acts": [one.act.value for one in line.steps],
        "actors": list(dict.fromkeys(one.actor for one in line.steps)),
        "activity": activity(line),
        "norm": {"amount": norm.amount, "unit": norm.unit.value},
        "n": figures.cases,
        "done": figures.done if alone else None,
        "returned": figures.returned if alone else None,
        "within": figures.within if line.whole else None,
        "median": _amount(figures.median, norm.amount, f"{norm.unit.value}s"),
        "p90": _amount(figures.p90, norm.amount, f"{norm.unit.value}s"),
        "quarters_of_norm": list(figures.bars) if line.whole else None,
    }


def _amount(amount: Amount | None, norm: int, unit: str) -> dict[str, float] | None:
    if amount is None:
        return None
    return {"seconds": amount.seconds, unit: round(amount.norms * norm, 6)}
