"""Asks ClamAV, where it is installed and knows the viruses of these days."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from paraf.core.words import T, Text

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIGNED = re.compile(
    rf"ClamAV [^/]*/\d+/\w{{3}} ({'|'.join(_MONTHS)}) +(\d+) (\d\d):(\d\d):(\d\d) (\d{{4}})\s*"
)
_PATIENCE = 1200
"""Seconds that all files of a draft may take; ClamAV needs half a minute for its signatures."""
_CLEAN, _INFECTED = 0, 1
_LIMITS = "Heuristics.Limits.Exceeded"


@dataclass(frozen=True, slots=True)
class Scanner:
    """A virus scanner that is installed. `signed` is when its signatures were made, in UTC; `state`
    names them: with others everything is scanned anew."""

    command: tuple[str, ...]
    state: str
    signed: datetime


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scanner said: the virus by file; why some files were not scanned, if any were not."""

    infected: Mapping[Path, str]
    unscanned: Text | None = None


def scanner(path: str | None = None) -> Scanner | Text:
    """Return the scanner of this machine, or why there is none; `path` as in PATH.

    The one that is always running comes first: it answers at once.
    """
    why: Text = T("ClamAV is not installed.")
    for name, options in _PROGRAMS.items():
        program = shutil.which(name, path=path)
        if program is None:
            continue
        if name == "clamdscan" and not _answers(program):
            why = T("ClamAV's daemon does not run.")
            continue
        found = _asked((program, *options))
        if isinstance(found, Scanner):
            return found
        why = found
    return why


def scan(by: Scanner, files: Sequence[Path], now: datetime, days: int) -> Scan:
    """Return what a scanner says of files; with signatures older than `days` it is not asked.

    A file is clean only if the scanner itself ended by saying so.
    """
    age = now - by.signed
    if age > timedelta(days=days) or age < -timedelta(days=2):
        why = T("The signatures of ClamAV are of {date}.", date=by.signed.date().isoformat())
        return Scan({}, why)
    if not files:
        return Scan({})
    places = {str(file.resolve()): file for file in files}
    with tempfile.NamedTemporaryFile("w", prefix="paraf-", encoding="utf-8") as listing:
        listing.write("".join(f"{place}\n" for place in places))
        listing.flush()
        ended = _run((*by.command, "--no-summary", "--stdout", f"--file-list={listing.name}"))
    return Scan({}, _BROKEN) if ended is None else _scan(ended, places)


def _scan(ended: subprocess.CompletedProcess[str], places: Mapping[str, Path]) -> Scan:
    said = {
        places[place]: verdict
        for place, _, verdict in (line.rpartition(": ") for line in ended.stdout.splitlines())
        if place in places
    }
    found = {file: one.removesuffix(" FOUND") for file, one in said.items() if one != "OK"}
    infected = {file: one for file, one in found.items() if not one.startswith(_LIMITS)}
    if len(infected) < len(found):
        return Scan(infected, T("Some are larger than ClamAV looks into."))
    whole = ended.returncode == (_INFECTED if infected else _CLEAN) and len(said) == len(places)
    return Scan(infected, None if whole else _BROKEN)


def _answers(program: str) -> bool:
    """Say whether the daemon is there: its program tells its version without it, too."""
    ended = _run((program, "--ping", "1"))
    return ended is not None and ended.returncode == _CLEAN


def _asked(command: tuple[str, ...]) -> Scanner | Text:
    ended = _run((command[0], "--version"))
    if ended is None or ended.returncode != _CLEAN:
        return _BROKEN
    signed = _signed(ended.stdout)
    if signed is None:
        return T("ClamAV has no signatures.")
    return Scanner(command, ended.stdout.strip(), signed)


def _signed(version: str) -> datetime | None:
    told = _SIGNED.fullmatch(version)
    if told is None:
        return None
    day, hour, minute, second, year = map(int, told.groups()[1:])
    try:
        month = _MONTHS.index(told[1]) + 1
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str] | None:
    """Run a program and return how it ended; None where it cannot be run, or takes too long."""
    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env={"LC_ALL": "C", "PATH": os.defpath, "TZ": "UTC"},
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


_PROGRAMS = {
    # The daemon has another user, who may not open our files by their names.
    "clamdscan": ("--fdpass", "--multiscan"),
    "clamscan": ("--alert-exceeds-max=yes", "--max-filesize=2000M", "--max-scansize=2000M"),
}
_BROKEN = T("ClamAV did not answer as it should.")
