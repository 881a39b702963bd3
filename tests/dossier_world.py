"""An office that follows all five procedures: a desk for everybody, and an evidence store.

    office = dossier_world(tmp_path)
    case = opened(office, "pandan", "simpeg-maintenance", …)    # the real `paraf new`
    paper(office, "temuan.pdf")                                 # a real file to hand in

The people are those of `review/officials.yml`; the site has its first release. Every act is a real
command through the real gate.
"""

import atexit
import json
import shutil
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from office_world import BOT, PEOPLE, OfficeWorld, place, set_up
from paraf.core.case import Event
from paraf.pipeline.publish import publish_first

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
