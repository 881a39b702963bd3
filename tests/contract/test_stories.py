"""The same events give the same verdict on the embedded forge, on Gitea and on GitHub.

Each story is told twice on a hosted forge: the program looks after every act, or only in the end,
when all has happened already.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from typing import Any

import pytest

from contract.on_hosted import gitea_office, github_office
from contract.on_local import local
from contract.stories import STORIES, Cannot, Story
from everything import ALL
from gitea_server import find
from github.fake import AT_HAND
from paraf.core.verdict import Blocked, ToMerge, Waiting
from paraf.forge.lines import LEDGER
from paraf.pipeline.desk import Desk, judged_or_blocked

MARKS = {
    "local": [],
    "gitea": [pytest.mark.gitea, pytest.mark.server],
    "github": [pytest.mark.server],
}
LATE = ("13", "14", "15", "38", "44", "52")
"""The rows that are told twice: what is undone leaves little behind for who looks late."""
HOSTED = {
    True: (
        "a text after everything was there",
        "a mark dismissed, with the next one on it",
        "a dismissal taken back",
        "a return taken back by who gave it",
        "closed and opened again",
    ),
    False: (
        "a dismissal taken back",
        "closed",
    ),
}
"""What a hosted forge tells in its own way, often and late, where each look takes seconds."""
ON_GITHUB = {
    True: (
        "both marks anew after a new text",
        "a mark by who is named as a co-author",
        "a mark by who took an official's old name",
        "merged by hand before its time",
        "a disposition too early, given again in time",
    ),
    False: ("merged by hand when all was there",),
}
"""What is told to GitHub besides. `make stories` tells all to all; the embedded forge always is."""


def tellings() -> Iterator[Any]:
    """Yield each story for each forge; the embedded one has nobody who could look late."""
    for forge, marks in MARKS.items():
        for often in (True, False):
            for one in STORIES:
                late = forge != "local" and (one.row in LATE or (ALL and forge == "github"))
                own = HOSTED[often] + (ON_GITHUB[often] if forge == "github" else ())
                if one.name in own or ((ALL or forge == "local") and (often or late)):
                    name = f"{forge}{'' if often else '-once'} {one.row}: {one.name}"
                    yield pytest.param(forge, often, one, id=name, marks=marks)


NUMBERS = count(1)


@pytest.fixture(scope="module")
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """One office on each forge for all stories, a case each."""
    folder = tmp_path_factory.mktemp("contract")
    with ExitStack() as stack:
        if request.param == "local":
            yield local(folder)
        elif request.param == "gitea":
            binary = find("gitea", "forgejo")
            if binary is None:
                pytest.skip("No Gitea here: name its binary in PARAF_GITEA or put it on PATH.")
            yield stack.enter_context(gitea_office(folder, binary))
        elif not AT_HAND:
            pytest.skip("no description of GitHub: make build/github/ready")
        else:
            yield stack.enter_context(github_office(folder))


TOLD = ("office", "often", "story")


@pytest.mark.parametrize(TOLD, tuple(tellings()), indirect=["office"], scope="module")
def test_the_same_events_give_the_same_verdict(office: Any, often: bool, story: Story) -> None:
    office.begins(f"20261116-cerita-{next(NUMBERS)}")
    try:
        seen = tell(office, story, often=often)
        expected = story.stands(office.name, often=often)
        assert stand(office, seen) == expected, (told(office, seen), office.refused)
        again = office.looks()
        assert told(office, again) == told(office, seen), "a second look tells nothing new"
        assert stand(office, again) == expected
        assert again.forge.unsigned(office.case, again.rulebook().office) == ()
    except Cannot as reason:
        pytest.skip(f"{office.name}: {reason}")
    finally:
        office.ends()


def tell(office: Any, story: Story, *, often: bool) -> Desk:
    """Let everybody act; return the desk at which the program looked last."""
    for act in story.acts[:-1]:
        act(office)
        if often:
            office.looks()
    story.acts[-1](office)
    seen: Desk = office.looks()
    return seen


def told(office: Any, desk: Desk) -> tuple[str, ...]:
    """Return the lines of the ledger."""
    return desk.forge.lines(office.case)


def stand(office: Any, desk: Desk) -> str:
    """Return where the case stands, as stories say it."""
    if desk.forge.tip(LEDGER + office.case) is None:
        return "none"
    verdict = judged_or_blocked(desk, office.case, desk.rulebook())
    match verdict.stand:
        case Waiting(step):
            return step.label
        case ToMerge():
            return "merge"
        case Blocked():
            return "blocked"
        case other:
            return type(other).__name__
