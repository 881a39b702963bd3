"""Evidence goes to a file and back, and reads without Paraf."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraf.core.evidence import Evidence, Finding, PageSeen, Severity
from paraf.core.words import T, Text
from paraf.inspection.browser.names import screenshots
from paraf.inspection.evidence.record import as_json, from_json
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
pages = st.builds(
    PageSeen,
    st.text(),
    st.sampled_from(["phone", "desktop"]),
    st.integers(0, 599),
    st.text(),
    st.lists(st.text(), max_size=3).map(tuple),
    st.text(),
)
evidences = st.builds(
    Evidence,
    st.text(),
    st.text(),
    st.integers(0),
    st.integers(0),
    st.lists(pages, max_size=3).map(tuple),
    st.lists(findings, max_size=3).map(tuple),
)


@given(evidences)
def test_evidence_comes_back_as_it_was(evidence: Evidence) -> None:
    assert from_json(as_json(evidence)) == evidence


def test_the_file_reads_without_paraf() -> None:
    what: Text = T("The server answers {status}.", status=500)
    finding = Finding("page-status", Severity.BLOCK, "https://a.example/", 0, what, T("Do it."))
    said = json.loads(as_json(Evidence("https://a.example/", "ab", 1, 2, (), (finding,))))
    assert said["v"] == 1
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


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"v": 2}', b"\xff"])
def test_anything_else_is_a_fault(content: bytes) -> None:
    with pytest.raises(ArchiveFault):
        from_json(content)


def test_no_two_screenshots_share_a_name() -> None:
    names = screenshots(["", "a/b/", "a-b/", "Ä/", "a/b/"], ["phone"])
    assert list(names.values()) == [
        "screenshots/index-phone.png",
        "screenshots/a-b-phone.png",
        "screenshots/a-b-2-phone.png",
        "screenshots/index-2-phone.png",
    ]
