"""The drawing of a procedure's flow."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everything import several
from paraf.core.sop import Act, Answer, Mark, Sop
from paraf.core.words import english
from paraf.procedure.chart import Sheet, chart, columns_of
from paraf.procedure.flow import Kind, end, flows, kind, rows
from paraf.procedure.sheet import Symbol, letters
from paraf.procedure.sizes import PAPER, SCREEN, Sizes
from paraf.procedure.taken import Line
from procedure.procedures import Box, Ruled, five, procedure, procedures, step

MORE = st.lists(st.floats(0, 60), min_size=1, max_size=5)
BREAKS = st.sets(st.integers(1, 12), max_size=4)


def drawn(sop: Sop, breaks: set[int] | None = None, sizes: Sizes = PAPER) -> tuple[Sheet, ...]:
    cuts = sorted(one for one in breaks or () if one < len(rows(sop)))
    return chart(sop, english, sizes, widths=columns_of(sop, english, sizes), breaks=cuts)


@settings(max_examples=several(10), deadline=None)
@given(procedures(), BREAKS)
def test_every_step_has_one_symbol_in_its_actors_column(sop: Sop, breaks: set[int]) -> None:
    symbols = [one for sheet in drawn(sop, breaks) for one in sheet.symbols if one.step]
    columns = [one.key for one in sop.actors]
    assert [one.step for one in symbols] == [one.no for one in sop.steps]
    for symbol, of in zip(symbols, sop.steps, strict=True):
        assert columns[symbol.column] == of.actor
        assert symbol.kind is kind(sop, of)


@settings(max_examples=several(12), deadline=None)
@given(procedures(), BREAKS)
def test_every_way_is_one_line_or_goes_through_a_pair_of_connectors(
    sop: Sop, breaks: set[int]
) -> None:
    sheets = drawn(sop, breaks)
    lines = [(sheet, line) for sheet in sheets for line in sheet.lines]
    for flow in flows(sop, english):
        mine = [(sheet, line) for sheet, line in lines if line.flow == flow]
        whole = [one for one in mine if not _connectors(*one)]
        cut = [one for one in mine if _connectors(*one)]
        # Two answers may lead to the same step in the same words.
        twins = flows(sop, english).count(flow)
        assert len(whole) + len(cut) / 2 == twins
        for sheet, line in whole:
            ends = [sheet.symbols[one].step or None for one in (line.source, line.target)]
            assert ends == [_step(sop, flow.source), _step(sop, flow.target)]
        names = [sorted(one.text for one in _connectors(*pair)) for pair in cut]
        assert sorted(names) == sorted(names[::2] * 2 if twins == 1 else names)
        assert all(len(one) == 1 for one in names)


def _connectors(sheet: Sheet, line: Line) -> list[Symbol]:
    ends = (sheet.symbols[line.source], sheet.symbols[line.target])
    return [one for one in ends if one.kind is Kind.CONNECTOR]


def _step(sop: Sop, no: int) -> int | None:
    return no if 0 < no < end(sop) else None


@settings(max_examples=several(30), deadline=None)
@given(procedures(), BREAKS, MORE)
def test_no_line_goes_through_a_symbol_or_words_or_along_another(
    sop: Sop, breaks: set[int], more: list[float]
) -> None:
    for sheet in drawn(sop, breaks):
        _check(Ruled(sheet, more))


@pytest.mark.parametrize("sop", five(), ids=lambda sop: sop.id)
@pytest.mark.parametrize("sizes", [PAPER, SCREEN], ids=["paper", "screen"])
def test_the_five_are_drawn_clean_and_with_all_their_words(sop: Sop, sizes: Sizes) -> None:
    (sheet,) = drawn(sop, sizes=sizes)
    _check(Ruled(sheet, [0, 7, 31]))
    assert all(line.label is not None for line in sheet.lines if line.flow.says)


def _check(page: Ruled) -> None:
    for line, stretches in zip(page.sheet.lines, page.lines, strict=True):
        for no, stretch in enumerate(stretches):
            own = {line.source: no == 0, line.target: no == len(stretches) - 1}
            for i, symbol in enumerate(page.symbols):
                # Its own ends it may touch, at the outline; their middles it may not reach.
                assert not stretch_in(stretch, _core(symbol) if own.get(i) else symbol)
            assert not any(stretch_in(stretch, one) for one in page.words)
    for one, other in combinations(page.lines, 2):
        assert not any(_along(a, b) for a in one for b in other)
    for one, other in combinations([*page.words, *page.symbols], 2):
        assert not one.overlaps(other)
    field = Box(0, 0, page.sheet.frame.width, sum(page.heights))
    for box in (*page.words, *page.symbols, *(part for line in page.lines for part in line)):
        assert field.left < box.left <= box.right < field.right
        assert field.top < box.top <= box.bottom < field.bottom


def stretch_in(stretch: Box, box: Box) -> bool:
    """Whether a stretch, which has no breadth, enters a box."""
    small = 1e-6
    return (
        stretch.left < box.right - small
        and box.left < stretch.right - small
        and stretch.top < box.bottom - small
        and box.top < stretch.bottom - small
    ) or (
        stretch.left == stretch.right
        and box.left + small < stretch.left < box.right - small
        and stretch.top < box.bottom - small
        and box.top < stretch.bottom - small
    ) or (
        stretch.top == stretch.bottom
        and box.top + small < stretch.top < box.bottom - small
        and stretch.left < box.right - small
        and box.left < stretch.right - small
    )  # fmt: skip


def _core(box: Box) -> Box:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return Box(x - 0.01, y - 0.01, x + 0.01, y + 0.01)


def _along(a: Box, b: Box) -> bool:
    """Whether two stretches run along each other or end on each other."""
    upright = (a.left == a.right, b.left == b.right)
    if upright == (True, True):
        return abs(a.left - b.left) < 0.3 and a.top < b.bottom and b.top < a.bottom
    if upright == (False, False):
        return abs(a.top - b.top) < 0.3 and a.left < b.right and b.left < a.right
    up, across = (a, b) if upright[0] else (b, a)
    meets = across.left <= up.left <= across.right and up.top <= across.top <= up.bottom
    crosses = across.left < up.left < across.right and up.top < across.top < up.bottom
    return meets and not crosses


def test_the_first_step_and_the_last_are_capsules_and_reviews_are_diamonds() -> None:
    sop = procedure(
        [step(1, "a0"), step(2, "a1", Act.REVIEW, mark=Mark.PARAF, returns_to=1), step(3, "a0"),
         step(4, "a0")], 2,
    )  # fmt: skip
    (sheet,) = drawn(sop)
    capsule, box, diamond = Kind.TERMINATOR, Kind.PROCESS, Kind.DECISION
    assert [one.kind for one in sheet.symbols] == [capsule, diamond, box, capsule]


def test_a_procedure_that_begins_and_ends_at_decisions_gets_capsules_of_its_own() -> None:
    answers = (Answer("ya", "ya", 2), Answer("tidak", "tidak", 3))
    sop = procedure(
        [step(1, "a0", Act.BRANCH, question="Perlu?", answers=answers),
         step(2, "a0", Act.REVIEW, mark=Mark.PARAF, returns_to=1)], 1,
    )  # fmt: skip
    (sheet,) = drawn(sop)
    assert [one.kind for one in sheet.symbols if not one.step] == [Kind.TERMINATOR] * 2
    assert [band.row for band in sheet.bands] == [None, 0, 1, None]
    said = [line.flow.says for line in sheet.lines]
    assert said == ["", "ya", "tidak", "yes", "no"]


def test_the_acts_of_a_row_stand_below_one_another_with_their_labels() -> None:
    sop = procedure(
        [step(1, "a0"), step(2, "a0", row=2, part="a"), step(3, "a0", row=2, part="b")], 1
    )
    (sheet,) = drawn(sop)
    assert [(band.row, band.slots) for band in sheet.bands] == [(0, 1), (1, 2)]
    assert [one.text for one in sheet.symbols] == ["", "2a", "2b"]
    assert [one.slot for one in sheet.symbols] == [0, 1, 2]


def test_a_flow_over_a_page_break_names_the_page_it_goes_on_on() -> None:
    sop = procedure(
        [step(1, "a0"), step(2, "a1", Act.REVIEW, mark=Mark.PARAF, returns_to=1), step(3, "a0")], 2
    )
    first, second = drawn(sop, {1})
    out = [one for one in first.symbols if one.kind is Kind.CONNECTOR]
    back = [one for one in second.symbols if one.kind is Kind.CONNECTOR]
    assert [(one.text, one.page) for one in out] == [("A", 2), ("B", 2)]
    assert [(one.text, one.page) for one in back] == [("A", 1), ("B", 1)]
    assert first.bands[-1].row is None
    assert second.bands[0].row is None


def test_very_many_returns_to_one_step_are_still_drawn_apart() -> None:
    reviews = [
        step(no, f"a{no % 3}", Act.REVIEW, mark=Mark.PARAF, returns_to=1) for no in range(2, 12)
    ]
    sop = procedure([step(1, "a0"), *reviews, step(12, "a1")], 3)
    (sheet,) = drawn(sop)
    assert len(sheet.lines) == 21
    _check(Ruled(sheet, [0]))


def test_a_question_with_many_long_answers_is_drawn() -> None:
    answers = tuple(Answer(f"k{no}", f"jawaban nomor {no} yang panjang", 3) for no in range(5))
    sop = procedure(
        [step(1, "a0"), step(2, "a0", Act.BRANCH, question="Yang mana?", answers=answers),
         step(3, "a0")], 1,
    )  # fmt: skip
    (sheet,) = drawn(sop)
    assert len(sheet.lines) == 6
    _check(Ruled(sheet, [0]))


def test_equal_procedures_have_equal_charts() -> None:
    for one, other in zip(five(), five(), strict=True):
        assert [sheet.lines for sheet in drawn(one)] == [sheet.lines for sheet in drawn(other)]


def test_connectors_are_named_as_columns_of_a_sheet_are() -> None:
    assert [letters(no) for no in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
