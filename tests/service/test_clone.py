"""The program's clone of a repository, made by the service where there is none."""

from pathlib import Path

import pytest

from office_world import BOT, CASE, OfficeWorld, office_world
from paraf.ports import ForgeFault
from paraf.service.clone import make_clone
from paraf.service.settings import Repository

TOKEN = "a-token-that-nobody-may-see"


def wanted(office: OfficeWorld, name: str = "situs", clone: str | None = None) -> Repository:
    """Return a repository of the office that is not cloned yet."""
    return Repository(
        name, office.root / "desks" / name, 300.0, clone=clone or str(office.bare),
        signing_key_file=office.root / "keys" / BOT,
    )  # fmt: skip


def test_a_clone_signs_as_the_program_and_the_gate_lets_it_in(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(3)
    assert office.run(BOT, "reconcile").code == 0
    assert make_clone(wanted(office), TOKEN)
    office.git("situs", "config", "paraf.clock", str(office.root / "clock"))
    office.later(7 * 24 * 60)
    # A reminder is a signed event of the ledger.
    ran = office.run("situs", "reconcile")
    assert (ran.code, ran.out.count(CASE)) == (0, 1), ran.out
    assert office.door().unsigned(CASE, office.book().office) == ()


def test_a_clone_is_made_once(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    assert make_clone(wanted(office), "")
    assert not make_clone(wanted(office), "")


def test_no_file_of_the_repository_and_no_hook_is_in_a_clone(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    make_clone(wanted(office), TOKEN)
    folder = office.folder("situs")
    assert [one.name for one in folder.iterdir()] == [".git"]
    assert not list((folder / ".git").glob("hooks/*"))


def test_the_token_is_in_no_file_of_a_clone(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    make_clone(wanted(office), TOKEN)
    for file in (office.folder("situs") / ".git").rglob("*"):
        assert not file.is_file() or TOKEN.encode() not in file.read_bytes()


def test_what_a_killed_service_left_of_a_clone_is_thrown_away(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    half = office.folder("situs.part")
    half.mkdir()
    (half / "something").touch()
    assert make_clone(wanted(office), "")
    assert not half.exists()


@pytest.mark.parametrize(
    "address", ["ext::sh -c 'touch {mark}'", "--upload-pack=touch {mark}", "nowhere.git"]
)
def test_an_address_runs_nothing_and_leaves_nothing(tmp_path: Path, address: str) -> None:
    office = office_world(tmp_path)
    mark = tmp_path / "mark"
    with pytest.raises(ForgeFault, match="could not be cloned"):
        make_clone(wanted(office, clone=address.format(mark=mark)), "")
    assert not mark.exists()
    assert not office.folder("situs").exists()
    assert not office.folder("situs.part").exists()
