"""Very many objects are read by one git process, whatever is wrong with some of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from paraf.forge.batch import PIPEFUL, Batch
from paraf.forge.git import Git


@pytest.fixture
def git(tmp_path: Path) -> Git:
    import git as gitpython

    gitpython.Repo.init(tmp_path / "repo", bare=True)
    return Git(tmp_path / "repo")


@pytest.fixture
def batch(git: Git) -> Iterator[Batch]:
    made = Batch(git.repo.git)
    yield made
    made.close()


def put(git: Git, data: bytes) -> str:
    return git.run("hash-object", "-w", "--stdin", stdin=data).decode().strip()


def test_objects_come_in_the_order_of_their_names(git: Git, batch: Batch) -> None:
    contents = [b"", b"\n", b"a missing\n", b"x" * 300_000, b"0" * 40 + b" blob 3\n"]
    names = [put(git, data) for data in contents]
    found = batch.read([*names, *reversed(names)])
    assert [one.content for one in found if one] == [*contents, *reversed(contents)]
    assert [one.oid for one in found if one] == [*names, *reversed(names)]


def test_what_is_missing_is_none(git: Git, batch: Batch) -> None:
    name = put(git, b"here")
    found = batch.read(["0" * 40, name, f"{name}:path", "refs/heads/none", "a b  c", "", name])
    assert [one.content if one else None for one in found] == [
        None, b"here", None, None, None, None, b"here",
    ]  # fmt: skip
    assert batch.read([]) == []
    assert batch.one("none") is None


def test_after_a_damaged_object_the_others_are_still_read(git: Git, batch: Batch) -> None:
    names = [put(git, f"object {i}".encode()) for i in range(5)]
    for i, damage in ((1, b"no zlib"), (3, b"")):
        file = git.private / "objects" / names[i][:2] / names[i][2:]
        file.chmod(0o644)
        file.write_bytes(damage)
    contents = [one.content if one else None for one in batch.read(names)]
    assert contents == [b"object 0", None, b"object 2", None, b"object 4"]


def test_a_name_is_one_line_and_all_fit_into_a_pipe(batch: Batch) -> None:
    for names in (["a\nb"], ["x" * PIPEFUL]):
        with pytest.raises(AssertionError):
            batch.read(names)
