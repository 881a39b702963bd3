"""The office's files as they lie in a folder: every mistake at once, by file and line."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

from builders import PREPARER, flagship
from paraf.cli.sop import proof
from paraf.cli.world import PARAF
from paraf.core.explore import explore
from paraf.core.words import english
from paraf.pipeline.rulebook import unproved

REVIEW = Path(__file__).parents[2] / "review"


def check(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PARAF, "sop", "check", *words], cwd=folder, env={**os.environ, "PARAF_LANG": "en"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip


def test_the_offices_own_files_are_valid(tmp_path: Path) -> None:
    shutil.copytree(REVIEW, tmp_path / "review")
    found = check(tmp_path)
    assert found.returncode == 0, found.stdout
    assert "VI.04.05.02.02 Updating Data Website: 11 steps." in found.stdout
    assert "PEMELIHARAAN SISTEM INFORMASI/MANAJEMEN KEPEGAWAIAN (SIMPEG): 8 steps." in found.stdout
    told = json.loads(check(tmp_path, "--json").stdout)
    assert told["valid"] is True
    assert told["mistakes"] == []
    assert [one["id"] for one in told["procedures"]] == [
        "data-management", "data-update", "simpeg-database", "simpeg-maintenance",
        "update-website",
    ]  # fmt: skip
    assert all(one["proved"] and one["states"] > one["steps"] for one in told["procedures"])
    assert found.stdout.count("Proved: from each of ") == len(told["procedures"])


def test_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    shutil.copytree(REVIEW, tmp_path / "review")
    wrong = {
        "officials.yml": ("holding: plt", "holding: pjs"),
        "rules.yml": ("file_megabytes: 20", "file_megabytes: banyak"),
        "sop/update-website.yml": ("act: prepare", "act: menyusun"),
    }
    lines = {}
    for name, (right, other) in wrong.items():
        file = tmp_path / "review" / name
        text = file.read_text()
        lines[f"review/{name}"] = text[: text.index(right)].count("\n") + 1
        file.write_text(text.replace(right, other, 1))
    found = check(tmp_path)
    assert found.returncode == 5, found.stdout
    for name, line in lines.items():
        assert f"{name}:{line}: " in found.stdout
    told = json.loads(check(tmp_path, "--json").stdout)["mistakes"]
    assert {one["file"]: one["line"] for one in told} == lines


def test_a_post_that_nobody_knows_is_told_where_it_is_named(tmp_path: Path) -> None:
    shutil.copytree(REVIEW, tmp_path / "review")
    file = tmp_path / "review/sop/update-website.yml"
    text = file.read_text().replace("post: kepala}", "post: kepal}")
    file.write_text(text)
    line = next(i for i, one in enumerate(text.splitlines(), 1) if "post: kepal}" in one)
    found = check(tmp_path)
    assert f"update-website.yml:{line}: kepal is not among" in found.stdout


def test_a_folder_without_rules_is_said_to_have_none(tmp_path: Path) -> None:
    found = check(tmp_path)
    assert found.returncode == 5
    assert "review/officials.yml:1: The file is missing." in found.stdout


def test_only_the_files_that_are_named_are_checked_each_with_all_its_mistakes(
    tmp_path: Path,
) -> None:
    shutil.copytree(REVIEW, tmp_path / "review")
    (tmp_path / "review/rules.yml").write_text("version: 1\n")
    website = (REVIEW / "sop/update-website.yml").read_text()
    (tmp_path / "lain.yml").write_text(website.replace("post: kabid", "post: camat"))
    (tmp_path / "buntu.yml").write_text(website.replace("returns_to: 5", "returns_to: 9"))
    found = check(tmp_path, "review/sop/data-update.yml", "lain.yml", "buntu.yml")
    assert found.returncode == 5
    assert "Update Data Kepegawaian: 3 steps." in found.stdout
    id_ = website[: website.index("id: update")].count("\n") + 1
    post = website[: website.index("post: kabid")].count("\n") + 1
    assert f"lain.yml:{id_}: The id is update-website, but the file is called lain." in found.stdout
    assert "rules.yml" not in found.stdout
    lines = [i for i, one in enumerate(website.splitlines(), 1) if "returns_to: 5" in one]
    assert len(lines) == 3
    for line in lines:
        assert f"buntu.yml:{line}: A review returns to an earlier step" in found.stdout
    (tmp_path / "review/rules.yml").write_text((REVIEW / "rules.yml").read_text())
    known = check(tmp_path, "lain.yml")
    assert f"lain.yml:{post}: camat is not among the posts" in known.stdout


def test_a_file_that_is_not_there_was_typed_wrongly(tmp_path: Path) -> None:
    assert check(tmp_path, "tidak-ada.yml").returncode == 2


def test_what_only_trying_out_finds_is_told_on_its_line_with_the_shortest_story() -> None:
    text = (REVIEW / "sop/update-website.yml").read_text()
    sop = flagship()
    steps = [replace(one, actor=PREPARER) if one.no == 2 else one for one in sop.steps]
    found = explore(replace(sop, steps=tuple(steps)))
    line = text[: text.index("  - step: 2\n")].count("\n") + 1
    first = next(iter(unproved(text, "f.yml", found)))
    assert (first.file, first.line) == ("f.yml", line)
    assert english(first.what) == (
        "A case can come to where it cannot be ended: The case is opened. "
        "Pengelola hands in the manuscript. The case lies at step 2 and cannot be ended from there."
    )
    assert len(list(unproved(text, "f.yml", found))) == 1 + len(found.dead)
    assert english(proof(found)) == "Not sound: see below."


def test_what_was_not_tried_out_wholly_is_not_called_proved() -> None:
    found = explore(flagship(), most=50)
    assert english(proof(found)) == "Not proved: after 50 states there was no end of them."
    assert list(unproved("", "f.yml", found)) == []


def test_a_time_that_is_not_settled_is_a_warning_and_no_mistake(tmp_path: Path) -> None:
    shutil.copytree(REVIEW, tmp_path / "review")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    clock = tmp_path / "clock"
    subprocess.run(["git", "config", "paraf.clock", str(clock)], cwd=tmp_path, check=True)
    said = "Note: The cuti bersama of 2028 is not known yet"
    for now, warned in (("2027-11-01T08:00:00+07:00", False), ("2027-12-30T08:00:00+07:00", True)):
        clock.write_text(now)
        found = check(tmp_path)
        assert found.returncode == 0, found.stdout
        assert (said in found.stdout) is warned, found.stdout
        told = json.loads(check(tmp_path, "--json").stdout)
        assert (told["valid"], len(told["doubts"])) == (True, int(warned))
    clock.write_text("2027-02-10T08:00:00+07:00")
    settings = tmp_path / "review" / "pipeline.yml"
    kept = settings.read_text().partition("    # Ramadan 1448 H")
    settings.write_text(kept[0] + kept[2][kept[2].index("target:") :])
    found = check(tmp_path)
    assert "Note: review/pipeline.yml gives no hours for this Ramadan" in found.stdout
    assert found.returncode == 0
