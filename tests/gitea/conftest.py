"""A real forge for the tests of this folder; without its binary they are skipped, saying so."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from gitea_server import Server, find, serving
from gitea_site import People, Site, found_office, found_site
from hook_receiver import Receiver, receiving

FORGES = [name for name in ("gitea", "forgejo") if find(name)] or ["gitea"]
"""The forges this machine has; each test runs on each of them."""
NUMBERS = count(1)


@pytest.fixture(scope="session", params=FORGES)
def binary(request: pytest.FixtureRequest) -> Path:
    """The forge's program."""
    found = find(str(request.param))
    if found is None:
        pytest.skip("No Gitea on this machine: name its binary in PARAF_GITEA or put it on PATH.")
    return found


@pytest.fixture(scope="session")
def server(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One running forge for all tests that do not stop it."""
    with serving(binary, tmp_path_factory.mktemp("forge")) as running:
        yield running


@pytest.fixture(scope="session")
def people(server: Server) -> People:
    """The office's people on that forge."""
    return found_office(server)


@pytest.fixture
def site(server: Server, people: People, tmp_path: Path) -> Site:
    """A fresh repository on that forge."""
    return found_site(server, people, f"situs-{next(NUMBERS)}", tmp_path / "clones")


@pytest.fixture
def own_server(binary: Path, tmp_path: Path) -> Iterator[Server]:
    """A forge of the test's own, to be stopped, started, killed."""
    with serving(binary, tmp_path / "forge") as running:
        yield running


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Somebody who listens to webhooks on loopback."""
    with receiving() as listening:
        yield listening
