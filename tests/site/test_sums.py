"""Manifests that somebody brings: every line of them, or every mistake."""

import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraf.ports import RecordFault
from paraf.site.manifest import as_json, manifest, measure
from paraf.site.sums import read_manifest

A, B = "a" * 64, "b" * 64


def site(folder: Path) -> Path:
    (folder / "berita").mkdir(parents=True)
    (folder / "index.html").write_text("Beranda")
    (folder / "berita" / "index.html").write_text("Berita")
    (folder / "berita" / "jadwal (1).pdf").write_text("%PDF")
    return folder


@pytest.mark.parametrize("flags", [[], ["--binary"], ["--tag"]], ids=str)
def test_what_sha256sum_prints_is_a_manifest(tmp_path: Path, flags: list[str]) -> None:
    root = site(tmp_path / "situs")
    files = [f"./{one.relative_to(root)}" for one in sorted(root.rglob("*")) if one.is_file()]
    printed = subprocess.run(
        ["sha256sum", *flags, *files], cwd=root, capture_output=True, check=True
    ).stdout
    told, known = read_manifest(printed, "f"), measure(root)
    assert told.digest == known.digest
    assert {one.size for one in told.files.values()} == {-1}


def test_our_own_manifest_is_one_too(tmp_path: Path) -> None:
    known = measure(site(tmp_path / "situs"))
    assert read_manifest(as_json(known), "f") == known


def test_every_mistake_is_told_with_its_line() -> None:
    text = f"{A}  a.html\nnonsense\n# remark\n{B}  ../b\n{B}  a.html\n{'g' * 64}  c\n{A} *d//e\n"
    with pytest.raises(RecordFault) as caught:
        read_manifest(text.encode(), "sums")
    line = "This is no line of sha256sum: a digest, two spaces, a path."
    assert [(one.file, one.line, str(one.what)) for one in caught.value.mistakes] == [
        ("sums", 2, line),
        ("sums", 4, "../b is no path below the site's root."),
        ("sums", 5, "a.html stands here twice."),
        ("sums", 6, line),
        ("sums", 7, "d//e is no path below the site's root."),
    ]


NOTHING = as_json(manifest({}))


@pytest.mark.parametrize(
    "data", [b"", b"\n# nothing\n", b"{}", b'{"files": 1}', b"\xff\n", NOTHING]
)
def test_what_is_no_manifest_is_refused(data: bytes) -> None:
    with pytest.raises(RecordFault):
        read_manifest(data, "f")


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
def test_whatever_the_bytes_they_are_read_or_refused(data: bytes) -> None:
    with suppress(RecordFault):
        assert read_manifest(data, "f").files
