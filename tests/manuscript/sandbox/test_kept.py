"""What was seen before is remembered as it was, or not at all."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from paraf.core.checking import Limits, ManuscriptRules, Treatment
from paraf.manuscript.personal.recognise import Known
from paraf.manuscript.sandbox import kept
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot

RULES = ManuscriptRules()
SEEN = (Seen("nik", Spot(sheet="Data", cell="B2:B25", hidden=True), "3404••••••••0001", 24),)


def test_what_was_seen_is_remembered_as_it_was(tmp_path: Path) -> None:
    memory = kept.examined(tmp_path, RULES, Known())
    memory.put("a .xlsx", SEEN)
    memory.put("b .csv", ())
    assert memory.take("a .xlsx") == SEEN
    assert memory.take("b .csv") == ()
    assert memory.take("a .csv") is None


def test_other_rules_see_anew_and_other_treatments_do_not(tmp_path: Path) -> None:
    kept.examined(tmp_path, RULES, Known()).put("a", SEEN)
    for rules, known in (
        (replace(RULES, limits=Limits(seconds=61)), Known()),
        (RULES, Known(phones=("0274",))),
    ):
        assert kept.examined(tmp_path, rules, known).take("a") is None
    milder = replace(RULES, unscanned=Treatment.PASS, files=5)
    assert kept.examined(tmp_path, milder, Known()).take("a") == SEEN


@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_memory_is_none(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        memory = kept.examined(Path(folder), RULES, Known())
        memory.put("a", SEEN)
        (file,) = Path(folder).iterdir()
        whole = bytearray(file.read_bytes())
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] ^= data.draw(st.integers(1, 255))
        file.write_bytes(whole[: data.draw(st.integers(place + 1, len(whole)))])
        assert memory.take("a") is None


def test_what_lay_unused_longest_is_forgotten(tmp_path: Path) -> None:
    memory = kept.examined(tmp_path, RULES, Known())
    for number in range(kept.MANY + 3):
        file = tmp_path / f"{number}.json"
        file.touch()
        os.utime(file, ns=(number, number))
    memory.put("a", SEEN)
    memory.thin()
    left = {one.name for one in tmp_path.iterdir()}
    assert len(left) == kept.MANY
    assert not {f"{number}.json" for number in range(4)} & left
    assert memory.take("a") == SEEN


def test_where_nothing_can_be_written_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    memory = kept.examined(tmp_path / "file", RULES, Known())
    memory.put("a", SEEN)
    memory.thin()
    assert memory.take("a") is None
    nowhere = kept.examined(None, RULES, Known())
    nowhere.put("a", SEEN)
    assert nowhere.take("a") is None
