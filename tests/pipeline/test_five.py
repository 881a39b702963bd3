"""All five procedures, start to archive, by real commands through the real gate.

Each return and each answer of a branch is taken at least once.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier_world import (
    JATI,
    KEMUNING,
    MERANTI,
    PANDAN,
    SERUNI,
    does,
    dossier_world,
    events,
    files,
    hands_in,
    marks,
    opened,
    reconciles,
    refused,
    returns,
    store,
    told,
)
from everything import long
from office_world import BOT, KABID, KASUBID, KEPALA, PENGELOLA, OfficeWorld
from paraf.core.case import Decided, Moved, Opinion, Reviewed
from paraf.pipeline.reconcile import reconcile
from paraf.site.serve import serving


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeWorld]:
    return dossier_world(tmp_path)


def archived(office: OfficeWorld, case: str) -> None:
    """See that a case lies in the archive, whole, and that nothing is left to do for it."""
    assert told(office, case)[-1] == "Archived"
    left = [name for name in office.door().tips() if name.endswith(f"/{case}")]
    assert left == [f"ledger/{case}"]
    desk = office.desk(BOT)
    run = reconcile(desk, desk.rulebook())
    assert (run.did, run.problems) == ([], [])
    bag = office.root / "bag"
    desk.git.export(f"{desk.forge.base()}:review/archive/2026/{case}", bag)
    assert "✓" in does(office, BOT, "verify", bag)


def returned(office: OfficeWorld, case: str) -> int:
    """Return how often a case was sent back."""
    deeds = (one.deed for one in events(office, case))
    return sum(isinstance(one, Reviewed) and one.opinion is Opinion.RETURN for one in deeds)


@long
def test_the_simpeg_database_is_put_right(office: OfficeWorld) -> None:
    case = opened(office, KEMUNING, "simpeg-database", "Perbedaan data November")
    hands_in(office, KEMUNING, case, "daftar-perbedaan")
    hands_in(office, KEMUNING, case, "laporan-analisis", how="submit")
    # The Kasubid sends it back to its beginning, then only the report.
    returns(office, KASUBID, case, "Daftar kurang lengkap")
    out = refused(office, KEMUNING, "perform", case, f"--file={_paper(office)}")
    assert "nothing has changed since" in out
    hands_in(office, KEMUNING, case, "daftar-perbedaan", text="lengkap")
    assert files(office, case, f"refs/heads/analisis/{case}") == ["analisis/1/daftar-perbedaan.pdf"]
    hands_in(office, KEMUNING, case, "laporan-analisis", how="submit")
    returns(office, KASUBID, case, "Ringkas lagi", "2")
    hands_in(office, KEMUNING, case, "laporan-analisis", how="submit", text="ringkas")
    marks(office, KASUBID, case)
    reconciles(office)
    hands_in(office, MERANTI, case, "daftar-perbedaan-takah")
    returns(office, KABID, case, "Periksa berkas 17")
    hands_in(office, MERANTI, case, "daftar-perbedaan-takah", note="Berkas 17 diperiksa lagi")
    marks(office, KABID, case)
    reconciles(office)
    hands_in(office, KEMUNING, case, "rekap", "cadangan",
             media=("cadangan=CD 2026-11 A", "cadangan=CD 2026-11 B"))  # fmt: skip
    reconciles(office)
    archived(office, case)
    assert returned(office, case) == 3
    _stored_on_two_media(office, case)


def _stored_on_two_media(office: OfficeWorld, case: str) -> None:
    kept = [one for one in store(office).rglob("*") if one.is_file()]
    assert len(kept) == 1
    assert "cadangan" in kept[0].read_text()
    pointer = f"review/archive/2026/{case}/data/koreksi/6/cadangan.stored.yml"
    said = (office.door().git.read("refs/heads/main", pointer) or b"").decode()
    assert kept[0].name in said
    assert "CD 2026-11 A" in said
    assert "CD 2026-11 B" in said


def _paper(office: OfficeWorld) -> str:
    return str(office.root / "meja" / "daftar-perbedaan.pdf")


def _maintained(office: OfficeWorld, answer: str) -> str:
    case = opened(office, KASUBID, "simpeg-maintenance", "Pemeriksaan jaringan")
    does(office, KASUBID, "assign", case)
    hands_in(office, PANDAN, case, "temuan")
    returns(office, KASUBID, case, "Sebutkan ruangnya", "2")
    hands_in(office, PANDAN, case, "temuan", text="ruang server")
    marks(office, KASUBID, case)
    assert "has to be merged first" in refused(office, KASUBID, "decide", case, answer)
    reconciles(office)
    shown = does(office, KASUBID, "decide", case)
    assert "Apakah ditemukan kerusakan?" in shown
    assert "rusak — Ditemukan kerusakan (then step 3c)" in shown
    does(office, KASUBID, "decide", case, answer, "-m", "Diperiksa bersama")
    return case


def _reported(office: OfficeWorld, case: str) -> None:
    hands_in(office, KASUBID, case, "laporan", how="submit")
    returns(office, KABID, case, "Tambahkan tanggal")
    hands_in(office, KASUBID, case, "laporan", how="submit", text="tanggal")
    marks(office, KABID, case)
    returns(office, KEPALA, case, "Tambahkan biaya", "3d")
    hands_in(office, KASUBID, case, "laporan", how="submit", text="tanggal, biaya")
    marks(office, KABID, case)
    marks(office, KEPALA, case)
    does(office, KABID, "assign", case)
    does(office, KASUBID, "assign", case)
    reconciles(office)
    archived(office, case)
    assert returned(office, case) == 3


@long
def test_what_is_broken_is_repaired_before_the_report(office: OfficeWorld) -> None:
    case = _maintained(office, "rusak")
    early = refused(office, KASUBID, "submit", case, f"--file=laporan={_paper(office)}")
    assert "gives no document “laporan”" in early
    hands_in(office, KASUBID, case, "bukti-perbaikan", note="Oleh CV Contoh")
    reconciles(office)
    _reported(office, case)
    assert "perbaikan/3c/bukti-perbaikan.pdf" in files(office, case)
    assert "perbaikan/3c/catatan.md" in files(office, case)


@long
def test_what_is_in_order_is_reported_at_once(office: OfficeWorld) -> None:
    case = _maintained(office, "baik")
    decided = [one.deed for one in events(office, case) if isinstance(one.deed, Decided)]
    assert [(one.answer, one.note) for one in decided] == [("baik", "Diperiksa bersama")]
    _reported(office, case)
    moved = {one.deed.change for one in events(office, case) if isinstance(one.deed, Moved)}
    assert moved == {"temuan", "report"}


def test_data_are_updated_on_request(office: OfficeWorld) -> None:
    case = opened(office, SERUNI, "data-update", "Permintaan data Dinas Contoh")
    hands_in(office, SERUNI, case, "surat", "disposisi")
    does(office, KABID, "assign", case, "-m", "Mohon diproses")
    reconciles(office)
    hands_in(office, PANDAN, case, "data-terupdate")
    reconciles(office)
    archived(office, case)
    assert any(path.endswith("/data-terupdate.stored.yml") for path in files(office, case))
    assert not any(path.endswith("/data-terupdate.pdf") for path in files(office, case))


@pytest.mark.parametrize(
    ("answer", "change"),
    [("perlu", "pemulihan"), pytest.param("tidak", "penyimpanan", marks=long)],
)
def test_data_are_managed_with_recovery_or_without(
    office: OfficeWorld, answer: str, change: str
) -> None:
    case = opened(office, SERUNI, "data-management", "Pengelolaan data")
    hands_in(office, SERUNI, case, "berkas")
    hands_in(office, SERUNI, case, "surat-pendaftaran", how="submit")
    reconciles(office)
    hands_in(office, KEMUNING, case, "data-informasi")
    reconciles(office)
    does(office, KEMUNING, "decide", case, answer)
    hands_in(office, KEMUNING, case, "catatan")
    reconciles(office)
    hands_in(office, KEMUNING, case, "laporan-pengelolaan", how="submit")
    hands_in(office, KEMUNING, case, "hasil-kegiatan")
    returns(office, JATI, case, "Belum selesai")
    hands_in(office, KEMUNING, case, "laporan-pengelolaan", how="submit", text="selesai")
    hands_in(office, KEMUNING, case, "hasil-kegiatan")
    marks(office, JATI, case)
    reconciles(office)
    hands_in(office, KEMUNING, case, "konsep-laporan-akhir", how="submit")
    hands_in(office, KABID, case, "laporan-akhir", "bukti-penayangan")
    reconciles(office)
    archived(office, case)
    changes = [path.split("/")[0] for path in files(office, case)]
    assert {"pendaftaran", "data", change, "report", "laporan-akhir"} <= set(changes)
    assert len({"pemulihan", "penyimpanan"} & set(changes)) == 1


@long
@pytest.mark.browser
def test_the_website_is_updated_with_every_return(office: OfficeWorld) -> None:
    with serving(office.world.live) as url:
        office.settle("url", url)
        case = opened(office, PENGELOLA, "update-website", "Jadwal seleksi")
        page = office.folder(PENGELOLA) / "content/pengumuman/jadwal-seleksi.md"
        text = page.read_text().replace("(one sentence", "(satu kalimat")
        for round_, who in enumerate((KASUBID, KABID, "")):
            page.write_text(f"{text}\nSeleksi {round_ + 1} Desember.\n")
            does(office, PENGELOLA, "submit", case)
            if who == KABID:
                marks(office, KASUBID, case)
            if who:
                returns(office, who, case, "Tanggalnya salah")
        marks(office, KASUBID, case)
        marks(office, KABID, case)
        does(office, KASUBID, "assign", case)
        reconciles(office)
        for round_, who in enumerate((KASUBID, KABID, KEPALA)):
            for before in (KASUBID, KABID)[:round_]:
                marks(office, before, case)
            returns(office, who, case, "Sebutkan siapa yang diberi tahu")
            does(office, PENGELOLA, "submit", case, "-m", f"Panitia diberi tahu ({round_})")
        for who in (KASUBID, KABID, KEPALA):
            marks(office, who, case)
        does(office, KABID, "assign", case)
        does(office, KASUBID, "assign", case)
        reconciles(office)
        archived(office, case)
        assert returned(office, case) == 5
