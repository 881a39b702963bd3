"""`paraf sop pdf`."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from paraf.cli.exits import Exit
from paraf.cli.sop_paper import pdf

TREE = Path(__file__).resolve().parents[2]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "review/sop").mkdir(parents=True)
    for name in ("data-update.yml", "simpeg-database.yml"):
        shutil.copyfile(TREE / "review/sop" / name, tmp_path / "review/sop" / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> int:
    done = CliRunner().invoke(pdf, arguments, standalone_mode=False, catch_exceptions=False)
    assert isinstance(done.return_value, int)
    return done.return_value


def test_all_procedures_of_the_folder_are_printed(office: Path) -> None:
    assert run("--into", "kertas") == Exit.DONE
    made = sorted((office / "kertas").iterdir())
    assert [one.name for one in made] == ["data-update.pdf", "simpeg-database.pdf"]
    assert all(one.read_bytes().startswith(b"%PDF-1.7") for one in made)


def test_one_procedure_is_printed_by_its_id_or_its_file(office: Path) -> None:
    assert run("data-update") == Exit.DONE
    first = (office / "data-update.pdf").read_bytes()
    (office / "data-update.pdf").unlink()
    assert run("review/sop/data-update.yml") == Exit.DONE
    assert (office / "data-update.pdf").read_bytes() == first


def test_a_bad_procedure_is_named_by_line_and_the_others_are_printed(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = office / "review/sop/simpeg-database.yml"
    bad.write_text(bad.read_text().replace("4 hari", "empat hari"))
    done = CliRunner().invoke(pdf, [], standalone_mode=False, catch_exceptions=False)
    assert done.return_value == Exit.INVALID
    assert (office / "data-update.pdf").is_file()
    assert not (office / "simpeg-database.pdf").exists()


def test_a_procedure_that_is_not_there_is_said(office: Path) -> None:
    assert run("tidak-ada") == Exit.INVALID
    assert list(office.glob("*.pdf")) == []
