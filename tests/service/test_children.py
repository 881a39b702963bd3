"""Work in processes of its own: what comes back, and that nothing stays."""

import asyncio
import os
from pathlib import Path

import pytest

from paraf.service.children import Children, Ended, Work
from service import deeds


@pytest.fixture(scope="module")
def made() -> Children:
    """Children that have the deeds loaded."""
    return Children(["service.deeds"])


def run(
    made: Children, do: object, *words: object, limit: float = 60.0, **more: str | None
) -> Ended:
    return asyncio.run(made.run(Work(do, words, more), limit))  # type: ignore[arg-type]


def alive(pid: int) -> bool:
    """Say whether a process is there and no mere remains of one."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


async def gone(*pids: int) -> None:
    """Wait until processes are gone."""
    async with asyncio.timeout(20):
        while any(map(alive, pids)):
            await asyncio.sleep(0.01)


def test_a_process_has_its_own_exit_code_and_streams(made: Children) -> None:
    ended = run(made, deeds.speak, "hello", 4)
    word, pid = ended.out.split()
    assert (ended.code, word, ended.said) == (4, "hello", "from a shell\n")
    assert int(pid) != os.getpid()


def test_a_defect_leaves_its_traceback(made: Children) -> None:
    ended = run(made, deeds.raise_something)
    assert ended.code == 1
    assert ended.said.endswith("KeyError: 'something'\n")


def test_a_process_that_is_killed_says_by_what(made: Children) -> None:
    assert run(made, deeds.die) == Ended(-9, "", "")


def test_its_environment_is_nobody_else_s_to_read(made: Children) -> None:
    os.environ["PARAF_UNWANTED"] = "yes"
    try:
        ended = run(made, deeds.show_itself, PARAF_TOKEN_FILE="/a/token", PARAF_UNWANTED=None)
    finally:
        del os.environ["PARAF_UNWANTED"]
    first, unwanted, *seen = ended.out.splitlines()
    assert (first, unwanted) == ("/a/token", "None")
    assert "/a/token" not in "".join(seen)


def test_its_temporary_files_go_with_it(made: Children, tmp_path: Path) -> None:
    told = tmp_path / "told"
    assert run(made, deeds.leave_files, str(told)).code == 0
    left = Path(told.read_text())
    assert left.parent.name.startswith("paraf-run-")
    assert not left.parent.exists()


def test_the_processes_that_it_leaves_go_with_it(made: Children, tmp_path: Path) -> None:
    told = tmp_path / "told"
    assert run(made, deeds.leave_a_process, str(told)).code == 0
    asyncio.run(gone(int(told.read_text())))


def test_what_takes_too_long_is_ended_with_all_below_it(
    tmp_path: Path,
) -> None:
    made = Children(["service.deeds"], grace=0.05)
    told = tmp_path / "told"
    run(made, deeds.speak, "warm", 0)
    ended = run(made, deeds.never_end, str(told), limit=1.0)
    assert (ended.code, ended.over_time) == (-9, True)
    asyncio.run(gone(*map(int, told.read_text().split())))


def test_all_can_be_ended_at_once(made: Children, tmp_path: Path) -> None:
    async def story() -> None:
        told = [tmp_path / "one", tmp_path / "two"]
        running = [
            asyncio.create_task(made.run(Work(deeds.never_end, (str(at),)), 60)) for at in told
        ]
        async with asyncio.timeout(20):
            while not all(at.exists() for at in told):
                await asyncio.sleep(0.01)
        made.kill()
        assert [one.code for one in await asyncio.gather(*running)] == [-9, -9]
        await gone(*(int(word) for at in told for word in at.read_text().split()))

    asyncio.run(story())


def test_two_run_side_by_side(made: Children) -> None:
    async def story() -> list[Ended]:
        work = [Work(deeds.speak, (word, 0)) for word in ("one", "two")]
        return await asyncio.gather(*(made.run(one, 60) for one in work))

    assert [one.out.split()[0] for one in asyncio.run(story())] == ["one", "two"]


def test_only_so_much_of_what_it_writes_is_kept() -> None:
    made = Children(["service.deeds"], most=3)
    assert run(made, deeds.speak, "hello", 0).out == "hel"


def test_what_a_run_takes_of_memory_is_given_back(made: Children) -> None:
    def resident() -> int:
        pages = Path("/proc/self/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    run(made, deeds.take_memory, 1)
    before = resident()
    for _ in range(5):
        assert run(made, deeds.take_memory, 100).out == "100000000"
    assert resident() - before < 20_000_000
