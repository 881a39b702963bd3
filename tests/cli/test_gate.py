"""`paraf gate`: a verdict explained, and what one more deed would be worth."""

import json
from pathlib import Path

from office_world import KASUBID, PENGELOLA, office_world
from pipeline.live import references


def test_the_gate_explains_each_step_and_each_mark_without_changing_anything(
    tmp_path: Path,
) -> None:
    office = office_world(tmp_path)
    case = office.case_at(3)
    before = references(office)
    plain = office.run(PENGELOLA, "gate", case)
    supposed = office.run(
        PENGELOLA, "gate", case, "--if", "kabid approve", "--if", "kasubid assign"
    )
    vain = office.run(PENGELOLA, "gate", case, "--if", "kepala approve")

    assert (plain.code, supposed.code, vain.code) == (0, 0, 0), plain.out + supposed.out + vain.out
    assert "✓ 2 paraf — Cendana Contohwan, Kepala Sub Bidang" in plain.out
    assert "→ 3 paraf" in plain.out
    assert "If Dahlia Ibaratni approved the manuscript" in supposed.out
    assert "ready to publish" in supposed.out
    assert "it would not count. Gaharu Umpamanto held no post" in vain.out
    assert references(office) == before


def test_the_gate_speaks_to_programs(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    case = office.case_at(2)
    ran = office.run(KASUBID, "gate", case, "--if", "kasubid return", "--json")
    data = json.loads(ran.out)

    assert data["if"] == [{"who": "cendana", "counts": True, "why": None}]
    assert [one["place"] for one in data["steps"]][:2] == ["here", "ahead"]
    assert [one["label"] for one in data["steps"]] == [str(no) for no in range(1, 12)]


def test_what_nobody_can_do_is_refused_with_examples(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    case = office.case_at(2)
    ran = office.run(KASUBID, "gate", case, "--if", "sekda approve")

    assert ran.code == 3
    assert "sekda is nobody here" in ran.out
    assert '--if "kabid approve"' in ran.out
