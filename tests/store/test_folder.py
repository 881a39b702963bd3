"""The evidence store: every object once, whole, and what it was, whatever happens meanwhile."""

import hashlib
import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paraf.core.evidence import FileSum
from paraf.ports import StoreFault
from paraf.store.folder import FolderStore


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    root = tmp_path / "simpanan"
    root.mkdir()
    return FolderStore(root)


def written(folder: Path, data: bytes, name: str = "cadangan.sql") -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def objects(store: FolderStore) -> list[Path]:
    return [one for one in store.root.rglob("*") if one.is_file()]


@given(data=st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_what_was_put_in_comes_out_again(tmp_path: Path, store: FolderStore, data: bytes) -> None:
    found = store.put(written(tmp_path, data))
    assert found == FileSum(len(data), hashlib.sha256(data).hexdigest())
    store.check(found)
    out = tmp_path / "out"
    out.unlink(missing_ok=True)
    store.take(found, out)
    assert out.read_bytes() == data


def test_an_object_lies_under_its_digest_and_cannot_be_written(
    tmp_path: Path, store: FolderStore
) -> None:
    found = store.put(written(tmp_path, b"isi"))
    place = store.root / "sha256" / found.sha256[:2] / found.sha256
    assert objects(store) == [place]
    assert stat.S_IMODE(place.stat().st_mode) & 0o222 == 0


def test_the_same_file_is_kept_once_and_never_written_again(
    tmp_path: Path, store: FolderStore
) -> None:
    file = written(tmp_path, b"isi")
    first = store.put(file)
    inode = store.place(first.sha256).stat().st_ino
    assert store.put(file) == first
    assert [one.stat().st_ino for one in objects(store)] == [inode]


@pytest.mark.parametrize("damage", [b"", b"lain", b"isi "])
def test_an_object_that_is_not_what_it_was_is_refused_until_it_is_put_in_again(
    tmp_path: Path, store: FolderStore, damage: bytes
) -> None:
    file = written(tmp_path, b"isi")
    found = store.put(file)
    place = store.place(found.sha256)
    place.chmod(0o644)
    place.write_bytes(damage)
    for attempt in (lambda: store.check(found), lambda: store.take(found, tmp_path / "out")):
        with pytest.raises(StoreFault, match="is not what was handed in"):
            attempt()
    assert place.read_bytes() == damage
    assert not (tmp_path / "out").exists()
    assert store.put(file) == found
    store.check(found)
    assert objects(store) == [place]
    assert stat.S_IMODE(place.stat().st_mode) & 0o222 == 0


def linked(place: Path) -> None:
    (place.parent / "lain").write_bytes(b"isi")
    place.symlink_to("lain")


def dangling(place: Path) -> None:
    place.symlink_to("tidak-ada")


@pytest.mark.parametrize("make", [linked, dangling, os.mkfifo])
def test_what_is_no_file_is_no_object_and_gives_way_to_one(
    tmp_path: Path, store: FolderStore, make: Callable[[Path], None]
) -> None:
    file = written(tmp_path, b"isi")
    found = store.put(file)
    place = store.place(found.sha256)
    place.unlink()
    make(place)
    for attempt in (lambda: store.check(found), lambda: store.take(found, tmp_path / "out")):
        with pytest.raises(StoreFault, match="has no object"):
            attempt()
    assert store.put(file) == found
    assert not place.is_symlink()
    store.check(found)


def test_a_folder_in_the_place_of_an_object_is_told_and_left_alone(
    tmp_path: Path, store: FolderStore
) -> None:
    file = written(tmp_path, b"isi")
    place = store.place(store.put(file).sha256)
    place.unlink()
    place.mkdir()
    (place / "milik").write_text("orang lain")
    with pytest.raises(StoreFault, match="cannot be put into the evidence store"):
        store.put(file)
    assert objects(store) == [place / "milik"]


def test_a_copy_that_finds_no_room_is_not_left_half(tmp_path: Path, store: FolderStore) -> None:
    found = store.put(written(tmp_path, b"x" * 3_000_000))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            store.take(found, tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not (tmp_path / "out").exists()


def test_what_was_never_put_in_is_missed(store: FolderStore) -> None:
    with pytest.raises(StoreFault, match="has no object 000000000000"):
        store.check(FileSum(1, "0" * 64))


def test_a_store_that_is_not_mounted_is_no_empty_one(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "tidak-ada")
    with pytest.raises(StoreFault, match="is not there"):
        store.put(written(tmp_path, b"isi"))
    assert not store.root.exists()


def odd(folder: Path) -> Iterator[Path]:
    """Yield what is no plain file."""
    (folder / "tautan").symlink_to(written(folder, b"isi"))
    (folder / "dir").mkdir()
    os.mkfifo(folder / "pipa")
    yield from (folder / name for name in ("tautan", "dir", "pipa", "tidak-ada"))


def test_only_plain_files_are_kept(tmp_path: Path, store: FolderStore) -> None:
    for file in odd(tmp_path):
        with pytest.raises(StoreFault, match=f"{file.name} cannot be put into the evidence store"):
            store.put(file)
    assert objects(store) == []


def test_many_who_bring_the_same_file_at_once_keep_one(tmp_path: Path, store: FolderStore) -> None:
    file = written(tmp_path, os.urandom(2_000_000))
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: store.put(file), range(16)))
    assert len(found) == 1
    assert objects(store) == [store.place(found.pop().sha256)]


KILLED = """
import os, signal, sys
from pathlib import Path
from paraf.store.folder import FolderStore
count = 0
def watch(event, values):
    global count
    if event in {"os.link", "os.rename", "os.mkdir", "os.chmod", "os.remove"}:
        count += 1
        if count == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
FolderStore(Path(sys.argv[1])).put(Path(sys.argv[2]))
"""


def test_killed_anywhere_no_half_of_an_object_is_left_and_the_next_one_clears_up(
    tmp_path: Path, store: FolderStore
) -> None:
    file = written(tmp_path, os.urandom(3_000_000))
    ends = []
    for at in range(1, 20):
        words = [sys.executable, "-I", "-c", KILLED, store.root, file, str(at)]
        ends.append(subprocess.run(list(map(str, words)), check=False).returncode)
        for one in (store.root / "sha256").rglob("*"):
            assert one.is_dir() or hashlib.sha256(one.read_bytes()).hexdigest() == one.name
        if ends[-1] == 0:
            break
    assert ends[-1] == 0
    assert ends.count(-signal.SIGKILL) == len(ends) - 1 > 3
    found = store.put(file)
    assert objects(store) == [store.place(found.sha256)]


def test_what_another_is_still_writing_is_not_cleared_away(
    tmp_path: Path, store: FolderStore
) -> None:
    with store._part() as (part, copy):
        copy.write(b"x")
        store.put(written(tmp_path, b"isi"))
        assert part.exists()


def test_only_what_a_writer_left_is_cleared_away(tmp_path: Path, store: FolderStore) -> None:
    incoming = store.root / "incoming"
    incoming.mkdir()
    (incoming / ("0" * 32)).write_bytes(b"half")
    (incoming / "catatan.txt").write_bytes(b"isi")
    os.mkfifo(incoming / ("1" * 32))
    store.put(written(tmp_path, b"isi"))
    assert sorted(one.name for one in incoming.iterdir()) == ["1" * 32, "catatan.txt"]


@pytest.mark.parametrize("target", ["dokumen", "tidak-ada"])
def test_the_files_behind_a_link_are_nobodys_leavings(
    tmp_path: Path, store: FolderStore, target: str
) -> None:
    (tmp_path / "dokumen").mkdir()
    kept = written(tmp_path / "dokumen", b"penting", "0" * 32)
    (store.root / "incoming").symlink_to(tmp_path / target)
    with pytest.raises(StoreFault, match="is no folder"):
        store.put(written(tmp_path, b"isi"))
    assert kept.read_bytes() == b"penting"
    assert not (tmp_path / "tidak-ada").exists()
