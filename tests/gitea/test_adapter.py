"""The Gitea adapter against a real Gitea: what people do in their browsers, seen and answered."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from everything import long
from gitea_server import Person, Server, find, serving
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
from paraf.forge.gitea import Gitea
from paraf.forge.refusals import Refused
from paraf.forge.rest import Patience, Watch
from paraf.ports import Api, ForgeFault

BINARY = find("gitea", "forgejo")
pytestmark = [
    pytest.mark.gitea,
    pytest.mark.server,
    pytest.mark.skipif(BINARY is None, reason="no Gitea binary at hand"),
]
NUMBERS = itertools.count(1)
SMALL = Patience(rows=3)


@dataclass
class Place:
    """One repository on the forge, a clone of it, and the people around it."""

    server: Server
    repository: str
    folder: Path

    @property
    def at(self) -> str:
        return f"/repos/{self.repository}"

    def person(self, name: str) -> Person:
        return self.server.people[name]

    def account(self, name: str) -> Account:
        return Account("gitea", f"{self.person(name).number}")

    def api(self, token: str | None = None, **more: object) -> Gitea:
        bot = token or self.person("bot").token
        return Gitea(self.server.url, self.repository, bot, **more)  # type: ignore[arg-type]

    def git(self, name: str, *words: str) -> str:
        ran = self.server.git(self.person(name), self.folder, *words)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()

    def commit(self, text: str, *more: str) -> str:
        (self.folder / "page.md").write_text(text)
        self.git("ani", "add", ".")
        self.git("ani", "commit", "-m", text, *more)
        return self.git("ani", "rev-parse", "HEAD")

    def push_draft(self, *more: str, topic: str = "draft/7") -> None:
        self.git("ani", "push", "origin", "HEAD:refs/for/main", "-o", f"topic={topic}", *more)

    def hand_in(self, text: str = "A page", topic: str = "draft/7") -> Pull:
        """Send a draft by AGit as Ani does, and return what the adapter sees."""
        self.git("ani", "checkout", "-q", "-b", f"work-{next(NUMBERS)}", "origin/main")
        self.commit(text)
        self.push_draft("-o", f"title={text}", topic=topic)
        return self.api().pulls()[-1]

    def report(self, branch: str = "report/7") -> str:
        """Push a branch of the repository's own, as the bot does."""
        self.git("bot", "checkout", "-q", "-B", branch, "origin/main")
        head = self.commit(f"Report on {branch}")
        self.git("bot", "push", "-q", "origin", f"HEAD:refs/heads/{branch}")
        return head

    def review(self, name: str, number: int, event: str, body: str = "", commit: str = "") -> int:
        form = {"event": event, "body": body} | ({"commit_id": commit} if commit else {})
        path = f"{self.at}/pulls/{number}/reviews"
        return int(self.server.call(self.person(name), "POST", path, form)["id"])

    def edit(self, name: str, number: int, **fields: object) -> None:
        self.server.call(self.person(name), "PATCH", f"{self.at}/issues/{number}", fields)


@pytest.fixture(scope="module")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    assert BINARY is not None
    with serving(BINARY, tmp_path_factory.mktemp("forge") / "server") as server:
        for name in ("bot", "ani", "budi", "citra"):
            server.add_person(name)
        server.call(server.admin, "POST", "/orgs", {"username": "bkd"})
        yield server


@pytest.fixture
def place(forge: Server, tmp_path: Path) -> Place:
    name = f"site-{next(NUMBERS)}"
    made = {"name": name, "auto_init": True, "default_branch": "main", "private": True}
    forge.call(forge.admin, "POST", "/orgs/bkd/repos", made)
    place = Place(forge, f"bkd/{name}", tmp_path / "clone")
    for who, right in (("bot", "write"), ("ani", "read"), ("budi", "read"), ("citra", "read")):
        forge.call(forge.admin, "PUT", f"{place.at}/collaborators/{who}", {"permission": right})
    forge.git(
        forge.people["ani"], tmp_path, "clone", "-q", f"{forge.url}/{place.repository}.git", "clone"
    )
    place.git("ani", "config", "user.name", "Ani")
    place.git("ani", "config", "user.email", "ani@bkd.example")
    return place


def whats(pull: Pull) -> list[object]:
    return [one.what for one in pull.entries]


def test_it_is_what_the_rooms_ask_for(place: Place) -> None:
    api: Api = place.api()
    assert api.forge == "gitea"
    assert api.me() == place.account("bot")


@long
def test_a_draft_sent_by_agit_is_a_pull_request_of_no_branch_here(place: Place) -> None:
    pull = place.hand_in("A page")
    head = place.git("ani", "rev-parse", "HEAD")
    assert (pull.title, pull.author, pull.base) == ("A page", place.account("ani"), "main")
    assert (pull.head, pull.branch, pull.own) == (head, f"refs/pull/{pull.number}/head", False)
    assert (pull.draft, pull.closed, pull.merge) == (False, False, None)
    assert whats(pull) == [Pushed(head)]
    assert pull.entries[0].actor == place.account("ani")


def test_pushes_and_forced_pushes_name_the_head_that_they_made(place: Place) -> None:
    first = place.hand_in("One").head
    place.commit("Two")
    third = place.commit("Three")
    place.push_draft()
    fourth = place.commit("Four", "--amend")
    place.push_draft("-o", "force-push=true")
    pull = place.api().pulls()[0]
    assert whats(pull) == [Pushed(first), Pushed(third), Pushed(fourth)]
    assert pull.head == fourth
    orders = [one.order for one in pull.entries]
    assert orders == sorted(set(orders))


def test_reviews_are_told_as_they_were_given(place: Place) -> None:
    pull = place.hand_in()
    approval = place.review("budi", pull.number, "APPROVED", "fine")
    back = place.review("citra", pull.number, "REQUEST_CHANGES", "title\nKembali-ke: naskah")
    place.review("citra", pull.number, "COMMENT", "a thought")
    seen = place.api().pull(pull.number)
    assert [(one.id, one.actor, one.opinion, one.head) for one in seen.reviews[:2]] == [
        (approval, place.account("budi"), Opinion.APPROVE, pull.head),
        (back, place.account("citra"), Opinion.RETURN, pull.head),
    ]
    assert [one.body for one in seen.reviews] == ["fine", "title\nKembali-ke: naskah", "a thought"]
    orders = [one.order for one in seen.reviews if one.order is not None]
    assert len(orders) == 3
    assert orders == sorted(orders)
    assert orders[0] > seen.entries[0].order
    assert not any(one.dismissed for one in seen.reviews)
    assert seen == place.api().pull(pull.number)


def test_a_newer_mark_is_no_dismissal_of_the_older_one(place: Place) -> None:
    pull = place.hand_in()
    place.review("budi", pull.number, "APPROVED")
    place.review("budi", pull.number, "REQUEST_CHANGES", "wait")
    rows = place.server.call(place.person("bot"), "GET", f"{place.at}/pulls/{pull.number}/reviews")
    assert rows[0]["dismissed"], "Gitea says so of the older mark"
    assert [one.dismissed for one in place.api().pull(pull.number).reviews] == [False, False]


def test_a_dismissal_is_seen_and_its_taking_back_too_and_neither_alters_the_digest(
    place: Place,
) -> None:
    pull, admin = place.hand_in(), place.server.admin
    review = place.review("budi", pull.number, "APPROVED")
    before = place.api().pull(pull.number).reviews[0]
    path = f"{place.at}/pulls/{pull.number}/reviews/{review}"
    place.server.call(admin, "POST", f"{path}/dismissals", {"message": "no"})
    dismissed = place.api().pull(pull.number)
    assert dismissed.reviews[0].dismissed
    assert whats(dismissed)[-1] == Dismissed(review)
    assert dismissed.entries[-1].actor == Account("gitea", f"{admin.number}")
    place.server.call(admin, "POST", f"{path}/undismissals")
    assert place.api().pull(pull.number).reviews == (before,)


def test_a_deleted_review_is_gone(place: Place) -> None:
    pull = place.hand_in()
    review = place.review("budi", pull.number, "APPROVED")
    path = f"{place.at}/pulls/{pull.number}/reviews/{review}"
    place.server.call(place.person("budi"), "DELETE", path)
    assert place.api().pull(pull.number).reviews == ()


def test_an_edited_review_has_another_digest(place: Place) -> None:
    pull = place.hand_in()
    place.review("citra", pull.number, "REQUEST_CHANGES", "Kembali-ke: naskah")
    before = place.api().pull(pull.number).reviews[0]
    path = f"{place.at}/issues/comments/{before.order}"
    place.server.call(place.person("citra"), "PATCH", path, {"body": "Kembali-ke: cetak"})
    after = place.api().pull(pull.number).reviews[0]
    assert after.digest != before.digest
    assert (after.id, after.order, after.body) == (before.id, before.order, before.body)


def test_a_pending_review_is_nothing_and_counts_from_when_it_is_handed_in(place: Place) -> None:
    pull, budi = place.hand_in(), place.person("budi")
    path = f"{place.at}/pulls/{pull.number}/reviews"
    note = {"path": "page.md", "body": "here", "new_position": 1}
    begun = place.server.call(budi, "POST", path, {"body": "begun", "comments": [note]})["id"]
    assert place.api().pull(pull.number).reviews == ()
    place.review("citra", pull.number, "APPROVED")
    place.server.call(budi, "POST", f"{path}/{begun}", {"event": "APPROVED", "body": "now"})
    first, second = sorted(place.api().pull(pull.number).reviews, key=lambda one: one.order or 0)
    assert (first.actor, second.actor) == (place.account("citra"), place.account("budi"))
    assert second.id < first.id


def test_a_review_of_something_else_than_a_commit_names_no_head(place: Place) -> None:
    pull = place.hand_in()
    place.review("budi", pull.number, "APPROVED", commit=pull.head[:12])
    assert place.api().pull(pull.number).reviews[0].head is None


def test_a_title_that_says_work_in_progress_is_a_draft_until_it_is_taken_off(place: Place) -> None:
    pull = place.hand_in("WIP: A page")
    assert pull.draft
    place.edit("ani", pull.number, title="A page")
    place.edit("ani", pull.number, title="A good page")
    place.edit("ani", pull.number, title="[wip] A good page")
    seen = place.api().pull(pull.number)
    assert whats(seen)[1:] == [Readied(True), Readied(False)]
    assert seen.draft


def test_closing_reopening_retargeting_assigning_and_comments_are_entries(place: Place) -> None:
    pull = place.hand_in()
    place.git("bot", "push", "-q", "origin", "origin/main:refs/heads/other")
    admin = place.server.admin
    place.edit("ani", pull.number, state="closed")
    assert place.api().pull(pull.number).closed
    place.edit("ani", pull.number, state="open")
    place.server.call(admin, "PATCH", f"{place.at}/pulls/{pull.number}", {"base": "other"})
    place.server.call(admin, "PATCH", f"{place.at}/issues/{pull.number}", {"assignees": ["citra"]})
    place.server.call(admin, "PATCH", f"{place.at}/issues/{pull.number}", {"assignees": []})
    place.api().comment(pull.number, "/ulangi")
    seen = place.api().pull(pull.number)
    *others, wrote = whats(seen)[1:]
    assert others == [Shut(True), Shut(False), Aimed("other"), Gave(place.account("citra"))]
    assert isinstance(wrote, Wrote)
    assert wrote.body == "/ulangi"
    assert seen.base == "other"
    assert seen.entries[-1].actor == place.account("bot")


def test_a_comment_is_edited_in_place_and_only_its_digest_changes(place: Place) -> None:
    pull, api = place.hand_in(), place.api()
    api.comment(pull.number, "one\n")
    before = api.pull(pull.number).entries[-1]
    assert isinstance(before.what, Wrote)
    api.edit_comment(before.what.id, "two")
    after = api.pull(pull.number).entries[-1]
    assert isinstance(after.what, Wrote)
    assert after.what.body == "two"
    assert (after.id, after.order) == (before.id, before.order)
    assert after.digest != before.digest


def test_a_comment_that_was_edited_is_told_from_one_that_was_not(place: Place) -> None:
    pull, api = place.hand_in(), place.api()
    api.comment(pull.number, "/koreksi satu")
    wrote = api.pull(pull.number).entries[-1].what
    assert isinstance(wrote, Wrote)
    assert not wrote.edited
    # Gitea's moments are whole seconds: within the first one it shows no difference.
    for turn in range(1000):
        api.edit_comment(wrote.id, f"/koreksi dua {turn}")
        after = api.pull(pull.number).entries[-1].what
        assert isinstance(after, Wrote)
        if after.edited:
            break
    assert after.edited
    assert after.id == wrote.id


def test_people_are_asked_once_it_is_their_turn_and_unasked(place: Place) -> None:
    pull, api = place.hand_in(), place.api()
    both = {place.account("budi"), place.account("citra")}
    api.ask(pull.number, both)
    assert api.pull(pull.number).asked == both
    place.review("budi", pull.number, "APPROVED")
    assert api.pull(pull.number).asked == {place.account("citra")}
    api.unask(pull.number, [place.account("citra")])
    assert api.pull(pull.number).asked == frozenset()
    api.ask(pull.number, [])
    with pytest.raises(ForgeFault, match="no account with the number 99999"):
        api.ask(pull.number, [Account("gitea", "99999")])


def test_a_team_that_is_asked_is_nobody(place: Place) -> None:
    pull, server = place.hand_in(), place.server
    name = f"team-{next(NUMBERS)}"
    team = {"name": name, "units_map": {"repo.pulls": "write"}}
    number = server.call(server.admin, "POST", "/orgs/bkd/teams", team)["id"]
    server.call(server.admin, "PUT", f"/teams/{number}{place.at}")
    path = f"{place.at}/pulls/{pull.number}/requested_reviewers"
    server.call(server.admin, "POST", path, {"team_reviewers": [name]})
    assert place.api().pull(pull.number).asked == frozenset()


def test_exactly_the_labels_that_the_repository_has_are_given(place: Place) -> None:
    pull, api, admin = place.hand_in(), place.api(), place.server.admin
    for name in ("menunggu", "terbit", "rahasia"):
        place.server.call(admin, "POST", f"{place.at}/labels", {"name": name, "color": "#00aa00"})
    api.label(pull.number, ["menunggu", "rahasia"])
    assert api.pull(pull.number).labels == {"menunggu", "rahasia"}
    api.label(pull.number, ["terbit", "unknown"])
    assert api.pull(pull.number).labels == {"terbit"}
    api.label(pull.number, [])
    assert api.pulls()[0].labels == frozenset()


def test_statuses_are_posted_and_the_newest_of_each_context_is_read(place: Place) -> None:
    api, head = place.api(), place.hand_in().head
    assert api.statuses(head) == ()
    here = Status("paraf/manuscript (main)", "pending", "Menunggu Kasubid", "https://x.example/")
    api.post_status(head, here)
    api.post_status(head, Status("other", "error", "no"))
    api.post_status(head, Status(here.context, "success", "Semua paraf"))
    by = place.account("bot")
    assert set(api.statuses(head)) == {
        Status(here.context, "success", "Semua paraf", "", by),
        Status("other", "error", "no", "", by),
    }


def test_more_statuses_than_a_page_holds_are_all_read(place: Place) -> None:
    api, head = place.api(patience=SMALL), place.hand_in().head
    for number in range(7):
        api.post_status(head, Status(f"context-{number}", "success", ""))
    assert len(api.statuses(head)) == 7


def test_a_pull_request_of_the_bots_own_branch_is_opened_found_and_described(place: Place) -> None:
    api = place.api()
    assert api.pull_of("report/7") is None
    head = place.report()
    opened = api.open_pull("report/7", "Report", "first")
    assert (opened.branch, opened.own, opened.head) == ("report/7", True, head)
    assert opened.author == place.account("bot")
    assert api.open_pull("report/7", "Report", "again").number == opened.number
    api.describe(opened.number, "second")
    found = api.pull_of("report/7")
    assert found is not None
    assert (found.number, found.title, found.body) == (opened.number, "Report", "second")
    assert api.page(found.number).endswith(f"/{place.repository}/pulls/{found.number}")


def test_a_push_to_a_branch_is_waited_for_until_the_timeline_tells_it(place: Place) -> None:
    api = place.api(patience=Patience(first=0.5))
    first = place.report()
    pull = api.open_pull("report/7", "Report", "")
    assert whats(pull) == [Pushed(first)]
    second = place.commit("More")
    place.git("bot", "push", "-q", "origin", "HEAD:refs/heads/report/7")
    while (seen := api.pull(pull.number)).head == first:
        place.server.call(None, "GET", "/version")
    assert whats(seen) == [Pushed(first), Pushed(second)]


@long
def test_of_several_from_one_branch_the_newest_is_found(place: Place) -> None:
    api = place.api()
    place.report()
    first = api.open_pull("report/7", "One", "")
    place.edit("bot", first.number, state="closed")
    place.commit("More")
    place.git("bot", "push", "-q", "origin", "HEAD:refs/heads/report/7")
    second = api.open_pull("report/7", "Two", "")
    assert second.number > first.number
    place.edit("bot", second.number, state="closed")
    found = api.pull_of("report/7")
    assert found is not None
    assert (found.number, found.closed) == (second.number, True)


@long
def test_one_into_another_branch_is_not_the_branchs_pull_request(place: Place) -> None:
    api = place.api()
    place.report()
    place.git("bot", "push", "-q", "origin", "origin/main:refs/heads/other")
    for number, base in enumerate(("main", "other"), 1):
        said = {"head": "report/7", "base": base, "title": base}
        place.server.call(place.person("bot"), "POST", f"{place.at}/pulls", said)
        found = api.pull_of("report/7")
        assert found is not None
        assert (found.number, found.base) == (1, "main")
        assert len(api.pulls()) == number
    place.edit("bot", 1, state="closed")
    found = api.pull_of("report/7")
    assert found is not None
    assert (found.number, found.closed) == (1, True)


def test_a_merge_is_made_at_the_head_that_was_judged_and_no_other(place: Place) -> None:
    pull, api = place.hand_in(), place.api()
    with pytest.raises(Refused, match="head out of date"):
        api.merge(pull.number, place.git("ani", "rev-parse", "origin/main"), "t", "m")
    commit = api.merge(pull.number, pull.head, "Publish the page", "Case: 7")
    place.git("bot", "fetch", "-q", "origin")
    assert place.git("bot", "rev-parse", "origin/main") == commit
    assert place.git("bot", "rev-parse", f"{commit}^2") == pull.head
    assert place.git("bot", "log", "-1", "--format=%B", commit) == "Publish the page\n\nCase: 7"
    seen = api.pull(pull.number)
    assert seen.merge is not None
    assert (seen.merge.commit, seen.merge.by, seen.closed) == (commit, api.me(), True)
    assert not [one for one in whats(seen) if isinstance(one, Shut)]
    assert api.merge(pull.number, pull.head, "again", "") == commit
    assert api.pulls() == ()


def test_what_conflicts_is_not_merged_and_said_so_after_a_while(place: Place) -> None:
    first = place.hand_in("One")
    waits: list[float] = []

    def pause(seconds: float) -> None:
        waits.append(seconds)
        place.server.call(None, "GET", "/version")

    api = place.api(watch=Watch(pause=pause), patience=Patience(first=0.01))
    second = place.hand_in("Two", "draft/8")
    place.api().merge(first.number, first.head, "One", "")
    with pytest.raises(ForgeFault, match="conflicts with main"):
        api.merge(second.number, second.head, "Two", "")
    assert len(waits) < 10


def test_what_a_human_merged_is_not_taken_for_the_programs_merge(place: Place) -> None:
    pull = place.hand_in()
    admin = place.server.admin
    boss = Gitea(place.server.url, place.repository, admin.token)
    boss.merge(pull.number, pull.head, "By hand", "")
    with pytest.raises(Refused):
        place.api().merge(pull.number, pull.head, "t", "m")
    seen = place.api().pull(pull.number)
    assert seen.merge is not None
    assert seen.merge.by == Account("gitea", f"{admin.number}")


def test_a_file_at_a_commit_is_at_the_address_given(place: Place) -> None:
    place.hand_in()
    place.git("ani", "fetch", "-q", "origin")
    main = place.git("ani", "rev-parse", "origin/main")
    path = place.api().raw(main, "README.md").removeprefix(place.server.url)
    assert path == f"/{place.repository}/raw/commit/{main}/README.md"
    assert place.api().raw(main, "bukti/layar 1.png").endswith("bukti/layar%201.png")


def test_a_token_that_was_revoked_is_said_so_and_not_shown(place: Place) -> None:
    name, bot = f"short-{next(NUMBERS)}", place.person("bot")
    token = place.server.add_token(bot, name)
    api = place.api(token)
    api.pulls()
    address = f"{place.server.url}/api/v1/users/{bot.name}/tokens/{name}"
    gone = httpx.delete(address, auth=(bot.name, bot.password), trust_env=False, timeout=60)
    assert gone.status_code == 204
    with pytest.raises(Refused, match="does not accept the program's token") as caught:
        api.pulls()
    assert token not in f"{caught.value} {caught.value.remedy} {api!r} {api.rest!r}"


def test_a_repository_that_is_not_there_and_a_missing_right_are_told_apart(place: Place) -> None:
    token = place.person("bot").token
    with pytest.raises(Refused, match="knows nothing") as none:
        Gitea(place.server.url, "bkd/none", token).pulls()
    assert none.value.status == 404
    head = place.hand_in().head
    with pytest.raises(Refused, match="does not let the program") as right:
        place.api(place.person("budi").token).post_status(head, Status("x", "success", ""))
    assert right.value.status == 403


def test_who_was_deleted_is_nobody(place: Place) -> None:
    pull, server = place.hand_in(), place.server
    dewi = server.add_person(f"dewi{next(NUMBERS)}")
    server.call(
        server.admin, "PUT", f"{place.at}/collaborators/{dewi.name}", {"permission": "read"}
    )
    path = f"{place.at}/pulls/{pull.number}/reviews"
    server.call(dewi, "POST", path, {"event": "APPROVED", "body": ""})
    server.call(server.admin, "DELETE", f"/admin/users/{dewi.name}?purge=true")
    assert [one.actor for one in place.api().pull(pull.number).reviews] == [Account("gitea", "0")]


def test_a_renamed_repository_is_still_found(place: Place) -> None:
    place.hand_in()
    server = place.server
    server.call(server.admin, "PATCH", place.at, {"name": f"moved-{next(NUMBERS)}"})
    assert len(place.api().pulls()) == 1


@long
def test_many_pull_requests_cost_two_requests_each_and_one_for_a_page(place: Place) -> None:
    place.git("ani", "checkout", "-q", "-b", "many", "origin/main")
    place.commit("Text")
    for number in range(7):
        place.push_draft("-o", f"title=Page {number}", topic=f"draft/{number}")
    api = place.api(patience=SMALL)
    pulls = api.pulls()
    assert [one.number for one in pulls] == list(range(1, 8))
    api.rest.requests = 0
    assert api.pulls() == pulls
    assert api.rest.requests == 3 + 2 * 7


@long
def test_a_long_review_history_is_read_whole(place: Place) -> None:
    pull = place.hand_in()
    for number in range(8):
        place.review("budi", pull.number, "COMMENT", f"thought {number}")
    seen = place.api(patience=SMALL).pull(pull.number)
    assert [one.body for one in seen.reviews] == [f"thought {number}" for number in range(8)]
    assert len({one.order for one in seen.reviews}) == 8
