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
MANY = 12
"""More cases than one desk can show in large letters on two sheets."""
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
        kind = "person late" if late else "person"
        head = _Head(escape(desk.name), "<br>".join(map(escape, desk.rights)), self.text(waits))
        yield from self.section(name, kind, head, desk.entries)

    def others(self) -> Iterator[str]:
        for number, desk in enumerate(self.board.vacant, 1):
            title = T("Vacant post: {post}", post=desk.name)
            head = self.head(title, T("Nobody holds it now."), desk.entries)
            yield from self.section(f"vacant-{number}", "stuck", head, desk.entries)
        if self.board.blocked:
            why = T("These cannot go on before the administrator has seen to them.")
            head = self.head(T("Blocked"), why, self.board.blocked)
            yield from self.section("blocked", "stuck", head, self.board.blocked, waiting=False)
        if self.board.program:
            why = T("'paraf reconcile' does this by itself; nobody has to act.")
            head = self.head(T("Waiting for the program"), why, self.board.program)
            yield from self.section("program", "program", head, self.board.program)
        if not self.board.entries:
            yield f"<p class=nothing>{self.text(T('No case is open.'))}</p>\n"

    def head(self, title: Text, why: Text, entries: Sequence[Entry]) -> "_Head":
        waits = T("Waiting: {count}", count=len(entries))
        return _Head(self.text(title), self.text(why), self.text(waits))

    def section(
        self, name: str, kind: str, head: "_Head", entries: Sequence[Entry], *, waiting: bool = True
    ) -> Iterator[str]:
        """Yield a section; a case that waits for nobody has no due moment."""
        dense = " dense" if len(entries) > MANY else ""
        plain = "" if waiting else " class=plain"
        yield f'<section class="desk {kind}{dense}" aria-labelledby="{name}">\n<div class=head>'
        yield f'<h2 id="{name}">{head.name}</h2><p class=post>{head.about}</p>'
        yield f"<p class=waits>{head.waits}</p></div>\n"
        columns = [T("Case"), T("Step"), T("Since"), T("Due")]
        if not waiting:
            columns = [T("Case"), T("Stands at"), T("Since")]
        heads = "".join(f"<th scope=col>{self.text(one)}</th>" for one in columns)
        when = self.text(T("As of {when}", when=self.moment(self.board.made, year=True)))
        again = f"{head.name} · {escape(self.board.office)} · {when}"
        yield (
            f'<table{plain} aria-labelledby="{name}">\n'
            f"<colgroup>{'<col>' * len(columns)}</colgroup>\n<thead>"
            f"<tr class=again aria-hidden=true><td colspan={len(columns)}>{again}</td></tr>"
            f"<tr>{heads}</tr></thead>\n<tbody>\n"
        )
        for one in entries:
            yield self.row(one) if waiting else self.plain(one)
        yield "</tbody>\n</table>\n</section>\n"

    def row(self, one: Entry) -> str:
        kind = " class=late" if one.overdue else ""
        label = f"<b>{escape(one.label)}</b>" if one.label else ""
        state = ""
        if one.state is not None:
            sign = "<span aria-hidden=true>▲</span> " if one.overdue else ""
            state = f"<strong class=state>{sign}{self.text(one.state)}</strong>"
        return (
            f"<tr{kind}>{self.case(one)}<td class=step>{label}{self.text(one.act)}</td>"
            f"<td class=since>{self.time(one.since)}</td>"
            f"<td class=due>{state}{self.time(one.due)}</td></tr>\n"
        )

    def plain(self, one: Entry) -> str:
        act, since = self.text(one.act), self.time(one.since)
        return f"<tr>{self.case(one)}<td>{act}</td><td class=since>{since}</td></tr>\n"

    def case(self, one: Entry) -> str:
        """Return the cell that names a case."""
        about = " · ".join(escape(part) for part in (one.case, one.procedure) if part)
        told = [*one.notes]
        if one.reminded is not None:
            told.append(T("Reminded: {when}", when=self.moment(one.reminded)))
        notes = "".join(f"<span class=note>{self.text(note)}</span>" for note in told)
        title = f"<span class=title>{escape(one.title)}</span>"
        return f"<th scope=row>{title}<span class=about>{about}</span>{notes}</th>"

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
        """Return weekday, date and time; with the year and the zone, or where the year differs.

        The zone stands in the heading and in the legend.
        """
        local = at.astimezone(self.board.zone)
        weekday, hour, minute = WEEKDAYS[local.weekday()], f"{local.hour:02}", f"{local.minute:02}"
        if year or local.year != self.board.made.astimezone(self.board.zone).year:
            date, time = phrases.day(local.date()), phrases.clock(at, self.board.zone)
        else:
            date = T("{day} {month}", day=local.day, month=phrases.MONTHS[local.month - 1])
            time = T("{hour}:{minute}", hour=hour, minute=minute)
        return T("{weekday}, {date}, {time}", weekday=weekday, date=date, time=time)


@dataclass(frozen=True, slots=True)
class _Head:
    """The heading of a section, as HTML."""

    name: str
    about: str
    waits: str


def ordered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries with the overdue first, each kind by its due moment, then by case."""
    return tuple(sorted(entries, key=_urgency))


def _urgency(one: Entry) -> tuple[bool, bool, float, str]:
    due = one.due.timestamp() if one.due else 0.0
    return not one.overdue, one.due is None, due, one.case
