"""Monitoring reads the archive of a real repository, one case at a time."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier_world import DOES, PANDAN, brings, case_world, does, sends_back, works
from office_world import BOT, KABID, KASUBID, KEPALA, OfficeWorld, alone, office_world
from paraf.core.monitor import Edition, Figures, Period, Practice
from paraf.core.words import english
from paraf.pipeline.monitor import Monitored, documents, monitor
from paraf.ports import RefusedFault
from paraf.procedure.monitoring import within
from paraf.procedure.small_chart import chart
from pipeline.live import live
from pipeline.shelves import BEGUN, flagship, lines, shelve

WIB = timedelta(hours=7)
TAKEN = {1: 30, 2: 10, 3: 10, 4: 5, 5: 20, 6: 10, 7: 10, 8: 10, 9: 2, 10: 2, 11: 4}
"""Minutes of `shelves.flagship`, the archiving included."""


@pytest.fixture
def office(tmp_path: Path) -> OfficeWorld:
    return office_world(tmp_path)


def month(office: OfficeWorld, number: int, only: str | None = None) -> Monitored:
    desk = office.desk(BOT)
    book = desk.rulebook()
    last = date(2026, number + 1, 1) - timedelta(days=1)
    period = Period(date(2026, number, 1), last, book.office.hours.zone)
    return monitor(desk, book, period, only)


def november(office: OfficeWorld, only: str | None = None) -> Monitored:
    return month(office, 11, only)


def flag(found: Monitored) -> Practice:
    return next(one for one in found.practices if one.id == "update-website")


def table(edition: Edition) -> dict[str, Figures]:
    return {label: tally.figures for label, tally in edition.tallies.items()}


def minutes(figures: Figures) -> float | None:
    return figures.median.seconds / 60 if figures.median else None


def wording(office: OfficeWorld) -> bytes:
    found = alone(office.bare).read("refs/heads/main", "review/sop/update-website.yml")
    assert found is not None
    return found


def test_a_case_archived_by_reconcile_is_in_the_table(tmp_path: Path) -> None:
    with live(tmp_path, 12) as office:
        assert office.run(BOT, "reconcile").code == 0
        found = november(office)
    assert found.unreadable == ()
    practice = flag(found)
    assert (practice.begun, practice.finished, practice.archived, practice.under_way) == (
        1,
        1,
        1,
        0,
    )
    (edition,) = practice.newest_first
    assert edition.digest == found.current["update-website"]
    numbers = table(edition)
    assert {one.cases for one in numbers.values()} == {1}
    assert [minutes(numbers[label]) for label in ("2", "3", "6", "7", "8", "9")] == [
        10, 10, 10, 10, 10, 2,
    ]  # fmt: skip
    assert {one.returned for one in numbers.values()} == {0}


def test_acts_of_a_row_and_an_arm_that_was_not_taken_are_in_the_table(tmp_path: Path) -> None:
    office = case_world(tmp_path, "damage to be decided")
    does(office, KASUBID, "decide", office.case, "baik", "-m", "Diperiksa bersama")
    brings(office, KASUBID, "laporan")
    sends_back(office, KABID)
    brings(office, KASUBID, "laporan", text="lengkap")
    for act, people in (("approves", (KABID, KEPALA)), ("assigns", (KABID, KASUBID))):
        for person in people:
            DOES[act](office, person)
    assert works(office).problems == []
    found = november(office, "simpeg-maintenance")
    assert found.unreadable == ()
    (practice,) = found.practices
    assert (practice.archived, practice.under_way) == (1, 0)
    (edition,) = practice.newest_first
    numbers = table(edition)
    assert {label for label, one in numbers.items() if one.cases == 0} == {"3c"}
    assert (numbers["3d"].done, numbers["4"].done, numbers["4"].returned) == (2, 1, 1)
    acts = [minutes(numbers[label]) or 0 for label in ("3a", "3b", "3d")]
    assert minutes(numbers["3"]) == pytest.approx(sum(acts))
    page = written(found)[0][1].decode()
    assert page.count('class="act"') == 4


def test_a_procedure_without_a_row_for_the_archive_is_counted_too(tmp_path: Path) -> None:
    office = case_world(tmp_path, "data to be updated")
    brings(office, PANDAN, "data-terupdate")
    assert works(office).problems == []
    found = november(office, "data-update")
    assert found.unreadable == ()
    (practice,) = found.practices
    assert (practice.begun, practice.finished, practice.archived) == (1, 1, 1)
    assert {one.cases for one in table(practice.newest_first[0]).values()} == {1}


def test_every_step_has_the_time_that_its_visits_took(office: OfficeWorld) -> None:
    for name in ("20261116-satu", "20261116-dua"):
        shelve(office, name, flagship(office))
    (edition,) = [one for one in flag(november(office)).newest_first if one.cases]
    numbers = table(edition)
    assert {int(label): minutes(one) for label, one in numbers.items()} == TAKEN
    done = {int(label): (one.cases, one.done, one.returned) for label, one in numbers.items()}
    twice = {1: (2, 4, 0), 2: (2, 4, 0), 3: (2, 2, 2)}
    assert done == {no: twice.get(no, (2, 2, 0)) for no in TAKEN}
    assert numbers["2"].within == 2
    lead = flag(november(office)).lead.figures
    assert lead.cases == 2
    assert minutes(lead) == sum(TAKEN.values())


def test_a_case_counts_in_the_period_that_it_was_archived_in(office: OfficeWorld) -> None:
    midnight = datetime(2026, 12, 1, tzinfo=UTC) - WIB
    second = timedelta(seconds=1)
    shelve(office, "a-in", flagship(office), archived=midnight - second)
    shelve(office, "b-after", flagship(office), archived=midnight)
    early = datetime(2026, 10, 30, 1, tzinfo=UTC)
    first = datetime(2026, 11, 1, tzinfo=UTC) - WIB
    shelve(office, "c-in", flagship(office, early), archived=first)
    shelve(office, "d-before", flagship(office, early), archived=first - second)
    practice = flag(november(office))
    assert practice.archived == 2
    # Of b-after everything but its archiving was in November; it still lay there at the end.
    assert (practice.begun, practice.finished, practice.under_way) == (2, 2, 1)


def test_open_cases_count_as_begun_and_under_way(office: OfficeWorld) -> None:
    office.case_at(6)
    shelve(office, "20261116-satu", flagship(office))
    practice = flag(november(office))
    assert (practice.begun, practice.finished, practice.archived, practice.under_way) == (
        2,
        1,
        1,
        1,
    )


def test_a_case_is_judged_by_the_wording_that_was_archived_with_it(office: OfficeWorld) -> None:
    old = re.sub(rb"(?m)norm: 60 menit$", b"norm: 9 menit", wording(office))
    shelve(office, "a-old", flagship(office), rules={"sop": old})
    shelve(office, "b-new", flagship(office, BEGUN + timedelta(days=1)))
    found = november(office)
    new, older = flag(found).newest_first
    assert (new.digest, new.cases, older.cases) == (found.current["update-website"], 1, 1)
    assert [table(one)["2"].within for one in (new, older)] == [1, 0]
    (page, _) = [content for name, content in written(found) if "update-website" in name]
    for one in (new, older):
        assert one.digest[:16] in page.decode()


def test_a_case_is_measured_in_the_hours_that_were_archived_with_it(office: OfficeWorld) -> None:
    settings = alone(office.bare).read("refs/heads/main", "review/pipeline.yml") or b""
    late = settings.replace(b"monday: [07:30-12:00", b"monday: [08:15-12:00")
    shelve(office, "a-late", flagship(office), rules={"pipeline": late})
    (edition,) = flag(november(office)).newest_first
    # Of the first twenty minutes, 08.00 to 08.20, the office was open for five.
    assert minutes(table(edition)["1"]) == TAKEN[1] - 15


def broken(office: OfficeWorld) -> Iterator[tuple[str, dict[str, object], str]]:
    """Each way an archive can be damaged, and what is said of it."""
    told = lines(office, "x", flagship(office))

    def book(*kept: str) -> bytes:
        return "".join(f"{line}\n" for line in kept).encode()

    other = lines(office, "other", flagship(office))
    yield "no-ledger", {"spoil": {"data/ledger.jsonl": None}}, "Its ledger is missing."
    yield "empty", {"spoil": {"data/ledger.jsonl": b""}}, "Line 1 of its ledger is no event."
    yield (
        "not-utf8",
        {"spoil": {"data/ledger.jsonl": b"\xff\n"}},
        "Line 1 of its ledger is no event.",
    )
    yield "deep", {"spoil": {"data/ledger.jsonl": b"[" * 9999}}, "Line 1 of its ledger is no event."
    yield (
        "others",
        {"spoil": {"data/ledger.jsonl": book(*other)}},
        ("The chain of its ledger is broken at line 1."),
    )
    yield (
        "x",
        {"spoil": {"data/ledger.jsonl": book(told[0], *told[2:])}},
        ("The chain of its ledger is broken at line 2."),
    )
    yield "no-rules", {"rules": {}, "spoil": {
        f"data/rules/{name}.yml": None for name in ("officials", "pipeline", "rules", "sop")
    }}, "Its rules are missing."  # fmt: skip
    yield "no-sop", {"spoil": {"data/rules/sop.yml": None}}, "Its rules are missing."
    yield "bad-sop", {"rules": {"sop": b"version: 1\nid: [\n"}}, "rules/sop.yml:"
    yield "no-text", {"rules": {"sop": b"\xff"}}, "rules/sop.yml:1: The file is not UTF-8 text."
    yield "bad-roster", {"rules": {"officials": b"{}"}}, "rules/officials.yml:1: "
    yield "no-tag", {"spoil": {"tag": None}}, "No tag tells when it was archived."
    yield "too-early", {"archived": BEGUN}, "The clock is behind the last event of the case."


def test_a_damaged_archive_is_named_and_the_others_are_counted(office: OfficeWorld) -> None:
    expected = {}
    shelve(office, "a-whole", flagship(office))
    for name, how, why in broken(office):
        expected[shelve(office, name, flagship(office), **how)] = why
    cut = flagship(office)[:-1]
    expected[shelve(office, "cut", cut)] = (
        "By the rules archived with it the case had not come to its end."
    )
    expected[shelve(office, "begun", cut[:3])] = "Nothing of it was ever merged."
    shelve(office, "z-whole", flagship(office))
    found = november(office)
    assert flag(found).archived == 2
    said = {one.what: english(one.why) for one in found.unreadable}
    assert said.keys() == expected.keys()
    for what, why in expected.items():
        assert said[what].startswith(why), what


def test_a_damaged_object_of_git_is_an_archive_less(office: OfficeWorld) -> None:
    folders = [shelve(office, f"{name}-case", flagship(office)) for name in "abc"]
    desk = office.desk(BOT)
    oid = desk.git.text("rev-parse", f"{desk.forge.base()}:{folders[1]}/data/ledger.jsonl")
    file = office.folder(BOT) / ".git" / "objects" / oid[:2] / oid[2:]
    file.chmod(0o644)
    file.write_bytes(b"not what git put here")
    found = november(office)
    assert flag(found).archived == 2
    assert [(one.what, english(one.why)) for one in found.unreadable] == [
        (folders[1], "Its ledger is missing.")
    ]


def test_a_procedure_that_is_not_valid_is_named_and_the_others_are_counted(
    office: OfficeWorld,
) -> None:
    git = alone(office.bare)
    shelve(office, "a-case", flagship(office))
    base = git.text("rev-parse", "refs/heads/main")
    tree = git.tree_with(base, {"review/sop/broken.yml": b"version: 1\n"})
    words = ("-c", "user.name=P", "-c", "user.email=p@x.example", "commit-tree", tree, "-p", base)
    commit = git.run(*words, "-m", "x").decode().strip()
    git.run("update-ref", "refs/heads/main", commit)
    found = november(office)
    assert flag(found).archived == 1
    assert [one.what for one in found.unreadable] == ["review/sop/broken.yml"]


def test_an_unknown_procedure_is_refused(office: OfficeWorld) -> None:
    assert [one.id for one in november(office, "update-website").practices] == ["update-website"]
    with pytest.raises(RefusedFault, match="No SOP updating is in force"):
        november(office, "updating")


def written(found: Monitored) -> list[tuple[str, bytes]]:
    return list(documents(found, say=english, language="en"))


def test_the_page_and_the_paper_are_the_same_bytes_every_time(office: OfficeWorld) -> None:
    shelve(office, "a-case", flagship(office, datetime(2026, 10, 5, 1, tzinfo=UTC)))
    first = written(october := month(office, 10))
    office.later(60)
    assert written(month(office, 10)) == first
    assert october.over
    assert [name for name, _ in first] == [
        f"monitoring-update-website-2026-10-01-2026-10-31.{kind}" for kind in ("html", "pdf")
    ]


def test_a_period_that_is_not_over_says_up_to_when_it_was_counted(office: OfficeWorld) -> None:
    assert (
        "it is not over: counted up to 16 November 2026" in written(november(office))[0][1].decode()
    )


def test_the_paper_lies_across_and_names_itself(office: OfficeWorld) -> None:
    shelve(office, "a-case", flagship(office))
    paper = next(content for name, content in written(november(office)) if name.endswith("pdf"))
    with pikepdf.open(BytesIO(paper)) as pdf:
        _, _, width, height = (float(one) for one in pdf.pages[0].mediabox)
        assert width > height
        assert (round(width), round(height)) == (842, 595)
        assert "Updating Data Website" in str(pdf.docinfo["/Title"])


def test_a_period_without_cases_has_an_empty_table(office: OfficeWorld) -> None:
    page = written(november(office))[0][1].decode()
    assert "no case was archived in the period" in page
    assert "<svg" not in page
    assert page.count('<th scope="row" class="n">') == len(TAKEN) + 7


def test_what_an_office_writes_into_its_procedure_is_text(office: OfficeWorld) -> None:
    evil = wording(office).replace(b"title: Updating Data Website", b'title: "</style><b>&x"')
    evil = evil.replace(b"number: VI.04.05.02.02", b'number: "\\"</style><b>"')
    shelve(office, "a-case", flagship(office), rules={"sop": evil})
    page = written(november(office))[0][1].decode()
    assert "<b>" not in page
    assert page.count("</style>") == 1
    assert "&lt;/style&gt;&lt;b&gt;&amp;x" in page


@given(st.integers(1, 3000), st.data())
def test_no_share_is_rounded_to_all_or_to_nothing(cases: int, data: st.DataObject) -> None:
    kept = data.draw(st.integers(0, cases))
    said = english(within(Figures(cases, cases, 0, kept, None, None, ())))
    percent = int(said.partition("(")[2].removesuffix("%)"))
    assert (percent == 100) == (kept == cases)
    assert (percent == 0) == (kept == 0)
    assert abs(percent - 100 * kept / cases) < 1


@given(st.lists(st.integers(0, 5000), min_size=9, max_size=9).filter(any))
def test_every_bar_is_drawn_in_the_chart_and_every_case_told_in_words(bars: list[int]) -> None:
    drawn = ElementTree.fromstring(chart(bars, english))
    boxes = [one for one in drawn if one.tag.endswith("rect")]
    assert len(boxes) == sum(1 for one in bars if one)
    assert all(float(one.attrib["height"]) > 0 for one in boxes)
    assert all(float(one.attrib["y"]) >= 0 for one in boxes)
    told = [
        int(one) for one in re.findall(r"(?<![\d½])\d+(?= up to| more)", drawn.attrib["aria-label"])
    ]
    assert sum(told) == sum(bars)
