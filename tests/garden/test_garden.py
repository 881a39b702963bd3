"""A garden of planted defects, served by a real nginx: all are found, and nothing else.

What is planted stands in `in_bytes.py`, `in_links.py`, `in_pages.py` and `in_transport.py`.
"""

from pathlib import Path

import pytest

from everything import long
from garden import nginx
from garden.looking import look, trusted
from garden.scenes import SCENES, TWIN, Scene, all_defects, standing
from paraf.core.evidence import Finding
from paraf.inspection.kinds import KINDS

pytestmark = [
    pytest.mark.server,
    pytest.mark.browser,
    pytest.mark.skipif(nginx.FOUND is None, reason="no nginx (tools/bootstrap.sh installs it)"),
]
PLANTED = [scene for scene in SCENES if scene.defects]


def seen(folder: Path, scenes: list[Scene]) -> dict[str, list[tuple[Finding, str]]]:
    """Return what is found in each scene, with the places as the tables write them."""
    with standing(folder, scenes) as stand, trusted(folder / "ca" / "root.pem"):
        return {
            name: [(it, one.garden.seen(it.place)) for it in look(one, folder / "seen" / name)]
            for name, one in stand.items()
        }


def test_nothing_is_found_on_the_clean_twin(tmp_path: Path) -> None:
    assert seen(tmp_path, [TWIN]) == {TWIN.name: []}


BY_THE_CLOCK = {"lcp-over", "page-heavy-memory"}
"""What a busy machine may see too late, or not at all; tests/inspection tries these alone."""


# One test, for two would inspect it all twice where tests run side by side.
@long
def test_every_planted_defect_is_found_where_it_is_and_nothing_else_is(tmp_path: Path) -> None:
    told = seen(tmp_path, PLANTED)
    missed = [
        (scene.name, defect.kind, defect.place, defect.name)
        for scene in PLANTED
        for defect in scene.defects
        if defect.kind not in BY_THE_CLOCK
        and not any(defect.is_told_by(*one) for one in told[scene.name])
    ]
    untrue = [
        (scene.name, found.kind, place, str(found.what))
        for scene in PLANTED
        for found, place in told[scene.name]
        if not any(one.explains(found, place) for one in scene.defects)
    ]
    kinds = {found.kind for each in told.values() for found, _ in each}
    assert (missed, untrue, sorted(set(KINDS) - kinds - BY_THE_CLOCK)) == ([], [], [])


def test_the_garden_has_at_least_one_defect_of_each_kind() -> None:
    planted = [defect.kind for _, defect in all_defects()]
    assert sorted(set(KINDS) - set(planted)) == []
    assert len(planted) >= 60
