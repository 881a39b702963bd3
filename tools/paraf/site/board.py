"""The board for the office's wall: one page of HTML that needs nothing but itself."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from paraf.core import phrases
from paraf.core.words import Say, T, Text

WEEKDAYS = (
    T("Monday"),
    T("Tuesday"),
    T("Wednesday"),
    T("Thursday"),
    T("Friday"),
    T("Saturday"),
    T("Sunday"),
)
STYLE = Path(__file__).with_name("board.css")


@dataclass(frozen=True, slots=True)
class Entry:
    """A case on the board.

    `label` and `act` are the step that it lies at; `state` says how much office time is left, or
    by how much it is overdue; `reminded` is when its official was; `notes` say why it came back.
    """

    case: str
    title: str
    procedure: str
    label: str
    act: Text
    since: datetime | None
    due: datetime | None
    overdue: bool
    state: Text | None
    reminded: datetime | None = None
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody that cases wait for, and by what right: a post, with Plt. or Plh. where acting."""

    name: str
    rights: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the board, in the order in which it is shown."""

    office: str
    made: datetime
    zone: ZoneInfo
    desks: tuple[Desk, ...]
    vacant: tuple[Desk, ...]
    """Posts that nobody holds, `name` being the post's title."""
    program: tuple[Entry, ...]
    blocked: tuple[Entry, ...]
    idle: tuple[str, ...]
    """Officials on whose desk nothing lies."""
    doubts: tuple[Text, ...] = ()
    """Why due moments may turn out otherwise."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every case once, whoever shares its desk."""
        desks = [one.entries for one in (*self.desks, *self.vacant)]
        found = {one.case: one for group in (*desks, self.program, self.blocked) for one in group}
        return tuple(found.values())


def page(board: Board, say: Say, language: str, refresh: int = 0) -> str:
    """Return the board as one HTML file without scripts, all of it escaped.

    With `refresh`, a browser loads it anew after so many minutes: for a screen that nobody works
    at. A reader's place on the page would be lost (WCAG 2.2.1), so it is not the default.
    """
    return "".join(_Page(board, say).parts(language, refresh))


@dataclass(frozen=True, slots=True)
class _Page:
    board: Board
    say: Say

    def parts(self, language: str, refresh: int) -> Iterator[str]:
        title = self.text(T("Board: what waits for whom"))
        again = f'<meta http-equiv="refresh" content="{refresh * 60}">\n' if refresh else ""
        yield (
            f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            '<meta name="robots" content="noindex">\n'
            f"{again}<title>{title} · {escape(self.board.office)}</title>\n"
            f"<style>\n{STYLE.read_text('utf-8')}</style>\n</head>\n<body>\n"
        )
        yield from self.header()
        yield "<main>\n"
        for number, desk in enumerate(self.board.desks, 1):
            yield from self.desk(f"desk-{number}", desk)
        for number, desk in enumerate(self.board.vacant, 1):
            yield from self.vacant(f"vacant-{number}", desk)
        yield from self.others()
        yield "</main>\n"
        yield from self.footer()
        yield "</body>\n</html>\n"

    def header(self) -> Iterator[str]:
        entries, made = self.board.entries, self.board.made
        late = sum(one.overdue for one in entries)
        yield f"<header>\n<p class=office>{escape(self.board.office)}</p>\n"
        yield f"<h1>{self.text(T('What waits for whom'))}</h1>\n"
        when = T("As of {when}", when=self.moment(made, year=True))
        yield f'<p class=made><time datetime="{made.isoformat()}">{self.text(when)}</time></p>\n'
        counts = [(T("open"), len(entries), ""), (T("overdue"), late, " late" if late else "")]
        blocked = len(self.board.blocked)
        counts += [(T("blocked"), blocked, " stuck")] if blocked else []
        cells = (
            f'<div class="count{kind}"><dt>{self.text(what)}</dt><dd>{count}</dd></div>'
            for what, count, kind in counts
        )
        yield f"<dl class=counts>{''.join(cells)}</dl>\n</header>\n"

    def desk(self, name: str, desk: Desk) -> Iterator[str]:
        late = sum(one.overdue for one in desk.entries)
        waits = T("Waiting for you: {count}", count=len(desk.entries))
        if late:
            waits = T("Waiting for you: {count}, overdue: {late}",
                      count=len(desk.entries), late=late)  # fmt: skip
        rights = "<br>".join(map(escape, desk.rights))
        head = f"{escape(desk.name)}</h2>\n<p class=post>{rights}</p>"
        yield from self.section(name, "late" if late else "", head, waits, desk.entries)

    def vacant(self, name: str, desk: Desk) -> Iterator[str]:
        head = f"{self.text(T('Vacant post: {post}', post=desk.name))}</h2>"
        count = len(desk.entries)
        waits = T("Nobody holds it now. Waiting: {count}", count=count)
        yield from self.section(name, "stuck", head, waits, desk.entries)

    def others(self) -> Iterator[str]:
        if self.board.blocked:
            head = f"{self.text(T('Blocked'))}</h2>"
            waits = T("These cannot go on before the administrator has seen to them.")
            yield from self.section("blocked", "stuck", head, waits, self.board.blocked)
        if self.board.program:
            head = f"{self.text(T('Waiting for the program'))}</h2>"
            waits = T("'paraf reconcile' does this by itself; nobody has to act.")
            yield from self.section("program", "", head, waits, self.board.program)
        if not self.board.entries:
            yield f"<p class=nothing>{self.text(T('No case is open.'))}</p>\n"

    def section(
        self, name: str, kind: str, head: str, waits: Text, entries: Sequence[Entry]
    ) -> Iterator[str]:
        """Yield a section; `head` is HTML that closes its own heading."""
        dense = " dense" if len(entries) > 12 else ""
        yield f'<section class="desk {kind}{dense}" aria-labelledby="{name}">\n'
        yield f'<div class=head><h2 id="{name}">{head}\n'
        yield f"<p class=waits>{self.text(waits)}</p></div>\n"
        if entries:
            columns = (T("Case"), T("Step"), T("Since"), T("Due"))
            heads = "".join(f"<th scope=col>{self.text(one)}</th>" for one in columns)
            yield f'<table aria-labelledby="{name}">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n'
            for one in entries:
                yield self.row(one)
            yield "</tbody>\n</table>\n"
        yield "</section>\n"

    def row(self, one: Entry) -> str:
        kind = " class=late" if one.overdue else ""
        about = " · ".join(escape(part) for part in (one.case, one.procedure) if part)
        told = [*one.notes]
        if one.reminded is not None:
            told.append(T("Reminded: {when}", when=self.moment(one.reminded)))
        notes = "".join(f"<span class=note>{self.text(note)}</span>" for note in told)
        label = f"<b>{escape(one.label)}</b> " if one.label else ""
        state = ""
        if one.state is not None:
            sign = "<span class=sign aria-hidden=true>▲</span> " if one.overdue else ""
            state = f"<strong class=state>{sign}{self.text(one.state)}</strong>"
        return (
            f"<tr{kind}><th scope=row><span class=title>{escape(one.title)}</span>"
            f"<span class=about>{about}</span>{notes}</th>"
            f"<td class=step>{label}{self.text(one.act)}</td>"
            f"<td class=since>{self.time(one.since)}</td>"
            f"<td class=due>{state}{self.time(one.due)}</td></tr>\n"
        )

    def footer(self) -> Iterator[str]:
        yield f"<footer>\n<h2>{self.text(T('Legend'))}</h2>\n"
        zone = self.board.made.astimezone(self.board.zone).tzname()
        lines: list[Text] = [
            T("▲ overdue: the time that the procedure allows (mutu baku) is used up."),
            T("Left and overdue are office time: nights, weekends and holidays do not count."),
            T("All times are {zone}. 'paraf status CASE' tells more of a case.", zone=zone),
        ]
        if self.board.idle:
            lines.append(T("Nothing waits for: {names}.", names=", ".join(self.board.idle)))
        lines += [T("Note: {why}", why=why) for why in self.board.doubts]
        yield "<ul>" + "".join(f"<li>{self.text(one)}</li>" for one in lines) + "</ul>\n</footer>\n"

    def text(self, what: Text) -> str:
        return escape(self.say(what))

    def time(self, at: datetime | None) -> str:
        if at is None:
            return ""
        words = self.text(self.moment(at))
        return f'<time datetime="{at.isoformat()}">{words}</time>'

    def moment(self, at: datetime, *, year: bool = False) -> Text:
        """Return weekday, date and time; the year where it is another than the board's."""
        local = at.astimezone(self.board.zone)
        this = self.board.made.astimezone(self.board.zone).year
        plain = T("{day} {month}", day=local.day, month=phrases.MONTHS[local.month - 1])
        on = phrases.day(local.date()) if year or local.year != this else plain
        clock = phrases.clock(at, self.board.zone)
        return T(
            "{weekday}, {date}, {time}", weekday=WEEKDAYS[local.weekday()], date=on, time=clock
        )


def ordered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries with the overdue first, each kind by its due moment, then by case."""
    return tuple(sorted(entries, key=_urgency))


def _urgency(one: Entry) -> tuple[bool, bool, float, str]:
    due = one.due.timestamp() if one.due else 0.0
    return not one.overdue, one.due is None, due, one.case
