"""The description of the pull request in which a report climbs to its signatures."""

from collections.abc import Callable

from paraf.core.report import Report
from paraf.core.words import Say
from paraf.pipeline.desk import Judged


def description(now: Judged, report: Report, raw: Callable[[str], str], *, say: Say) -> str:
    """Return the body of the report's pull request, its screenshots visible.

    `raw` gives the address of a file of the report's branch by its path.
    """
    raise NotImplementedError
