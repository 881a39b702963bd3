"""What is told only where all is asked for: `make stories`."""

import os

import pytest

ALL = bool(os.environ.get("PARAF_ALL_STORIES"))
long = pytest.mark.skipif(not ALL, reason="takes long: make stories")
"""What meets, in minutes, rules that other tests meet in seconds."""
