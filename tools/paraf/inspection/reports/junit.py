"""Findings as JUnit's XML, which every continuous integration shows: a test for each kind."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from paraf.core.evidence import Evidence, Finding, Severity
from paraf.core.words import Say
from paraf.inspection.kinds import PARTS, Kind

BARRED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (§2.2) cannot hold, even escaped."""


def junit(evidence: Evidence, say: Say) -> bytes:
    """Return the findings of an inspection, sentences said by `say`.

    A kind that blocks has failed, with all its findings in one text; what only warns has passed,
    and stands in its output.
    """
    root = Xml.Element("testsuites", name=_clean(evidence.url))
    for part, kinds in PARTS.items():
        suite = Xml.SubElement(root, "testsuite", name=part)
        failures = [_case(suite, part, slug, kind, evidence, say) for slug, kind in kinds.items()]
        counts = {"tests": len(failures), "failures": sum(failures), "errors": 0, "skipped": 0}
        for name, count in counts.items():
            suite.set(name, str(count))
        if evidence.at:
            suite.set("timestamp", evidence.at[:19])
    for name in ("tests", "failures"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    Xml.indent(root)
    written: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _case(
    suite: Xml.Element, part: str, slug: str, kind: Kind, evidence: Evidence, say: Say
) -> bool:
    case = Xml.SubElement(suite, "testcase", classname=f"paraf.{part}", name=slug)
    found = {
        severity: [one for one in evidence.findings if (one.kind, one.severity) == (slug, severity)]
        for severity in Severity
    }
    if found[Severity.BLOCK]:
        failure = Xml.SubElement(case, "failure", type=slug, message=_clean(say(kind.name)))
        failure.text = _told(found[Severity.BLOCK], say)
    if found[Severity.WARN]:
        Xml.SubElement(case, "system-out").text = _told(found[Severity.WARN], say)
    return bool(found[Severity.BLOCK])


def _told(findings: Sequence[Finding], say: Say) -> str:
    lines = (
        f"{one.place}{f':{one.line}' if one.line else ''}: {say(one.what)}\n  → {say(one.remedy)}"
        for one in findings
    )
    return _clean("\n".join(lines))


def _clean(text: str) -> str:
    return BARRED.sub("\N{REPLACEMENT CHARACTER}", text)
