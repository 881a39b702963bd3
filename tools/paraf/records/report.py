"""A case's papers as YAML, for programs and for later years: `report.yml` and `record.yml`."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from paraf.core.evidence import FileSum
from paraf.core.report import Filed, Record, Report, Row, Word
from paraf.records.writing import document


def write_report(report: Report, proof: Mapping[str, FileSum] | None = None) -> str:
    """Return the text of `report.yml`; moments are in UTC, sizes in bytes, time in minutes.

    `proof` are files of the inspection's evidence that the report names by SHA-256.
    """
    evidence, record = report.evidence, report.record
    return document(
        {
            "version": 1,
            "case": record.case,
            "title": record.title,
            "information_class": report.case.information_class.value,
            "office": record.office,
            "sop": {
                "id": record.sop.id,
                "number": record.sop.identity.number,
                "title": record.sop.identity.title,
            },
            "made": _moment(record.made),
            "manuscript": {
                "commit": report.head,
                "listing_sha256": report.listing,
                "pages": [f"content/{page.path}" for page in report.pages],
                "downloads": list(report.case.downloads),
            },
            "release": {
                "digest": report.release.digest,
                "serial": report.release.serial,
                "commit": report.release.commit,
                "url": evidence.url,
            },
            "inspection": {
                "passed": evidence.passed,
                "files": evidence.files,
                "bytes": evidence.bytes,
                "at": evidence.at,
                "tools": dict(sorted(evidence.tools.items())),
                "checked": [
                    {"part": one.part, "what": str(one.what), "count": one.count}
                    for one in evidence.checked
                ],
                "evidence": {name: one.sha256 for name, one in sorted((proof or {}).items())},
                "pages": [
                    {
                        "path": one.path,
                        "device": one.device,
                        "theme": one.theme,
                        "status": one.status,
                        "article": one.article,
                    }
                    for one in evidence.pages
                ],
                "findings": [
                    {"kind": one.kind, "severity": one.severity.value, "place": one.place}
                    for one in evidence.findings
                ],
            },
            "steps": [{"step": row.step.no, **_row(row)} for row in record.rows],
            "remarks": report.remarks,
        }
    )


def write_record(record: Record) -> str:
    """Return the text of `record.yml`; moments are in UTC, sizes in bytes, time in minutes."""
    identity = record.sop.identity
    return document(
        {
            "version": 1,
            "case": record.case,
            "title": record.title,
            "office": record.office,
            "sop": {
                "id": record.sop.id,
                "number": identity.number,
                "title": identity.title,
                "agency": identity.agency,
                "unit": identity.unit,
            },
            "made": _moment(record.made),
            "steps": [
                {"step": row.step.label, "taken": row.taken, **_row(row)} for row in record.rows
            ],
            "decisions": [
                {"question": one.step.question, "answer": one.says, **_word(one)}
                for one in record.decisions
            ],
            "returns": [_word(one) for one in record.returns],
            "texts": [
                {"change": one.change, "commit": one.head, "listing_sha256": one.listing}
                for one in record.texts
            ],
            "documents": [_filed(one) for one in record.filed],
            "notes": [{"step": label, "note": note} for label, note in record.notes],
        }
    )


def _word(one: Word) -> dict[str, Any]:
    return {"step": one.step.label, "by": one.who, "at": _moment(one.at), "note": one.note}


def _filed(one: Filed) -> dict[str, Any]:
    found = {
        "document": one.name,
        "step": one.step.label,
        "path": f"data/{one.path}",
        "name": one.called,
        "size": one.file.size,
        "sha256": one.file.sha256,
        "stored": one.stored,
    }
    return found | ({"media": list(one.media)} if one.media else {})


def _row(row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {"actor": row.actor, "norm": row.step.printed_norm}
    if row.who and row.at is not None:
        found |= {
            "by": row.who,
            "right": row.right,
            "at": _moment(row.at),
            "minutes_used": _minutes(row.used),
            "over_norm": row.over,
            "visits": row.visits,
        }
        if row.visits > 1:
            found["minutes_used_in_all"] = _minutes(row.total)
    return found


def _minutes(used: timedelta | None) -> float | None:
    return round(used.total_seconds() / 60, 1) if used is not None else None


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
