"""A procedure that is written as YAML reads back as the same procedure."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from paraf.core.sop import Sop
from paraf.records.sop import read_sop
from paraf.records.sop_writing import table, write_sop
from procedure.dressing import dressed_sops

FIVE = sorted((Path(__file__).parents[2] / "review" / "sop").glob("*.yml"))
LAWS = settings(
    max_examples=60, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip


def five() -> list[Any]:
    return [pytest.param(one, id=one.stem) for one in FIVE]


@pytest.mark.parametrize("path", five())
def test_each_of_the_five_reads_back(path: Path) -> None:
    sop = read_sop(path.read_text("utf-8"), path.name)
    text = write_sop(sop)
    assert read_sop(text, path.name) == sop
    assert text == write_sop(read_sop(text, path.name))
    assert text.startswith("# yaml-language-server: $schema=../schema/sop.schema.json\nversion: 1")


@LAWS
@given(dressed_sops())
def test_any_sound_procedure_reads_back_to_us_and_to_other_programs(sop: Sop) -> None:
    text = write_sop(sop)
    assert read_sop(text, "sop.yml") == sop
    assert yaml.safe_load(text) == table(sop)


def test_a_row_of_several_acts_is_written_as_one_row() -> None:
    path = next(one for one in FIVE if one.stem == "simpeg-maintenance")
    rows = table(read_sop(path.read_text("utf-8"), path.name))["steps"]
    assert [one["step"] for one in rows] == list(range(1, 9))
    third = rows[2]
    assert [one["act"] for one in third["acts"]] == ["review", "branch", "perform", "prepare"]
    assert [one["next"] for one in third["acts"][1]["answers"]] == ["3c", "3d"]
    assert {"act", "change", "mark"}.isdisjoint(third)
