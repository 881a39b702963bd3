"""A document that turns out to be lost or wrong before its change is merged is handed in anew."""

from pathlib import Path

import pytest

from dossier_world import PANDAN, case_world, paper, store
from office_world import BOT, OfficeWorld


@pytest.fixture
def office(tmp_path: Path) -> OfficeWorld:
    """Return an office whose case waits for its merge, its stored document lost."""
    office = case_world(tmp_path, "data to be updated")
    first = office.run(PANDAN, "perform", office.case, f"--file={paper(office, 'data.pdf')}")
    assert first.code == 0, first.out
    for file in (store(office) / "sha256").rglob("*"):
        if file.is_file():
            file.chmod(0o600)
            file.unlink()
    lost = office.run(BOT, "reconcile")
    assert "has no object" in lost.out
    return office


def test_another_file_takes_its_place(office: OfficeWorld) -> None:
    other = paper(office, "data.pdf", "baru")
    ran = office.run(PANDAN, "perform", office.case, f"--file=data-terupdate={other}")
    done = office.run(BOT, "reconcile")

    assert ran.code == 0, ran.out
    assert "Archived in" in done.out, done.out


def test_the_very_file_restores_the_store(office: OfficeWorld) -> None:
    same = paper(office, "data.pdf")
    ran = office.run(PANDAN, "perform", office.case, f"--file=data-terupdate={same}")
    done = office.run(BOT, "reconcile")

    assert ran.code == 3
    assert "nothing has changed since" in ran.out
    assert "Archived in" in done.out, done.out


def test_a_document_that_is_not_named_is_not_taken_for_it(office: OfficeWorld) -> None:
    ran = office.run(PANDAN, "perform", office.case, f"--file={paper(office, 'x.pdf', 'lain')}")

    assert ran.code == 3
    assert "has to be merged first" in ran.out
