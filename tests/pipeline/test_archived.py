"""An archive tells by itself whether it is what was marked."""

import json
from pathlib import Path

import pytest

from office_world import BOT
from paraf.pipeline.verify import verify_bag
from pipeline.live import bag, live, mark_the_report
from small_office import quiet

NAMED = (
    "data/report/report.yml",
    "data/report/report.pdf",
    "data/manuscript/content/pengumuman/jadwal-seleksi.md",
    "data/ledger.jsonl",
    "data/rules/sop.yml",
    "data/signoff.pdf",
)


@pytest.mark.browser
def test_an_archive_verifies_and_one_changed_byte_is_named(tmp_path: Path) -> None:
    with live(tmp_path, 5) as office:
        assert office.run(BOT, "reconcile").code == 0
        mark_the_report(office)
        assert office.run(BOT, "reconcile").code == 0
        place = bag(office, tmp_path / "bag")

        def verified(*words: str) -> tuple[int, str]:
            ran = office.run(BOT, "verify", place, *words)
            assert "Traceback" not in ran.out
            return ran.code, ran.out

        code, out = verified()
        assert code == 0, out
        assert "The archive is whole: nothing was changed." in out
        code, out = verified("--json")
        assert (code, json.loads(out)["intact"], json.loads(out)["findings"]) == (0, True, [])
        for name in NAMED:
            file = place / name
            right = file.read_bytes()
            middle = len(right) // 2
            file.write_bytes(right[:middle] + bytes([right[middle] ^ 1]) + right[middle + 1 :])
            assert name in [one.place for one in verify_bag(place, quiet).findings]
            file.write_bytes(right)
        (place / NAMED[0]).unlink()
        code, out = verified()
        assert code == 6
        assert NAMED[0] in out
        assert "The archive is NOT what was marked." in out
        code, out = verified("--json")
        assert (code, json.loads(out)["intact"]) == (6, False)


def test_what_is_no_archive_is_said_to_be_none(tmp_path: Path) -> None:
    with live(tmp_path) as office:
        for place in (tmp_path / "nowhere", tmp_path, office.folder(BOT) / "mkdocs.yml"):
            ran = office.run(BOT, "verify", place)
            assert ran.code in (4, 6), ran.out
            assert "✗" in ran.out
            assert "Traceback" not in ran.out
