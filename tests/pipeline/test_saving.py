"""Saves are noticed, once for many, on a clock of the test's own."""

import os
from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from paraf.pipeline.saving import BURST, PAUSE, RATIO, SETTLED, Marks, follow, marks


def followed(
    states: list[int], at_most: int = 60, spent: Callable[[], float] = lambda: 0.0
) -> tuple[list[int], list[float]]:
    """Follow a folder that is in one of these states at each look, the last one for ever.

    Return which state was there when the change was told, and all waits.
    """
    looks: list[int] = []
    told: list[int] = []
    waits: list[float] = []

    def looked() -> Marks:
        looks.append(states[min(len(looks), len(states) - 1)])
        return {"a": (looks[-1], 0, 0)}

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        return len(waits) > at_most

    follow(looked, {"a": (0, 0, 0)}, lambda: told.append(looks[-1]), wait, spent)
    return told, waits


def test_nothing_is_told_while_nothing_is_saved() -> None:
    assert followed([0])[0] == []


def test_a_burst_of_saves_is_told_once_when_it_is_over() -> None:
    assert followed([0, 0, 1, 2, 3, 4, 4])[0] == [4]
    assert followed([1, 1, 1, 2, 3, 3])[0] == [1, 3]


def test_what_goes_back_to_what_it_was_is_told_again() -> None:
    assert followed([1, 1, 0, 0])[0] == [1, 0]


def test_who_never_stops_saving_is_told_all_the_same() -> None:
    told, waits = followed(list(range(1, 200)), at_most=3 * BURST)
    assert len(told) == 3
    assert set(waits) == {PAUSE, SETTLED}


def test_a_folder_that_takes_long_to_look_at_is_looked_at_less_often() -> None:
    ticks = iter(range(1000))
    _, waits = followed([0], at_most=3, spent=lambda: float(next(ticks)))
    assert waits == [PAUSE, RATIO, RATIO, RATIO]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=20))
def test_what_is_told_last_is_what_was_saved_last(states: list[int]) -> None:
    told, _ = followed(states)
    assert (told or [0])[-1] == states[-1] or states[-1] == 0
    assert len(told) <= len(states)


def test_files_are_known_by_what_changes_when_they_are_saved(tmp_path: Path) -> None:
    (tmp_path / "content/sub").mkdir(parents=True)
    page, settings = tmp_path / "content/sub/a.md", tmp_path / "mkdocs.yml"
    page.write_text("a")
    settings.write_text("b")
    names = ("content", "drafts", "mkdocs.yml")
    before = marks(tmp_path, names)
    assert sorted(before) == sorted(map(str, (page, settings)))
    assert marks(tmp_path, names) == before
    # Saved by another file that takes its place, of the same size and time.
    told = page.stat()
    fresh = tmp_path / "content/fresh"
    fresh.write_text("c")
    os.utime(fresh, ns=(told.st_atime_ns, told.st_mtime_ns))
    fresh.replace(page)
    assert marks(tmp_path, names) != before
    settings.unlink()
    assert len(marks(tmp_path, names)) == 1
    (tmp_path / "content/loop").symlink_to(tmp_path / "content")
    assert len(marks(tmp_path, names)) == 2
