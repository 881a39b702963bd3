"""The SOP's table as a case has lived it, and the board of cases."""

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text as Styled

from paraf.cli.face import clock, shown
from paraf.cli.language import say
from paraf.core.office import Office
from paraf.core.phrases import span
from paraf.core.report import Row
from paraf.core.words import T
from paraf.pipeline.status import Standing, act_word, where


def lived(rows: Iterable[Row], office: Office) -> Table:
    """Return one row a step: what, who, when, and office time used against the norm."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for head in (T("No"), T("Step"), T("By"), T("When"), T("Used / norm"), T("Remark")):
        table.add_column(say(head), overflow="fold")
    for row in rows:
        used = f"{say(span(row.used))} / " if row.used is not None else ""
        when = clock(row.at, office.hours.zone) if row.at else ""
        notes = []
        if row.visits > 1:
            notes.append(say(T("{n} rounds", n=row.visits)))
        if row.over:
            notes.append(say(T("over the norm")))
        who = Styled(row.who or "—")
        if row.right.startswith(("Plt.", "Plh.")):
            who.append(f"\n{row.right}", style="dim")
        norm = Styled(f"{used}{row.step.printed_norm}", style="red" if row.over else "")
        table.add_row(str(row.step.no), say(act_word(row.step)), who, when, norm, "; ".join(notes))
    return table


def board(found: Iterable[Standing], office: Office) -> Table:
    """Return one row a case: where it stands, on whose desk, by when."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for head in (T("Case"), T("Stands at"), T("Due")):
        table.add_column(say(head), overflow="fold")
    for one in found:
        title = Styled(one.case)
        title.append(f"\n{shown(one.title)}", style="dim")
        words = shown(say(where(one.verdict.stand, office)))
        due = Styled(clock(one.due, office.hours.zone) if one.due else "")
        if one.overdue:
            due.append(f" {say(T('overdue'))}", style="bold red")
        table.add_row(title, Styled(words), due)
    return table
