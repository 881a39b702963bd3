"""The record of a case that published nothing: how it was lived, decided, and what was handed in.

`document.pdf` prints it like the report.
"""

from paraf.archive.document import render
from paraf.core.report import Record
from paraf.core.words import Say


def html(record: Record, *, say: Say, language: str) -> str:
    """Return the record as one HTML file without scripts."""
    lived = [row for row in record.rows if row.who]
    return render(
        "record.html.j2",
        record,
        say=say,
        language=language,
        done=len(lived),
        over=[row.step.label for row in lived if row.over],
    )
