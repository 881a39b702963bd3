"""Findings as SARIF 2.1.0 (OASIS Standard, 27 March 2020), which code hosts and editors show."""

import hashlib
import json
from collections.abc import Mapping
from urllib.parse import quote

from paraf.core.evidence import Evidence, Finding, Severity
from paraf.core.words import Say
from paraf.inspection.accepted import reason_of
from paraf.inspection.kinds import KINDS, Kind

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS = {Severity.BLOCK: "error", Severity.WARN: "warning"}


def sarif(evidence: Evidence, say: Say, version: str) -> bytes:
    """Return the findings of an inspection by `version` of Paraf, sentences said by `say`.

    Every kind that an inspection can find is a rule, found or not. What the office accepts is
    there, suppressed with its reason (§3.35).
    """
    slugs = sorted(KINDS)
    run = {
        "tool": {
            "driver": {
                "name": "paraf",
                "version": version,
                "rules": [_rule(slug, KINDS[slug], say) for slug in slugs],
            }
        },
        "results": [_result(one, slugs, say) for one in evidence.findings],
        "invocations": [_invocation(evidence)],
        "columnKind": "unicodeCodePoints",
        "properties": {"url": evidence.url, "release": evidence.release},
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2).encode() + b"\n"


def _rule(slug: str, kind: Kind, say: Say) -> Mapping[str, object]:
    return {
        "id": slug,
        "shortDescription": {"text": say(kind.name)},
        "defaultConfiguration": {"level": LEVELS[kind.severity]},
    }


def _result(one: Finding, slugs: list[str], say: Say) -> Mapping[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": quote(one.place, safe=URI)}}
    if one.line > 0:
        place["region"] = {"startLine": one.line}
    result: dict[str, object] = {
        "ruleId": one.kind,
        "level": LEVELS[one.severity],
        "message": {"text": f"{say(one.what)} {say(one.remedy)}".strip()},
        "locations": [{"physicalLocation": place}],
        # The sentence in English: the same whoever reads it, and in whatever language.
        "partialFingerprints": {"paraf/v1": _digest(f"{one.kind}\n{one.place}\n{one.what}")},
    }
    if one.kind in slugs:
        result["ruleIndex"] = slugs.index(one.kind)
    reason = reason_of(one)
    if reason is not None:
        result["suppressions"] = [{"kind": "external", "justification": reason}]
    return result


URI = "%:/?#[]@!$&'()*+,;=~-._"
"""What an address may hold as it stands (RFC 3986 §2)."""


def _invocation(evidence: Evidence) -> Mapping[str, object]:
    said: dict[str, object] = {"executionSuccessful": True}
    if evidence.at:
        said["startTimeUtc"] = evidence.at.replace("+00:00", "Z")
    return said


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
