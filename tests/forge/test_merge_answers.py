"""What the adapters make of a forge's answers to a merge: later, lost, or done by somebody else."""

from collections.abc import Iterator
from typing import Any

import pytest

from door import Act, Door, Hours, break_off, giving, hang_up, opened
from paraf.forge.gitea import Gitea
from paraf.forge.github import GitHub
from paraf.forge.refusals import Refused
from paraf.ports import ForgeFault

pytestmark = pytest.mark.server
HEAD, MADE = "a" * 40, "b" * 40
BOT, BOSS = {"id": 2, "login": "bot"}, {"id": 9, "login": "boss"}
LATER = giving(405, {"message": "Please try again later"})
MOVED = giving(405, {"message": "Base branch was modified. Review and try the merge again."})
WHO = giving(200, BOT)


@pytest.fixture
def door() -> Iterator[Door]:
    with opened() as door:
        yield door


def merged(by: dict[str, Any] | None) -> Act:
    more = {"merge_commit_sha": MADE, "merged_by": by} if by else {}
    return giving(200, {"number": 7, "merged": by is not None} | more)


def gitea(door: Door, hours: Hours) -> Gitea:
    return Gitea(door.url, "o/r", "token", watch=hours.watch)


def merges(door: Door) -> int:
    return len([path for _, path, *_ in door.seen if path.endswith("/merge")])


def test_gitea_is_waited_for_while_it_works_out_whether_it_can(door: Door) -> None:
    door.plan, hours = [LATER, LATER, giving(200), merged(BOT), WHO], Hours()
    assert gitea(door, hours).merge(7, HEAD, "t", "m") == MADE
    assert hours.waits == [0.5, 0.75]
    assert merges(door) == 3


def test_gitea_is_not_waited_for_without_end(door: Door) -> None:
    door.plan, hours = [LATER], Hours()
    with pytest.raises(ForgeFault, match="conflicts with main"):
        gitea(door, hours).merge(7, HEAD, "t", "m")
    assert merges(door) == 8
    assert sum(hours.waits) < 30


def test_gitea_that_tried_the_merge_and_met_a_conflict_is_understood_at_once(door: Door) -> None:
    said = "CONFLICT (content): Merge conflict in content/berita.md\n"
    door.plan, hours = [giving(409, {"Style": "merge", "StdOut": said, "StdErr": ""})], Hours()
    with pytest.raises(ForgeFault, match="pull request 7: it conflicts with main"):
        gitea(door, hours).merge(7, HEAD, "t", "m")
    assert (merges(door), hours.waits) == (1, [])


@pytest.mark.parametrize("lost", [giving(500), giving(502), hang_up, break_off])
def test_a_merge_whose_answer_is_lost_is_looked_for(door: Door, lost: Act) -> None:
    door.plan = [lost, merged(BOT), WHO]
    assert gitea(door, Hours()).merge(7, HEAD, "t", "m") == MADE
    assert merges(door) == 1


@pytest.mark.parametrize("lost", [giving(500), hang_up])
@pytest.mark.parametrize("by", [None, BOSS])
def test_a_merge_that_was_lost_or_done_by_another_is_a_fault(
    door: Door, lost: Act, by: dict[str, Any] | None
) -> None:
    door.plan = [lost, merged(by), WHO]
    with pytest.raises(ForgeFault, match=r"failed at POST|no whole answer to POST"):
        gitea(door, Hours()).merge(7, HEAD, "t", "m")
    assert merges(door) == 1


def test_a_merge_that_gitea_accepts_but_does_not_do_is_a_fault(door: Door) -> None:
    door.plan = [giving(200), merged(None)]
    with pytest.raises(ForgeFault, match="but did not"):
        gitea(door, Hours()).merge(7, HEAD, "t", "m")


@pytest.mark.parametrize("said", ["User not allowed to merge PR", "Work in progress PRs cannot"])
def test_a_merge_that_gitea_forbids_is_not_asked_for_again(door: Door, said: str) -> None:
    door.plan, hours = [giving(405, {"message": said}), merged(None)], Hours()
    with pytest.raises(Refused, match=said):
        gitea(door, hours).merge(7, HEAD, "t", "m")
    assert merges(door) == 1
    assert hours.waits == []


def test_github_is_asked_again_when_another_merge_came_first(door: Door) -> None:
    door.plan, hours = [MOVED, giving(200, {"sha": MADE, "merged": True})], Hours()
    assert GitHub(door.url, "o/r", "token", watch=hours.watch).merge(7, HEAD, "t", "m") == MADE
    assert hours.waits == [0.5]
    door.plan = [MOVED]
    with pytest.raises(Refused, match="Base branch was modified"):
        GitHub(door.url, "o/r", "token", watch=hours.watch).merge(7, HEAD, "t", "m")


def test_a_comment_that_gitea_wrote_but_did_not_confirm_is_not_written_twice(door: Door) -> None:
    said = {"id": 5, "type": "comment", "user": BOT, "body": "halo\n"}
    door.plan = [giving(500), giving(200, [said], X_Total_Count="1"), WHO]
    gitea(door, Hours()).comment(7, "halo")
    door.plan = [giving(500), giving(200, [said | {"user": BOSS}], X_Total_Count="1"), WHO]
    with pytest.raises(Refused):
        gitea(door, Hours()).comment(7, "halo")


@pytest.mark.parametrize(
    ("rows", "total", "told"),
    [
        ([], "1", "holds 0 rows, but X-Total-Count says 1"),
        ([], "", "X-Total-Count"),
        ([None], "1", r"\[0\]: should be an object"),
        ({}, "0", "should be a list"),
    ],
)
def test_a_timeline_that_is_not_whole_is_a_fault(
    door: Door, rows: object, total: str, told: str
) -> None:
    row = giving(200, {"number": 7})
    settings = giving(200, {"max_response_items": 50})
    door.plan = [row, settings, giving(200, [], X_Total_Count="0"),
                 giving(200, rows, X_Total_Count=total)]  # fmt: skip
    with pytest.raises(ForgeFault, match=told):
        gitea(door, Hours()).pull(7)


def test_a_list_that_shrinks_while_it_is_read_is_read_again_and_then_a_fault(door: Door) -> None:
    settings = giving(200, {"max_response_items": 1})
    one = giving(200, [{"number": 1}], X_Total_Count="2")
    door.plan = [settings, one]
    with pytest.raises(ForgeFault, match="changed every time while it was read"):
        gitea(door, Hours()).pulls()
    assert len(door.seen) == 1 + 3 * 2
