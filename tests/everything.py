"""What is told only where all is asked for: `make stories`."""

import os

import pytest

ALL = bool(os.environ.get("PARAF_ALL_STORIES"))
long = pytest.mark.skipif(not ALL, reason="takes long: make stories")
"""What meets, in minutes, rules that other tests meet in seconds."""


def several(examples: int) -> int:
    """Return how many examples of a costly law are tried: a quarter, unless all is asked for."""
    return examples if ALL else max(3, examples // 4)
