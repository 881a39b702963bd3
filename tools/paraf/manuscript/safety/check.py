"""Looks at a file before it is read."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from paraf.core.checking import Limits
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.packed import Packed
from paraf.manuscript.safety.form import check_form
from paraf.manuscript.seen import Seen

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".avif"})
OFFICE = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".zip", ".csv", ".txt"})

_Check = Callable[[Path, str, Limits], Iterator[Seen]]


def check_safety(
    file: Path, suffix: str, limits: Limits, packed: Packed | None = None
) -> Iterator[Seen]:
    """Yield what could harm whoever opens a file, and whether it is what its name says.

    A file that is something else than its name says is not looked into any further. `packed` is the
    same file, if somebody has opened it already.
    """
    closed = False
    for seen in check_form(file, suffix):
        closed = closed or KINDS[seen.kind].closed
        yield seen
    check = None if closed else _check(suffix, packed)
    if check is not None:
        yield from check(file, suffix, limits)


def _check(suffix: str, packed: Packed | None) -> _Check | None:
    # Late, for each brings its parser: a child loads what its files need.
    if suffix == ".pdf":
        from paraf.manuscript.safety.pdf import check_pdf

        return lambda file, _, limits: check_pdf(file, limits)
    if suffix in PICTURES:
        from paraf.manuscript.safety.picture import check_picture

        return lambda file, _, limits: check_picture(file, limits)
    if suffix in OFFICE:
        from paraf.manuscript.safety.office import check_office

        return partial(check_office, packed=packed)
    return None
