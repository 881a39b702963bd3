"""The board for the wall and the board in the terminal: everything open, by desk, overdue first."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lxml import html

from builders import office as small_roster
from core.test_gate_dossier import BEGUN, DAMAGED, READ, SIGNED, WRITTEN, sop
from office_world import (
    BOT,
    CASE,
    KABID,
    KASUBID,
    PENGELOLA,
    TITLE,
    OfficeWorld,
    office_world,
)  # fmt: skip
from paraf.cli.world import PARAF
from paraf.core.case import Opened
from paraf.core.words import T, english
from paraf.pipeline.desk import judged
from paraf.pipeline.remind import remind
from paraf.pipeline.status import where
from paraf.records.calendar import ZONES
from paraf.records.catalogue import voice
from paraf.site.board import STYLE, Board, Desk, Entry, ordered, page
from telling import told, weigh

DAY = 24 * 60
NOW = datetime(2026, 11, 16, 1, 40, tzinfo=UTC)
ODD = (
    "<script>alert(1)</script>",
    "</title></style><img src=http://x onerror=y>",
    '"><a href="http://x">klik</a>',
    "&lt;b&gt; {{ 7 * 7 }} {title}",
    "'\"`&amp;\u202efdp",
)


def parsed(text: str) -> html.HtmlElement:
    """Return the page as a tree."""
    return html.document_fromstring(text)


def words(tree: html.HtmlElement, path: str) -> list[str]:
    """Return the texts of some elements, white space made plain."""
    return [" ".join(one.text_content().split()) for one in tree.xpath(path)]


def entry(
    case: str, *, due: datetime | None = None, title: str = "Jadwal", **more: object
) -> Entry:
    """Return a case that is due in an hour, unless told otherwise."""
    when = due or NOW + timedelta(hours=1)
    late = when < NOW
    values: dict[str, object] = {
        "procedure": "Updating", "label": "2", "act": T("review"), "since": NOW, "due": when,
        "overdue": late, "state": T("{time} left", time="1 h"),
    }  # fmt: skip
    return Entry(case, title, **(values | more))


def board(*desks: Desk, **more: object) -> Board:
    """Return a board of some desks."""
    values: dict[str, object] = {
        "vacant": (), "program": (), "blocked": (), "idle": (),
    }  # fmt: skip
    return Board("BKD Contoh", NOW, ZONES["WIB"], desks, **(values | more))


# -- the page of a real office -----------------------------------------------------------------


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> OfficeWorld:
    """An office with a case that is overdue, one that is not, and one whose rules are broken."""
    made = office_world(tmp_path_factory.mktemp("board"))
    made.case_at(3)
    made.later(2 * DAY)
    made.tell(
        PENGELOLA, Opened("update-website", "Perubahan jam layanan", made.now), case="b-layanan"
    )
    made.tell(PENGELOLA, Opened("tidak-ada", "SOP yang hilang", made.now), case="c-hilang")
    return made


@pytest.fixture(scope="module")
def made(office: OfficeWorld) -> str:
    file = office.root / "walls" / "first" / "papan.html"
    ran = office.run(BOT, "board", "--into", file)
    assert ran.code == 0, ran.out
    assert "3 open cases, 1 overdue" in ran.out
    return file.read_text("utf-8")


def test_everybody_for_whom_cases_wait_has_a_place_with_their_cases(made: str) -> None:
    tree = parsed(made)
    assert words(tree, "//h1") == ["What waits for whom"]
    assert words(tree, "//main//h2") == ["Dahlia Ibaratni", "Melati Rekaanwati", "Blocked"]
    assert words(tree, "//main//p[@class='post']")[:2] == [
        "Plt. Kepala Bidang Dokumentasi dan Informasi", "Pengelola Informasi Kepegawaian",
    ]  # fmt: skip
    assert words(tree, "//main//p[@class='waits']")[:2] == [
        "Waiting for you: 1, overdue: 1", "Waiting for you: 1",
    ]  # fmt: skip
    assert words(tree, "//tbody/tr/th/span[@class='title']") == [
        TITLE, "Perubahan jam layanan", "SOP yang hilang",
    ]  # fmt: skip


def test_it_says_how_late_since_when_and_when_it_was_made(made: str) -> None:
    tree = parsed(made)
    (late,) = words(tree, "//tr[@class='late']")
    assert "▲ overdue by" in late
    assert "Monday, 16 November, 08:51" in late
    assert "3 paraf" in late.replace("3paraf", "3 paraf")
    assert words(tree, "//p[@class='made']") == ["As of Wednesday, 18 November 2026, 08:23 WIB"]
    assert "WIB" in words(tree, "//footer")[0]
    assert words(tree, "//dl/div") == ["open3", "overdue1", "blocked1"]


def test_a_blocked_case_says_why(made: str) -> None:
    (blocked,) = words(parsed(made), "//section[@aria-labelledby='blocked']//tbody/tr")
    assert "review/sop/tidak-ada.yml" in blocked


def test_the_page_needs_nothing_but_itself_and_no_script(made: str) -> None:
    tree = parsed(made)
    assert tree.xpath("//script|//link|//img|//iframe|//object|//base|//form") == []
    assert not re.search(r"url\(|@import|https?:|javascript:", made)
    assert tree.xpath("//@style | //@*[starts-with(name(), 'on')]") == []
    assert tree.xpath("//meta[@http-equiv]") == []
    assert tree.get("lang") == "en"


def test_a_screen_reader_finds_its_way(made: str) -> None:
    tree = parsed(made)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for section in tree.xpath("//main/section"):
        assert section.get("aria-labelledby") in ids
        assert section.xpath("string(.//h2/@id)") == section.get("aria-labelledby")
    for table in tree.xpath("//table"):
        assert all(one.get("scope") == "col" for one in table.xpath("./thead//th"))
        assert all(one.get("scope") == "row" for one in table.xpath("./tbody//th"))
        assert len(table.xpath("./thead//th")) == len(table.xpath("./tbody/tr[1]/*"))
    levels = [int(one.tag[1]) for one in tree.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert set(levels[1:]) == {2}
    for moment in tree.xpath("//time/@datetime"):
        assert datetime.fromisoformat(moment).tzinfo is not None


def test_the_page_is_replaced_whole_and_nothing_is_left_beside_it(office: OfficeWorld) -> None:
    file = office.root / "walls" / "again.html"
    file.parent.mkdir(exist_ok=True)
    file.write_text("kemarin")
    assert office.run(BOT, "board", "--into", file).code == 0
    assert file.read_text().startswith("<!DOCTYPE html>")
    assert {one.name for one in file.parent.iterdir()} <= {"again.html", "first"}


def test_without_a_place_it_goes_where_no_draft_takes_it_in(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(1)
    ran = office.run(PENGELOLA, "board")
    assert ran.code == 0, ran.out
    assert (office.folder(PENGELOLA) / "build" / "papan.html").is_file()
    assert "build" not in office.git(PENGELOLA, "status", "--porcelain").out
    assert office.run(PENGELOLA, "submit").code == 0


def test_a_place_that_cannot_be_is_told_plainly(office: OfficeWorld) -> None:
    place = office.root / "elsewhere"
    (place / "full").mkdir(parents=True)
    (place / "file").write_text("")
    for wrong in (place / "full", place / "file" / "x.html", place / "a" / ".." / "file" / "y"):
        ran = office.run(BOT, "board", "--into", wrong)
        assert ran.code in (2, 4), ran.out
        assert "Traceback" not in ran.out
    assert sorted(one.name for one in place.iterdir()) in (["file", "full"], ["a", "file", "full"])


def test_what_waits_for_the_program_and_for_nobody_has_its_place(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(5)
    file = tmp_path / "papan.html"
    assert office.run(BOT, "board", "--into", file).code == 0
    tree = parsed(file.read_text())
    assert words(tree, "//main//h2") == ["Waiting for the program"]
    assert "paraf reconcile" in words(tree, "//main//tbody/tr")[0]
    assert words(tree, "//thead//th") == ["Case", "Step", "Since", "Due"]
    assert words(tree, "//tr[@class='late']") == []
    office.later(5 * DAY)
    data = json.loads(office.run(BOT, "status", "--json").out)
    assert (data[0]["stand"], data[0]["reminded"]) == ("ToMerge", None)


def test_what_the_program_should_have_done_is_overdue_too() -> None:
    late = entry("a", due=NOW - timedelta(days=3), label="", act=T("ready"))
    tree = parsed(page(board(program=(late,)), english, "en"))
    assert words(tree, "//dl/div") == ["open1", "overdue1"]
    assert len(tree.xpath("//section[@aria-labelledby='program']//tr[@class='late']")) == 1


def test_a_blocked_case_has_no_due_moment() -> None:
    stuck = entry("a", due=None, overdue=False, state=None, since=None)
    tree = parsed(page(board(blocked=(stuck,)), english, "en"))
    assert words(tree, "//thead//th") == ["Case", "Stands at", "Since"]


def test_a_vacant_post_is_named_with_what_waits_for_it(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(3)
    office.later(200 * DAY)
    file = tmp_path / "papan.html"
    assert office.run(BOT, "board", "--into", file).code == 0
    tree = parsed(file.read_text())
    assert words(tree, "//main//h2") == ["Vacant post: Kepala Bidang Dokumentasi dan Informasi"]
    assert words(tree, "//tr[@class='late']/th/span[@class='title']") == [TITLE]


def test_a_board_with_no_case_says_so(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    file = tmp_path / "papan.html"
    assert office.run(BOT, "board", "--into", file).code == 0
    tree = parsed(file.read_text())
    assert words(tree, "//main/p") == ["No case is open."]
    assert "Nothing waits for: Melati Rekaanwati" in words(tree, "//footer")[0]


# -- the page of any office --------------------------------------------------------------------


@pytest.mark.parametrize("text", ODD)
def test_whatever_people_wrote_is_only_shown(text: str) -> None:
    odd = entry(text, title=text, procedure=text, label=text, notes=(T("{x}", x=text),))
    found = page(
        board(Desk(text, (text,), (odd,)), idle=(text,), doubts=(T("{x}", x=text),),
              blocked=(odd,), program=(odd,), vacant=(Desk(text, (), (odd,)),)),
        english, "en",
    )  # fmt: skip
    tree = parsed(found)
    assert tree.xpath("//script|//img|//a|//main//style") == []
    assert words(tree, "//h2")[0] == " ".join(text.split())
    assert len(tree.xpath("//style")) == 1
    assert tree.xpath("//@onerror") == []


def test_the_overdue_stand_first_whoever_waits_longest_before_all() -> None:
    late, later = NOW - timedelta(days=3), NOW - timedelta(hours=1)
    soon = NOW + timedelta(minutes=5)
    found = ordered((entry("d"), entry("c", due=soon), entry("b", due=later), entry("a", due=late)))
    assert [one.case for one in found] == ["a", "b", "c", "d"]


def test_a_case_that_several_may_take_counts_once() -> None:
    shared = entry("a", due=NOW - timedelta(days=1))
    desks = (Desk("Ani", ("Staf",), (shared,)), Desk("Budi", ("Staf",), (shared,)))
    tree = parsed(page(board(*desks), english, "en"))
    assert words(tree, "//dl//dd") == ["1", "1"]
    assert words(tree, "//main//h2") == ["Ani", "Budi"]


def test_two_hundred_cases_are_one_page_set_closer() -> None:
    many = Desk("Ani", ("Staf",), ordered(entry(f"c-{n}") for n in range(200)))
    tree = parsed(page(board(many), english, "en"))
    assert len(tree.xpath("//tbody/tr")) == 200
    assert "dense" in tree.xpath("string(//section/@class)")


def test_a_moment_of_another_year_shows_its_year_and_every_zone_its_name() -> None:
    old = entry("a", due=datetime(2025, 12, 31, 3, tzinfo=UTC))
    for name, clock in (("WIB", "10.00 WIB"), ("WITA", "11.00 WITA"), ("WIT", "12.00 WIT")):
        desk = Desk("Ani", (), (old,))
        made = Board("BKD", NOW, ZONES[name], (desk,), (), (), (), ())
        tree = parsed(page(made, voice("id"), "id"))
        assert words(tree, "//td[@class='due']/time") == [f"Rabu, 31 Desember 2025, {clock}"]
        assert name in words(tree, "//p[@class='made']")[0]
        assert f"Semua waktu dalam {name}." in words(tree, "//footer")[0]


def test_a_screen_on_the_wall_may_ask_for_a_fresh_page() -> None:
    tree = parsed(page(board(), english, "en", refresh=5))
    assert tree.xpath("string(//meta[@http-equiv='refresh']/@content)") == "300"


COLOURS = re.compile(r"--([a-z-]+): (#[0-9a-f]{3,6})")
PAIRS = [
    (ink, paper)
    for ink in ("ink", "soft", "late", "stuck", "calm", "accent")
    for paper in ("paper", "card")
] + [(ink, "late-wash") for ink in ("ink", "soft", "late")]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(one * 2 for one in colour[1:])
    shares = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def palettes() -> Iterator[dict[str, str]]:
    """Yield the colours by day, by night and on paper."""
    for block in re.findall(r":root \{(.*?)\}", STYLE.read_text(), re.DOTALL):
        yield dict(COLOURS.findall(block))


@pytest.mark.parametrize("palette", [*palettes()], ids=["light", "dark", "print"])
@pytest.mark.parametrize(("ink", "paper"), PAIRS)
def test_every_word_stands_out_from_its_ground(
    palette: dict[str, str], ink: str, paper: str
) -> None:
    light, dark = sorted((luminance(palette[ink]), luminance(palette[paper])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


# -- the board in the terminal -----------------------------------------------------------------

KEYS = {
    "case", "title", "step", "label", "act", "sop", "stand", "who", "since", "due", "overdue",
    "used", "left", "reminded", "says", "doubts", "expedited",
}  # fmt: skip


ON = "'paraf reconcile'"
WORDS = {
    (): "Step 1 (disposition): waits for Kiki.",
    ("kiki assigns ani",): "Step 2 (carrying out): waits for Ani.",
    ("kiki assigns ani", "ani hands in F1"): "Step 3 (document): waits for Ani.",
    BEGUN: "Step 4a (paraf): waits for Kiki.",
    (*BEGUN, "kiki approves F2"): f"Complete so far; {ON} takes it on.",
    READ: "Step 4b (decision): waits for Kiki.",
    DAMAGED: "Step 4c (carrying out): waits for Kiki.",
    (*READ, "kiki decides 5 baik"): "Step 4d (report): waits for Kiki.",
    WRITTEN: "Step 5 (tanda tangan): waits for Kabul.",
    (*SIGNED, "bot performs 9"): f"All steps are done; {ON} archives the case.",
    (*SIGNED, "bot performs 9", "bot archives"): "Archived.",
}


@pytest.mark.parametrize(("sentences", "said"), WORDS.items(), ids=WORDS.values())
def test_every_act_has_its_word_and_every_step_its_label(
    sentences: tuple[str, ...], said: str
) -> None:
    verdict = weigh(told(*sentences), sop=sop())
    assert english(where(verdict.stand, small_roster())) == said


def test_programs_find_the_same_keys_for_every_case(office: OfficeWorld) -> None:
    rows = {one["case"]: one for one in json.loads(office.run(BOT, "status", "--json").out)}
    assert next(iter(rows)) == CASE
    assert all(set(one) == KEYS for one in rows.values())
    late, fresh, lost = rows[CASE], rows["b-layanan"], rows["c-hilang"]
    assert (late["label"], late["sop"], late["act"]) == ("3", "update-website", "review")
    assert (late["since"], late["due"]) == (
        "2026-11-16T01:21:00+00:00", "2026-11-16T01:51:00+00:00",
    )  # fmt: skip
    # Monday from 08.21, the whole of Tuesday, Wednesday until 08.23.
    assert (late["used"], late["left"]) == (399 + 450 + 53, 30 - (399 + 450 + 53))
    assert (fresh["overdue"], fresh["reminded"], fresh["doubts"]) == (False, None, [])
    assert fresh["left"] > 0
    assert (lost["step"], lost["due"], lost["stand"]) == (None, None, "Blocked")


def test_programs_find_every_step_of_one_case(office: OfficeWorld) -> None:
    (row,) = json.loads(office.run(BOT, "status", CASE, "--json").out)
    assert set(row) == {*KEYS, "steps"}
    assert [one["label"] for one in row["steps"]] == [str(no) for no in range(1, 12)]
    second, third, fourth = row["steps"][1:4]
    assert (second["who"], second["used"], second["over"], second["late"]) == (
        KASUBID,
        10,
        False,
        0,
    )
    assert (third["at"], third["over"], third["late"]) == (None, True, 1)
    assert (fourth["visits"], fourth["used"], fourth["due"]) == (0, 0, None)


@pytest.mark.parametrize("columns", [80, 100, 200])
def test_the_board_fits_the_terminal_and_tells_what_is_late(
    office: OfficeWorld, columns: int
) -> None:
    folder = office.folder(BOT)
    out = office.world.run(folder, ["env", f"COLUMNS={columns}", *PARAF, "status"]).out
    assert max(map(len, out.splitlines())) <= columns
    flat = " ".join(out.split())
    assert "overdue by" in flat
    assert "open: 3 · overdue: 1 · blocked: 1" in flat
    assert "\x1b" not in out


def test_no_colour_is_shown_where_none_is_wanted(office: OfficeWorld) -> None:
    folder = office.folder(BOT)
    plain = office.world.run(folder, ["env", "NO_COLOR=1", "FORCE_COLOR=1", *PARAF, "status"]).out
    vivid = office.world.run(folder, ["env", "FORCE_COLOR=1", "TERM=xterm-256color",
                                      *PARAF, "status"]).out  # fmt: skip
    red = re.compile(r"\x1b\[[0-9;]*31m")
    assert red.search(vivid)
    assert not red.search(plain)


def test_a_reminder_is_shown_to_whose_desk_it_is(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(3)
    office.later(DAY)
    desk = office.desk(BOT)
    assert remind(desk, judged(desk, CASE, desk.rulebook())) is not None
    full = office.run(KABID, "status", CASE).out
    assert "Reminded on 17-11-2026 08.21 WIB." in full
    for words in (["review", CASE], ["show", CASE]):
        ran = office.run(KABID, *words)
        assert ran.code == 0, ran.out
        assert "Reminded on 17 November 2026, 08:21 WIB." in ran.out
        assert "due 16 November 2026, 08:51 WIB: overdue by 7 h" in ran.out
    assert "reminded 17-11-2026" in " ".join(office.run(KABID, "status").out.split())
    row = json.loads(office.run(KABID, "status", "--json").out)[0]
    assert row["reminded"] == "2026-11-17T01:21:00+00:00"
    file = tmp_path / "papan.html"
    office.run(BOT, "board", "--into", file)
    assert "Reminded: Tuesday, 17 November, 08:21" in file.read_text()


def test_a_year_whose_cuti_bersama_is_not_known_is_a_warning_wherever_it_matters(
    tmp_path: Path,
) -> None:
    office = office_world(tmp_path)
    office.world.set_clock(datetime(2027, 12, 30, 14, tzinfo=ZONES["WIB"]))
    office.tell(PENGELOLA, Opened("update-website", TITLE, office.now), case="a-akhir", minutes=0)
    said = "The cuti bersama of 2028 is not known yet"
    office.later(DAY)
    assert said not in office.run(BOT, "status").out
    office.later(DAY)
    office.tell(PENGELOLA, Opened("update-website", TITLE, office.now), case="b-awal", minutes=0)
    for command in (["status"], ["status", "b-awal"]):
        ran = office.run(BOT, *command)
        assert ran.code == 0
        assert ran.out.count(said) == 1, ran.out
    rows = {one["case"]: one for one in json.loads(office.run(BOT, "status", "--json").out)}
    assert [one[: len(said)] for one in rows["b-awal"]["doubts"]] == [said]
    file = tmp_path / "papan.html"
    office.run(BOT, "board", "--into", file)
    assert said in file.read_text()
