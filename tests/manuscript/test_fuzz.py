"""Broken documents of every format, through the real sandbox: each is told of, in time."""

import io
import json
import os
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from corpus.mutants import broken
from corpus.studios import documents
from everything import long
from paraf.manuscript.kinds import KINDS

TESTS = Path(__file__).parents[1]
BATCH = 36
SECONDS = 10
"""Of the processor, for a file; ordinary ones take a hundredth of one."""
MEGABYTES = 500
costly = settings(
    deadline=None,
    database=None,
    # A batch cannot be made smaller by halves: the files of a failing one are kept instead.
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_something_is_said_in_time_of_broken_files_of_every_format(tmp_path: Path) -> None:
    pressed(1, tmp_path)


@long
@settings(costly, max_examples=80)
@given(seed=st.integers(2, 2**32))
def test_something_is_said_in_time_of_many_broken_files(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pressed(seed, tmp_path_factory.mktemp("broken"))


def pressed(seed: int, folder: Path) -> None:
    """Break files by a seed, have a process of its own examine them, and hold it to its limits."""
    rng = Random(seed)
    names = sorted(sound())
    for number in range(BATCH):
        ending = names[number % len(names)]
        data = broken(rng.choice(sound()[ending]), rng)
        (folder / f"{number:03}{ending}").write_bytes(data)
    told = press(folder, SECONDS)
    assert set(told["seen"]) == {one.name for one in folder.iterdir()}
    assert all(kind in KINDS for kinds in told["seen"].values() for kind in kinds)
    slow = [name for name, kinds in told["seen"].items() if "parser-slow" in kinds]
    assert not slow, f"{slow} in {folder}"
    assert max(told["parent"], told["child"]) < MEGABYTES


def press(folder: Path, seconds: int) -> dict:
    """Return what a process of its own says of a folder's files; a crash or a hang fails."""
    done = subprocess.run(
        [sys.executable, "-m", "corpus.press", str(folder), str(seconds)],
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@cache
def sound() -> dict[str, list[bytes]]:
    """Return sound files by ending, small ones."""
    found: dict[str, list[bytes]] = {}
    for made in documents("first", 7, 120):
        kept = found.setdefault(Path(made.name).suffix, [])
        if len(made.data) < 12_000 and len(kept) < 6:
            kept.append(made.data)
    for ending, kind in ((".png", "PNG"), (".webp", "WEBP")):
        out = io.BytesIO()
        Image.new("RGB", (40, 30), "navy").save(out, kind)
        found[ending] = [out.getvalue()]
    found[".odt"] = [open_document("text", f"<text:p>NIK {'3404071205900001'}</text:p>")]
    found[".ods"] = [open_document("spreadsheet", _SHEET)]
    return found


_SHEET = (
    '<table:table table:name="A"><table:table-row><table:table-cell office:value-type="string">'
    "<text:p>NIK</text:p></table:table-cell><table:table-cell office:value-type='float'"
    " office:value='3404071205900001'><text:p>3,40E+15</text:p></table:table-cell>"
    "</table:table-row></table:table>"
)


def open_document(kind: str, inner: str) -> bytes:
    """Return a small file of OpenDocument."""
    media = f"application/vnd.oasis.opendocument.{kind}"
    spaces = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"'
        for one in ("office", "text", "table", "manifest")
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(zipfile.ZipInfo("mimetype"), media)
        content = f"<office:document-content {spaces}><office:body><office:{kind}>{inner}"
        content += f"</office:{kind}></office:body></office:document-content>"
        file.writestr(zipfile.ZipInfo("content.xml"), content)
        manifest = f'<manifest:manifest {spaces}><manifest:file-entry manifest:full-path="/"'
        manifest += f' manifest:media-type="{media}"/></manifest:manifest>'
        file.writestr(zipfile.ZipInfo("META-INF/manifest.xml"), manifest)
    return out.getvalue()
