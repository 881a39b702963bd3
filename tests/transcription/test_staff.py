"""The example office can run its procedures: every post is held, and nobody judges themselves."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from paraf.core.office import Office
from paraf.core.sop import Act
from paraf.records.office import read_office
from paraf.records.sop import read_sop

REVIEW = Path(__file__).parents[2] / "review"
SOPS = sorted((REVIEW / "sop").glob("*.yml"))
NOW = datetime(2026, 11, 16, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def office() -> Office:
    names = ("officials.yml", "pipeline.yml")
    officials, pipeline = ((REVIEW / name).read_text("utf-8") for name in names)
    return read_office(officials, pipeline, files=names)[0]


@pytest.mark.parametrize("file", SOPS, ids=lambda file: file.stem)
def test_somebody_holds_the_post_of_every_actor(file: Path, office: Office) -> None:
    sop = read_sop(file.read_text("utf-8"), file.name)
    empty = [one.post for one in sop.actors if not list(office.holders(one.post, NOW))]
    assert empty == []


@pytest.mark.parametrize("file", SOPS, ids=lambda file: file.stem)
def test_nobody_reviews_a_change_that_they_wrote_or_marked(file: Path, office: Office) -> None:
    sop = read_sop(file.read_text("utf-8"), file.name)
    for change in sop.changes:
        busy: set[str] = set()
        for step in sop.of(change):
            held = {one.person for one in office.holders(sop.post(step.actor), NOW)}
            if step.act is Act.REVIEW:
                assert not held & busy, (change, step.label)
            if step.act is Act.REVIEW or step is sop.opener(change) or step.by_hand:
                busy |= held


def test_every_post_of_the_roster_works_under_some_procedure(office: Office) -> None:
    sops = [read_sop(file.read_text("utf-8"), file.name) for file in SOPS]
    assert {one.key for one in office.posts} == {actor.post for sop in sops for actor in sop.actors}
