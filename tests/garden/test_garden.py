"""A garden of planted defects, served by a real nginx: all are found, and nothing else.

What is planted stands in `in_bytes.py`, `in_links.py`, `in_pages.py` and `in_transport.py`.
"""

from collections.abc import Iterator

import pytest

from garden import nginx
from garden.garden import Defect
from garden.looking import look, trusted
from garden.scenes import SCENES, Scene, all_defects, standing
from paraf.core.evidence import Finding
from paraf.inspection.kinds import KINDS

pytestmark = [
    pytest.mark.server,
    pytest.mark.browser,
    pytest.mark.skipif(nginx.FOUND is None, reason="no nginx (tools/bootstrap.sh installs it)"),
]

Told = dict[str, list[tuple[Finding, str]]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """What is found in each scene, with the places as the tables write them."""
    folder = tmp_path_factory.mktemp("garden")
    with standing(folder) as stand, trusted(folder / "ca" / "root.pem"):
        yield {
            name: [
                (found, one.garden.seen(found.place)) for found in look(one, folder / "seen" / name)
            ]
            for name, one in stand.items()
        }


@pytest.mark.parametrize(("scene", "defect"), all_defects(), ids=lambda it: it.name)
def test_a_planted_defect_is_found_where_it_is(told: Told, scene: Scene, defect: Defect) -> None:
    assert any(defect.is_told_by(*one) for one in told[scene.name]), told[scene.name]


def test_nothing_is_found_on_the_clean_twin(told: Told) -> None:
    assert told["twin"] == []


def test_nothing_is_found_that_was_not_planted(told: Told) -> None:
    unexplained = [
        (scene.name, found.kind, place, str(found.what))
        for scene in SCENES
        for found, place in told[scene.name]
        if not any(one.explains(found, place) for one in scene.defects)
    ]
    assert unexplained == []


def test_every_declared_kind_is_found(told: Told) -> None:
    found = {one.kind for each in told.values() for one, _ in each}
    assert sorted(found) == sorted(KINDS)


def test_the_garden_is_large_enough() -> None:
    assert len(all_defects()) >= 60
