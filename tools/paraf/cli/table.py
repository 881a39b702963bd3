"""The SOP's table as a case has lived it, and the board of cases."""

from collections.abc import Iterable
from datetime import datetime

from rich.table import Table
from rich.text import Text as Styled

from paraf.cli.face import clock, console, shown
from paraf.cli.language import say
from paraf.core.office import Office
from paraf.core.pace import Pace
from paraf.core.phrases import span
from paraf.core.report import Row
from paraf.core.sop import Step
from paraf.core.words import T
from paraf.pipeline.status import Standing, act_word, pressing, where

WIDE = 96
"""Columns of a terminal from which on a due moment and what is left of it need no folding."""


def lived(
    rows: Iterable[Row], paces: Iterable[Pace], office: Office, here: Step | None = None
) -> Table:
    """Return one row a step: what, who, when, and the office time of all visits by the norm.

    The row of the step `here`, where the case lies, stands out.
    """
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for head in (T("No"), T("Step"), T("By"), T("When"), T("Used / norm"), T("Remark")):
        table.add_column(say(head), overflow="fold")
    for row, pace in zip(rows, paces, strict=True):
        used = f"{say(span(pace.used))} / " if pace.visits else ""
        when = clock(row.at, office.hours.zone) if row.at else ""
        who = Styled(row.who or "—")
        if row.right.startswith(("Plt.", "Plh.")):
            who.append(f"\n{row.right}", style="dim")
        norm = Styled(f"{used}{row.step.printed_norm}", style="red" if pace.late else "")
        style = "bold" if row.step == here else ""
        remarks = "; ".join(_remarks(pace))
        table.add_row(row.step.label, _does(row), who, when, norm, remarks, style=style)
    return table


def _does(row: Row) -> Styled:
    found = Styled(say(act_word(row.step)))
    if row.step.does:
        found.append(f"\n{shown(row.step.does)}", style="dim")
    return found


def _remarks(pace: Pace) -> Iterable[str]:
    if pace.visits > 1 and pace.last is not None:
        yield say(T("{n} rounds, the last {last}", n=pace.visits, last=span(pace.last)))
    if pace.late:
        # Several visits may have gone over, and the last of them not.
        yield say(T("over the norm"))


def board(found: Iterable[Standing], office: Office, now: datetime) -> Table:
    """Return one row a case: where it stands, on whose desk, by when and how much is left."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", show_edge=False)
    wide = console.width >= WIDE
    for head, most in ((T("Case"), 26), (T("Stands at"), None), (T("Due"), 26 if wide else 20)):
        table.add_column(say(head), overflow="fold", max_width=most)
    for number, one in enumerate(found):
        if number:
            table.add_row()
        table.add_row(_title(one), _stands(one, office), _due(one, office, now))
    return table


def _title(one: Standing) -> Styled:
    title = Styled(shown(one.title), style="bold")
    if one.expedited is not None:
        title = Styled(f"⚡ {say(T('at once (serta-merta)'))}\n", style="bold yellow").append(title)
    title.append(f"\n{one.case}", style="not bold")
    if one.sop is not None:
        title.append(f"\n{shown(one.sop.identity.title)}", style="not bold dim")
    return title


def _stands(one: Standing, office: Office) -> Styled:
    words = Styled(shown(say(where(one.verdict.stand, office))))
    if one.since is not None:
        since = T("since {when}", when=clock(one.since, office.hours.zone))
        words.append(f"\n{say(since)}", style="dim")
    return words


def _due(one: Standing, office: Office, now: datetime) -> Styled:
    if one.due is None:
        return Styled("")
    due = Styled(clock(one.due, office.hours.zone))
    style = "bold red" if one.overdue else "green"
    due.append(f"\n{say(pressing(office.hours, now, one.due))}", style=style)
    if one.reminded is not None:
        when, _, _ = clock(one.reminded, office.hours.zone).rpartition(" ")
        reminded = T("reminded {when}", when=when)
        due.append(f"\n{say(reminded)}", style="dim")
    return due
