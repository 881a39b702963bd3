"""Lists of Gitea's, read to their end: as many rows as it says there are, or a fault."""

from collections.abc import Mapping
from functools import cached_property

from paraf.core.words import T, Text
from paraf.forge.answer import Answer
from paraf.forge.rest import Rest, endless
from paraf.ports import ForgeFault

TRIES = 3


class Lists:
    """What Gitea lists; the size of its pages is asked for once."""

    def __init__(self, rest: Rest) -> None:
        """List through `rest`."""
        self._rest = rest

    @cached_property
    def size(self) -> int:
        """The rows of a full page: fewer than we like where the administrator set it so."""
        most = self._rest.get("/settings/api").answer.whole("max_response_items")
        return max(1, min(self._rest.patience.rows, most))

    def all(self, path: str, query: Mapping[str, str | int], key: str) -> list[Answer]:
        """Return the rows of a list that can be counted, by their number `key`."""
        return list(self._steady(path, query, key, hidden=False).values())

    def visible(self, path: str, key: str) -> list[Answer]:
        """Return the rows of a list that counts more than it shows us, by their number `key`."""
        return list(self._steady(path, {}, key, hidden=True).values())

    def whole(self, path: str) -> tuple[Answer, ...]:
        """Return the rows of a list that comes without pages.

        Its pages could not be counted: rows are hidden from them after they were cut.
        """
        reply = self._rest.get(path)
        rows = reply.answer.rows()
        if reply.total != len(rows):
            reply.answer.wrong(_differs(len(rows), reply.total))
        return rows

    def _steady(
        self, path: str, query: Mapping[str, str | int], key: str, *, hidden: bool
    ) -> dict[int, Answer]:
        """Return the rows by number, as soon as the list stood still while it was read."""
        for _ in range(TRIES):
            found, totals = self._read(path, query, key)
            whole = hidden or all(len(found) == total for total in totals)
            if len(totals) == 1 and whole:
                return found
        raise ForgeFault(
            T(
                "{path} changed every time while it was read, or a page of it is missing.",
                path=path,
            ),
            T("Try again. If it stays so, look into the forge's log."),
        )

    def _read(
        self, path: str, query: Mapping[str, str | int], key: str
    ) -> tuple[dict[int, Answer], set[int]]:
        """Return the rows of all pages, and the totals that the pages told."""
        found: dict[int, Answer] = {}
        totals: set[int] = set()
        for page in range(1, self._rest.patience.pages + 1):
            reply = self._rest.get(path, {**query, "limit": self.size, "page": page})
            rows = reply.answer.rows()
            if reply.total is None:
                reply.answer.wrong(T("comes without X-Total-Count"))
            if len(rows) > self.size:
                reply.answer.wrong(T("has more rows than were asked for"))
            totals.add(reply.total)
            found |= {one.whole(key): one for one in rows}
            if page * self.size >= reply.total:
                return found, totals
        raise endless(path, self._rest.patience.pages)


def _differs(rows: int, total: int | None) -> Text:
    return T("holds {rows} rows, but X-Total-Count says {total}", rows=rows, total=total)
