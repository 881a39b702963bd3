"""Pull requests of people who are nobody in the office: none of them stops a case."""

from collections.abc import Iterator

import pytest

from everything import long
from github.fake import AT_HAND
from github.hosted_office import KASUBID, NAME, PENGELOLA, REPOSITORY, HostedOffice, office
from paraf.core.words import english
from paraf.pipeline.reconcile import Run, reconcile

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not AT_HAND, reason="no description of GitHub: make build/github/ready"),
]
STRANGER = "orang-asing"


@pytest.fixture(scope="module")
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostedOffice]:
    with office(tmp_path_factory.mktemp("strangers")) as it:
        it.hub.person(STRANGER, REPOSITORY, "read")
        it.hub.fork(STRANGER, REPOSITORY)
        yield it


@pytest.fixture(autouse=True)
def clean(it: HostedOffice) -> Iterator[None]:
    yield
    it.hub.faults.on.clear()
    for one in it.pulls("open"):
        it.call("admin", "PATCH", f"/pulls/{one['number']}", {"state": "closed"})


def turn(it: HostedOffice) -> Run:
    """Let the program have its turn, without a browser."""
    desk = it.at_desk()
    return reconcile(desk, desk.rulebook())


def sends(it: HostedOffice, what: str, branch: str, base: str = "main") -> int:
    """Let the stranger open a pull request with a commit of melati's clone; return its number."""
    place, folder = it.hub.git_url(f"{STRANGER}/{NAME}"), it.clone(PENGELOLA)
    it.git(STRANGER, folder).run("push", "--quiet", "--force", place, f"{what}:refs/heads/{branch}")
    said = {"title": branch, "head": f"{STRANGER}:{branch}", "base": base}
    return int(it.call(STRANGER, "POST", "/pulls", said)["number"])


@long
def test_a_copy_of_a_cases_commit_stops_nothing_and_takes_no_status(it: HostedOffice) -> None:
    it.hands_in("disalin")
    assert turn(it).problems == []
    copy = sends(it, "HEAD", "salinan")
    for _ in range(2):
        assert turn(it).problems == []
        assert it.status()[0] == "pending"
    assert it.asked() == {KASUBID}
    (said,) = it.comments(copy)
    assert "kantor ini" in said or "office" in said


def test_a_strangers_commits_are_not_fetched(it: HostedOffice) -> None:
    it.writes(PENGELOLA, "tak-dikenal", "Iklan.")
    folder = it.clone(PENGELOLA)
    head = it.git(PENGELOLA, folder).text("rev-parse", "HEAD")
    number = sends(it, "HEAD", "iklan")
    assert turn(it).problems == []
    desk = it.at_desk()
    assert desk.forge.pulls[number].head == head  # type: ignore[attr-defined]
    assert desk.git.resolve(head) is None
    assert len(it.comments(number)) == 1


def test_a_strangers_pull_request_that_is_not_understood_is_left_out(it: HostedOffice) -> None:
    it.hands_in("jalan-terus")
    bad = sends(it, "HEAD", "rusak")
    it.hub.faults.alter(lambda _: [{"event": "closed"}], times=100,
                        on=f"GET .*/issues/{bad}/timeline$")  # fmt: skip
    assert turn(it).problems == []
    assert it.told() == ["Opened", "Moved"]
    assert it.comments(bad) == []
    assert len(it.comments()) == 1


def test_a_cases_pull_request_that_is_not_understood_rests_and_the_others_go_on(
    it: HostedOffice,
) -> None:
    bad = it.hands_in("tak-terbaca")
    stuck = it.case
    assert turn(it).problems == []
    it.reviews(KASUBID, "APPROVE")
    it.hands_in("terbaca")
    it.hub.faults.alter(lambda _: [{"event": "closed"}], times=100,
                        on=f"GET .*/issues/{bad}/timeline$")  # fmt: skip
    run = turn(it)
    assert [name for name, _ in run.problems] == [stuck]
    assert "is missing" in english(run.problems[0][1].what)
    assert it.told(stuck) == ["Opened", "Moved"]
    assert it.told() == ["Opened", "Moved"]
    it.hub.faults.on.clear()
    assert turn(it).problems == []
    assert it.told(stuck) == ["Opened", "Moved", "Reviewed"]


@long
def test_a_pull_request_that_cannot_be_told_why_is_a_problem_of_its_own(it: HostedOffice) -> None:
    it.hands_in("lanjut")
    bad = sends(it, "HEAD", "tanpa-komentar")
    it.hub.faults.fail(422, times=100, on=f"POST .*/issues/{bad}/comments$")
    assert [name for name, _ in turn(it).problems] == [f"#{bad}"]
    assert it.told() == ["Opened", "Moved"]
    assert len(it.comments()) == 1
