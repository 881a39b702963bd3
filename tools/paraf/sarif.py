"""Findings as SARIF 2.1.0 (OASIS Standard, 27 March 2020), which code hosts and editors show.

The one writer of it: a room brings its kinds as rules, and its findings.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from paraf.core.evidence import Finding, Severity
from paraf.core.words import Say, Text

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS = {Severity.BLOCK: "error", Severity.WARN: "warning"}
URI = "%:/?#[]@!$&'()*+,;=~-._"
"""What an address may hold as it stands (RFC 3986 §2)."""
PATH = "/!$&'()*+,;=~-._@"
"""What the path of a file may hold as it stands in an address: no sign that begins another part."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding, before any is found; `remedy` is what is done about it, if one can say."""

    name: Text
    severity: Severity
    remedy: Text | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of checks gave.

    `rules` are by slug. `reason` says why a finding is lived with, None for any other. Places are
    addresses as they stand; with `files`, paths below the root of the repository, and what has no
    line there is shown at the first one: code hosts take no other.
    """

    rules: Mapping[str, Rule]
    findings: Sequence[Finding]
    reason: Callable[[Finding], str | None]
    files: bool = False
    started: str = ""
    properties: Mapping[str, object] = field(default_factory=dict)


def sarif(run: Run, say: Say, version: str) -> bytes:
    """Return a run by `version` of Paraf, its sentences said by `say`.

    Every kind of `run.rules` is a rule, found or not. What is lived with is there, suppressed with
    its reason (§3.35). Fingerprints are of what was found, in English, and do not change with the
    language, nor with the line that it stands on; equal ones are numbered.
    """
    slugs = sorted(run.rules)
    seen = Counter[str]()
    results = []
    for one in run.findings:
        key = _digest(f"{one.kind}\n{one.place}\n{_spot(one, str)}{one.what}")
        seen[key] += 1
        mark = key if seen[key] == 1 else f"{key}:{seen[key]}"
        results.append(_result(run, one, slugs, say) | {"partialFingerprints": {"paraf/v1": mark}})
    said: dict[str, object] = {"executionSuccessful": True}
    if run.started:
        said["startTimeUtc"] = run.started
    rules = [_rule(slug, run.rules[slug], say) for slug in slugs]
    written = {
        "tool": {"driver": {"name": "paraf", "version": version, "rules": rules}},
        "results": results,
        "invocations": [said],
        "columnKind": "unicodeCodePoints",
        "properties": dict(run.properties),
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [written]}
    text = json.dumps(log, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def _rule(slug: str, rule: Rule, say: Say) -> Mapping[str, object]:
    written: dict[str, object] = {
        "id": slug,
        "shortDescription": {"text": say(rule.name)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }
    if rule.remedy is not None:
        written["help"] = {"text": say(rule.remedy)}
    return written


def _result(run: Run, one: Finding, slugs: Sequence[str], say: Say) -> dict[str, object]:
    uri = quote(one.place, safe=PATH if run.files else URI, errors="backslashreplace")
    place: dict[str, object] = {"artifactLocation": {"uri": uri}}
    if one.line > 0 or run.files:
        place["region"] = {"startLine": max(one.line, 1)}
    location: dict[str, object] = {"physicalLocation": place}
    if one.spot is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": say(one.spot)}]
    message = f"{_spot(one, say)}{say(one.what)} {say(one.remedy)}".strip()
    result: dict[str, object] = {
        "ruleId": one.kind,
        "level": LEVELS[one.severity],
        "message": {"text": message},
        "locations": [location],
    }
    if one.count > 1:
        result["occurrenceCount"] = one.count
    if one.kind in run.rules:
        result["ruleIndex"] = slugs.index(one.kind)
    reason = run.reason(one)
    if reason is not None:
        result["suppressions"] = [{"kind": "external", "justification": reason}]
    return result


def _spot(one: Finding, say: Say) -> str:
    return f"{say(one.spot)}: " if one.spot is not None else ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
