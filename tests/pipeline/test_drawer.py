"""Papers printed before save time, and change not a byte, whatever lies in their drawer."""

import os
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office_world import BOT, OfficeWorld, office_world
from paraf.core.sop import Sop
from paraf.pipeline.drawer import MOST, Drawer, drawer, fingerprint, name_of
from paraf.pipeline.printed import generated, pdf
from paraf.pipeline.tree import build_site, checked_out, moment
from procedure.procedures import five

PAPER = b"%PDF-1.7\nprosedur\n%%EOF\n"
NAME = "a" * 64


@cache
def sops() -> tuple[Sop, ...]:
    return five()


@pytest.fixture
def sop() -> Sop:
    return min(sops(), key=lambda one: len(one.steps))


def test_a_drawer_changes_no_byte_and_is_what_the_paper_comes_from(
    tmp_path: Path, sop: Sop
) -> None:
    kept = Drawer(tmp_path / "papers")
    plain = generated([sop], "id")
    assert generated([sop], "id", drawer=kept) == plain
    assert generated([sop], "id", drawer=kept) == plain
    assert kept.take(name_of(sop, "id")) == pdf(sop, "id")
    kept.put(name_of(sop, "id"), PAPER)
    assert PAPER in generated([sop], "id", drawer=kept).values()


def test_a_site_that_is_only_tried_puts_no_paper_away(tmp_path: Path, sop: Sop) -> None:
    kept = Drawer(tmp_path / "papers")
    generated([sop], "id", papers=False, drawer=kept)
    assert not kept.folder.exists()


@given(st.binary(max_size=200), st.data())
def test_what_is_not_as_it_was_put_in_is_not_taken_out(paper: bytes, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        kept = Drawer(Path(folder))
        kept.put(NAME, paper)
        assert kept.take(NAME) == paper
        right = (kept.folder / NAME).read_bytes()
        at = data.draw(st.integers(0, len(right) - 1))
        flipped = right[:at] + bytes([right[at] ^ data.draw(st.integers(1, 255))]) + right[at + 1 :]
        for wrong in (right[:at], flipped, right + b"\0", data.draw(st.binary(max_size=300))):
            (kept.folder / NAME).write_bytes(wrong)
            assert wrong == right or kept.take(NAME) is None


def test_another_procedure_s_paper_is_not_taken_for_this_one(tmp_path: Path) -> None:
    kept = Drawer(tmp_path)
    kept.put("b" * 64, PAPER)
    (tmp_path / ("b" * 64)).rename(tmp_path / NAME)
    assert kept.take(NAME) is None


def test_whatever_else_lies_there_is_passed_over(tmp_path: Path, sop: Sop) -> None:
    kept, name = Drawer(tmp_path), name_of(sop, "id")
    plain = generated([sop], "id")
    for lay in (
        lambda: (tmp_path / name).mkdir(),
        lambda: (tmp_path / name).symlink_to(tmp_path / "nowhere"),
        lambda: os.mkfifo(tmp_path / name),
    ):
        lay()
        assert kept.take(name) is None
        assert generated([sop], "id", drawer=kept) == plain
        shutil.rmtree(tmp_path / name, ignore_errors=True)
        (tmp_path / name).unlink(missing_ok=True)


def test_where_nothing_can_be_kept_it_is_printed_all_the_same(tmp_path: Path, sop: Sop) -> None:
    (tmp_path / "papers").write_text("a file in the folder's place")
    kept = Drawer(tmp_path / "papers")
    assert generated([sop], "id", drawer=kept) == generated([sop], "id")


def test_only_those_used_last_are_kept(tmp_path: Path) -> None:
    kept = Drawer(tmp_path)
    names = [f"{no:064}" for no in range(MOST + 3)]
    for no, name in enumerate(names):
        kept.put(name, PAPER)
        os.utime(tmp_path / name, (no, no))
        assert kept.take(names[0]) == PAPER  # asked for again and again: it stays
    left = {one.name for one in tmp_path.iterdir()}
    assert left == {names[0], *names[-MOST + 1 :]}


def test_a_write_that_was_cut_off_is_thrown_out_in_time(tmp_path: Path) -> None:
    kept = Drawer(tmp_path)
    left = tmp_path / f"{NAME}.1.part"
    left.write_bytes(PAPER)
    os.utime(left, (0, 0))
    for no in range(MOST):
        kept.put(f"{no:064}", PAPER)
    assert not left.exists()


@given(st.data())
def test_any_change_of_a_procedure_or_of_its_language_prints_anew(data: st.DataObject) -> None:
    sop = data.draw(st.sampled_from(sops()))
    step = data.draw(st.sampled_from(sop.steps))
    field = data.draw(st.sampled_from(["activity", "inputs", "output", "remark", "printed_norm"]))
    text = data.draw(st.text())
    steps = tuple(replace(one, **{field: text}) if one is step else one for one in sop.steps)
    edited = replace(sop, steps=steps)
    assert (name_of(edited, "id") == name_of(sop, "id")) == (edited == sop)
    assert name_of(sop, "id") != name_of(sop, "en")


def test_any_other_file_of_the_program_prints_anew(tmp_path: Path) -> None:
    package = tmp_path / "paraf"
    (package / "procedure" / "__pycache__").mkdir(parents=True)
    template = package / "procedure" / "paper.html.j2"
    template.write_text("<table>")
    found = [fingerprint(package)]
    (package / "procedure" / "__pycache__" / "paper.pyc").write_bytes(b"made of it")
    assert fingerprint(package) == found[0]
    for act in (
        lambda: template.write_text("<table >"),
        lambda: template.rename(template.with_name("other.j2")),
        lambda: (package / "procedure" / "empty").touch(),
        lambda: (package / "procedure" / "empty").unlink(),
    ):
        act()
        found.append(fingerprint(package))
    assert found[-1] == found[-3]
    assert len(set(found)) == len(found) - 1


@pytest.fixture
def office(tmp_path: Path) -> OfficeWorld:
    return office_world(tmp_path)


def test_a_damaged_drawer_publishes_the_same_site(office: OfficeWorld, tmp_path: Path) -> None:
    desk = office.desk(BOT)
    commit = desk.forge.base()

    def built(name: str) -> str:
        with checked_out(desk, commit) as tree:
            return build_site(desk, tree, tmp_path / name, moment(desk, commit)).digest

    first = built("first")
    (kept,) = drawer(desk).folder.iterdir()
    right = kept.read_bytes()
    kept.write_bytes(right[:-100])
    assert built("second") == first
    assert kept.read_bytes() == right
    shutil.rmtree(drawer(desk).folder)
    assert built("third") == first
    assert office.git(BOT, "status", "--porcelain").out == ""
