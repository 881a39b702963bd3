"""The demonstration plays the whole procedure, and leaves what it promises."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from paraf.cli.world import PARAF

ROOT = Path(__file__).parents[2]


@pytest.mark.browser
def test_the_demo_ends_well_and_leaves_site_report_and_an_archive_that_verifies(
    tmp_path: Path,
) -> None:
    into = tmp_path / "demo"
    environment = {**os.environ, "PARAF_LANG": "en"}
    played = subprocess.run(
        [*PARAF, "demo", "--into", into], cwd=ROOT, env=environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert played.returncode == 0, played.stdout + played.stderr
    assert (into / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert (into / "signoff.pdf").read_bytes().startswith(b"%PDF-")
    assert "Jadwal Seleksi" in (into / "site" / "index.html").read_text()
    (bag,) = (one.parent for one in into.glob("*/bagit.txt"))
    verified = subprocess.run(
        [*PARAF, "verify", bag, "--json"], cwd=tmp_path, env=environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert verified.returncode == 0, verified.stdout
    assert json.loads(verified.stdout)["intact"] is True
