"""The sheet of approval: the whole procedure as it was lived, with every mark and its key.

`document.pdf` prints it like the report.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from paraf.archive.document import render
from paraf.core.report import Report, Row
from paraf.core.sop import Act
from paraf.core.words import Say


@dataclass(frozen=True, slots=True)
class Marked:
    """What the officials marked on the report change, by SHA-256; `head` is its commit.

    `report` is the digest of report.pdf, `listing` that of the change's files, `ledger` that of
    the ledger's last line.
    """

    report: str
    listing: str
    head: str
    ledger: str


def html(
    report: Report, *, say: Say, language: str, marked: Marked, keys: Mapping[int, str]
) -> str:
    """Return the sheet as one HTML file without scripts.

    `report` has the rows as they are after all marks, and `made` is when the sheet is made; `keys`
    maps step numbers to the fingerprints of the keys that signed them.
    """
    changes = [(name, _marks(report, name)) for name in report.sop.changes]
    return render(
        "signoff.html.j2",
        report,
        say=say,
        language=language,
        marked=marked,
        keys=keys,
        marks=[(name, rows) for name, rows in changes if rows],
        signers=_signers(report, keys),
    )


def _marks(report: Report, change: str) -> list[Row]:
    return [
        row
        for row in report.rows
        if row.step.change == change and row.step.act is Act.REVIEW and row.who
    ]


def _signers(report: Report, keys: Mapping[int, str]) -> list[tuple[str, str, list[int]]]:
    """Return each key with whose it is and the steps that it signed, in order of first use."""
    steps: dict[tuple[str, str], list[int]] = {}
    for row in report.rows:
        if row.who and row.step.no in keys:
            steps.setdefault((row.who, keys[row.step.no]), []).append(row.step.no)
    return [(who, key, numbers) for (who, key), numbers in steps.items()]
