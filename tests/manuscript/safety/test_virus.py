"""A file is free of viruses only if a scanner that knows them says so."""

import hashlib
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from paraf.core.words import Text
from paraf.manuscript.safety.virus import Scan, Scanner, scan, scanner

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
BAD = b"ini bukan virus, tetapi tanda tangannya dikenal"


def program(folder: Path, script: str, name: str = "clamscan") -> str:
    """Put a program that behaves as ClamAV does into a folder; return the folder as a PATH."""
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return str(folder)


PONG = 'if [ "$1" = --ping ]; then exit 0; fi'
VERSION = (
    'if [ "$1" = --version ]; then echo "ClamAV 1.4.6/27820/Fri Nov 20 08:25:13 2026"; exit 0; fi'
)
EACH = 'for one; do case "$one" in --file-list=*) list="${one#--file-list=}";; esac; done'
OK = 'while read -r file; do echo "$file: OK"; done <"$list"'


def found(path: str) -> Scanner:
    one = scanner(path)
    assert isinstance(one, Scanner)
    return one


def files(folder: Path) -> list[Path]:
    clean, bad = folder / "bersih.txt", folder / "berkas: satu dua.txt"
    clean.write_text("bersih")
    bad.write_bytes(BAD)
    return [clean, bad]


def test_the_age_of_the_signatures_is_read(tmp_path: Path) -> None:
    one = found(program(tmp_path, VERSION))
    assert one.signed == datetime(2026, 11, 20, 8, 25, 13, tzinfo=UTC)
    assert "27820" in one.state


@pytest.mark.parametrize(
    "script",
    [
        'echo "ClamAV 1.4.6"',
        "exit 2",
        ":",
        'echo "ClamAV 1.4.6/27820/Fri Foo 20 08:25:13 2026"',
        'echo "ClamAV 1.4.6/27820/Fri Nov 31 08:25:13 2026"',
    ],
)
def test_a_scanner_without_signatures_is_none(tmp_path: Path, script: str) -> None:
    assert isinstance(scanner(program(tmp_path, script)), Text)


def test_where_none_is_installed_none_is_asked(tmp_path: Path) -> None:
    assert isinstance(scanner(str(tmp_path)), Text)


def test_the_one_that_always_runs_comes_first_and_the_other_stands_in(tmp_path: Path) -> None:
    path = program(tmp_path, VERSION)
    program(tmp_path, f"{PONG}\n{VERSION}", "clamdscan")
    assert found(path).command[0].endswith("/clamdscan")
    for asleep in ("exit 2", f"{VERSION}\nexit 21"):
        program(tmp_path, asleep, "clamdscan")
        assert found(path).command[0].endswith("/clamscan")


def test_old_signatures_say_nothing(tmp_path: Path) -> None:
    one = found(program(tmp_path, f"{VERSION}\n{EACH}\n{OK}"))
    assert scan(one, files(tmp_path), NOW, 7) == Scan({})
    for now in (NOW + timedelta(days=8), NOW - timedelta(days=9)):
        assert scan(one, files(tmp_path), now, 7).unscanned is not None


@pytest.mark.parametrize(
    "script",
    [
        "exit 0",
        "exit 2",
        f"{EACH}\n{OK}\nexit 2",
        f"{EACH}\n{OK}\nexit 1",
        f'{EACH}\nhead -n 1 "$list" | {OK.replace("<", "</dev/stdin #")}',
        "kill -9 $$",
        f'{EACH}\nwhile read -r file; do echo "$file: Heuristics.Limits.Exceeded.MaxFileSize FOUND"'
        '; done <"$list"; exit 1',
    ],
)
def test_whatever_does_not_say_of_each_file_that_it_is_clean_leaves_them_unscanned(
    tmp_path: Path, script: str
) -> None:
    told = scan(found(program(tmp_path, f"{VERSION}\n{script}")), files(tmp_path), NOW, 7)
    assert told.unscanned is not None
    assert told.infected == {}


def test_clamav_itself_finds_what_its_signatures_know(tmp_path: Path) -> None:
    clamscan = shutil.which("clamscan")
    if clamscan is None:
        pytest.skip("no clamscan on this machine: apt-get install clamav")
    digest = hashlib.sha256(BAD).hexdigest()
    (tmp_path / "own.hsb").write_text(f"{digest}:{len(BAD)}:Paraf.Uji\n")
    one = Scanner((clamscan, f"--database={tmp_path}"), "own", NOW)
    clean, bad = files(tmp_path)
    assert scan(one, [clean, bad], NOW, 7) == Scan({bad: "Paraf.Uji.UNOFFICIAL"})
    assert scan(one, [clean], NOW, 7) == Scan({})
    gone = scan(one, [clean, tmp_path / "gone"], NOW, 7)
    assert gone.unscanned is not None
