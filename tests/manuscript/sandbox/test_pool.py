"""Whatever a file does to its reader, the others are examined, and nobody is left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from paraf.core.checking import Limits, ManuscriptRules
from paraf.core.words import Text
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.personal.recognise import Known
from paraf.manuscript.sandbox.crew import Manner, run
from paraf.manuscript.sandbox.pool import examine_all
from paraf.manuscript.sandbox.process import SandboxFault
from paraf.manuscript.seen import Seen

ROGUE = (sys.executable, "-I", str(Path(__file__).with_name("rogue.py")))
RULES = ManuscriptRules(limits=Limits(seconds=1, megabytes=260))
MANNER = Manner(ROGUE, children=2)


def quiet(what: Text, done: int = 0, total: int = 0) -> None:
    """Say nothing."""


def files(folder: Path, *deeds: str) -> dict[str, Path]:
    found = {}
    for number, deed in enumerate(deeds):
        file = folder / f"{number}-{deed}.txt"
        file.write_text(deed)
        found[file.name] = file
    return found


def kinds(
    folder: Path, *deeds: str, manner: Manner = MANNER, drawer: Path | None = None
) -> list[tuple[str, ...]]:
    seen = examine_all(files(folder, *deeds), RULES, Known(), quiet, drawer=drawer, manner=manner)
    return [tuple(one.kind for one in all_of_one) for all_of_one in seen.values()]


def children() -> list[int]:
    """Return this process's children, zombies included."""
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        try:
            fields = (one / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid():
            found.append(int(one.name))
    return sorted(found)


@pytest.mark.parametrize("deed", ["crash", "abort", "leave", "raise", "noise", "huge", "write"])
def test_a_reader_that_breaks_down_over_a_file_says_nothing_of_the_others(
    tmp_path: Path, deed: str
) -> None:
    before = children()
    assert kinds(tmp_path, "fine", deed, "fine", "fine") == [(), ("parser-died",), (), ()]
    assert children() == before


def test_what_could_harm_is_told_of_a_file_that_no_reader_survives(tmp_path: Path) -> None:
    assert kinds(tmp_path, "crash over a script") == [("parser-died", "active-javascript")]


@pytest.mark.parametrize(("deed", "kind"), [("crash", "parser-died"), ("fill", "parser-memory")])
def test_no_declaration_covers_a_file_that_nobody_saw_to_be_harmless(
    tmp_path: Path, deed: str, kind: str
) -> None:
    assert kinds(tmp_path, f"always {deed}") == [(kind, "parser-unsafe")]
    assert not KINDS["parser-unsafe"].declarable
    assert not KINDS["parser-unsafe"].excusable


def test_a_reader_that_met_a_harmful_file_reads_no_other(tmp_path: Path) -> None:
    told = kinds(tmp_path, "take", "tell", manner=Manner(ROGUE, children=1))
    assert told == [("active-javascript",), ("nik",)]


@pytest.mark.parametrize("deed", ["lie", "misplace", "endless", "babble"])
def test_an_answer_that_cannot_be_true_is_no_answer(tmp_path: Path, deed: str) -> None:
    assert kinds(tmp_path, "fine", deed) == [(), ("parser-died",)]


def test_a_reader_that_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    assert kinds(tmp_path, "fill", "fine") == [("parser-memory",), ()]


def test_a_reader_that_the_machine_kills_took_too_much_memory(tmp_path: Path) -> None:
    assert kinds(tmp_path, "killed") == [("parser-memory",)]


def test_a_reader_that_computes_for_ever_is_stopped(tmp_path: Path) -> None:
    assert kinds(tmp_path, "spin", "fine") == [("parser-slow",), ()]


def test_a_reader_that_waits_for_ever_is_stopped(tmp_path: Path) -> None:
    manner = replace(MANNER, patience=2)
    assert kinds(tmp_path, "hang", "fine", manner=manner) == [("parser-slow",), ()]


def test_seconds_are_counted_for_each_file(tmp_path: Path) -> None:
    # A child that has served for long has used up more than one file may take.
    alone = replace(MANNER, children=1)
    assert kinds(tmp_path, *["fine"] * 30, "spin", "fine", manner=alone)[-2:] == [
        ("parser-slow",),
        (),
    ]


def test_what_a_library_prints_goes_nowhere(tmp_path: Path) -> None:
    assert kinds(tmp_path, "shout", "fine") == [(), ()]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_child_has_no_environment_no_files_and_no_way_to_more(tmp_path: Path) -> None:
    file = files(tmp_path, "state")["0-state.txt"]
    task = {"task": "examine", "file": str(file), "output": 0}
    told = run({"a": task}, RULES.limits, quiet, MANNER)["a"]
    assert (told["environment"], told["folder"]) == ([], [])
    limits = {
        name.strip(): line[26:].split()[:2]
        for line in told["limits"].splitlines()
        if (name := line[:26])
    }
    assert limits["Max data size"] == ["215000000"] * 2
    assert limits["Max core file size"] == limits["Max processes"] == ["0", "0"]
    assert limits["Max open files"] == ["64", "64"]
    assert limits["Max file size"][0] == "0"
    assert int(limits["Max cpu time"][0]) <= 3
    assert "NoNewPrivs:\t1" in told["status"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives a child its own network")
def test_a_child_reaches_nobody(tmp_path: Path) -> None:
    file = files(tmp_path, "call")["0-call.txt"]
    with socket.create_server(("127.0.0.1", 0)) as server:
        file.with_suffix(".port").write_text(str(server.getsockname()[1]))
        task = {"task": "examine", "file": str(file), "output": 0}
        told = run({"a": task}, RULES.limits, quiet, MANNER)["a"]
    if told["network"] == Path("/proc/self/ns/net").stat().st_ino:
        pytest.skip("this system gives no process a network of its own")
    assert not told["reached"]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_children_share_the_memory_that_is_allowed(tmp_path: Path) -> None:
    tasks = {
        name: {"task": "examine", "file": str(file), "output": 0}
        for name, file in files(tmp_path, "most", "most").items()
    }
    for children in (1, 2):
        told = run(tasks, Limits(megabytes=400), quiet, replace(MANNER, children=children))
        peaks = [one["peak"] / 1000 for one in told.values()]
        assert children * max(peaks) <= 400
        assert min(peaks) >= 400 / children - 60


def test_a_failure_is_told_without_a_word_of_the_file(tmp_path: Path) -> None:
    seen = examine_all(files(tmp_path, "raise"), RULES, Known(), quiet, drawer=None, manner=MANNER)
    assert seen == {"0-raise.txt": (Seen("parser-died"),)}


def test_where_no_child_can_be_started_nothing_passes(tmp_path: Path) -> None:
    for program in (("/nowhere/python",), (sys.executable, "-c", "pass")):
        with pytest.raises(SandboxFault):
            kinds(tmp_path, "fine", manner=replace(MANNER, program=program))


def test_where_there_is_nothing_to_examine_no_child_is_started(tmp_path: Path) -> None:
    nobody = replace(MANNER, program=("/nowhere/python",))
    assert kinds(tmp_path, manner=nobody) == []
    drawer = tmp_path / "drawer"
    assert kinds(tmp_path, "fine", "fine", drawer=drawer) == [(), ()]
    assert kinds(tmp_path, "fine", "fine", drawer=drawer, manner=nobody) == [(), ()]


def test_a_failure_is_not_remembered(tmp_path: Path) -> None:
    drawer = tmp_path / "drawer"
    assert kinds(tmp_path, "crash", drawer=drawer) == [("parser-died",)]
    with pytest.raises(SandboxFault):
        kinds(tmp_path, "crash", drawer=drawer, manner=replace(MANNER, program=("/nowhere",)))


def test_no_child_outlives_an_interrupted_check(tmp_path: Path) -> None:
    def stop(what: Text, done: int = 0, total: int = 0) -> None:
        raise KeyboardInterrupt

    before = children()
    with pytest.raises(KeyboardInterrupt):
        examine_all(
            files(tmp_path, "fine", "hang"), RULES, Known(), stop, drawer=None, manner=MANNER
        )
    assert children() == before


LONE = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from manuscript.sandbox.test_pool import *
def tell(what, done=0, total=0):
    print(*children(), flush=True)
examine_all(files(Path({folder!r}), "fine", "hang"), RULES, Known(), tell, drawer=None,
            manner=replace(MANNER, patience=60))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_no_child_outlives_a_killed_parent(tmp_path: Path) -> None:
    tests = str(Path(__file__).parents[2])
    code = LONE.format(tests=tests, folder=str(tmp_path))
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    kept = [int(one) for one in parent.stdout.readline().split()]
    assert kept
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 10
    while any(alive(one) for one in kept) and time.monotonic() < deadline:
        os.sched_yield()
    assert not any(alive(one) for one in kept)
    parent.stdout.close()


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
