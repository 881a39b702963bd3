"""Evidence goes to a file and back, and reads without Paraf."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraf.core.evidence import Checked, Evidence, FileSum, Finding, PageSeen, Severity
from paraf.core.words import T, Text
from paraf.inspection.browser.names import screenshots
from paraf.inspection.evidence.record import as_json, from_json
from paraf.inspection.evidence.schema import SCHEMA, schema
from paraf.ports import ArchiveFault

texts = st.builds(
    lambda words, count, inner: T("{words} {count} {inner}", words=words, count=count, inner=inner),
    st.text(),
    st.integers(),
    st.builds(lambda words: T("inside {words}", words=words), st.text()),
)
findings = st.builds(
    Finding, st.text(), st.sampled_from(Severity), st.text(), st.integers(0), texts, texts
)
sizes = st.integers(0, 2**53)
numbers = st.integers(0, 2**53) | st.floats(0, 1e9)
pages = st.builds(
    PageSeen,
    path=st.text(),
    device=st.sampled_from(["phone", "desktop"]),
    status=st.integers(0, 599),
    title=st.text(),
    headings=st.lists(st.text(), max_size=3).map(tuple),
    screenshot=st.text(),
    theme=st.sampled_from(["light", "dark"]),
    article=st.text(),
    difference=st.text(),
    figures=st.dictionaries(st.text(), numbers, max_size=3),
)
digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
evidences = st.builds(
    Evidence,
    url=st.text(),
    release=st.text(),
    files=sizes,
    bytes=sizes,
    pages=st.lists(pages, max_size=3).map(tuple),
    findings=st.lists(findings, max_size=3).map(tuple),
    at=st.text(),
    tools=st.dictionaries(st.text(), st.text(), max_size=3),
    checked=st.lists(st.builds(Checked, st.text(), texts, sizes), max_size=3).map(tuple),
    artifacts=st.dictionaries(st.text(), st.builds(FileSum, sizes, digests), max_size=3),
)
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA)
OLD = """{
  "v": 1, "url": "https://a.example/", "release": "ab", "files": 2, "bytes": 3, "passed": true,
  "findings": [], "pages": [{"path": "a/", "device": "phone", "status": 200, "title": "A",
  "headings": ["A"], "screenshot": "screenshots/a-phone.png"}]
}"""


@given(evidences)
def test_evidence_comes_back_as_it_was(evidence: Evidence) -> None:
    assert from_json(as_json(evidence)) == evidence


@given(evidences)
def test_evidence_holds_to_its_schema(evidence: Evidence) -> None:
    VALIDATOR.validate(json.loads(as_json(evidence)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"v": 2', '"v": 3'),
        ('"passed": true', '"passed": 1'),
        ('"files": 1', '"files": -1'),
        ('"at": ""', '"at": null'),
        ('"files": 1', '"files": 1, "more": 1'),
        ('"artifacts": {}', '"artifacts": {"a": {"bytes": 1, "sha256": "AB"}}'),
        ('"findings": []', '"findings": [{"kind": "a"}]'),
    ],
)
def test_the_schema_takes_nothing_else(old: str, new: str) -> None:
    text = as_json(Evidence("https://a.example/", "ab", 1, 2, (), ())).decode()
    assert old in text
    assert not VALIDATOR.is_valid(json.loads(text.replace(old, new)))


def test_the_published_schema_is_what_paraf_schema_gives_now() -> None:
    kept = Path(__file__).parents[2] / "review" / "schema" / "inspection.schema.json"
    assert kept.read_text("utf-8") == schema()
    jsonschema_rs.meta.validate(json.loads(schema()))


def test_evidence_of_an_old_archive_is_still_read() -> None:
    evidence = from_json(OLD.encode())
    assert evidence.pages == (
        PageSeen("a/", "phone", 200, "A", ("A",), "screenshots/a-phone.png", theme="light"),
    )
    assert (evidence.at, evidence.checked, evidence.artifacts) == ("", (), {})


@given(evidences)
def test_the_order_in_which_things_were_seen_does_not_matter(evidence: Evidence) -> None:
    artifacts = dict(reversed(evidence.artifacts.items()))
    tools = dict(reversed(evidence.tools.items()))
    again = replace(evidence, artifacts=artifacts, tools=tools)
    assert as_json(again) == as_json(evidence)


def test_the_file_reads_without_paraf() -> None:
    what: Text = T("The server answers {status}.", status=500)
    finding = Finding("page-status", Severity.BLOCK, "https://a.example/", 0, what, T("Do it."))
    said = json.loads(as_json(Evidence("https://a.example/", "ab", 1, 2, (), (finding,))))
    assert said["v"] == 2
    assert said["passed"] is False
    assert said["findings"] == [
        {
            "kind": "page-status",
            "severity": "block",
            "place": "https://a.example/",
            "line": 0,
            "what": "The server answers 500.",
            "remedy": "Do it.",
            "words": {
                "what": {"message": "The server answers {status}.", "values": {"status": 500}},
                "remedy": {"message": "Do it.", "values": {}},
            },
        }
    ]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"v": 3}', b'{"v": 2}', b"[" * 100_000, b"\xff"]
)
def test_anything_else_is_a_fault(content: bytes) -> None:
    with pytest.raises(ArchiveFault):
        from_json(content)


def test_no_two_screenshots_share_a_name() -> None:
    names = screenshots(["", "a/b/", "a-b/", "Ä/", "a/b/"], ["phone"], ["light", "dark"])
    assert list(names.values())[::2] == [
        "screenshots/index-phone.webp",
        "screenshots/a-b-phone.webp",
        "screenshots/a-b-2-phone.webp",
        "screenshots/index-2-phone.webp",
    ]
    assert names["a-b/", "phone", "dark"] == "screenshots/a-b-2-phone-dark.webp"
    assert len(set(names.values())) == 8
