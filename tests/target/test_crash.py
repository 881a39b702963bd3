"""Publishing that is killed, starved, refused or raced."""

import os
import resource
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraf.ports import BusyFault, TargetFault
from paraf.target.lock import LEASE, hold
from target.sites import NOON, build, in_child, seen, target, text, whole


def killed_at(step: int, work: Callable[[], None]) -> int:
    """Run `work` in a child that dies by SIGKILL at its n-th step outside Python."""

    def run() -> None:
        left = step

        def count(event: str, _: object) -> None:
            nonlocal left
            left -= event.startswith(("open", "os.", "fcntl.", "shutil."))
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        work()

    return in_child(run)


def test_killed_at_any_step_the_site_is_whole_and_the_next_publish_completes(
    tmp_path: Path,
) -> None:
    origin, root = tmp_path / "asal", tmp_path / "www"
    one, two, three = (build(tmp_path / str(n), text(f"n{n}"), n) for n in (1, 2, 3))
    target(origin).publish(*one)
    target(origin).publish(*two)
    live = []
    status = -1
    while status != 0:
        shutil.copytree(origin, root, symlinks=True)
        status = killed_at(len(live) + 1, lambda: target(root, keep=2).publish(*three))
        assert status == 0 or os.WTERMSIG(status) == signal.SIGKILL
        live.append(target(root).current())
        assert whole(root)
        target(root, keep=2).publish(*three)
        assert target(root).current() == three[1]
        assert seen(root / "current") == text("n3")
        assert {two[1], three[1]} <= set(target(root).releases())
        assert not list((root / "releases").glob(".*"))
        shutil.rmtree(root)
    assert len(live) > 50
    assert set(live) == {two[1], three[1]}


def test_killed_in_the_middle_of_a_file_nothing_of_it_is_seen(tmp_path: Path) -> None:
    root = tmp_path / "www"
    one = build(tmp_path / "1", text("n1"), 1)
    two = build(tmp_path / "2", text("n2") | {"besar.bin": "x" * 100_000}, 2)
    target(root).publish(*one)

    def publish() -> None:
        # The kernel kills whoever writes more than this to a file.
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
        target(root).publish(*two)

    assert os.WTERMSIG(in_child(publish)) == signal.SIGXFSZ
    assert list((root / "releases").glob(".*.part"))
    assert target(root).current() == one[1]
    target(root).publish(*two)
    assert whole(root)
    assert not list((root / "releases").glob(".*"))


def test_a_full_disk_is_a_fault_and_the_old_site_stays(tmp_path: Path) -> None:
    root = tmp_path / "www"
    one = build(tmp_path / "1", text("n1"), 1)
    two = build(tmp_path / "2", text("n2") | {"besar.bin": "x" * 100_000}, 2)
    target(root).publish(*one)

    def publish() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
        with pytest.raises(TargetFault, match="There is no room for the release") as caught:
            target(root).publish(*two)
        assert "Free some space" in str(caught.value.remedy)

    assert in_child(publish) == 0
    assert target(root).current() == one[1]
    assert whole(root)
    assert not list((root / "releases").glob(".*"))
    assert not (root / "lock").exists()


def test_a_folder_that_may_not_be_written_is_a_fault(tmp_path: Path) -> None:
    root = tmp_path / "www"
    one, two = (build(tmp_path / str(n), text(f"n{n}"), n) for n in (1, 2))
    target(root).publish(*one)
    root.chmod(0o555)

    def publish() -> None:
        if os.geteuid() == 0:  # whom no folder refuses
            os.setgid(65534)
            os.setuid(65534)
        with pytest.raises(TargetFault, match="must not be written or read") as caught:
            target(root).publish(*two)
        assert "right to write" in str(caught.value.remedy)

    status = in_child(publish)
    root.chmod(0o755)
    assert status == 0
    assert whole(root)


def test_a_reader_never_sees_a_missing_or_a_mixed_release(tmp_path: Path) -> None:
    root = tmp_path / "www"
    words = ("satu", "dua")
    sites = [build(tmp_path / word, text(word), 1) for word in words]
    target(root).publish(*sites[0])
    over = threading.Event()
    wrong: list[object] = []
    rounds = 0

    def read() -> None:
        nonlocal rounds
        while not over.is_set():
            rounds += 1
            try:
                (root / "current/berita/index.html").read_bytes()
                if seen((root / "current").resolve()) not in [text(word) for word in words]:
                    wrong.append("mixed")
            except OSError as error:
                wrong.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for turn in range(200):
            target(root).publish(*sites[(turn + 1) % 2])
    finally:
        over.set()
        reader.join()
    assert wrong == []
    assert rounds > 50


class TestLock:
    def test_a_second_publisher_is_told_who_is_at_it_and_since_when(self, tmp_path: Path) -> None:
        root = tmp_path / "www"
        one, two = (build(tmp_path / str(n), text(f"n{n}"), n) for n in (1, 2))
        copied, go_on = threading.Event(), threading.Event()
        calls = 0

        def slow() -> datetime:
            nonlocal calls
            calls += 1
            if calls == 2:  # after the lock was taken and the files were copied
                copied.set()
                go_on.wait()
            return NOON

        first = threading.Thread(target=lambda: target(root, owner="budi", now=slow).publish(*one))
        first.start()
        copied.wait()
        try:
            with pytest.raises(BusyFault, match="budi has been publishing since 2026-07-01T05:00"):
                target(root).publish(*two)
        finally:
            go_on.set()
            first.join()
        assert target(root).current() == one[1]
        target(root).publish(*two)
        assert target(root).current() == two[1]

    def test_who_slept_past_the_expiry_does_not_switch(self, tmp_path: Path) -> None:
        root = tmp_path / "www"
        one, two = (build(tmp_path / str(n), text(f"n{n}"), n) for n in (1, 2))
        calls = 0

        def late() -> datetime:
            nonlocal calls
            calls += 1
            if calls == 2:
                target(root, owner="budi", now=lambda: NOON + LEASE).publish(*two)
            return NOON

        with pytest.raises(BusyFault):
            target(root, now=late).publish(*one)
        assert target(root).current() == two[1]
        assert whole(root)

    def test_the_lock_of_the_dead_goes_to_exactly_one_taker(self, tmp_path: Path) -> None:
        def die() -> None:
            with hold(tmp_path, owner="almarhum", now=lambda: NOON):
                os.kill(os.getpid(), signal.SIGKILL)

        for _ in range(20):
            in_child(die)
            assert (tmp_path / "lock").exists()
            assert self._takers(tmp_path, 8) == 1

    @staticmethod
    def _takers(folder: Path, count: int) -> int:
        start, all_tried = threading.Barrier(count), threading.Barrier(count)
        won = []

        def take() -> None:
            start.wait()
            try:
                with hold(folder, owner="pengambil", now=lambda: NOON):
                    won.append(1)
                    all_tried.wait()
            except BusyFault:
                all_tried.wait()

        takers = [threading.Thread(target=take) for _ in range(count)]
        for taker in takers:
            taker.start()
        for taker in takers:
            taker.join()
        return len(won)

    def test_a_lock_of_another_machine_holds_until_it_expires(self, tmp_path: Path) -> None:
        with hold(tmp_path, owner="jauh", now=lambda: NOON):
            lock = tmp_path / "lock"
            own = lock.read_text()
        lock.write_text(own.replace('"place": "', '"place": "lain ').replace('"pid": ', '"pid": 9'))
        with (
            pytest.raises(BusyFault, match="jauh"),
            hold(tmp_path, owner="sari", now=lambda: NOON + LEASE - timedelta(seconds=1)),
        ):
            pass
        with hold(tmp_path, owner="sari", now=lambda: NOON + LEASE):
            assert '"sari"' in lock.read_text()
        assert not lock.exists()

    def test_a_lock_torn_by_a_crash_of_the_machine_is_no_lock(self, tmp_path: Path) -> None:
        (tmp_path / "lock").write_bytes(b"\0\0\0")
        with hold(tmp_path, owner="sari", now=lambda: NOON):
            pass


deeds = st.lists(
    st.tuples(st.sampled_from(["publish", "roll back"]), st.integers(1, 5), st.integers(1, 4)),
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(deeds)
def test_whatever_is_done_the_live_release_is_a_whole_kept_one(
    history: list[tuple[str, int, int]],
) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder) / "www"
        office = target(root, keep=2)
        highest = 0
        for deed, serial, word in history:
            name = f"{serial}-{word}"
            one = build(Path(folder) / name, text(f"w{word}"), serial)
            before = office.current()
            try:
                if deed == "publish":
                    office.publish(*one)
                    assert serial >= highest or (before and before.digest == one[1].digest)
                    highest = max(highest, serial)
                else:
                    office.roll_back(one[1])
                now = office.current()
                assert now is not None
                assert now.digest == one[1].digest
            except TargetFault:
                assert office.current() == before
            if office.current() is not None:
                assert whole(root)
                assert office.current() in office.releases()
