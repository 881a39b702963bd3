"""Damaged documents are told as such, or read as far as they go: never anything else, and soon."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment

from everything import ALL
from manuscript.reading.office_files import LIMITS, docx, grid, odf, packed, para, pptx
from paraf.manuscript.reading.read import read
from paraf.manuscript.safety.office import check_office
from paraf.manuscript.seen import Seen

NIK = "3404010101900001"
TRIES = settings(
    max_examples=2000 if ALL else 40,
    deadline=timedelta(seconds=10),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return a document of each kind."""
    folder = tmp_path_factory.mktemp("whole")
    book = Workbook()
    for row in range(20):
        book.active.append([row, f"Peserta {row}", NIK, int(NIK), row / 7])  # type: ignore[union-attr]  # a new book has a sheet of cells
    book.active["B2"].comment = Comment("cek", "Budi")  # type: ignore[index]  # the same
    book.save(folder / "a.xlsx")
    docx(folder / "a.docx", para("Pengumuman ", NIK) + grid(("Nama", "NIK"), ("Budi", NIK)))
    pptx(folder / "a.pptx", [f"<p:cSld>{grid(('a', NIK), prefix='a')}</p:cSld>"])
    cell = f"<table:table-cell><text:p>{NIK}</text:p></table:table-cell>"
    table = f"<table:table><table:table-row>{cell * 3}</table:table-row></table:table>"
    odf(folder / "a.ods", "spreadsheet", table)
    odf(folder / "a.odt", "text", f"<text:p>{NIK}</text:p>{table}")
    return {one.suffix: one.read_bytes() for one in folder.iterdir()}


KINDS = st.sampled_from([".xlsx", ".docx", ".pptx", ".ods", ".odt"])
CHANGES = st.lists(st.tuples(st.floats(0, 0.9999), st.integers(0, 255)), min_size=1, max_size=6)


def survives(file: Path) -> None:
    for one in (*check_office(file, file.suffix, LIMITS), *read(file, file.suffix, LIMITS)):
        if isinstance(one, Seen):
            assert NIK not in str(one)


def hurt(data: bytes, changes: list[tuple[float, int]]) -> bytes:
    out = bytearray(data)
    for where, value in changes:
        out[int(where * len(out))] = value
    return bytes(out)


@given(KINDS, CHANGES)
@TRIES
def test_bytes_that_are_changed_raise_nothing(
    tmp_path: Path, whole: dict[str, bytes], kind: str, changes: list[tuple[float, int]]
) -> None:
    file = tmp_path / f"a{kind}"
    file.write_bytes(hurt(whole[kind], changes))
    survives(file)


@given(KINDS, st.floats(0, 1))
@TRIES
def test_a_file_that_is_cut_off_raises_nothing(
    tmp_path: Path, whole: dict[str, bytes], kind: str, where: float
) -> None:
    file = tmp_path / f"a{kind}"
    file.write_bytes(whole[kind][: int(where * len(whole[kind]))])
    survives(file)


@given(KINDS, st.integers(0, 40), CHANGES)
@TRIES
def test_markup_that_is_changed_raises_nothing(
    tmp_path: Path,
    whole: dict[str, bytes],
    kind: str,
    which: int,
    changes: list[tuple[float, int]],
) -> None:
    with zipfile.ZipFile(io.BytesIO(whole[kind])) as archive:
        members: dict[str, str | bytes] = {one: archive.read(one) for one in archive.namelist()}
    name = list(members)[which % len(members)]
    data = members[name]
    members[name] = hurt(data if isinstance(data, bytes) else data.encode(), changes)
    survives(packed(tmp_path / f"b{kind}", members))


@given(st.binary(max_size=300))
@TRIES
def test_no_bytes_raise_anything_as_text(tmp_path: Path, data: bytes) -> None:
    for name in ("a.csv", "a.txt"):
        file = tmp_path / name
        file.write_bytes(data)
        list(read(file, file.suffix, LIMITS))
