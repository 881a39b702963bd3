"""`paraf new` in a terminal asks for everything, one question at a time."""

from pathlib import Path

import pytest

from cli.terminal import Terminal
from everything import long
from office_world import KASUBID, PENGELOLA, OfficeWorld, office_world

TITLE = "Jadwal ujian dinas 2027"
FIRST = (
    ("Title of the page: ", TITLE),
    ("Number", "1"),
    ("Number", ""),
    ("Number", "1"),
    ("One sentence", "Tanggal dan tempat ujian dinas."),
)


@pytest.fixture
def office(tmp_path: Path) -> OfficeWorld:
    return office_world(tmp_path)


def untouched(office: OfficeWorld) -> bool:
    """Say whether the desk is as it was before anybody asked."""
    status = office.git(PENGELOLA, "status", "--porcelain").out
    return (status, office.git(PENGELOLA, "branch", "--list", "draft/*").out) == ("", "")


def test_an_officer_is_walked_through_a_case(office: OfficeWorld) -> None:
    desk = office.folder(PENGELOLA)
    source = office.root / "Jadwal Ujian.txt"
    source.write_text("Senin\n")
    terminal = Terminal(desk, "new", PARAF_CLOCK=str(office.root / "clock"))
    code = terminal.answers([
        ("Title of the page: ", "x" * 121),
        ("at most 120", TITLE),
        ("Section of the site", "99"),
        ("Type a number from 1 to 1.", ""),
        ("Information class", ""),
        ("How often it is renewed", "2"),
        ("One sentence", "Tanggal dan tempat ujian dinas."),
        ("visitors will download", str(office.root / "tidak-ada.txt")),
        ("There is no file", f"'{source}'"),
        ("visitors will download", ""),
        ("for the reviewers alone", source.as_uri()),
        ("for the reviewers alone", ""),
        ("Open the case now?", "maybe"),
        ("Type y for yes", "ya"),
    ])  # fmt: skip
    assert code == 0, terminal.screen
    (case,) = (desk / "drafts").iterdir()
    record = (case / "case.yml").read_text()
    page = next((desk / "content/pengumuman").glob("jadwal-ujian*.md")).read_text()
    assert "information_class: berkala" in record
    assert "period: triwulan" in page
    assert "summary: Tanggal dan tempat ujian dinas." in page
    assert "jadwal-ujian.txt" in page
    assert [one.name for one in (case / "materials").iterdir()] == ["jadwal-ujian.txt"]


@pytest.mark.parametrize(
    "asked", [3, *(pytest.param(one, marks=long) for one in (1, 2, 4, 5))], ids=str
)
def test_whoever_leaves_at_any_question_leaves_nothing_behind(
    office: OfficeWorld, asked: int
) -> None:
    terminal = Terminal(office.folder(PENGELOLA), "new")
    for question, answer in FIRST[: asked - 1]:
        terminal.types(question, answer)
    assert terminal.leaves(FIRST[asked - 1][0]) == 3
    assert "Nothing was done." in terminal.screen
    assert "Traceback" not in terminal.screen
    assert untouched(office)


@long
def test_whoever_says_no_in_the_end_leaves_nothing_behind(office: OfficeWorld) -> None:
    terminal = Terminal(office.folder(PENGELOLA), "new")
    code = terminal.answers([*FIRST, ("download", ""), ("alone", ""), ("now?", "tidak")])
    assert (code, untouched(office)) == (3, True)


def test_who_may_open_no_case_is_asked_nothing(office: OfficeWorld) -> None:
    terminal = Terminal(office.folder(KASUBID), "new")
    assert terminal.ends() == 3
    assert "does not hold the post" in terminal.screen
    assert "Title" not in terminal.screen


def test_nobody_is_asked_without_a_terminal(office: OfficeWorld) -> None:
    ran = office.run(PENGELOLA, "new")
    assert ran.code == 2
    assert "Write the title behind 'paraf new'" in ran.out
    assert untouched(office)


def test_a_title_on_the_command_line_is_enough_in_a_terminal(office: OfficeWorld) -> None:
    terminal = Terminal(office.folder(PENGELOLA), "new", TITLE, "--period", "sekali")
    assert terminal.ends() == 0, terminal.screen
    assert "Title of the page" not in terminal.screen
