"""One real bag for all tests of this room, and copies of it to tamper with."""

import shutil
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive import world


@dataclass
class Made:
    """A bag of one's own, to be tampered with, and the case with its keys."""

    folder: Path
    case: world.Case

    @property
    def data(self) -> Path:
        return self.folder / "data"


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The one bag that all others are copied from."""
    folder = tmp_path_factory.mktemp("archive") / world.CASE
    folder.mkdir()
    case = world.build(folder, tmp_path_factory.mktemp("workshop"))
    return Made(folder, case)


@pytest.fixture
def made(pristine: Made, tmp_path: Path) -> Made:
    folder = tmp_path / world.CASE
    shutil.copytree(pristine.folder, folder)
    workshop = tmp_path / "workshop"
    shutil.copytree(pristine.case.keys.folder, workshop)
    return Made(folder, world.Case(world.Keys(workshop), deepcopy(pristine.case.deeds)))
