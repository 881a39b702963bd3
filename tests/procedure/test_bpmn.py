"""A procedure written as BPMN is the procedure, and its diagram can be read."""

import re
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from paraf.core.sop import Act, Sop
from paraf.procedure.bpmn import write_bpmn
from paraf.procedure.bpmn_flow import graph
from paraf.procedure.bpmn_reading import read_bpmn
from paraf.procedure.bpmn_words import BOUNDS, BPMN, DI, OURS, POINTS
from paraf.records.sop import read_sop
from paraf.records.sop_writing import table, write_table
from procedure.dressing import dressed_sops
from sops import sops

LAWS = settings(
    max_examples=60, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much,
                           HealthCheck.data_too_large],
)  # fmt: skip
FIVE = sorted((Path(__file__).parents[2] / "review" / "sop").glob("*.yml"))
NCNAME = re.compile(r"[A-Za-z_][-A-Za-z0-9._]*")

Box = tuple[float, float, float, float]


def five() -> list[Any]:
    return [pytest.param(one, id=one.stem) for one in FIVE]


def sop_of(path: Path) -> Sop:
    return read_sop(path.read_text("utf-8"), path.name)


def back(data: bytes) -> Sop:
    """Return the procedure that a BPMN file holds, by way of its YAML."""
    read = read_bpmn(data, "sop.bpmn", called="sop")
    assert read.left_out == ()
    return read_sop(write_table(read.table), "sop.yml")


@pytest.mark.parametrize("path", five())
def test_each_of_the_five_comes_back_as_it_was(path: Path) -> None:
    assert back(write_bpmn(sop_of(path))) == sop_of(path)


@LAWS
@given(dressed_sops())
def test_any_sound_procedure_comes_back_as_it_was(sop: Sop) -> None:
    assert back(write_bpmn(sop)) == sop


def bare(data: Any) -> Any:
    """Return plain values without what says nothing, so that two ways to be silent are equal."""
    if isinstance(data, dict):
        return {key: bare(one) for key, one in data.items() if one not in ("", [], None)}
    return [bare(one) for one in data] if isinstance(data, list) else data


@LAWS
@given(sops())
def test_an_unsound_procedure_comes_back_as_unsound_as_it_was(sop: Sop) -> None:
    read = read_bpmn(write_bpmn(sop), "sop.bpmn", called="sop")
    assert bare(read.table) == bare(table(sop))


@pytest.mark.parametrize("path", five())
def test_the_same_procedure_is_the_same_bytes(path: Path) -> None:
    data = write_bpmn(sop_of(path))
    assert data == write_bpmn(back(data))
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<bpmn:definitions ")


def of(root: etree._Element, space: str, name: str) -> list[etree._Element]:
    return list(root.iter(f"{{{space}}}{name}"))


@LAWS
@given(dressed_sops(sound=False))
def test_ids_are_names_stand_once_and_every_reference_finds_its_own(sop: Sop) -> None:
    root = etree.fromstring(write_bpmn(sop))
    ids = [one.get("id", "") for one in root.iter() if one.get("id") and OURS not in str(one.tag)]
    assert len(ids) == len(set(ids))
    assert all(NCNAME.fullmatch(one) for one in ids)
    pointed = [one.get(key) for one in root.iter() for key in
               ("sourceRef", "targetRef", "dataObjectRef", "bpmnElement", "processRef")
               if one.get(key)]  # fmt: skip
    named = ("flowNodeRef", "incoming", "outgoing", "sourceRef", "targetRef", "dataInputRefs",
             "dataOutputRefs")  # fmt: skip
    pointed += [one.text for name in named for one in of(root, BPMN, name)]
    assert set(pointed) <= set(ids)


def test_lanes_are_the_actors_and_every_act_has_its_kind_of_task() -> None:
    sop = sop_of(next(one for one in FIVE if one.stem == "update-website"))
    root = etree.fromstring(write_bpmn(sop))
    assert [one.get("name") for one in of(root, BPMN, "lane")] == [
        one.printed for one in sop.actors
    ]
    kinds = {Act.PREPARE: "userTask", Act.REVIEW: "userTask", Act.DISPOSITION: "sendTask",
             Act.PERFORM: "serviceTask", Act.ARCHIVE: "serviceTask"}  # fmt: skip
    for step in sop.steps:
        task = next(one for one in root.iter() if one.get("id") == f"Step_{step.label}")
        assert etree.QName(task).localname == kinds[step.act]
        assert task.get("name") == f"{step.label}. {step.activity}"
        assert f"Waktu: {step.printed_norm}" in (task.findtext(f"{{{BPMN}}}documentation") or "")


def test_a_review_goes_on_or_back_and_a_branch_asks_its_question() -> None:
    sop = sop_of(next(one for one in FIVE if one.stem == "simpeg-maintenance"))
    flows = graph(sop).flows
    for step in sop.steps:
        if step.act is Act.REVIEW and step.returns_to:
            ways = {one.name: one.target for one in flows if one.source == f"Verdict_{step.label}"}
            assert ways["dikembalikan"] == f"Step_{sop.step(step.returns_to).label}"
            assert set(ways) == {"disetujui", "dikembalikan"}
        if step.act is Act.BRANCH:
            ways = {one.name for one in flows if one.source == f"Step_{step.label}"}
            assert ways == {one.says for one in step.answers}


def box(element: etree._Element) -> Box:
    found = element.find(f"{{{BOUNDS}}}Bounds")
    assert found is not None
    x, y, width, height = (float(found.get(key, "")) for key in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def drawn(root: etree._Element) -> tuple[dict[str, Box], dict[str, list[tuple[float, float]]]]:
    """Return the shapes and the lines of a diagram, by the elements that they show."""
    shapes = {one.get("bpmnElement", ""): box(one) for one in of(root, DI, "BPMNShape")}
    lines = {
        one.get("bpmnElement", ""): [
            (float(point.get("x", "")), float(point.get("y", "")))
            for point in one.iter(f"{{{POINTS}}}waypoint")
        ]
        for one in of(root, DI, "BPMNEdge")
    }
    return shapes, lines


def check_picture(sop: Sop) -> None:
    root = etree.fromstring(write_bpmn(sop))
    shapes, lines = drawn(root)
    frames = {name: one for name, one in shapes.items() if name.split("_")[0] in ("Pool", "Lane")}
    inside = {name: one for name, one in shapes.items() if name not in frames}
    lanes = {
        ref.text: frames[lane.get("id", "")]
        for lane in of(root, BPMN, "lane")
        for ref in lane.iter(f"{{{BPMN}}}flowNodeRef")
    }
    assert set(lanes) <= set(inside)
    for name, (left, top, right, bottom) in inside.items():
        where = lanes.get(name, frames["Pool"])
        assert where[0] < left < right < where[2], name
        assert where[1] < top < bottom < where[3], name
    for (one, first), (other, second) in combinations(inside.items(), 2):
        assert not overlap(first, second), (one, other)
    for name, points in lines.items():
        assert len(points) >= 2, name
        for (x, y), (to_x, to_y) in pairwise(points):
            assert x == to_x or y == to_y, f"{name} runs slantwise"
            way = (min(x, to_x), min(y, to_y), max(x, to_x) + 0.1, max(y, to_y) + 0.1)
            for shape, where in inside.items():
                inner = (where[0] + 1, where[1] + 1, where[2] - 1, where[3] - 1)
                assert not overlap(way, inner), f"{name} crosses {shape}"


def check_words(sop: Sop) -> None:
    """Check that nothing lies on the words beside shapes and lines."""
    root = etree.fromstring(write_bpmn(sop))
    shapes, lines = drawn(root)
    words = {
        one.get("bpmnElement", ""): box(label)
        for kind in ("BPMNShape", "BPMNEdge")
        for one in of(root, DI, kind)
        if (label := one.find(f"{{{DI}}}BPMNLabel")) is not None
    }
    solid = [one for name, one in shapes.items() if name.split("_")[0] not in ("Pool", "Lane")]
    for name, where in words.items():
        assert not any(overlap(where, one) for one in solid), name
        assert not any(overlap(where, one) for key, one in words.items() if key != name), name
        for line, points in lines.items():
            for (x, y), (to_x, to_y) in pairwise(points):
                way = (min(x, to_x), min(y, to_y), max(x, to_x) + 0.1, max(y, to_y) + 0.1)
                assert not overlap(way, where), f"{line} crosses the words of {name}"


@pytest.mark.parametrize("path", five())
def test_no_shape_of_the_five_lies_on_another_and_no_line_crosses_one(path: Path) -> None:
    check_picture(sop_of(path))
    check_words(sop_of(path))


@LAWS
@given(sops(14))
def test_no_line_of_any_diagram_crosses_a_shape_or_words(sop: Sop) -> None:
    check_picture(sop)
    check_words(sop)


@LAWS
@given(dressed_sops(sound=False))
def test_no_words_of_any_length_push_a_shape_onto_another(sop: Sop) -> None:
    check_picture(sop)


def test_a_name_that_stands_in_the_drawing_is_the_one_that_counts() -> None:
    sop = sop_of(next(one for one in FIVE if one.stem == "update-website"))
    text = write_bpmn(sop).decode()
    text = text.replace('name="Kepala BKD"', 'name="Kepala Badan"')
    text = text.replace('name="11. Pengelola', 'name="11. Petugas')
    read = back(text.encode())
    assert read.actors[3].printed == "Kepala Badan"
    assert read.steps[10].activity == sop.steps[10].activity.replace("Pengelola", "Petugas", 1)
    assert replace(read, actors=sop.actors, steps=sop.steps) == sop


def test_a_changed_documentation_changes_the_cells_and_an_unchanged_one_nothing() -> None:
    sop = sop_of(next(one for one in FIVE if one.stem == "update-website"))
    text = write_bpmn(sop).decode()
    changed = text.replace("Waktu: 15 menit", "Waktu: 25 menit").encode()
    found = read_bpmn(changed, "sop.bpmn", called="sop")
    assert [str(one.what) for one in found.left_out] == [
        "The documentation of step 11 was changed; it counts, not what was kept beside it."
    ]
    read = read_sop(write_table(found.table), "sop.yml")
    assert (read.steps[10].printed_norm, read.steps[10].norm.amount) == ("25 menit", 25)
    assert read.steps[:10] == sop.steps[:10]
    assert read.steps[10].output == sop.steps[10].output
