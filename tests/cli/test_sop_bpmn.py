"""Procedures go out as BPMN and come in from it, by command."""

import os
import subprocess
from pathlib import Path

import pytest

from paraf.cli.world import PARAF
from paraf.records.sop import read_sop

ROOT = Path(__file__).parents[2]
SOPS = ROOT / "review" / "sop"
THEIRS = ROOT / "tests" / "bpmn" / "another-tool.bpmn"


def paraf(*words: str | Path, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PARAF, "sop", *map(str, words)], cwd=folder, env={**os.environ, "PARAF_LANG": "en"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_procedure_goes_out_and_comes_in_again(tmp_path: Path) -> None:
    bpmn, yaml = tmp_path / "out" / "sop.bpmn", tmp_path / "in" / "simpeg-maintenance.yml"
    assert paraf("export", "simpeg-maintenance", "--into", bpmn).returncode == 0
    done = paraf("import", bpmn, "--into", yaml)
    assert (done.returncode, done.stderr) == (0, "")
    first = SOPS / "simpeg-maintenance.yml"
    assert read_sop(yaml.read_text("utf-8"), "a") == read_sop(first.read_text("utf-8"), "b")


def test_without_a_file_it_goes_on_the_screen_by_id_or_by_path() -> None:
    by_id = paraf("export", "data-update")
    assert by_id.returncode == 0
    assert by_id.stdout.startswith("<?xml version='1.0' encoding='UTF-8'?>\n<bpmn:definitions")
    assert paraf("export", SOPS / "data-update.yml").stdout == by_id.stdout


def test_a_file_that_says_something_else_is_not_replaced_unasked(tmp_path: Path) -> None:
    bpmn, yaml = tmp_path / "sop.bpmn", tmp_path / "data-update.yml"
    paraf("export", "data-update", "--into", bpmn)
    yaml.write_text("version: 1\n", "utf-8")
    refused = paraf("import", bpmn, "--into", yaml)
    assert refused.returncode == 2
    assert "is there already and says something else" in refused.stderr
    assert yaml.read_text("utf-8") == "version: 1\n"
    assert paraf("import", bpmn, "--into", yaml, "--replace").returncode == 0
    assert paraf("import", bpmn, "--into", yaml).returncode == 0


def test_what_another_tool_did_not_say_is_written_empty_and_named_by_line(tmp_path: Path) -> None:
    yaml = tmp_path / "cuti.yml"
    done = paraf("import", THEIRS, "--into", yaml)
    assert done.returncode == 5
    assert f"Wrote {yaml}: Cuti Tahunan." in done.stdout
    lines = yaml.read_text("utf-8").splitlines()
    assert lines[2] == "id: cuti"
    for no, line in enumerate(lines, 1):
        said = f"{yaml}:{no}: " in done.stderr
        assert said == (line == "    norm: ''")
    assert "textAnnotation" in done.stderr


@pytest.mark.parametrize("data", [b"", b"\xff", b"<a>", b"<svg/>", b"<!DOCTYPE a><a/>"])
def test_what_is_no_bpmn_is_refused_and_nothing_is_written(tmp_path: Path, data: bytes) -> None:
    bpmn, yaml = tmp_path / "sop.bpmn", tmp_path / "sop.yml"
    bpmn.write_bytes(data)
    done = paraf("import", bpmn, "--into", yaml)
    assert done.returncode == 5
    assert f"{bpmn}:1: " in done.stderr
    assert not yaml.exists()


def test_a_procedure_that_is_not_there_or_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    missing = paraf("export", "tidak-ada")
    assert (missing.returncode, missing.stdout) == (5, "")
    assert "review/sop/tidak-ada.yml:1: The file is missing." in missing.stderr
    (tmp_path / "file").write_text("", "utf-8")
    barred = paraf("export", "data-update", "--into", tmp_path / "file" / "sop.bpmn")
    assert barred.returncode == 4
    assert "Traceback" not in barred.stderr
