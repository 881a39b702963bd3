"""The board for the wall: the open cases by the desks on which they lie."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from paraf.core.office import Holding, Office, Tenure
from paraf.core.verdict import Blocked, Waiting
from paraf.core.words import T
from paraf.pipeline import status
from paraf.pipeline.desk import Desk as Worktop
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.status import Standing, act_word, pressing, where
from paraf.ports import Fault
from paraf.site.board import Board, Desk, Entry, ordered, page


def write_board(desk: Worktop, book: Rulebook, into: Path, refresh: int = 0) -> Board:
    """Write the board as one HTML file, whole or not at all; return what stands on it.

    The folder is made where it is missing; Fault where that, or the file, cannot be. Cases that are
    archived are not read.
    """
    found = board(book.office, status.board(desk, book), desk)
    text = page(found, desk.say, book.settings.language, refresh)
    try:
        _write(into, text)
    except OSError as error:
        raise Fault(
            T("The page cannot be put into {file}: {reason}", file=into, reason=error.strerror),
            T("Name another file with --into."),
        ) from None
    return found


def _write(into: Path, text: str) -> None:
    into.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=into.parent, prefix=".papan-") as scratch:
        new = Path(scratch) / into.name
        new.write_text(text, "utf-8")
        new.replace(into)


def board(office: Office, found: Iterable[Standing], desk: Worktop) -> Board:
    """Return the board of some cases, as of now."""
    now = desk.now()
    waiting: dict[str, list[tuple[str, Entry]]] = {}
    vacant: dict[str, list[Entry]] = {}
    program: list[Entry] = []
    blocked: list[Entry] = []
    cases = tuple(found)
    for one in cases:
        entry, stand = _entry(one, office, desk), one.verdict.stand
        if isinstance(stand, Waiting):
            post = _post(one, stand)
            for person in stand.holders:
                waiting.setdefault(person, []).append((post, entry))
            if not stand.holders:
                vacant.setdefault(post, []).append(entry)
        else:
            (blocked if isinstance(stand, Blocked) else program).append(entry)
    desks = tuple(_desk(office, person, lying, desk) for person, lying in waiting.items())
    serving = {one.person for one in office.tenures if one.covers(now)} - set(waiting)
    return Board(
        office=office.name,
        made=now,
        zone=office.hours.zone,
        desks=tuple(sorted(desks, key=_first)),
        vacant=tuple(_empty(office, vacant)),
        program=ordered(program),
        blocked=ordered(blocked),
        idle=tuple(one.name for one in office.persons if one.id in serving),
        doubts=status.doubts(cases),
    )


def _first(desk: Desk) -> tuple[bool, float, str]:
    """Order desks as their first cases: whoever is longest overdue stands first."""
    one = desk.entries[0]
    return not one.overdue, one.due.timestamp() if one.due else 0.0, desk.name


def _post(one: Standing, stand: Waiting) -> str:
    return one.sop.post(stand.step.actor) if one.sop else ""


def _desk(office: Office, person: str, lying: list[tuple[str, Entry]], desk: Worktop) -> Desk:
    posts = dict.fromkeys(post for post, _ in lying)
    tenures = (office.tenure(person, post, desk.now()) for post in posts)
    rights = tuple(_right(office, one) for one in tenures if one is not None)
    return Desk(office.named(person).name, rights, ordered(entry for _, entry in lying))


def _right(office: Office, tenure: Tenure) -> str:
    acting = {Holding.DEFINITIVE: "", Holding.PLT: "Plt. ", Holding.PLH: "Plh. "}
    return f"{acting[tenure.holding]}{office.title(tenure.post)}"


def _empty(office: Office, vacant: Mapping[str, list[Entry]]) -> Iterable[Desk]:
    for post in office.posts:
        if post.key in vacant:
            yield Desk(post.title, (), ordered(vacant[post.key]))


def _entry(one: Standing, office: Office, desk: Worktop) -> Entry:
    stand = one.verdict.stand
    lying = isinstance(stand, Waiting) and one.step is not None
    return Entry(
        case=one.case,
        title=one.title,
        procedure=one.sop.identity.title if one.sop else "",
        label=one.step.label if lying and one.step else "",
        act=act_word(one.step) if lying and one.step else where(stand, office),
        since=one.since,
        due=one.due,
        overdue=one.overdue,
        state=pressing(office.hours, desk.now(), one.due) if one.due else None,
        reminded=one.reminded,
        notes=(
            *((one.expedited,) if one.expedited is not None else ()),
            *(T("Came back: {why}", why=why) for why in getattr(stand, "because", ())),
        ),
    )
