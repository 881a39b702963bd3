"""A site to inspect."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspection.website import Website, serving
from paraf.inspection.browser import chromium


@pytest.fixture(scope="session")
def browser() -> Path:
    """This machine's browser."""
    return chromium.find(None)


@pytest.fixture
def into(tmp_path: Path) -> Path:
    """Where the evidence goes."""
    return tmp_path / "bukti"


@pytest.fixture
def website() -> Iterator[Website]:
    with serving() as site:
        yield site
