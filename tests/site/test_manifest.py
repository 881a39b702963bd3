"""A manifest names every byte of a site."""

import hashlib
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraf.core.evidence import FileSum
from paraf.ports import BuildFault
from paraf.site.manifest import as_json, from_json, listing, manifest, measure

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/."), min_size=1)
SUMS = st.builds(FileSum, st.integers(0, 2**40), st.binary(min_size=32, max_size=32).map(bytes.hex))


def folder(root: Path) -> Path:
    for path, text in {"b.html": "b", "a/ü.html": "a", "B.html": "", ".well-known/x": "y"}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def test_every_file_is_measured_in_the_order_of_its_path(tmp_path: Path) -> None:
    measured = measure(folder(tmp_path))
    assert list(measured.files) == [".well-known/x", "B.html", "a/ü.html", "b.html"]
    assert measured.files["b.html"] == FileSum(1, hashlib.sha256(b"b").hexdigest())


def test_the_listing_is_what_sha256sum_checks(tmp_path: Path) -> None:
    measured = measure(folder(tmp_path))
    assert hashlib.sha256(listing(measured).encode()).hexdigest() == measured.digest
    check = ["sha256sum", "--check", "--strict", "--quiet"]
    subprocess.run(check, input=listing(measured).encode(), cwd=tmp_path, check=True)


def test_one_changed_byte_gives_another_digest(tmp_path: Path) -> None:
    before = measure(folder(tmp_path))
    (tmp_path / "B.html").write_text("x")
    assert measure(tmp_path).digest != before.digest


@pytest.mark.parametrize("name", ["link", "sub/link"])
def test_a_link_is_no_file_of_a_site(tmp_path: Path, name: str) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / name).symlink_to("/etc")
    with pytest.raises(BuildFault, match="is a link"):
        measure(tmp_path)


@pytest.mark.parametrize("name", ["a\nb", "a\\b"])
def test_a_name_that_a_listing_would_have_to_escape_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x")
    with pytest.raises(BuildFault, match="no name"):
        measure(tmp_path)


@pytest.mark.parametrize("name", [b"lama-\xff.html", b"\xe9"])
def test_a_name_that_is_not_utf_8_is_refused(tmp_path: Path, name: bytes) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / os.fsdecode(name)).write_text("x")
    with pytest.raises(BuildFault, match="no name") as caught:
        measure(tmp_path)
    assert str(caught.value).encode()  # it can be printed


@given(st.dictionaries(NAMES, SUMS))
def test_a_manifest_comes_back_from_json_as_it_went(files: dict[str, FileSum]) -> None:
    one = manifest(files)
    assert from_json(as_json(one)) == one
    assert as_json(manifest(dict(reversed(files.items())))) == as_json(one)


def test_a_forged_manifest_is_not_read(tmp_path: Path) -> None:
    data = as_json(measure(folder(tmp_path)))
    with pytest.raises(BuildFault, match="does not agree"):
        from_json(data.replace(b"b.html", b"c.html"))


LONE = b'{"files": {"\\udc80": {"size": 1, "sha256": "a"}}, "digest": ""}'


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"files": {"a": 1}, "digest": ""}', b"\xff", LONE]
)
def test_what_is_no_manifest_is_not_read(data: bytes) -> None:
    with pytest.raises(BuildFault, match="no manifest"):
        from_json(data)


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a/../../x", "a//b", "."])
def test_a_manifest_that_names_files_elsewhere_is_not_read(path: str) -> None:
    data = as_json(manifest({path: FileSum(1, "0" * 64)}))
    with pytest.raises(BuildFault, match="outside"):
        from_json(data)
