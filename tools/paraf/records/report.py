"""The report of a case as `report.yml`: what its PDF says, for programs and for later years."""

from datetime import UTC, datetime
from typing import Any

from paraf.core.report import Report, Row
from paraf.records.writing import document


def write_report(report: Report) -> str:
    """Return the text of `report.yml`; moments are in UTC, sizes in bytes, time in minutes."""
    evidence = report.evidence
    return document(
        {
            "version": 1,
            "case": report.case.id,
            "title": report.case.title,
            "information_class": report.case.information_class.value,
            "office": report.office,
            "sop": {
                "id": report.sop.id,
                "number": report.sop.identity.number,
                "title": report.sop.identity.title,
            },
            "made": _moment(report.made),
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
                "pages": [
                    {"path": one.path, "device": one.device, "status": one.status}
                    for one in evidence.pages
                ],
                "findings": [
                    {"kind": one.kind, "severity": one.severity.value, "place": one.place}
                    for one in evidence.findings
                ],
            },
            "steps": [_row(row) for row in report.rows],
            "remarks": report.remarks,
        }
    )


def _row(row: Row) -> dict[str, Any]:
    step = row.step
    found: dict[str, Any] = {"step": step.no, "actor": row.actor, "norm": step.printed_norm}
    if row.who and row.at is not None:
        used = round(row.used.total_seconds() / 60, 1) if row.used is not None else None
        found |= {
            "by": row.who,
            "right": row.right,
            "at": _moment(row.at),
            "minutes_used": used,
            "over_norm": row.over,
            "visits": row.visits,
        }
    return found


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
