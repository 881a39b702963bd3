"""What is told of findings, whatever they are: each once, in one group, as valid SARIF."""

import json
import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraf.cli.check_told import tell_findings, write_sarif
from paraf.core.evidence import Finding, Severity
from paraf.core.words import T
from paraf.manuscript.kinds import KINDS
from paraf.pipeline.grouping import Group, group_of, grouped

SCHEMA = Path(__file__).parents[1] / "inspection" / "sarif-schema-2.1.0.json"
VALIDATOR = jsonschema_rs.validator_for(json.loads(SCHEMA.read_text("utf-8")))
PLACES = ("content/a.md", "content/a b.pdf", "content/a#?%.md", "content/☃.csv", "c\udc80")
findings = st.builds(
    Finding,
    st.sampled_from(["nik", "no-text", "link", "record"]),
    st.sampled_from(Severity),
    st.sampled_from(PLACES),
    st.integers(0, 3),
    st.builds(T, st.just("It says {word}"), word=st.text(max_size=5)),
    st.just(T("Correct it.")),
    st.none() | st.builds(T, st.just("page {page}"), page=st.integers(1, 3)),
    st.sampled_from(["", "Milik kantor."]),
    st.integers(1, 3),
)  # fmt: skip


@given(st.lists(findings, max_size=8))
def test_every_finding_stands_in_one_group_and_what_blocks_is_never_excused(
    found: list[Finding],
) -> None:
    told = grouped(found)
    assert sorted(map(repr, found)) == sorted(repr(one) for _, held in told for one in held)
    for group, held in told:
        assert {group_of(one) for one in held} == {group}
        assert (group is Group.MUST) == all(one.severity is Severity.BLOCK for one in held)
    assert [group for group, _ in told] == [one for one in Group if one in dict(told)]


@settings(deadline=None, max_examples=40)
@given(st.lists(findings, max_size=5))
def test_whatever_is_found_is_valid_sarif_of_files_in_the_repository(found: list[Finding]) -> None:
    with TemporaryDirectory() as folder:
        write_sarif(found, Path(folder) / "a.sarif")
        log = json.loads((Path(folder) / "a.sarif").read_text())
    assert [error.message for error in VALIDATOR.iter_errors(log)] == []
    (run,) = log["runs"]
    assert len(run["results"]) == len(found)
    marks = [one["partialFingerprints"]["paraf/v1"] for one in run["results"]]
    assert len(set(marks)) == len(marks)
    for one, result in zip(found, run["results"], strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert re.fullmatch(r"[!-~]+", place["artifactLocation"]["uri"])
        assert not re.search(r"[?#]|^/|^\w+:", place["artifactLocation"]["uri"])
        assert place["region"]["startLine"] == max(1, one.line)
        assert ("suppressions" in result) == bool(one.excused)
    assert {"nik", "no-text", "macros"} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}


def test_many_alike_are_counted_and_their_way_out_is_said_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    one = Finding("nip", Severity.WARN, "content/a.md", 1, T("x"), KINDS["nip"].remedy)
    tell_findings([replace(one, line=no) for no in range(1, 41)])
    out = capsys.readouterr().out
    assert out.count("!") == 12
    assert "28" in out
    assert out.count("→") == 1
