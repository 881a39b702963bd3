"""A packed document is opened once for all who look at it, and no less is found for that."""

import io
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from manuscript.reading.office_files import LIMITS, TYPES, W, docx, packed, para
from paraf.manuscript.examine import examine
from paraf.manuscript.markup import defines_signs
from paraf.manuscript.packed import Broken, Packed, opened
from paraf.manuscript.personal.recognise import Known
from paraf.manuscript.reading.read import read
from paraf.manuscript.safety.check import check_safety
from paraf.manuscript.seen import Seen


def book(rows: int) -> bytes:
    made = Workbook()
    for row in range(rows):
        made.active.append([row, "isi"])  # type: ignore[union-attr]  # a new book has a sheet of cells
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def unpacked(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(one.file_size for one in archive.infolist())


def letter(file: Path, **more: str | bytes) -> Path:
    document = f"<w:document {W}><w:body>{para('isi')}</w:body></w:document>"
    members: dict[str, str | bytes] = {"[Content_Types].xml": TYPES, "word/document.xml": document}
    return packed(file, members | {name.replace("__", "/"): data for name, data in more.items()})


def test_a_file_inside_counts_once_however_many_look_at_it(tmp_path: Path) -> None:
    inner = book(40)
    file = letter(tmp_path / "a.docx", **{"word__embeddings__a.xlsx": inner})
    room = unpacked(file.read_bytes()) + unpacked(inner)
    for unpacks, bombs in ((room, 0), (room - 1, 1)):
        told = examine(file, "a.docx", Known(), replace(LIMITS, unpacked=unpacks))
        assert [one.kind for one in told].count("packed-bomb") == bombs


def test_whoever_opens_a_file_alone_is_told_the_same(tmp_path: Path) -> None:
    file = letter(tmp_path / "a.docx", **{"word__embeddings__a.xlsx": book(3)})
    alone = [*check_safety(file, ".docx", LIMITS), *read(file, ".docx", LIMITS)]
    with opened(file, LIMITS) as one:
        assert one is not None
        both = [*check_safety(file, ".docx", LIMITS, one), *read(file, ".docx", LIMITS, one)]
    assert both == alone
    assert len(both) > 1


def test_what_is_no_packed_file_is_told_by_its_reader(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 and no directory")
    with opened(tmp_path / "a.xlsx", LIMITS) as one:
        assert one is None
    told = examine(tmp_path / "a.xlsx", "a.xlsx", Known(), LIMITS)
    assert [seen.kind for seen in told] == ["damaged"]


def test_a_small_part_is_what_the_directory_says_even_if_only_its_begin_is_asked(
    tmp_path: Path,
) -> None:
    file = letter(tmp_path / "a.docx", **{"word__media__a.bin": b"x" * 500})
    data = bytearray(file.read_bytes())
    entry = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, entry + 16, 1)
    with pytest.raises(Broken):
        Packed(io.BytesIO(data), LIMITS).head("word/media/a.bin")
    file.write_bytes(data)
    told = list(check_safety(file, ".docx", LIMITS))
    assert told == [Seen("damaged", told[0].spot)]


def test_empty_parts_have_no_pieces(tmp_path: Path) -> None:
    file = docx(tmp_path / "a.docx", para("isi"), empty=b"")
    with file.open("rb") as stream:
        whole = Packed(stream, LIMITS)
        assert [list(whole.pieces("word/empty.xml")) for _ in range(2)] == [[], []]


@pytest.mark.parametrize("encoding", ["UTF-8", "utf-8", "UTF-16"])
@pytest.mark.parametrize("between", ["", "\r\n", "<!-- a -->", "<?a b?>"])
def test_definitions_are_found_behind_a_declaration(encoding: str, between: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}" standalone="yes"?>{between}'
    defined = f'{head}<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)
    assert defines_signs([defined])
    assert defines_signs([defined[:9], defined[9:]])
    assert not defines_signs([f"{head}<a>b</a>".encode(encoding)])
