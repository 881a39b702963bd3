"""`<document>.stored.yml`: what is written is read again, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraf.core.evidence import FileSum
from paraf.core.stored import Stored
from paraf.ports import RecordFault
from paraf.records.stored import fold, read_stored, write_stored

LINES = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=60)
MEDIA = st.lists(LINES, max_size=9, unique_by=fold)
OBJECTS = st.builds(
    Stored,
    LINES,
    st.builds(FileSum, st.integers(1, 10**15), st.from_regex(r"[0-9a-f]{64}", fullmatch=True)),
    MEDIA.map(tuple),
)
GOOD = write_stored(Stored("cadangan.sql", FileSum(3, "a" * 64), ("CD A", "CD B")))


@given(stored=OBJECTS)
def test_a_pointer_is_read_as_it_was_written(stored: Stored) -> None:
    assert read_stored(write_stored(stored), "x.stored.yml") == stored


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("size: 3", "size: -1", 3),
        ("size: 3", 'size: "3"', 3),
        ("a" * 64, "A" * 64, 4),
        ("a" * 64, "a" * 63, 4),
        ("CD B", "cd  a", 7),
        ("version: 1", "version: 2", 1),
        ("name: cadangan.sql", 'name: ""', 2),
        ("version: 1", "version: 1\nbytes: x", 2),
    ],
)
def test_what_is_wrong_in_a_pointer_is_told_by_line(old: str, new: str, line: int) -> None:
    assert old in GOOD
    with pytest.raises(RecordFault) as fault:
        read_stored(GOOD.replace(old, new), "x.stored.yml")
    assert [(one.file, one.line) for one in fault.value.mistakes] == [("x.stored.yml", line)]
