"""The sheet of approval: the whole procedure as it was lived, with every mark and its key.

`document.pdf` prints it like the report.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from paraf.archive.document import render
from paraf.core.report import Record, Row
from paraf.core.sop import Act
from paraf.core.words import Say


@dataclass(frozen=True, slots=True)
class Marked:
    """What the sheet speaks of, by SHA-256: the ledger's last line, and the papers there are.

    `report` is the digest of report.pdf and `release` that of the site, where the case published
    something; `record` is that of record.pdf where it did not.
    """

    ledger: str
    report: str = ""
    release: str = ""
    record: str = ""


def html(
    record: Record,
    *,
    say: Say,
    language: str,
    marked: Marked,
    keys: Mapping[int, str],
    site: str = "",
) -> str:
    """Return the sheet as one HTML file without scripts.

    `record` has the rows as they are after all marks, and `made` is when the sheet is made; `keys`
    maps step numbers to the fingerprints of the keys that signed them.
    """
    changes = [(name, _marks(record, name)) for name in record.sop.changes]
    return render(
        "signoff.html.j2",
        record,
        say=say,
        language=language,
        site=site,
        marked=marked,
        keys=keys,
        marks=[(name, rows) for name, rows in changes if rows],
        signers=_signers(record, keys),
    )


def _marks(record: Record, change: str) -> list[Row]:
    return [
        row
        for row in record.rows
        if row.step.change == change and row.step.act is Act.REVIEW and row.who
    ]


def _signers(record: Record, keys: Mapping[int, str]) -> list[tuple[str, str, list[str]]]:
    """Return each key with whose it is and the steps that it signed, in order of first use."""
    steps: dict[tuple[str, str], list[str]] = {}
    for row in record.rows:
        if row.who and row.step.no in keys:
            steps.setdefault((row.who, keys[row.step.no]), []).append(row.step.label)
    return [(who, key, labels) for (who, key), labels in steps.items()]
