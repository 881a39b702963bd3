"""How long the Gitea adapter waits for a timeline that lags behind the head."""

from collections.abc import Iterator
from typing import Any

import pytest

from door import Act, Door, Hours, Visit, opened
from paraf.core.observed import Pushed
from paraf.forge.gitea import Gitea

pytestmark = pytest.mark.server
OLD, NEW = "a" * 40, "b" * 40
AT = "2026-11-21T08:00:00Z"
ANI = {"id": 3, "login": "ani"}


@pytest.fixture
def door() -> Iterator[Door]:
    with opened() as door:
        yield door


def showing(told: list[list[str]]) -> Act:
    """A forge with one pull request at NEW, whose timeline tells other pushes at each look."""

    def pull() -> dict[str, Any]:
        end = {"ref": "report/7", "label": "report/7", "repo_id": 1, "sha": NEW}
        return {
            "number": 1, "title": "t", "body": "", "user": ANI, "created_at": AT,
            "base": end | {"ref": "main"}, "head": end, "draft": False, "state": "open",
            "merged": False, "labels": None,
        }  # fmt: skip

    def push(number: int, head: str) -> dict[str, Any]:
        said = f'{{"is_force_push":false,"commit_ids":["{head}"]}}'
        return {"id": number, "type": "pull_push", "user": ANI, "body": said,
                "created_at": AT}  # fmt: skip

    def act(visit: Visit) -> None:
        path = visit.path.partition("?")[0]
        if path.endswith("/settings/api"):
            visit.answer(200, {"max_response_items": 50})
        elif path.endswith("/timeline"):
            heads = told.pop(0) if len(told) > 1 else told[0]
            rows = [push(number, head) for number, head in enumerate(heads, 1)]
            visit.answer(200, rows, X_Total_Count=f"{len(rows)}")
        elif path.endswith("/reviews"):
            visit.answer(200, [], X_Total_Count="0")
        else:
            visit.answer(200, pull())

    return act


def test_a_push_that_is_entered_late_is_waited_for(door: Door) -> None:
    door.plan, hours = [showing([[OLD], [OLD], [OLD, NEW]])], Hours()
    seen = Gitea(door.url, "o/r", "token", watch=hours.watch).pull(1)
    assert [one.what for one in seen.entries] == [Pushed(OLD), Pushed(NEW)]
    assert hours.waits == [0.5, 1.0]


def test_a_head_that_no_entry_ever_names_is_waited_for_once_only(door: Door) -> None:
    door.plan, hours = [showing([[OLD]])], Hours()
    api = Gitea(door.url, "o/r", "token", watch=hours.watch)
    assert api.pull(1).head == NEW
    assert hours.waits == [0.5, 1.0, 2.0]
    asked = api.rest.requests
    assert api.pull(1).head == NEW
    assert hours.waits == [0.5, 1.0, 2.0]
    assert api.rest.requests == asked + 3
