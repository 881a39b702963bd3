"""The play: one publication of the flagship SOP, every act a command that a user would type."""

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.markup import escape

from paraf.cli.exits import Exit
from paraf.cli.face import clock, console
from paraf.cli.language import say
from paraf.cli.world import PARAF, World
from paraf.core.words import T, Text
from paraf.ports import Fault

ZONE = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 16, 7, 40, tzinfo=ZONE)
STAGE = files("paraf.cli.stage")

PENGELOLA, KASUBID, KABID, KEPALA, BOT = "melati", "cendana", "dahlia", "gaharu", "paraf"


@dataclass(slots=True)
class Play:
    """The world while the play goes on; `case` is known after its first scene."""

    world: World
    people: dict[str, str]
    at: datetime = MONDAY
    case: str = ""
    page: str = ""
    scenes: int = field(default=0)

    def scene(self, title: Text) -> None:
        """Begin a scene."""
        self.scenes += 1
        console.print(f"\n[bold]{self.scenes}. {escape(say(title))}[/]")

    def later(self, minutes: int) -> None:
        """Let office time pass."""
        self.at += timedelta(minutes=minutes)
        self.world.set_clock(self.at)

    def does(self, who: str, *words: str | Path, ends: int = Exit.DONE) -> str:
        """Let somebody type a `paraf` command; it must end as the play has it."""
        desk = self.world.desk(who)
        self._type(who, ["paraf", *words])
        ran = self.world.run(desk, [*PARAF, *words])
        for line in ran.out.rstrip().splitlines():
            console.print(f"    {escape(line)}")
        if ran.code != ends:
            raise Fault(
                T("The play expected exit code {expected}, not {code}.",
                  expected=int(ends), code=ran.code)
            )  # fmt: skip
        return ran.out

    def marks(self, who: str) -> None:
        """Let an official read what is under review, and mark it."""
        self.does(who, "review", self.case)
        self.does(who, "review", self.case, "--approve")

    def edits(self, who: str, old: str, new: str) -> None:
        """Let somebody change a passage of the page."""
        file = self.world.desk(who) / self.page
        text = file.read_text("utf-8")
        assert old in text, old
        file.write_text(text.replace(old, new), "utf-8")
        self._told(who, T("edits {path}: “{old}” → “{new}”",
                          path=self.page, old=_short(old), new=_short(new)))  # fmt: skip

    def pushes(self, who: str) -> None:
        """Let somebody try to go around the gate with git alone."""
        words = ["git", "push", "origin", "HEAD:main"]
        self._type(who, words)
        ran = self.world.run(self.world.desk(who), words)
        for line in ran.out.splitlines():
            if line.startswith("remote:") and line.removeprefix("remote:").strip():
                console.print(f"    {escape(line)}")
        if ran.code == 0:
            raise Fault(T("The gate let a push through that it had to refuse."))

    def _type(self, who: str, words: Sequence[str | Path]) -> None:
        line = shlex.join(str(word) for word in words)
        when = clock(self.at, ZONE).split(" ", 1)[1]
        person = escape(self.people[who])
        console.print(f"  [dim]{when}[/] [cyan]{person}[/] $ [bold]{escape(line)}[/]")

    def _told(self, who: str, what: Text) -> None:
        when = clock(self.at, ZONE).split(" ", 1)[1]
        console.print(f"  [dim]{when}[/] [cyan]{escape(self.people[who])}[/] {escape(say(what))}")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}…"


def draft(play: Play) -> None:
    """The Pengelola drafts, checks, looks, hands in."""
    play.scene(T("The Pengelola drafts an announcement with two downloads"))
    play.later(35)
    wish = ["new", "Jadwal Seleksi Kompetensi Dasar CPNS 2026", "--section", "pengumuman",
            "--class", "berkala",
            "--summary", "Jadwal, tempat, dan pembagian sesi SKD CPNS 2026 di Provinsi Contoh.",
            "--body", "naskah.md", "--download", "Jadwal SKD.pdf",
            "--download", "Pembagian Sesi SKD.xlsx", "--material", "nota-dinas.txt"]  # fmt: skip
    desk = play.world.desk(PENGELOLA)
    materials = play.world.root / "materials"
    materials.mkdir()
    for name in ("naskah.md", "Jadwal SKD.pdf", "Pembagian Sesi SKD.xlsx", "nota-dinas.txt"):
        (materials / name).write_bytes((STAGE / name).read_bytes())
    words = [str(materials / word) if (materials / word).is_file() else word for word in wish]
    play.does(PENGELOLA, *words)
    play.case = _branch(play.world, desk).removeprefix("draft/")
    play.page = f"content/pengumuman/{play.case.split('-', 1)[1]}.md"
    play.later(25)
    play.does(PENGELOLA, "check", ends=Exit.REFUSED)
    play.edits(PENGELOLA, "berkas/2026/jadwal-skd-cpns.pdf", "berkas/2026/jadwal-skd.pdf")
    play.later(5)
    play.does(PENGELOLA, "check")
    play.does(PENGELOLA, "preview", "--into", play.world.root / "preview")
    play.later(5)
    play.does(PENGELOLA, "submit", "-m", "Naskah jadwal SKD sesuai nota dinas panitia")


def around(play: Play) -> None:
    """Somebody tries git alone."""
    play.scene(T("Nobody goes around the gate"))
    play.later(2)
    play.pushes(PENGELOLA)


def first_return(play: Play) -> None:
    """The Kasubid returns the draft, then gives paraf on the corrected one."""
    play.scene(T("The Kasubid returns it; it is corrected; the Kasubid gives paraf"))
    play.later(18)
    play.does(KASUBID, "review", play.case)
    play.does(
        KASUBID, "review", play.case, "--return", "Tanggal tidak sesuai nota dinas: 1–3 Desember"
    )
    play.later(20)
    for old, new in (("Selasa | 2 Des", "Selasa | 1 Des"), ("Rabu | 3 Des", "Rabu | 2 Des"),
                     ("Kamis | 4 Des", "Kamis | 3 Des")):  # fmt: skip
        play.edits(PENGELOLA, old, new)
    play.does(PENGELOLA, "submit", "-m", "Tanggal disesuaikan dengan nota dinas")
    play.later(15)
    play.marks(KASUBID)


def second_return(play: Play) -> None:
    """The Kabid returns it; every mark before that is void, and given anew."""
    play.scene(T("The Kabid (Plt.) returns it; it is corrected; both give their paraf anew"))
    play.later(10)
    play.does(KABID, "review", play.case, "--return", "Tambahkan narahubung panitia")
    play.later(15)
    play.edits(PENGELOLA, "## Unduhan\n", "## Narahubung\n\nPanitia Seleksi Daerah, (0999) 123456, "
               "Senin sampai Jumat pukul 08.00–15.00 WIB.\n\n## Unduhan\n")  # fmt: skip
    play.does(PENGELOLA, "submit", "-m", "Narahubung ditambahkan")
    play.later(5)
    play.does(KABID, "review", play.case, "--approve", ends=Exit.REFUSED)
    play.later(10)
    play.marks(KASUBID)
    play.later(10)
    play.marks(KABID)
    play.later(3)
    play.does(KASUBID, "assign", play.case, "-m", "Mohon diunggah hari ini")


def upload(play: Play) -> None:
    """Merge, build, publish, cek website, the report change with its evidence."""
    play.scene(T("Merged, built, published, inspected live; the report is opened"))
    play.later(8)
    play.does(BOT, "reconcile")


def report(play: Play) -> None:
    """The report is returned once, then climbs its three signatures, and is archived."""
    play.scene(T("The Kasubid returns the report once; then paraf, signature, acknowledgement"))
    play.later(140)  # the rest at noon lies between
    play.does(KASUBID, "review", play.case, "--return", "Sebutkan siapa yang diberi tahu")
    play.later(20)
    told = "Panitia Seleksi Daerah telah diberi tahu bahwa jadwal sudah tayang."
    play.does(PENGELOLA, "submit", play.case, "-m", told)
    play.later(15)
    play.marks(KASUBID)
    play.later(15)
    play.marks(KABID)
    play.later(15)
    play.marks(KEPALA)
    play.scene(T("The two dispositions; the archive"))
    play.later(4)
    play.does(KABID, "assign", play.case)
    play.later(4)
    play.does(KASUBID, "assign", play.case)
    play.later(10)
    play.does(BOT, "reconcile")


def proof(play: Play) -> Path:
    """Verify the bag as an auditor would; return its folder."""
    play.scene(T("Ten years later: an auditor checks the archive"))
    desk = play.world.desk(BOT)
    play.world.must(desk, "git", "switch", "--quiet", "--detach", "origin/main")
    bag = Path("review/archive") / str(MONDAY.year) / play.case
    play.does(BOT, "verify", bag)
    play.scene(T("What the case has lived"))
    play.does(BOT, "status", play.case)
    return desk / bag


def _branch(world: World, desk: Path) -> str:
    return world.must(desk, "git", "rev-parse", "--abbrev-ref", "HEAD").strip()


ACTS: tuple[Callable[[Play], object], ...] = (
    draft,
    around,
    first_return,
    second_return,
    upload,
    report,
)
