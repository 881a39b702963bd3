"""Findings as other programs read them, and what an office lives with."""

import json
from pathlib import Path
from random import Random
from xml.etree import ElementTree as Xml

import jsonschema_rs
from hypothesis import given
from hypothesis import strategies as st

from paraf.core.evidence import (
    Checked,
    Evidence,
    FileSum,
    Finding,
    Manifest,
    PageSeen,
    Severity,
)
from paraf.core.inspecting import InspectionRules
from paraf.core.words import T, english
from paraf.inspection.accepted import accept, reason_of
from paraf.inspection.assembling import assemble, in_order
from paraf.inspection.findings import block
from paraf.inspection.kinds import KINDS, PARTS
from paraf.inspection.reports.junit import junit
from paraf.inspection.reports.sarif import sarif
from paraf.inspection.site import Site

SCHEMA = Path(__file__).with_name("sarif-schema-2.1.0.json")
"""As OASIS publishes it, unaltered: © OASIS Open, https://www.oasis-open.org/policies-guidelines/ipr"""
VALIDATOR = jsonschema_rs.validator_for(json.loads(SCHEMA.read_text("utf-8")))
AT = "2026-11-16T01:00:00+00:00"
URL = "https://kantor.example/"

findings = st.builds(
    Finding,
    st.sampled_from(sorted(KINDS)),
    st.sampled_from(Severity),
    st.sampled_from([URL, f"{URL}a/", f"{URL}a b/\N{SNOWMAN}.pdf"]),
    st.integers(0, 3),
    st.builds(T, st.just("It says {word}"), word=st.text(max_size=5)),
    st.just(T("Correct it.")),
)
KIND = "console-error"


def evidence(*found: Finding) -> Evidence:
    return Evidence(URL, "d" * 64, 1, 2, (), found, at=AT)


def one(kind: str = KIND, severity: Severity = Severity.BLOCK, line: int = 0) -> Finding:
    return Finding(kind, severity, f"{URL}a/", line, T("gawat"), T("Correct it."))


@given(st.lists(findings, max_size=4))
def test_whatever_is_found_is_valid_sarif(found: list[Finding]) -> None:
    told = json.loads(sarif(evidence(*found), english, "1.0"))
    assert [error.message for error in VALIDATOR.iter_errors(told)] == []
    assert len(told["runs"][0]["results"]) == len(found)


def test_every_kind_is_a_rule_and_a_result_points_at_its_own() -> None:
    (run,) = json.loads(sarif(evidence(one(line=7)), english, "1.0"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(KINDS)
    (result,) = run["results"]
    assert rules[result["ruleIndex"]]["id"] == KIND
    assert result["level"] == "error"
    assert result["message"]["text"] == "gawat Correct it."
    place = result["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "https://kantor.example/a/"},
        "region": {"startLine": 7},
    }


def test_what_the_office_lives_with_is_suppressed_with_its_reason() -> None:
    (found,) = accept([one()], {KIND: "Peta pihak ketiga."})
    assert found.severity is Severity.WARN
    (result,) = json.loads(sarif(evidence(found), english, "1.0"))["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": "Peta pihak ketiga."}]


@given(st.lists(findings, max_size=4))
def test_whatever_is_found_is_well_formed_junit_with_a_test_for_each_kind(
    found: list[Finding],
) -> None:
    root = Xml.fromstring(junit(evidence(*found), english))
    assert [suite.get("name") for suite in root] == list(PARTS)
    assert {case.get("name") for case in root.iter("testcase")} == KINDS.keys()
    failed = {
        case.get("name") for case in root.iter("testcase") if case.find("failure") is not None
    }
    assert failed == {each.kind for each in found if each.severity is Severity.BLOCK}
    assert int(root.get("failures", "")) == len(failed)


def test_a_warning_fails_no_test_but_is_told() -> None:
    root = Xml.fromstring(junit(evidence(one(severity=Severity.WARN)), english))
    (case,) = [case for case in root.iter("testcase") if case.get("name") == KIND]
    assert case.find("failure") is None
    assert "https://kantor.example/a/: gawat" in (case.findtext("system-out") or "")


def test_what_is_accepted_warns_and_says_why() -> None:
    (found,) = accept([one()], {KIND: "Peta pihak ketiga."})
    assert str(found.what) == "gawat The office lives with it: Peta pihak ketiga."
    assert reason_of(found) == "Peta pihak ketiga."
    assert reason_of(one()) is None


@given(findings)
def test_a_binding_kind_is_accepted_by_nobody(found: Finding) -> None:
    (told,) = accept([found], dict.fromkeys(KINDS, "so what"))
    assert (told == found) == KINDS[found.kind].binding


@given(st.lists(findings, max_size=6), st.randoms(use_true_random=False))
def test_findings_stand_there_once_whatever_order_they_came_in(
    found: list[Finding], dice: Random
) -> None:
    again = [*found, *found]
    dice.shuffle(again)
    told = in_order(again)
    assert told == in_order(found)
    assert len(set(told)) == len(told)
    parts = [
        next(i for i, kinds in enumerate(PARTS.values()) if each.kind in kinds) for each in told
    ]
    assert parts == sorted(parts)


def seen(path: str, device: str, theme: str) -> PageSeen:
    return PageSeen(path, device, 200, "", (), "", theme)


def test_fewer_files_than_were_published_never_pass_where_bytes_were_looked_at() -> None:
    manifest = Manifest({"a": FileSum(1, "a"), "b": FileSum(1, "b")}, "d")
    site = Site(URL, manifest, None, rules=InspectionRules(accepted={"file-silent": "Lama."}))
    one, two = (Evidence(URL, "d", files, files, (), ()) for files in (1, 2))
    (found,) = assemble(site, [one]).findings
    assert (found.kind, found.severity, found.place) == ("file-silent", Severity.BLOCK, URL)
    assert str(found.what) == "Only 1 of 2 files came."
    assert assemble(site, [two]).findings == assemble(site, [one, one]).findings == ()
    assert assemble(site, [one], parts=("links", "pages")).findings == ()
    gone = block("file-status", f"{URL}a", T("x"), T("y"))
    assert assemble(site, [one], [gone]).findings == (gone,)


def test_pages_come_in_the_order_of_the_site_and_counts_are_added() -> None:
    site = Site(URL, Manifest({}, "d"), None, around=("z/", ""), rules=InspectionRules())
    files = T("files compared")
    whole = assemble(site, [
        Evidence(URL, "d", 3, 30, (seen("", "desktop", "dark"), seen("z/", "phone", "light")), (),
                 at="2026-11-16T02:00:00+00:00", tools={"a": "1"},
                 checked=(Checked("bytes", files, 3),)),
        Evidence(URL, "d", 4, 40, (seen("", "phone", "dark"), seen("", "phone", "light")), (),
                 at=AT, tools={"b": "2"},
                 checked=(Checked("links", T("links"), 9), Checked("bytes", files, 4))),
    ])  # fmt: skip
    assert [(page.path, page.device, page.theme) for page in whole.pages] == [
        ("z/", "phone", "light"),
        ("", "phone", "light"),
        ("", "phone", "dark"),
        ("", "desktop", "dark"),
    ]
    assert (whole.files, whole.bytes, whole.at) == (7, 70, AT)
    assert whole.tools == {"a": "1", "b": "2"}
    assert [(each.part, each.count) for each in whole.checked] == [("bytes", 7), ("links", 9)]
