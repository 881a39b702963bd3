"""What the check finds in documents that nobody who wrote its rules has seen, and what it invents.

The whole table: `.venv/bin/python benchmarks/manuscript.py --corpus 2000`.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from lxml import etree

from corpus.said import Made, Truth
from corpus.scoring import Score, look, score, table
from corpus.studios import documents
from corpus.xlsx import letters
from everything import long
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot

SEED, CLAIM = 20261121, 1708
"""Of the samples, on which recognisers were tried meanwhile; and of what is claimed."""
FEW = 60
BODY = {"text", "table", "sheet", "header", "footer"}


@cache
def few(studio: str) -> tuple[Made, ...]:
    return tuple(documents(studio, SEED, FEW))


@pytest.mark.parametrize("studio", ["first", "second"])
def test_the_same_seed_makes_the_same_documents(studio: str) -> None:
    assert tuple(documents(studio, SEED, 12)) == few(studio)[:12]
    assert tuple(documents(studio, SEED + 1, 12)) != few(studio)[:12]


@pytest.mark.parametrize("studio", ["first", "second"])
def test_what_is_planted_can_be_read_by_other_programs(studio: str) -> None:
    lost = [
        (made.name, truth.planted.kind, truth.place.where)
        for made in few(studio)
        for truth in made.truths
        if truth.place.where in BODY and _bare(str(truth.planted)) not in read(made)
    ]
    assert not lost


def test_most_documents_hold_somebodys_data_and_many_hold_none() -> None:
    made = [*few("first"), *few("second")]
    clean = sum(not one.truths for one in made)
    assert len(made) / 10 < clean < len(made) / 2


def test_whoever_sees_nothing_scores_nothing() -> None:
    found = Score()
    for made in few("first"):
        score(made, (), found)
    assert found.over(("nik", "kk")).recall == 0


def test_whoever_tells_the_truth_scores_in_full_and_who_tells_more_is_wrong() -> None:
    right, wrong = Score(), Score()
    for made in few("first"):
        said = [true(one) for one in made.truths]
        score(made, said, right)
        score(made, [*said, Seen("nik", Spot(sheet="?"))], wrong)
    assert right.blocking.precision == 1
    assert wrong.kinds["nik"].false == FEW


def test_what_is_told_at_another_place_is_not_found() -> None:
    made = next(one for one in few("first") if one.name.endswith(".xlsx") and one.truths)
    found = Score()
    elsewhere = [replace(true(one), spot=Spot(sheet="?")) for one in made.truths]
    score(made, elsewhere, found)
    total = found.over(tuple(found.kinds))
    assert (total.found, total.elsewhere) == (0, len(made.truths))


@pytest.mark.parametrize("studio", ["first", "second"])
def test_hardly_anything_is_missed_or_invented_in_a_sample(studio: str, tmp_path: Path) -> None:
    reached(held(few(studio), tmp_path))


@long
def test_hardly_anything_is_missed_or_invented_in_two_thousand_documents(tmp_path: Path) -> None:
    reached(held(documents("second", CLAIM, 2000, slow=40), tmp_path))


def true(truth: Truth) -> Seen:
    """Return what a check that misses nothing would see of one planted identifier."""
    place = truth.place
    cell = f"{letters(place.column)}{place.row}" if place.column else ""
    spot = Spot(place.sheet, place.page, place.line, cell, place.part, hidden=place.hidden)
    return Seen(truth.planted.kind, spot)


def reached(found: Score) -> None:
    """Hold a score against what is claimed."""
    told = table(found)
    both = found.over(("nik", "kk"))
    # Both block. Which of the two it is, a list that a PDF draws by columns does not always say.
    assert both.found + found.swapped >= 0.995 * both.planted, told
    assert both.recall >= 0.99, told
    assert found.over(tuple(found.kinds)).recall >= 0.98, told
    assert found.blocking.precision >= 0.97, told
    assert not found.leaks, told


def held(made: Iterable[Made], folder: Path) -> Score:
    """Examine documents and hold what is seen against the truth about them."""
    found = Score()
    for one in made:
        score(one, look(one, folder), found)
    return found


@cache
def read(made: Made) -> str:
    """Return all that a document says, as other programs than Paraf read it, without spaces."""
    ending = Path(made.name).suffix
    if ending == ".pdf":
        with pypdfium2.PdfDocument(made.data) as document:
            return _bare("".join(page.get_textpage().get_text_range() for page in document))
    if ending == ".docx":
        with zipfile.ZipFile(io.BytesIO(made.data)) as file:
            names = [one for one in file.namelist() if re.match(r"word/\w+.xml", one)]
            parts = [etree.fromstring(file.read(one)) for one in names]
        return _bare("".join(text for part in parts for text in part.itertext()))
    if ending == ".xlsx":
        book = openpyxl.load_workbook(io.BytesIO(made.data))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        print_ = [
            str(sheet.oddHeader.center.text) + str(sheet.oddFooter.center.text) for sheet in book
        ]
        return _bare(" ".join([*(str(cell.value) for cell in cells), *print_]))
    return _bare(made.data.decode("utf-8-sig"))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
