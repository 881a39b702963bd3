"""An office that follows all five procedures: a desk for everybody, and an evidence store.

    office = dossier_world(tmp_path)
    case = opened(office, "pandan", "simpeg-maintenance", …)    # the real `paraf new`
    paper(office, "temuan.pdf")                                 # a real file to hand in

    office = case_world(tmp_path, "analysis under review")      # brought there once a session

The people are those of `review/officials.yml`; the site has its first release. Every act goes
through the real gate.
"""

import atexit
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from office_world import BOT, KABID, KASUBID, PEOPLE, OfficeWorld, place, set_up
from paraf.core.case import Event, Opinion
from paraf.pipeline.act import Review, assign, review
from paraf.pipeline.desk import Desk
from paraf.pipeline.hand_in import HandedIn
from paraf.pipeline.new import Wish, open_case
from paraf.pipeline.offer import Offer
from paraf.pipeline.publish import publish_first
from paraf.pipeline.reading import reading
from paraf.pipeline.reconcile import Run, reconcile
from paraf.pipeline.submit import submit

KEMUNING, MERANTI, PANDAN, SERUNI, JATI = "kemuning", "meranti", "pandan", "seruni", "jati"
"""Pranata Komputer and Pengelola TI; Pengelola TAKAH; Staf SIMPEG and JFU; Administrasi and JFU TU;
Kasi."""
SOPS = ("update-website", "simpeg-database", "simpeg-maintenance", "data-update", "data-management")


def dossier_world(folder: Path) -> OfficeWorld:
    """Make an office below `folder`, with nothing under way in it."""
    office = OfficeWorld(folder / "office")
    place(_made(), office.root)
    return office


def store(office: OfficeWorld) -> Path:
    """Return the folder of the evidence store."""
    return office.root / "simpanan"


def case_world(folder: Path, state: str) -> OfficeWorld:
    """Make an office whose case, `office.case`, stands where the name of one of STATES says."""
    office = OfficeWorld(folder / "office", CASE)
    place(_brought(state), office.root)
    return office


@cache
def _brought(state: str) -> Path:
    """Return the office with a case brought to a state, by jobs of this process; once a session."""
    root = Path(tempfile.mkdtemp(prefix="paraf-dossier-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    place(_made(), root)
    office = OfficeWorld(root, CASE)
    sop, *acts = STATES[state]
    opener = {"data-update": SERUNI, "simpeg-database": KEMUNING, "simpeg-maintenance": KASUBID}
    desk = _in_time(office, opener[sop])
    assert open_case(desk, desk.rulebook(), Wish("Perkara", sop=sop)).id == CASE
    for who, act, *words in acts:
        DOES[act](office, who, *words)
    for name in (root / "desks").iterdir():
        office.desk(name.name)
    return root


def _in_time(office: OfficeWorld, person: str) -> Desk:
    office.later(1)
    return office.desk(person)


def brings(office: OfficeWorld, person: str, *keys: str, text: str = "isi", note: str = "",
           media: tuple[tuple[str, str], ...] = ()) -> HandedIn:  # fmt: skip
    """Hand a PDF in for each document, in this process."""
    desk = _in_time(office, person)
    files = tuple((key, paper(office, f"{key}.pdf", f"{key} {text}")) for key in keys)
    done = submit(desk, desk.rulebook(), office.case, Offer(files, media, note))
    assert not done.findings, [str(one.what) for one in done.findings]
    return done


def _approves(office: OfficeWorld, person: str) -> None:
    desk = _in_time(office, person)
    book = desk.rulebook()
    head = reading(desk, book, office.case).head
    review(desk, book, office.case, Review(Opinion.APPROVE, read=head))


def sends_back(office: OfficeWorld, person: str, to: str | None = None) -> None:
    """Return what is under review, in this process."""
    desk = _in_time(office, person)
    review(desk, desk.rulebook(), office.case, Review(Opinion.RETURN, "Perbaiki", to))


def _assigns(office: OfficeWorld, person: str) -> None:
    desk = _in_time(office, person)
    assign(desk, desk.rulebook(), office.case, to=None, note="")


def works(office: OfficeWorld) -> Run:
    """Let the program do what is due, in this process."""
    desk = _in_time(office, BOT)
    return reconcile(desk, desk.rulebook())


def _works(office: OfficeWorld, _: str) -> None:
    run = works(office)
    assert not run.problems, [str(fault) for _, fault in run.problems]


CASE = "20261116-perkara"
DOES: dict[str, Callable[..., object]] = {
    "gives": brings,
    "approves": _approves,
    "assigns": _assigns,
    "works": _works,
}
_ASKED = (
    "data-update",
    (SERUNI, "gives", "surat", "disposisi"),
    (KABID, "assigns"),
)
_ANALYSED = (
    "simpeg-database",
    (KEMUNING, "gives", "daftar-perbedaan"),
    (KEMUNING, "gives", "laporan-analisis"),
)
_FOUND = ("simpeg-maintenance", (KASUBID, "assigns"), (PANDAN, "gives", "temuan"))
STATES: dict[str, tuple[Any, ...]] = {
    "asked for data": _ASKED[:1],
    "request to be merged": _ASKED,
    "data to be updated": (*_ASKED, (BOT, "works")),
    "data to be analysed": _ANALYSED[:1],
    "analysis under review": _ANALYSED,
    "data to be corrected": (
        *_ANALYSED,
        (KASUBID, "approves"),
        (BOT, "works"),
        (MERANTI, "gives", "daftar-perbedaan-takah"),
        (KABID, "approves"),
        (BOT, "works"),
    ),
    "findings under review": _FOUND,
    "damage to be decided": (*_FOUND, (KASUBID, "approves"), (BOT, "works")),
}


@cache
def _made() -> Path:
    root = Path(tempfile.mkdtemp(prefix="paraf-dossier-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    people = (*PEOPLE, KEMUNING, MERANTI, PANDAN, SERUNI, JATI)
    set_up(root, people, SOPS, store="../../simpanan")
    office = OfficeWorld(root)
    store(office).mkdir()
    desk = office.desk(BOT)
    publish_first(desk, desk.rulebook())
    return root


def does(office: OfficeWorld, person: str, *words: str | Path) -> str:
    """Run a command that has to succeed, a minute later; return what it printed."""
    office.later(1)
    ran = office.run(person, *words)
    assert ran.code == 0, f"{person} {words}: {ran.out}"
    assert "Traceback" not in ran.out
    return ran.out


def refused(office: OfficeWorld, person: str, *words: str | Path, code: int = 3) -> str:
    """Run a command that is refused, with nothing of the repository moved; return the words."""
    before = references(office)
    ran = office.run(person, *words)
    assert ran.code == code, f"{person} {words}: {ran.code} {ran.out}"
    assert "Traceback" not in ran.out
    assert references(office) == before
    return ran.out


def references(office: OfficeWorld) -> str:
    """Return every branch and tag of the office's repository, and where it points."""
    return office.door().git.text("for-each-ref", "--format=%(refname) %(objectname)")


def opened(office: OfficeWorld, person: str, sop: str, title: str = "Perkara uji") -> str:
    """Open a case and return its id."""
    out = does(office, person, "new", "--sop", sop, title, "--json")
    office.case = str(json.loads(out)["case"])
    return office.case


def paper(office: OfficeWorld, name: str, text: str = "isi") -> Path:
    """Write a file as somebody would bring it, of the kind that its ending says."""
    file = office.root / "meja" / name
    file.parent.mkdir(exist_ok=True)
    if name.endswith(".pdf"):
        file.write_bytes(f"%PDF-1.7\n{text}\n%%EOF\n".encode())
    elif name.endswith((".docx", ".docm")):
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("word/document.xml", f"<w>{text}</w>")
    else:
        file.write_text(f"{text}\n")
    return file


def hands_in(
    office: OfficeWorld, person: str, case: str, *keys: str, text: str = "isi", note: str = "",
    how: str = "perform", media: tuple[str, ...] = (),
) -> str:  # fmt: skip
    """Hand a PDF in for each document; return what was printed."""
    files = [f"--file={key}={paper(office, f'{key}.pdf', f'{key} {text}')}" for key in keys]
    labels = [f"--medium={one}" for one in media]
    words = ["-m", note] if note else []
    return does(office, person, how, case, *files, *labels, *words)


def marks(office: OfficeWorld, person: str, case: str) -> str:
    """Read what is under review, and mark it."""
    does(office, person, "review", case)
    return does(office, person, "review", case, "--approve")


def returns(office: OfficeWorld, person: str, case: str, why: str, *to: str) -> str:
    """Return what is under review."""
    return does(office, person, "review", case, "--return", why, *(("--to", *to) if to else ()))


def reconciles(office: OfficeWorld) -> str:
    """Let the program do what is due."""
    return does(office, BOT, "reconcile")


def events(office: OfficeWorld, case: str) -> tuple[Event, ...]:
    """Return what the office's repository tells of a case."""
    return office.door().case(case).events


def told(office: OfficeWorld, case: str) -> list[str]:
    """Return the kinds of a case's events, in order."""
    return [type(one.deed).__name__ for one in events(office, case)]


def files(office: OfficeWorld, case: str, ref: str = "refs/heads/main") -> list[str]:
    """Return the paths of a case's documents at a reference, below its folder `data`."""
    place = f"review/archive/2026/{case}/data"
    return [one.path.removeprefix(f"{place}/") for one in office.door().git.blobs(ref, place)]
