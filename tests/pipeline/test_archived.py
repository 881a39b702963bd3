"""An archive tells by itself whether it is what was marked."""

import json
import shutil
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from everything import long
from office_world import BOT, OfficeWorld
from paraf.archive import seal
from paraf.archive.bag import make
from paraf.forge.signing import sign
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
    "bag-info.txt",
    "seal.sig",
)
MADE = ("Bag-Software-Agent", "Bagging-Date", "Payload-Oxum")


@long
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
        for person in ("paraf", "dahlia"):
            assert office.account(person).id in out
        assert "Compare these with what the office published" in out
        code, out = verified("--json")
        assert (code, json.loads(out)["intact"], json.loads(out)["findings"]) == (0, True, [])
        keys = {one["person"]: one["signed"] for one in json.loads(out)["keys"]}
        assert keys["Dahlia Ibaratni"] == ["steps 3, 7, 9", "ledger entries: 3"]
        assert keys["Paraf"][-1] == "the seal"
        _by_list(office, place)
        _rewritten(office, place)
        for name in NAMED:
            assert name in _with_another_byte(place, name)
        (place / NAMED[0]).unlink()
        code, out = verified()
        assert code == 6
        assert NAMED[0] in out
        assert "The archive is NOT what was marked." in out
        code, out = verified("--json")
        assert (code, json.loads(out)["intact"]) == (6, False)


def _with_another_byte(place: Path, name: str) -> list[str]:
    """Return the places of what is found while a file has another byte in its middle."""
    file = place / name
    right = file.read_bytes()
    middle = len(right) // 2
    file.write_bytes(right[:middle] + bytes([right[middle] ^ 1]) + right[middle + 1 :])
    found = [one.place for one in verify_bag(place, quiet).findings]
    file.write_bytes(right)
    return found


def _by_list(office: OfficeWorld, place: Path) -> None:
    """Hold the keys against the list that the office published, and against a wrong one."""
    published = office.root / "published"
    shutil.copyfile(place / "data/allowed_signers", published)
    ran = office.run(BOT, "verify", place, "--signers", published)
    assert ran.code == 0, ran.out
    assert f"All keys that signed are in {published}" in ran.out
    assert "Compare these" not in ran.out
    published.write_text(office.key("melati").public)
    ran = office.run(BOT, "verify", place, "--signers", published)
    assert ran.code == 6
    assert f"{office.account('paraf').id} signed it, and is not in {published}" in ran.out
    for text in ("", "melati\n"):
        published.write_text(text)
        ran = office.run(BOT, "verify", place, "--signers", published)
        assert ran.code == 5, ran.out
        assert f"{published}:1:" in ran.out
    published.unlink()
    assert office.run(BOT, "verify", place, "--signers", published).code == 5


def _rewritten(office: OfficeWorld, place: Path) -> None:
    """Rewrite what archiving added, and both manifests with it, as a forger would."""
    forged = office.root / "forged"
    shutil.copytree(place, forged)
    with (forged / "data/rules/officials.yml").open("a") as file:
        file.write("# forged\n")
    info = dict(line.split(": ", 1) for line in (forged / "bag-info.txt").read_text().splitlines())
    when = datetime.fromisoformat(info["Bagging-Date"])
    kept = {name: info[name] for name in list(info) if name not in MADE}
    make(forged, info=kept, when=when)
    ran = office.run(BOT, "verify", forged)
    assert ran.code == 6
    assert "seal.sig" in ran.out
    seal.put(forged, partial(sign, office.desk("admin").git))
    ran = office.run(BOT, "verify", forged)
    assert ran.code == 6
    assert office.account("admin").id in ran.out


def test_what_is_no_archive_is_said_to_be_none(tmp_path: Path) -> None:
    with live(tmp_path) as office:
        for place in (tmp_path / "nowhere", tmp_path, office.folder(BOT) / "mkdocs.yml"):
            ran = office.run(BOT, "verify", place)
            assert ran.code in (4, 6), ran.out
            assert "✗" in ran.out
            assert "Traceback" not in ran.out
