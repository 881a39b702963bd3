"""A made-up office, a made-up case, and its report: values for the tests of this room."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw

from paraf.core.evidence import (
    Checked,
    Evidence,
    FileSum,
    Finding,
    Manifest,
    PageSeen,
    Release,
    Severity,
)
from paraf.core.page import CaseFile, InformationClass, Page, PageMeta
from paraf.core.report import Handed, Record, Report, Row
from paraf.core.sop import Act, Actor, Identity, Mark, Norm, Sop, Step, Unit
from paraf.core.words import T

CASE = "2026-0042"
URL = "https://bkd.contoh.example/"
ZONE = ZoneInfo("Asia/Jakarta")
TITLE = "Pengumuman Jadwal dan Persyaratan Seleksi Kompetensi PPPK Tahun Anggaran 2026"
DOWNLOAD = "content/unduhan/jadwal-seleksi-kompetensi-pppk-2026.pdf"

ACTORS = (
    Actor("pengelola", "Pengelola Informasi Kepegawaian", "pengelola-informasi"),
    Actor("kasubid", "Kasubid II", "kasubid-informasi"),
    Actor("kabid", "Kabid Dokin", "kabid-dokin"),
    Actor("kepala", "Kepala BKD", "kepala"),
)
CHECK = "memeriksa laporan dan melakukan cek website. Apabila sudah sesuai memberikan"
WRONG = "Apabila belum sesuai dikembalikan untuk diperbaiki."
TABLE = (
    ("pengelola", Act.PREPARE, None, 1, Unit.DAY, "Pengelola informasi kepegawaian mengumpulkan, "
     "mengolah data/informasi dan menyiapkan draft naskah materi untuk diunduh yang disampaikan "
     "kepada kasubid"),
    ("kasubid", Act.REVIEW, Mark.PARAF, 60, Unit.MINUTE, "Kasubid memeriksa draft naskah materi "
     "yang akan diunduh. Apabila setuju memberi paraf dan menyampaikannya kepada Kabid. Apabila "
     "tidak setuju dikembalikan untuk diperbaiki"),
    ("kabid", Act.REVIEW, Mark.PARAF, 30, Unit.MINUTE, "Kabid memeriksa draft naskah materi yang "
     "akan diunduh. Apabila setuju memberi paraf dan menyampaikannya kepada Kasubid untuk proses "
     "upload. Apabila tidak setuju dikembalikan untuk diperbaiki."),
    ("kasubid", Act.DISPOSITION, None, 5, Unit.MINUTE, "Kasubid menugaskan pengelola informasi "
     "kepegawaian untuk melakukan upload data dalam website BKD"),
    ("pengelola", Act.PERFORM, None, 1, Unit.DAY, "Pengelola informasi dan kepegawaian melakukan "
     "upload data informasi pada website, dan menyampaikan draft laporannya kepada Kasubid."),
    ("kasubid", Act.REVIEW, Mark.PARAF, 20, Unit.MINUTE,
     f"Kasubid {CHECK} paraf dan menyampaikannya kepada Kabid. {WRONG}"),
    ("kabid", Act.REVIEW, Mark.SIGN, 20, Unit.MINUTE,
     f"Kabid {CHECK} tandatangan laporan dan menyampaikannya kepada Kepala BKD. {WRONG}"),
    ("kepala", Act.REVIEW, Mark.ACKNOWLEDGE, 20, Unit.MINUTE,
     f"Kepala BKD {CHECK} tandatangan mengetahui laporan. {WRONG}"),
    ("kabid", Act.DISPOSITION, None, 5, Unit.MINUTE, "Kabid menyampaikan laporan yang telah "
     "ditandatangani Kepala BKD dan menyampaikannya kepada Kasubid untuk pengarsipan laporan."),
    ("kasubid", Act.DISPOSITION, None, 5, Unit.MINUTE, "Kasubid menyampaikan laporan kepada "
     "pengelola informasi kepegawaian untuk pengarsipan laporan."),
    ("pengelola", Act.ARCHIVE, None, 15, Unit.MINUTE,
     "Pengelola informasi kepegawaian mengarsipkan laporan."),
)  # fmt: skip
UNITS = {Unit.MINUTE: "menit", Unit.DAY: "hari"}
PEOPLE = {
    "pengelola": ("Ratna Kusumawardani, A.Md.", "Pengelola Informasi Kepegawaian"),
    "kasubid": ("Bagus Prasetyo, S.Kom.", "Kepala Subbidang Informasi dan Pengembangan Sistem"),
    "kabid": ("Dra. Sri Wahyuningsih, M.Si.",
              "Plt. Kepala Bidang Dokumentasi dan Informasi (SP 800/1123/BKD/2026)"),
    "kepala": ("Dr. H. Ahmad Fauzi Rahman, S.H., M.H.", "Kepala Badan Kepegawaian Daerah"),
}  # fmt: skip
SOP = Sop(
    id="update-website",
    identity=Identity(
        agency="PEMERINTAH PROVINSI CONTOH",
        unit="Sub Bidang Informasi",
        number="VI.04.05.02.02",
        title="Updating Data Website",
        created="Oktober 2020",
        revised="",
        effective="November 2020",
        approved_by="Kepala Badan",
    ),
    actors=ACTORS,
    changes=("manuscript", "report"),
    steps=tuple(
        Step(
            no=no,
            actor=actor,
            activity=activity,
            inputs="",
            output="",
            norm=Norm(amount, unit),
            printed_norm=f"{amount} {UNITS[unit]}",
            act=act,
            change="manuscript" if no < 5 else "report",
            mark=mark,
        )
        for no, (actor, act, mark, amount, unit, activity) in enumerate(TABLE, 1)
    ),
)
BEGIN = datetime(2026, 11, 16, 1, 15, tzinfo=UTC)


def row(no: int, *, done: bool) -> Row:
    """Return step `no` as it was lived; the second step took long, the third sent the case back."""
    step = SOP.step(no)
    actor = next(one.printed for one in ACTORS if one.key == step.actor)
    if not done:
        return Row(step, actor, "", "", None, None, over=False, visits=0, head="")
    who, right = PEOPLE[step.actor]
    head = "3f9d" * 10 if step.act is Act.REVIEW else ""
    at, used = BEGIN + no * timedelta(hours=3, minutes=7), timedelta(minutes=17 * no)
    visits = 2 if no < 3 else 1
    return Row(step, actor, who, right, at, used, over=no == 2, visits=visits, head=head)


def page(path: str, title: str) -> Page:
    meta = PageMeta(title, date(2026, 11, 16), "", InformationClass.PERIODIC)
    return Page(path, meta, "", 6)


PAGES = (
    page("pengumuman/jadwal-seleksi-pppk-2026.md", "Jadwal Seleksi Kompetensi PPPK 2026"),
    page("layanan/persyaratan-pppk.md", "Persyaratan dan Tata Cara Pendaftaran PPPK"),
)
WARNING = Finding(
    "header-missing", Severity.WARN, URL, 0,
    T("The header {name} is missing.", name="Referrer-Policy"), T("Ask the host to set it."),
)  # fmt: skip


def seen(index: int, device: str, theme: str = "light", *, differs: bool = False) -> PageSeen:
    one = PAGES[index]
    name = f"{index + 1:02}-{device}{'' if theme == 'light' else f'-{theme}'}"
    difference = f"{name}-difference.webp" if differs else ""
    title = one.meta.title
    return PageSeen(one.url, device, 200, title, (title,), f"{name}.webp", theme, "", difference)


CHECKED = (Checked("links", T("links, images and other references"), 4120),)
PROOF = {
    "inspection.json": FileSum(14_212, "1a" * 32),
    "pages.wacz": FileSum(730_018, "2b" * 32),
    "summary.html": FileSum(12_229, "3c" * 32),
}


def report(*, done: int = 5, remarks: str = "", findings: tuple[Finding, ...] = ()) -> Report:
    """Return a report whose first `done` steps are done."""
    digest = "b7e23ec29af22b0b4e41da31e868d57226121c84f6c3d5f1a2b6c0d9e8f70a11"
    views = (
        seen(0, "phone"), seen(0, "phone", "dark"), seen(0, "desktop", differs=True),
        seen(1, "phone"), seen(1, "desktop"),
        PageSeen("", "phone", 200, "Beranda", (), "home.webp"),
    )  # fmt: skip
    return Report(
        record=record(done=done),
        case=CaseFile(
            CASE, SOP.id, TITLE, tuple(f"content/{one.path}" for one in PAGES), (DOWNLOAD,),
            InformationClass.PERIODIC, BEGIN,
        ),
        pages=PAGES,
        release=Release(digest, 117, "c0ffee" * 6 + "beef"),
        evidence=Evidence(URL, digest, 214, 3_412_332, views, findings, checked=CHECKED),
        head="3f9d" * 10,
        listing="5d41402abc4b2a76b9719d911017c592ae41e4649b934ca495991b7852b85500",
        commit="c0ffee" * 6 + "beef",
        remarks=remarks,
    )  # fmt: skip


def record(*, done: int = 5) -> Record:
    """Return the record of a case whose first `done` steps are done."""
    listing = "5d41402abc4b2a76b9719d911017c592ae41e4649b934ca495991b7852b85500"
    return Record(
        case=CASE,
        title=TITLE,
        office="Badan Kepegawaian Daerah Provinsi Contoh",
        sop=SOP,
        zone=ZONE,
        rows=tuple(row(step.no, done=step.no <= done) for step in SOP.steps),
        made=BEGIN + timedelta(hours=16),
        texts=(Handed("manuscript", "3f9d" * 10, listing), Handed("report", "12" * 20, "cd" * 32)),
    )


MANIFEST = Manifest(
    {"unduhan/jadwal-seleksi-kompetensi-pppk-2026.pdf": FileSum(482_113, "9c" * 32)}, "b7" * 32
)


def shots(folder: Path) -> Mapping[str, Path]:
    """Draw screenshots below `folder`, and return their paths relative to it by name."""
    below = Path("evidence/screenshots")
    (folder / below).mkdir(parents=True, exist_ok=True)
    found = {}
    for one in report().evidence.pages:
        for name in filter(None, (one.screenshot, one.difference)):
            _draw(one).save(folder / below / name, quality=60)
            found[name] = below / name
    return found


def _draw(one: PageSeen) -> Image.Image:
    width, height = (390, 1500) if one.device == "phone" else (1280, 1400)
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width, 64), fill="#14355c")
    pen.text((20, 26), "BKD Provinsi Contoh", fill="white", font_size=18)
    pen.text((24, 92), one.title, fill="#16202b", font_size=20 if width < 500 else 34)
    for line in range(20):
        right = width - 24 - (line * 37) % (width // 4)
        pen.rectangle((24, 150 + line * 34, right, 162 + line * 34), fill="#d5dce4")
    return image
