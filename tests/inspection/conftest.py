"""A site to inspect."""

from collections.abc import Iterator

import pytest

from inspection.website import Website, serving


@pytest.fixture
def website() -> Iterator[Website]:
    with serving() as site:
        yield site
