"""Lists of GitHub's, read to their end, which only its last page tells."""

from collections.abc import Mapping

from paraf.core.words import T
from paraf.forge.answer import Answer
from paraf.forge.rest import Rest, endless
from paraf.ports import ForgeFault

TRIES = 3


def whole(rest: Rest, path: str, query: Mapping[str, str | int] | None = None) -> list[Answer]:
    """Return the rows of a list; one of several pages is read until it stood still meanwhile."""
    found, pages = _read(rest, path, query or {})
    if pages == 1:
        return found
    for _ in range(TRIES):
        again, _ = _read(rest, path, query or {})
        if [one.value for one in again] == [one.value for one in found]:
            return found
        found = again
    raise ForgeFault(
        T("{path} changed every time while it was read, or a page of it is missing.", path=path),
        T("Try again. If it stays so, look into the forge's log."),
    )


def _read(rest: Rest, path: str, query: Mapping[str, str | int]) -> tuple[list[Answer], int]:
    """Return the rows, and how many pages they came on.

    A page that is full may have a successor even if it names none: it may come from memory, from
    the time when it was the last one.
    """
    found: list[Answer] = []
    for page in range(1, rest.patience.pages + 1):
        reply = rest.get(path, {**query, "per_page": rest.patience.rows, "page": page})
        rows = reply.answer.rows()
        found += rows
        if reply.following is None and len(rows) < rest.patience.rows:
            return found, page
    raise endless(path, rest.patience.pages)
