"""A return blocks by the gate's rule alone: the forge keeps none that the gate has passed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from everything import long
from gitea.office import KABID, KASUBID, KEPALA, PENGELOLA, HostedOffice, office
from office_world import MONDAY

pytestmark = [pytest.mark.gitea, pytest.mark.server]

PLH = """\
  - {person: kenanga, post: kasubid, holding: plh, from: 2026-11-02, until: 2026-11-17, basis: SP 1}
"""


@pytest.fixture(scope="module")
def it(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostedOffice]:
    with office(tmp_path_factory.mktemp("returns"), binary, PLH) as it:
        yield it


def marked(it: HostedOffice) -> None:
    """Bring what was handed in to its merge."""
    it.turn()
    for who in (KASUBID, KABID):
        it.reviews(who, "APPROVED")
        it.turn()
    it.assigns(KASUBID, PENGELOLA)
    it.turn()


@long
def test_a_return_by_a_post_that_is_not_asked_blocks_no_merge(it: HostedOffice) -> None:
    it.hands_in("bukan-giliran")
    it.reviews(KEPALA, "REQUEST_CHANGES", "Judulnya kurang tegas.")
    marked(it)
    assert it.pull()["merged"]


@long
def test_a_corrected_return_by_a_predecessor_blocks_no_merge(it: HostedOffice) -> None:
    it.hands_in("kembali-oleh-plh")
    it.turn()
    it.reviews("kenanga", "REQUEST_CHANGES", "Sebutkan jamnya.")
    assert it.step() == "1"
    it.world.set_clock(MONDAY + timedelta(days=1))
    it.hands_in("kembali-oleh-plh", text="Seleksi 1 Desember pukul 08.00.")
    marked(it)
    assert it.pull()["merged"]
