"""An office with very many archived cases, written straight into its bare repository.

    desk = archives.office(Path("/tmp/x"), 5000)                  # returns the program's clone
    desk = archives.office(Path("/tmp/x"), 5000, open_cases=50)

Every case goes the flagship's way, begun between July and November 2026: some came back once or
twice, each step took more or less of its norm. Ledgers, bags, tags and branches are as `paraf
reconcile` leaves them, except that nothing is signed, that the files of a bag which no command
reads are stand-ins, and that many cases share one commit. The same arguments give the same cases.
"""

import hashlib
import random
import shutil
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import BinaryIO

from paraf.cli.world import PARAF, World
from paraf.core.case import (
    Archived,
    Assigned,
    Deed,
    Event,
    Line,
    Merged,
    Moved,
    Opened,
    Opinion,
    Performed,
    Reviewed,
)
from paraf.core.office import Account, Key
from paraf.records import ledger

ROOT = Path(__file__).parents[1]
PEOPLE = ("melati", "cendana", "dahlia", "gaharu", "kenanga", "paraf", "admin")
FIRST = date(2026, 7, 1)
SPREAD = 150
"""The cases begin on so many days, one after the other."""
NOW = datetime(2027, 1, 11, 1, 0, tzinfo=UTC)
ACTING = datetime(2026, 9, 1, tzinfo=UTC) - timedelta(hours=7)
"""From here on Dahlia is Plt. Kabid; before, Kenanga was Kabid."""
RULES = ("officials.yml", "pipeline.yml", "rules.yml", "sop/update-website.yml")
STAND_INS = (
    "allowed_signers",
    "ledger.bundle",
    "signoff.html",
    "signoff.pdf",
    "VERIFIKASI.md",
    "report/report.yml",
    "report/report.html",
    "report/report.pdf",
    "report/manifest.json",
    "report/evidence/inspection.json",
    "report/evidence/desktop.png",
    "report/evidence/phone.png",
    "manuscript/content/pengumuman/halaman.md",
    "manuscript/content/pengumuman/lampiran.pdf",
)
TOGETHER = 100
"""So many cases share one commit of the base branch."""


def office(folder: Path, archived: int, *, open_cases: int = 0) -> Path:
    """Make an office with so many archived and open cases; return the program's clone."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    world = World(folder, "en")
    world.set_clock(NOW)
    world.make_keys(PEOPLE)
    world.must(ROOT, *PARAF, "setup", "local", world.office, "--keys", folder / "keys",
               "--publish-to", folder / "public", "--url", "http://127.0.0.1:9/",
               "--clock", folder / "clock")  # fmt: skip
    accounts = {
        one: Account("local", Key((folder / "keys" / f"{one}.pub").read_text()).fingerprint)
        for one in PEOPLE
    }
    with (folder / "stream").open("wb") as file:
        stream = Stream(file, world.office, accounts)
        stream.put_away(archived)
        for number in range(archived, archived + open_cases):
            case, lines = life(number, accounts)
            stream.ledger(case, lines[: 2 + number % 8])
    with (folder / "stream").open("rb") as file:
        subprocess.run(["git", "fast-import", "--quiet"], cwd=world.office, stdin=file, check=True)
    (folder / "stream").unlink()
    world.must(world.office, "git", "repack", "-a", "-d", "--quiet")
    world.must(world.office, "git", "pack-refs", "--all")
    world.open_desk("paraf", "Paraf", "paraf@bkd.contoh.example")
    return world.desk("paraf")


@dataclass
class Teller:
    """Tells one case, event by event, its clock in the office's hours."""

    case: str
    accounts: dict[str, Account]
    at: datetime
    chance: random.Random
    lines: list[Line] = field(default_factory=list)
    prev: str | None = None

    def tell(self, who: str, deed: Deed, minutes: float) -> None:
        """Let somebody do something after so much office time, more or less."""
        self._pass(minutes * self.chance.lognormvariate(-0.4, 0.7))
        who = ("dahlia" if self.at >= ACTING else "kenanga") if who == "kabid" else who
        event = Event(len(self.lines) + 1, self.at, self.accounts[who], deed)
        line = Line(self.case, self.prev, event)
        self.prev = ledger.digest(ledger.encode(line))
        self.lines.append(line)

    def head(self, of: str) -> str:
        """Return a commit's id that this case has for itself."""
        return hashlib.sha1(f"{self.case} {of} {len(self.lines)}".encode()).hexdigest()

    def _pass(self, minutes: float) -> None:
        left = timedelta(minutes=int(minutes) + 1)
        while True:
            close = self.at.replace(hour=9, minute=0)  # 16.00 WIB
            if self.at.weekday() < 5 and self.at + left <= close:
                self.at += left
                return
            left -= max(close - self.at, timedelta()) if self.at.weekday() < 5 else timedelta()
            # 07.31 WIB of the next day.
            self.at = self.at.replace(hour=0, minute=31) + timedelta(days=1)


def life(number: int, accounts: dict[str, Account]) -> tuple[str, list[Line]]:
    """Return a case's id and its ledger, from its opening to its archiving."""
    day = FIRST + timedelta(days=number * 7919 % SPREAD)
    begun = datetime.combine(day, time(1, 0, number % 60), UTC)
    case = f"{day:%Y%m%d}-perkara-{number:05d}"
    told = Teller(case, accounts, begun, random.Random(number))
    told.tell("melati", Opened("update-website", f"Perkara {number}", begun), 1)
    _manuscript(told)
    _report(told)
    return case, told.lines


def _manuscript(told: Teller) -> None:
    head = ""
    for round_ in range(3):
        head = told.head("manuscript")
        told.tell("melati", Moved("manuscript", head), 400)
        back = round_ < 2 and told.chance.random() < 0.25
        by_kabid = told.chance.random() < 0.5
        if not back or by_kabid:
            told.tell("cendana", Reviewed("manuscript", Opinion.APPROVE, head), 50)
        if not back:
            break
        who = "kabid" if by_kabid else "cendana"
        told.tell(who, Reviewed("manuscript", Opinion.RETURN, head, "Perbaiki tanggalnya."), 25)
    told.tell("kabid", Reviewed("manuscript", Opinion.APPROVE, head), 25)
    told.tell("cendana", Assigned(told.accounts["melati"]), 5)
    told.tell("paraf", Merged("manuscript", head, told.head("merge")), 2)
    told.tell("paraf", Performed(5, {"release": hashlib.sha256(head.encode()).hexdigest()}), 5)


def _report(told: Teller) -> None:
    head = told.head("report")
    told.tell("paraf", Moved("report", head), 0)
    if told.chance.random() < 0.15:
        told.tell("cendana", Reviewed("report", Opinion.RETURN, head, "Lengkapi."), 15)
        head = told.head("report")
        told.tell("melati", Moved("report", head), 120)
    for who in ("cendana", "kabid", "gaharu"):
        told.tell(who, Reviewed("report", Opinion.APPROVE, head), 18)
    told.tell("kabid", Assigned(told.accounts["cendana"]), 5)
    told.tell("cendana", Assigned(told.accounts["melati"]), 5)
    told.tell("paraf", Merged("report", head, told.head("merge")), 3)
    told.tell("paraf", Archived(told.head("archive")), 1)


@dataclass
class Stream:
    """What `git fast-import` reads."""

    file: BinaryIO
    bare: Path
    accounts: dict[str, Account]

    def put_away(self, cases: int) -> None:
        """Write the ledgers, bags and tags of so many cases."""
        rules = [self._blob(self._git("show", f"main:review/{name}")) for name in RULES]
        stand_in = self._blob(b"a stand-in\n" * 40)
        self._write("reset refs/heads/main\nfrom refs/heads/main^0\n\n")
        for first in range(0, cases, TOGETHER):
            told = [
                life(number, self.accounts) for number in range(first, min(first + TOGETHER, cases))
            ]
            self._commit("refs/heads/main", NOW, f"archive: {told[0][0]} and others\n")
            for case, lines in told:
                self._bag(case, lines, rules, stand_in)
            for case, lines in told:
                self.ledger(case, lines)
                self._tag(case, lines[-1].event.at)

    def ledger(self, case: str, lines: list[Line]) -> None:
        """Write a case's branch of events."""
        for line in lines:
            text = ledger.encode(line)
            message = f"event {line.event.seq}\n\n{text}\n"
            self._commit(f"refs/heads/ledger/{case}", line.event.at, message)

    def _bag(self, case: str, lines: list[Line], rules: list[str], stand_in: str) -> None:
        folder = f"review/archive/{lines[0].event.at.year}/{case}"
        # The event of the archiving itself comes after the bag.
        events = "".join(f"{ledger.encode(line)}\n" for line in lines[:-1]).encode()
        about = f"External-Identifier: {case}\nBagging-Date: {lines[-1].event.at:%Y-%m-%d}\n"
        self._file(f"{folder}/bagit.txt", b"BagIt-Version: 1.0\n")
        self._file(f"{folder}/bag-info.txt", about.encode())
        self._file(f"{folder}/manifest-sha256.txt", hashlib.sha256(events).hexdigest().encode())
        self._file(f"{folder}/data/ledger.jsonl", events)
        for name, mark in zip(("officials", "pipeline", "rules", "sop"), rules, strict=True):
            self._write(f"M 100644 {mark} {folder}/data/rules/{name}.yml\n")
        for name in STAND_INS:
            self._write(f"M 100644 {stand_in} {folder}/data/{name}\n")

    def _tag(self, case: str, at: datetime) -> None:
        head = f"tag archive/{case}\nfrom refs/heads/main\ntagger B <b@b.example> {_stamp(at)}\n"
        self._write(head)
        self._data(case.encode())

    def _commit(self, ref: str, at: datetime, message: str) -> None:
        self._write(f"commit {ref}\ncommitter B <b@b.example> {_stamp(at)}\n")
        self._data(message.encode())

    def _file(self, path: str, data: bytes) -> None:
        self._write(f"M 100644 inline {path}\n")
        self._data(data)

    def _blob(self, data: bytes) -> str:
        feed = {"input": data, "cwd": self.bare, "check": True, "stdout": subprocess.PIPE}
        done = subprocess.run(["git", "hash-object", "-w", "--stdin"], **feed)
        return done.stdout.decode().strip()

    def _git(self, *words: str) -> bytes:
        return subprocess.check_output(["git", *words], cwd=self.bare)

    def _write(self, text: str) -> None:
        self.file.write(text.encode())

    def _data(self, data: bytes) -> None:
        self.file.write(b"data %d\n%s\n" % (len(data), data))


def _stamp(at: datetime) -> str:
    return f"{int(at.timestamp())} +0000"
