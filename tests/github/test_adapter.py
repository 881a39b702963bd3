"""The GitHub adapter against the fake that is held to GitHub's own description of its API."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from door import Hours, giving, opened
from github.fake import AT_HAND, GitHubFake
from github.office import ISSUE, PULL, SITE, Office
from paraf.core.case import Opinion
from paraf.core.observed import (
    Aimed,
    Dismissed,
    Gave,
    Pull,
    Pushed,
    Readied,
    Shut,
    Status,
    Wrote,
)
from paraf.core.office import Account
from paraf.forge.answer import AnswerFault
from paraf.forge.github import GitHub
from paraf.forge.refusals import Paused, Refused, Unheard
from paraf.forge.rest import Patience
from paraf.ports import Api, Broken, ForgeFault

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not AT_HAND, reason="no description of GitHub: make build/github/ready"),
]
NUMBERS = itertools.count(1)


@dataclass
class Place:
    """The office of the fake, with a machine user for the program and a watch without time."""

    office: Office
    hours: Hours

    @property
    def hub(self) -> GitHubFake:
        return self.office.hub

    def account(self, name: str) -> Account:
        return Account("github", f"{self.hub.id(name)}")

    def api(self, name: str = "paraf-bot", rows: int = 100) -> GitHub:
        token, patience = self.hub.person(name, "bkd/situs", "write"), Patience(rows=rows)
        return GitHub(self.hub.web, "bkd/situs", token, patience=patience, watch=self.hours.watch)

    def seen(self, rows: int = 100) -> Pull:
        """What the adapter makes of the pull request that melati opened."""
        return self.api(rows=rows).pull(1)

    def whats(self) -> list[object]:
        return [one.what for one in self.seen().entries]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with GitHubFake(tmp_path / "hub") as hub:
        yield Place(Office(tmp_path, hub), Hours())


def test_it_is_what_the_rooms_ask_for(place: Place) -> None:
    api: Api = place.api()
    assert api.forge == "github"
    assert api.me() == place.account("paraf-bot")


def test_an_apps_token_is_known_by_the_number_given_or_by_whose_eyes_it_looks() -> None:
    with opened() as door:
        door.plan = [
            giving(403, {"message": "Resource not accessible by integration"}),
            giving(200, {"data": {"viewer": {"databaseId": 41, "login": "paraf[bot]"}}}),
        ]
        assert GitHub(door.url, "o/r", "token").me() == Account("github", "41")
        assert [path for _, path, *_ in door.seen] == ["/api/v3/user", "/api/graphql"]
        assert GitHub(door.url, "o/r", "token", account="7").me() == Account("github", "7")


def test_the_service_and_an_offices_own_server_have_other_addresses() -> None:
    assert GitHub("https://github.com/", "o/r", "t").rest.root == "https://api.github.com"
    own = GitHub("https://git.office.example", "o/r", "t")
    assert own.rest.root == "https://git.office.example/api/v3"
    assert own.page(7) == "https://git.office.example/o/r/pull/7"
    assert own.raw("a" * 40, "bukti/layar 1.png").endswith(
        f"/o/r/raw/{'a' * 40}/bukti/layar%201.png"
    )


def test_a_draft_on_an_authors_branch_is_seen_whole(place: Place) -> None:
    head = place.office.draft()
    (pull,) = place.api().pulls()
    assert (pull.number, pull.title, pull.body, pull.base) == (1, "Jadwal", "isi", "main")
    assert (pull.author, pull.head) == (place.account("melati"), head)
    assert (pull.branch, pull.own) == ("draft/x", True)
    assert (pull.draft, pull.closed, pull.merge, pull.reviews) == (False, False, None, ())
    assert pull == place.seen()


def test_a_fork_is_not_the_repositorys_own_even_by_the_same_branch(place: Place) -> None:
    hub, office = place.hub, place.office
    hub.person("kenanga", "bkd/situs", "read")
    hub.fork("kenanga", "bkd/situs")
    office.commit("dari garpu")
    office.push("kenanga", "report/7", url="kenanga/situs")
    told = {"title": "Usul", "head": "kenanga:report/7", "base": "main"}
    office.act("kenanga", "POST", f"{SITE}/pulls", told)
    pull = place.seen()
    assert (pull.branch, pull.own, pull.body) == ("report/7", False, "")
    assert place.api().pull_of("report/7") is None


def test_only_a_forced_push_is_an_entry_for_commits_carry_their_authors_dates(
    place: Place,
) -> None:
    office = place.office
    office.draft()
    office.commit("tiga")
    office.push("melati", "draft/x")
    assert place.whats() == []
    office.git("melati", "reset", "--quiet", "--hard", "HEAD~2")
    office.commit("empat")
    office.push("melati", "draft/x", "--force")
    assert place.whats() == [Pushed(None)]
    assert place.seen().entries[0].actor == place.account("melati")


def test_reviews_are_told_as_they_were_given(place: Place) -> None:
    office = place.office
    head = office.draft()
    first = office.review("cendana", "APPROVE")
    second = office.review("dahlia", "REQUEST_CHANGES", body="judul\nKembali-ke: naskah")
    third = office.review("dahlia", "COMMENT", body="sebuah pikiran")
    reviews = place.seen().reviews
    assert [(one.id, one.actor, one.opinion, one.head) for one in reviews] == [
        (first["id"], place.account("cendana"), Opinion.APPROVE, head),
        (second["id"], place.account("dahlia"), Opinion.RETURN, head),
        (third["id"], place.account("dahlia"), Opinion.COMMENT, head),
    ]
    assert [one.body for one in reviews][1] == "judul\nKembali-ke: naskah"
    orders = [one.order for one in reviews if one.order is not None]
    assert len(orders) == 3
    assert orders == sorted(set(orders))


def test_a_dismissed_review_still_says_what_it_said_and_keeps_its_digest(place: Place) -> None:
    office = place.office
    office.draft()
    for who, event in (("cendana", "APPROVE"), ("dahlia", "REQUEST_CHANGES")):
        office.review(who, event)
    before = place.seen().reviews
    for one in before:
        office.act("melati", "PUT", f"{PULL}/reviews/{one.id}/dismissals", {"message": "salah"})
    after = place.seen()
    assert [one.opinion for one in after.reviews] == [Opinion.APPROVE, Opinion.RETURN]
    assert [one.digest for one in after.reviews] == [one.digest for one in before]
    assert [one.dismissed for one in before + after.reviews] == [False, False, True, True]
    assert [one.what for one in after.entries] == [Dismissed(one.id) for one in before]
    assert after.entries[0].actor == place.account("melati")


def test_a_dismissal_that_the_timeline_does_not_explain_is_a_fault(place: Place) -> None:
    office = place.office
    office.draft()
    review = office.review("cendana", "APPROVE")
    office.act("melati", "PUT", f"{PULL}/reviews/{review['id']}/dismissals", {"message": "salah"})

    def forget(rows: object) -> object:
        assert isinstance(rows, list)
        return [one for one in rows if one["event"] != "review_dismissed"]

    place.hub.faults.alter(forget, on="GET .*/timeline$")
    with pytest.raises(AnswerFault, match=r"reviews: \[0\]\.state: is dismissed"):
        place.seen()


def test_an_edited_review_has_another_digest(place: Place) -> None:
    office = place.office
    office.draft()
    review = office.review("cendana", "APPROVE")
    (before,) = place.seen().reviews
    office.act("cendana", "PUT", f"{PULL}/reviews/{review['id']}", {"body": "diubah"})
    (after,) = place.seen().reviews
    assert after.digest != before.digest
    assert (after.id, after.order) == (before.id, before.order)


def test_a_pending_review_is_nothing_and_counts_from_when_it_is_handed_in(place: Place) -> None:
    office = place.office
    office.draft()
    pending = office.act("dahlia", "POST", f"{PULL}/reviews", {"body": "nanti"})
    assert place.api("dahlia").pull(1).reviews == ()
    office.review("cendana", "APPROVE")
    path = f"{PULL}/reviews/{pending['id']}/events"
    office.act("dahlia", "POST", path, {"event": "REQUEST_CHANGES"})
    later, earlier = sorted(place.seen().reviews, key=lambda one: one.id)
    assert later.actor == place.account("dahlia")
    assert (later.order or 0) > (earlier.order or 0)


def test_what_happens_is_an_entry_of_its_kind_in_its_order(place: Place) -> None:
    office, hub = place.office, place.hub
    office.draft()
    office.act("dahlia", "POST", f"{ISSUE}/assignees", {"assignees": ["cendana"]})
    office.act("dahlia", "DELETE", f"{ISSUE}/assignees", {"assignees": ["cendana"]})
    hub.draft("melati", "bkd/situs", 1, draft=True)
    assert place.seen().draft
    hub.draft("melati", "bkd/situs", 1, draft=False)
    office.push("melati", "lain")
    office.act("melati", "PATCH", PULL, {"base": "lain"})
    assert place.whats()[-1] == Aimed("lain")
    office.act("melati", "PATCH", PULL, {"base": "main"})
    office.act("melati", "PATCH", PULL, {"state": "closed"})
    assert place.seen().closed
    office.act("melati", "PATCH", PULL, {"state": "open"})
    place.api().comment(1, "/ulangi")
    pull = place.seen()
    *others, wrote = [one.what for one in pull.entries]
    assert others == [
        Gave(place.account("cendana")),
        Readied(False),
        Readied(True),
        Aimed("?"),
        Aimed("main"),
        Shut(True),
        Shut(False),
    ]
    assert isinstance(wrote, Wrote)
    assert wrote.body == "/ulangi"
    assert [one.actor for one in pull.entries[::7]] == [
        place.account("dahlia"),
        place.account("paraf-bot"),
    ]
    orders = [one.order for one in pull.entries]
    assert orders == sorted(set(orders))
    assert len({one.id for one in pull.entries}) == len(pull.entries)


def test_an_entry_keeps_its_place_and_name_when_an_earlier_comment_is_deleted(
    place: Place,
) -> None:
    place.office.draft()
    api = place.api()
    api.comment(1, "satu")
    api.comment(1, "dua")
    first, second = api.pull(1).entries
    assert isinstance(first.what, Wrote)
    place.office.act("paraf-bot", "DELETE", f"{SITE}/issues/comments/{first.what.id}")
    assert api.pull(1).entries == (second,)


def test_a_comment_is_edited_in_place_and_only_its_digest_changes(place: Place) -> None:
    place.office.draft()
    api = place.api()
    api.comment(1, "satu")
    (before,) = api.pull(1).entries
    assert isinstance(before.what, Wrote)
    assert not before.what.edited
    api.edit_comment(before.what.id, "dua")
    (after,) = api.pull(1).entries
    assert after.what == Wrote(before.what.id, "dua", edited=True)
    assert (after.id, after.order) == (before.id, before.order)
    assert after.digest != before.digest


def test_people_are_asked_and_unasked_by_their_numbers(place: Place) -> None:
    place.office.draft()
    api = place.api()
    both = {place.account("cendana"), place.account("dahlia")}
    api.ask(1, both)
    assert api.pull(1).asked == both
    place.office.review("cendana")
    assert api.pull(1).asked == {place.account("dahlia")}
    api.unask(1, [place.account("dahlia")])
    assert api.pull(1).asked == frozenset()
    api.ask(1, [])
    with pytest.raises(ForgeFault, match="no account with the number 99999"):
        api.ask(1, [Account("github", "99999")])


def test_exactly_the_labels_that_the_repository_has_are_given(place: Place) -> None:
    place.office.draft()
    api = place.api()
    for name in ("menunggu", "Terbit"):
        told = {"name": name, "color": "00aa00"}
        place.office.act("paraf-bot", "POST", f"{SITE}/labels", told)
    api.label(1, ["menunggu", "unknown"])
    assert api.pull(1).labels == {"menunggu"}
    api.label(1, ["terbit"])
    assert api.pull(1).labels == {"Terbit"}
    api.label(1, [])
    assert api.pulls()[0].labels == frozenset()


def test_statuses_are_posted_and_the_newest_of_each_context_is_read(place: Place) -> None:
    head, api = place.office.draft(), place.api()
    assert api.statuses(head) == ()
    context, by = "paraf/manuscript (main)", place.account("paraf-bot")
    api.post_status(head, Status(context, "pending", "Menunggu Kasubid", "https://x.example/"))
    api.post_status(head, Status("other", "error", "x" * 200))
    api.post_status(head, Status(context, "success", "Semua paraf"))
    assert set(api.statuses(head)) == {
        Status(context, "success", "Semua paraf", "", by),
        Status("other", "error", "x" * 139 + "…", "", by),
    }


def test_a_pull_request_of_the_programs_own_branch_is_opened_found_and_described(
    place: Place,
) -> None:
    api, office = place.api(), place.office
    assert api.pull_of("report/7") is None
    head = office.commit("laporan")
    office.push("paraf-bot", "report/7")
    opened_now = api.open_pull("report/7", "Laporan", "satu")
    assert (opened_now.branch, opened_now.own, opened_now.head) == ("report/7", True, head)
    assert api.open_pull("report/7", "Laporan", "lagi").number == opened_now.number
    api.describe(opened_now.number, "dua")
    found = api.pull_of("report/7")
    assert found is not None
    assert (found.number, found.title, found.body) == (opened_now.number, "Laporan", "dua")


def test_a_merge_is_made_at_the_head_that_was_judged_and_no_other(place: Place) -> None:
    head, api = place.office.draft(), place.api()
    with pytest.raises(Refused) as moved:
        api.merge(1, "a" * 40, "t", "m")
    assert moved.value.status == 409
    commit = api.merge(1, head, "Terbitkan jadwal", "Naskah: 7")
    made = place.office.act("cendana", "GET", f"{SITE}/commits/{commit}")
    assert made["commit"]["message"] == "Terbitkan jadwal\n\nNaskah: 7"
    assert made["parents"][1]["sha"] == head
    seen = api.pull(1)
    assert seen.merge is not None
    assert (seen.merge.commit, seen.merge.by, seen.closed) == (commit, api.me(), True)
    assert seen.entries == ()
    assert api.merge(1, head, "again", "") == commit
    assert api.pulls() == ()


def test_what_a_human_merged_is_not_taken_for_the_programs_merge(place: Place) -> None:
    head = place.office.draft()
    place.api("cendana").merge(1, head, "Sendiri", "")
    with pytest.raises(Refused):
        place.api().merge(1, head, "t", "m")
    merge = place.seen().merge
    assert merge is not None
    assert merge.by == place.account("cendana")


def test_a_merge_whose_answer_is_lost_is_looked_for_and_never_asked_for_twice(
    place: Place,
) -> None:
    head, api = place.office.draft(), place.api()
    place.hub.faults.fail(502, after=True, on="PUT .*/merge$")
    commit = api.merge(1, head, "Terbit", "")
    assert place.hub.pull("bkd/situs", 1).merge_commit == commit
    merges = [one for one in place.hub.desk.asked if one.startswith("PUT ")]
    assert len(merges) == 1


def test_a_merge_that_was_lost_on_the_way_is_a_fault(place: Place) -> None:
    head, api = place.office.draft(), place.api()
    place.hub.faults.fail(502, on="PUT .*/merge$")
    with pytest.raises(Refused, match="The forge failed at PUT"):
        api.merge(1, head, "Terbit", "")
    assert not api.pull(1).closed


def test_a_comment_whose_answer_is_lost_is_not_written_twice(place: Place) -> None:
    place.office.draft()
    place.hub.faults.fail(502, after=True, on="POST .*/comments$")
    api = place.api()
    api.comment(1, "satu")
    assert len(api.pull(1).entries) == 1
    place.hub.faults.fail(502, on="POST .*/comments$")
    with pytest.raises(Refused):
        api.comment(1, "dua")
    assert len(api.pull(1).entries) == 1


def test_looking_again_when_nothing_happened_costs_two_requests_a_pull_request_and_no_quota(
    place: Place,
) -> None:
    office = place.office
    office.draft()
    for number in range(2, 5):
        office.commit(f"naskah {number}")
        office.push("melati", f"draft/{number}")
        told = {"title": f"Naskah {number}", "head": f"draft/{number}", "base": "main"}
        office.act("melati", "POST", f"{SITE}/pulls", told)
    api = place.api()
    pulls = api.pulls()
    api.rest.requests = 0
    seen, used = len(place.hub.desk.asked), place.hub.desk.used
    assert api.pulls() == pulls
    assert api.rest.requests == 1 + 2 * 4
    assert all(one.endswith(" 304") for one in place.hub.desk.asked[seen:])
    assert place.hub.desk.used == used


def test_long_lists_are_read_to_their_end_even_if_a_page_hides_that_another_follows(
    place: Place,
) -> None:
    office = place.office
    office.draft()
    for number in range(6):
        office.review("dahlia", "COMMENT", body=f"pikiran {number}")
    bodies = [f"pikiran {number}" for number in range(6)]
    assert [one.body for one in place.seen(rows=3).reviews] == bodies
    place.hub.faults.cut("link", on="GET .*/reviews$")
    assert [one.body for one in place.seen(rows=3).reviews] == bodies


def test_a_list_that_grew_beyond_a_page_since_it_was_kept_is_read_on(place: Place) -> None:
    place.office.draft()
    api = place.api(rows=3)
    for number in range(7):
        place.office.review("dahlia", "COMMENT", body=f"pikiran {number}")
        assert len(api.pull(1).reviews) == number + 1


def test_an_unknown_state_or_a_missing_field_is_a_fault_with_its_place(place: Place) -> None:
    place.office.draft()
    place.office.review("cendana")

    def lie(rows: object) -> object:
        assert isinstance(rows, list)
        return [one | {"state": "MAYBE"} for one in rows]

    place.hub.faults.alter(lie, on="GET .*/reviews$")
    with pytest.raises(AnswerFault, match=r"pulls/1/reviews: \[0\]\.state: has the unknown value"):
        place.seen()

    place.hub.faults.alter(lambda _: [{"event": "closed"}], on="GET .*/timeline$")
    with pytest.raises(AnswerFault, match=r"timeline: \[0\]\.created_at: is missing"):
        place.seen()


def test_one_pull_request_that_is_not_understood_stops_no_other(place: Place) -> None:
    office = place.office
    office.draft()
    office.commit("naskah 2")
    office.push("melati", "draft/2")
    told = {"title": "Naskah 2", "head": "draft/2", "base": "main"}
    office.act("melati", "POST", f"{SITE}/pulls", told)
    place.hub.faults.alter(lambda _: [{"event": "closed"}], on="GET .*/issues/1/timeline$")
    broken, good = place.api().pulls()
    assert isinstance(broken, Broken)
    assert broken.number == 1
    assert "timeline: [0].created_at: is missing" in f"{broken.fault}"
    assert isinstance(good, Pull)
    assert good.number == 2
    place.hub.faults.exhaust(int(place.hours.now) + 1800, on="GET .*/issues/1/timeline$")
    with pytest.raises(Paused):
        place.api().pulls()


def test_half_an_answer_is_asked_for_again(place: Place) -> None:
    place.office.draft()
    place.hub.faults.cut("bytes", on="GET .*/timeline$")
    assert place.seen().number == 1
    assert place.hours.waits == [0.5]


def test_limits_are_kept_and_beyond_a_bound_it_is_said_until_when(place: Place) -> None:
    place.office.draft()
    place.hub.faults.limit(429, retry_after=7)
    assert place.seen().number == 1
    assert place.hours.waits == [7.0]
    place.hub.faults.exhaust(int(place.hours.now) + 1800)
    with pytest.raises(Paused, match="wants no further requests before"):
        place.seen()


def test_a_token_that_was_revoked_and_a_missing_right_are_told_apart(place: Place) -> None:
    head = place.office.draft()
    reader = place.hub.person("dahlia", "bkd/situs", "triage")
    api = GitHub(place.hub.web, "bkd/situs", reader)
    with pytest.raises(Refused, match=r"does not let the program|knows nothing"):
        api.post_status(head, Status("x", "success", ""))
    token = place.hub.person("paraf-bot", "bkd/situs", "write")
    place.hub.revoke(token)
    with pytest.raises(Refused, match="does not accept the program's token") as caught:
        GitHub(place.hub.web, "bkd/situs", token).pulls()
    assert token not in f"{caught.value} {caught.value.remedy}"


def test_a_forge_that_is_down_is_a_fault(place: Place) -> None:
    place.office.draft()
    api = place.api()
    place.hub.faults.fail(503, times=4)
    with pytest.raises((Refused, Unheard, Paused)):
        api.pulls()
    assert len(place.hours.waits) == 3
