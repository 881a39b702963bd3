"""An office's repository is made whole or not at all, and made again without harm."""

import shutil
from pathlib import Path

import pytest

from office_world import ADMIN, OfficeWorld, office_world
from paraf.cli.world import Ran


@pytest.fixture
def office(tmp_path: Path) -> OfficeWorld:
    return office_world(tmp_path)


def set_up(office: OfficeWorld, place: Path, *words: str | Path) -> Ran:
    return office.run(ADMIN, "setup", "local", place, *words)


def changed(office: OfficeWorld, file: str, right: str, wrong: str) -> None:
    path = office.folder(ADMIN) / "review" / file
    path.write_text(path.read_text().replace(right, wrong, 1))
    assert office.git(ADMIN, "commit", "--quiet", "--no-gpg-sign", "-am", "x").code == 0


def test_a_second_run_and_one_after_an_interruption_give_the_same(office: OfficeWorld) -> None:
    place = office.root / "new.git"
    office.git(ADMIN, "init", "--quiet", "--bare", "--initial-branch=main", place)
    heads = []
    for _ in range(2):
        made = set_up(office, place)
        assert made.code == 0, made.out
        heads.append(office.git(ADMIN, "ls-remote", place, "refs/heads/main").out)
    assert heads[0] == heads[1] != ""
    (place / "hooks" / "pre-receive").unlink()
    assert set_up(office, place).code == 0
    assert (place / "hooks" / "pre-receive").stat().st_mode & 0o111


def test_a_folder_that_holds_something_else_is_left_alone(office: OfficeWorld) -> None:
    place = office.root / "taken"
    place.mkdir()
    (place / "nota.txt").write_text("penting")
    made = set_up(office, place)
    assert (made.code, "is not empty" in made.out) == (4, True), made.out
    assert [one.name for one in place.iterdir()] == ["nota.txt"]


@pytest.mark.parametrize(
    ("file", "right", "wrong"),
    [
        ("sop/update-website.yml", "act: prepare", "act: menyusun"),
        ("officials.yml", "holding: plt", "holding: pjs"),
    ],
)
def test_nothing_is_made_of_files_with_mistakes(
    office: OfficeWorld, file: str, right: str, wrong: str
) -> None:
    changed(office, file, right, wrong)
    made = set_up(office, office.root / "new.git")
    assert made.code == 5, made.out
    assert f"review/{file}:" in made.out
    assert not (office.root / "new.git").exists()


def test_a_key_of_nobody_is_told(office: OfficeWorld) -> None:
    keys = office.root / "some"
    keys.mkdir()
    shutil.copyfile(office.root / "keys" / "melati.pub", keys / "siapa.pub")
    made = set_up(office, office.root / "new.git", "--keys", keys)
    assert made.code == 5, made.out
    assert "siapa" in made.out
