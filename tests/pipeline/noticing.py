"""Stories of the real flagship and the example office, told as a forge's pull request shows them.

Accounts are of a Gitea. The clock of a story begins on Monday, 16 November 2026, at 08.00 WIB.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from paraf.core import case as facts
from paraf.core.case import Case, Change, Deed, Event, Opinion
from paraf.core.evidence import Finding, Severity
from paraf.core.gate import judge
from paraf.core.office import Account, Office
from paraf.core.sop import Sop
from paraf.core.words import T
from paraf.pipeline.desk import Judged
from paraf.pipeline.notice import Notice, Setting, notice
from paraf.pipeline.rulebook import load, load_sop
from paraf.records.catalogue import voice
from pipeline.rendered import rendered

ROOT = Path(__file__).parents[2]
MORNING = datetime(2026, 11, 16, 8, 0, tzinfo=timezone(timedelta(hours=7)))
NUMBERS = {"paraf": 2, "melati": 3, "cendana": 4, "dahlia": 5, "gaharu": 6, "tamu": 99}
TITLE = "Jadwal usul kenaikan pangkat tahun 2027"
CASE = "20261116-jadwal-usul"
PAGE = "content/pengumuman/jadwal-usul-kenaikan-pangkat-2027.md"
FIRST, SECOND = "3f2a9c0d71be" + "0" * 28, "b81e44d09a27" + "0" * 28
REPORT = "c05d9e1170aa" + "0" * 28
PULL = "https://git.bkd.contoh.example/bkd/situs/pulls/7"
say = voice("id")


def account(who: str) -> Account:
    """Return somebody's account on the office's Gitea."""
    return Account("gitea", str(NUMBERS[who]))


@cache
def office() -> Office:
    """Return the example office, everybody with their account."""

    def read(path: str) -> bytes | None:
        return (ROOT / path).read_bytes()

    found = load(read).office
    known = {one: (account(one),) for one in NUMBERS}
    people = tuple(replace(one, accounts=known.get(one.id, ())) for one in found.persons)
    bots = tuple(replace(one, accounts=known[one.id]) for one in found.bots)
    return replace(found, persons=people, bots=bots)


@cache
def sop() -> Sop:
    """Return the flagship."""
    return load_sop(lambda path: (ROOT / path).read_bytes(), "update-website", office())


Told = tuple[str, Deed, int]
"""Who did what, so many minutes after what came before."""


def hands_in(head: str = FIRST, minutes: int = 15) -> Told:
    """Melati hands the manuscript in."""
    return "melati", facts.Moved("manuscript", head, contributors=(account("melati"),)), minutes


def approves(who: str, head: str = FIRST, minutes: int = 12, change: str = "manuscript") -> Told:
    """Somebody approves a change."""
    return who, facts.Reviewed(change, Opinion.APPROVE, head), minutes


def returns(who: str, note: str, head: str = FIRST, change: str = "manuscript") -> Told:
    """Somebody returns a change."""
    return who, facts.Reviewed(change, Opinion.RETURN, head, note), 12


def assigns(who: str, to: str, minutes: int = 3) -> Told:
    """Somebody gives a disposition."""
    return who, facts.Assigned(account(to)), minutes


def merges(change: str = "manuscript", head: str = FIRST) -> Told:
    """The program merges a change."""
    return "paraf", facts.Merged(change, head, "d" * 40), 1


def performs() -> Told:
    """The program publishes, and finds it right."""
    return "paraf", facts.Performed(5, {"release": "abc"}), 2


def fails(why: str) -> Told:
    """The program publishes, and finds it wrong."""
    return "paraf", facts.Failed(5, (why,)), 2


def reports() -> Told:
    """The program opens the report."""
    return "paraf", facts.Moved("report", REPORT), 1


MARKED = (hands_in(), approves("cendana"), approves("dahlia"))
PUBLISHED = (*MARKED, assigns("cendana", "melati"), merges(), performs(), reports())
SIGNED = tuple(approves(one, REPORT, change="report") for one in ("cendana", "dahlia", "gaharu"))
DISPOSED = (assigns("dahlia", "cendana"), assigns("cendana", "melati"))
ARCHIVED: Told = ("paraf", facts.Archived("e" * 40), 1)
DONE = (*PUBLISHED, *SIGNED, *DISPOSED, merges("report", REPORT), ARCHIVED)


def judged(
    *told: Told,
    title: str = TITLE,
    after: int = 1,
    changes: Mapping[str, Change] | None = None,
    roster: Office | None = None,
) -> tuple[Judged, datetime]:
    """Return a story as judged so many minutes after its end, and that moment."""
    at, roster = MORNING, roster or office()
    events = [Event(1, at, account("paraf"), facts.Opened("update-website", title, at))]
    for no, (who, deed, minutes) in enumerate(told, 2):
        at += timedelta(minutes=minutes)
        events.append(Event(no, at, account(who), deed))
    heads = {one.deed.change: one.deed.head for one in events if isinstance(one.deed, facts.Moved)}
    stands = {name: Change(name, head) for name, head in heads.items()}
    case = Case(CASE, stands if changes is None else changes, tuple(events))
    now = at + timedelta(minutes=after)
    return Judged(case, sop(), roster, judge(sop(), roster, case, now)), now


def shown(
    *told: Told, change: str = "manuscript", after: int = 1, title: str = TITLE, **more: object
) -> Notice:
    """Return what the pull request of a change shows after a story; `more` are of the setting."""
    now, at = judged(*told, title=title, after=after)
    setting = replace(Setting("gitea", PULL, at), **more)
    return notice(now, change, setting, say=say)


def bold(one: Notice) -> str:
    """Return the first bold sentence of a comment."""
    return next(line for line in one.comment.splitlines() if line.startswith("**")).strip("*")


def states(one: Notice) -> list[str]:
    """Return what the table says of each step."""
    return [row[1] for row in rendered(one.comment).tables[0][1:]]


PICTURES = {
    f"pengumuman/jadwal-usul-kenaikan-pangkat-2027/ {device}": (
        "https://git.bkd.contoh.example/bkd/situs/raw/commit/8c1f0e7a/"
        f"pengumuman/jadwal-usul-kenaikan-pangkat-2027/{device}.webp"
    )
    for device in ("phone", "desktop")
}
FINDINGS = (
    Finding("alt", Severity.WARN, PAGE, 9,
            T("The picture {target} has no words; this is right for decoration alone.",
              target="alur-usul.png"),
            T("Say in a few words what it shows: ![these words](picture.png).")),
    Finding("link", Severity.BLOCK, PAGE, 31,
            T("The link {link} leads to no page or file of this site.",
              link="../layanan/pangkat.md"),
            T("Correct the link, or add what it leads to.")),
)  # fmt: skip
SITUATIONS = {
    "menunggu-paraf-pertama": lambda: shown(hands_in(), pictures=PICTURES),
    "dikembalikan-dengan-temuan": lambda: shown(
        hands_in(),
        returns("cendana", "Batas waktu periode April belum ada.\nTautan layanan juga putus."),
        findings=FINDINGS,
        unseen=T("The link {link} leads to no page or file of this site.",
                 link="../layanan/pangkat.md"),
    ),
    "paraf-terlalu-dini": lambda: shown(
        hands_in(), approves("dahlia"), approves("tamu"), pictures=PICTURES
    ),
    "siap-terbit-lewat-tenggat": lambda: shown(*MARKED, after=20, pictures=PICTURES),
}  # fmt: skip
"""The situations that are kept as files beside this one, for everybody to read."""
NOTICES = Path(__file__).parent / "notices"

if __name__ == "__main__":
    # PYTHONPATH=tests .venv/bin/python tests/pipeline/noticing.py writes the files anew, to be read
    # before they are kept.
    for name, situation in SITUATIONS.items():
        (NOTICES / f"{name}.md").write_text(situation().comment)
