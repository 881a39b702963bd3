"""How a real forge speaks: pages, tokens, webhooks; and that it comes back after a stop."""

import hashlib
import hmac
from pathlib import Path

import pytest

from everything import long
from gitea_server import WIRE, Server
from gitea_site import Site, found_office, found_site
from hook_receiver import Receiver

pytestmark = [pytest.mark.gitea, pytest.mark.server, long]


def remarks(site: Site, number: int, count: int) -> None:
    """Leave so many remarks at a pull request, as reviews."""
    for one in range(count):
        site.review(site.people.tono, number, "COMMENT", f"catatan {one}")


def test_without_a_page_the_whole_timeline_comes_at_once(site: Site) -> None:
    """More than a page holds, so that what is deleted meanwhile cannot shift a row out of sight."""
    number, _, _ = site.draft()
    remarks(site, number, 55)
    robot = site.people.robot
    assert len(site.timeline(number)) == 56
    assert len(site.reviews(number)) == 55
    second = site.request(robot, "GET", f"/issues/{number}/timeline?limit=100&page=2")
    assert (len(second.json()), second.headers["X-Total-Count"]) == (6, "6")
    third = site.request(robot, "GET", f"/issues/{number}/timeline?limit=100&page=3")
    assert (third.status_code, third.json()) == (200, None)
    page = site.request(robot, "GET", f"/pulls/{number}/reviews?limit=100&page=2")
    assert (len(page.json()), page.headers["X-Total-Count"]) == (5, "55")


def test_the_list_of_pull_requests_comes_in_pages(site: Site) -> None:
    place = site.clone(site.people.sari)
    for topic in ("a", "b", "c"):
        site.commit(place, topic, f"drafts/{topic}/case.yml")
        site.hand_in(site.people.sari, place, topic)
    first = site.request(site.people.robot, "GET", "/pulls?state=all&limit=2")
    last = site.request(site.people.robot, "GET", "/pulls?state=all&limit=2&page=2")
    assert [len(first.json()), len(last.json())] == [2, 1]
    assert first.headers["X-Total-Count"] == last.headers["X-Total-Count"] == "3"
    assert 'rel="next"' in first.headers["Link"]
    assert 'rel="next"' not in last.headers["Link"]


@pytest.mark.parametrize("tail", ["/pulls/{}", "/pulls/{}/reviews", "/issues/{}/timeline"])
def test_nothing_is_answered_conditionally(site: Site, tail: str) -> None:
    number, _, _ = site.draft()
    answer = site.request(site.people.robot, "GET", tail.format(number))
    assert not {"etag", "last-modified"} & set(answer.headers)


def test_a_revoked_token_is_unknown_and_a_narrow_one_forbidden(site: Site) -> None:
    number, _, _ = site.draft()
    budi = site.people.budi
    token = site.server.add_token(budi, site.name, ("read:repository",))
    place = f"/pulls/{number}/reviews"
    assert site.request(token, "GET", place).status_code == 200
    assert site.request(token, "POST", place, {"event": "APPROVED"}).status_code == 403
    address = f"{site.server.url}/api/v1/users/budi/tokens/{site.name}"
    assert WIRE.delete(address, auth=(budi.name, budi.password)).status_code == 204
    assert site.request(token, "GET", place).status_code == 401
    assert site.request(None, "POST", place, {"event": "APPROVED"}).status_code == 401


def test_a_webhook_is_signed_over_its_raw_bytes(site: Site, receiver: Receiver) -> None:
    site.listen(receiver)
    site.draft()
    [delivery, *_] = receiver.waits(bool)
    signature = hmac.new(b"rahasia", delivery.body, hashlib.sha256).hexdigest()
    assert delivery.headers["X-Gitea-Signature"] == signature
    assert delivery.headers["X-Hub-Signature-256"] == f"sha256={signature}"
    assert delivery.payload["repository"]["full_name"] == f"bkd/{site.name}"


def test_whatever_moves_a_case_wakes_the_listener_in_order(site: Site, receiver: Receiver) -> None:
    site.listen(receiver)
    number, place, _ = site.draft("satu")
    site.review(site.people.budi, number, "APPROVED")
    site.review(site.people.ratna, number, "REQUEST_CHANGES", "Perbaiki")
    site.commit(place, "dua")
    site.hand_in(site.people.sari, place, "draft/berita")
    site.call(site.people.sari, "PATCH", f"/pulls/{number}", {"title": "WIP: Berita"})
    site.call(site.people.sari, "POST", f"/issues/{number}/comments", {"body": "/ulangi"})
    site.call(site.people.budi, "PATCH", f"/pulls/{number}", {"assignees": ["ratna"]})
    site.call(site.people.sari, "PATCH", f"/pulls/{number}", {"state": "closed"})
    expected = [
        "pull_request opened",
        "pull_request_review_approved reviewed",
        "pull_request_review_rejected reviewed",
        "pull_request_sync synchronized",
        "pull_request edited",
        "pull_request_comment created",
        "pull_request_assign assigned",
        "pull_request closed",
    ]
    receiver.waits(lambda kinds: expected[-1] in kinds)
    assert receiver.kinds == expected


def test_the_webhook_of_a_review_tells_neither_its_number_nor_its_commit(
    site: Site, receiver: Receiver
) -> None:
    site.listen(receiver)
    number, _, _ = site.draft()
    site.review(site.people.budi, number, "APPROVED", "ya")
    receiver.waits(lambda kinds: len(kinds) == 2)
    told = receiver.deliveries[-1].payload["review"]
    assert told == {"type": "pull_request_review_approved", "content": "ya"}


def test_a_forge_that_was_stopped_or_killed_comes_back_with_all_it_knew(
    own_server: Server, tmp_path: Path
) -> None:
    people = found_office(own_server)
    site = found_site(own_server, people, "situs", tmp_path / "clones")
    number, _, head = site.draft()
    for end in (own_server.stop, own_server.kill):
        before = site.timeline(number)
        end()
        own_server.start()
        assert site.timeline(number) == before
        site.review(people.budi, number, "APPROVED")
    assert site.merge(people.robot, number, head_commit_id=head).status_code == 200
