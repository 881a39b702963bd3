"""An inspection's evidence as a file: sorted JSON that reads without Paraf, and back."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from paraf.core.evidence import Checked, Evidence, FileSum, Finding, PageSeen, Severity
from paraf.core.words import T, Text
from paraf.ports import ArchiveFault

VERSION = 2
"""Of the file. Version 1 knew neither artifacts nor what was checked, and is still read."""


def as_json(evidence: Evidence) -> bytes:
    """Return the canonical file of `evidence`: the same evidence, the same bytes.

    It holds to `schema.SCHEMA`. `what` and `remedy` of a finding are English sentences; `words`
    beside them holds their parts, for a reader in another language.
    """
    said = {
        "v": VERSION,
        "url": evidence.url,
        "release": evidence.release,
        "at": evidence.at,
        "tools": dict(evidence.tools),
        "files": evidence.files,
        "bytes": evidence.bytes,
        "passed": evidence.passed,
        "checked": [_checked(one) for one in evidence.checked],
        "pages": [_page(one) for one in evidence.pages],
        "findings": [_finding(one) for one in evidence.findings],
        "artifacts": {
            name: {"bytes": one.size, "sha256": one.sha256}
            for name, one in evidence.artifacts.items()
        },
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, indent=2, allow_nan=False)
    return text.encode() + b"\n"


def from_json(content: bytes) -> Evidence:
    """Return the evidence of a file that `as_json` made, today or in version 1.

    ArchiveFault if it is none.
    """
    try:
        said = json.loads(content)
        if said["v"] not in (1, VERSION):
            raise ValueError(said["v"])
        return Evidence(
            url=said["url"],
            release=said["release"],
            files=said["files"],
            bytes=said["bytes"],
            pages=tuple(
                PageSeen(**{**one, "headings": tuple(one["headings"])}) for one in said["pages"]
            ),
            findings=tuple(_finding_from(one) for one in said["findings"]),
            at=said.get("at", ""),
            tools=said.get("tools", {}),
            checked=tuple(_checked_from(one) for one in said.get("checked", ())),
            artifacts={
                name: FileSum(one["bytes"], one["sha256"])
                for name, one in said.get("artifacts", {}).items()
            },
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ArchiveFault(
            T("The evidence of the inspection cannot be read."), T("Inspect the site anew.")
        ) from error


def _page(page: PageSeen) -> Mapping[str, object]:
    return {
        "path": page.path,
        "device": page.device,
        "theme": page.theme,
        "status": page.status,
        "title": page.title,
        "headings": list(page.headings),
        "article": page.article,
        "screenshot": page.screenshot,
        "difference": page.difference,
        "figures": dict(page.figures),
    }


def _checked(one: Checked) -> Mapping[str, object]:
    return {
        "part": one.part,
        "what": str(one.what),
        "count": one.count,
        "words": {"what": _words(one.what)},
    }


def _checked_from(said: Mapping[str, Any]) -> Checked:
    return Checked(said["part"], _text(said["words"]["what"]), said["count"])


def _finding(finding: Finding) -> Mapping[str, object]:
    return {
        "kind": finding.kind,
        "severity": finding.severity.value,
        "place": finding.place,
        "line": finding.line,
        "what": str(finding.what),
        "remedy": str(finding.remedy),
        "words": {"what": _words(finding.what), "remedy": _words(finding.remedy)},
    }


def _finding_from(said: Mapping[str, Any]) -> Finding:
    return Finding(
        said["kind"],
        Severity(said["severity"]),
        said["place"],
        said["line"],
        _text(said["words"]["what"]),
        _text(said["words"]["remedy"]),
    )


def _words(text: Text) -> Mapping[str, object]:
    return {
        "message": text.message,
        "values": {name: _value(value) for name, value in text.values.items()},
    }


def _value(value: object) -> object:
    if isinstance(value, Text):
        return _words(value)
    return value if isinstance(value, int | str) else str(value)


def _text(said: Mapping[str, Any]) -> Text:
    values = {
        name: _text(value) if isinstance(value, dict) else value
        for name, value in said["values"].items()
    }
    return Text(said["message"], MappingProxyType(values))
