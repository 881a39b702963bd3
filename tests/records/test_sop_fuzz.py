"""A thousand spoiled procedures: each is sound, or refused on a line that it has.

Hypothesis' generators are for values; here files are spoiled as people and programs spoil them.
The luck is fixed, so that a failure comes again.
"""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from paraf.core.explore import explore
from paraf.core.sop import Sop
from paraf.ports import RecordFault
from paraf.records.files import decode
from paraf.records.sop import read_sop
from records.papers import ROOT

FILES = sorted((ROOT / "review" / "sop").glob("*.yml"))
ROUNDS = 1000
MOST = 3000
"""States that are looked at of what was still sound."""

Lines = list[str]


def _where(lines: Lines, luck: random.Random) -> int:
    return luck.randrange(len(lines))


def _strike(lines: Lines, luck: random.Random) -> None:
    at = _where(lines, luck)
    del lines[at : at + luck.choice([1, 1, 2, 7])]


def _double(lines: Lines, luck: random.Random) -> None:
    at = _where(lines, luck)
    lines[at:at] = lines[at : at + luck.choice([1, 1, 3, 12])]


def _swap(lines: Lines, luck: random.Random) -> None:
    one, other = _where(lines, luck), _where(lines, luck)
    lines[one], lines[other] = lines[other], lines[one]


def _values(lines: Lines, luck: random.Random) -> None:
    """Exchange what two keys say: mostly still YAML, seldom still an SOP."""
    pairs = [i for i, one in enumerate(lines) if ": " in one]
    one, other = luck.choice(pairs), luck.choice(pairs)
    (left, said), (right, told) = (lines[i].split(": ", 1) for i in (one, other))
    lines[one], lines[other] = f"{left}: {told}", f"{right}: {said}"


def _same_kind(lines: Lines, luck: random.Random) -> None:
    """Let a key say what the same key says elsewhere: most of these read, and many are unsound."""
    keys = ["act", "actor", "change", "norm", "returns_to", "to", "next", "needs", "gives", "mark"]
    key = luck.choice(keys)
    found = [i for i, one in enumerate(lines) if one.lstrip(" -").startswith(f"{key}: ")]
    if found:
        one, other = luck.choice(found), luck.choice(found)
        lines[one] = f"{lines[one].split(': ', 1)[0]}: {lines[other].split(': ', 1)[1]}"


NUMBERS = ["0", "-1", "9" * 400, "1e999", "0x1F", ".inf", "4.5", "301", "٣", "26z", "end"]


def _number(lines: Lines, luck: random.Random) -> None:
    found = [i for i, one in enumerate(lines) if one[-1:].isdigit()]
    at = luck.choice(found)
    lines[at] = lines[at].rstrip("0123456789") + luck.choice(NUMBERS)


def _indent(lines: Lines, luck: random.Random) -> None:
    at = _where(lines, luck)
    lines[at] = luck.choice([" ", "  ", "\t", "        "]) + lines[at]
    if luck.random() < 0.5:
        lines[at] = lines[at].lstrip()


def _nest(lines: Lines, luck: random.Random) -> None:
    depth = luck.choice([5, 50, 5000])
    opening, closing = luck.choice([("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")])
    said = opening * depth + "a" + closing * luck.choice([0, depth])
    at = _where(lines, luck)
    lines[at] = f"{lines[at].split(': ', 1)[0]}: {said}"


SIGNS = [
    *["\x00", "\x1b[2J", "\x85", "\u2028", "\ufeff", "\u202e", "\ud800", "\U0010ffff", "é", "ı"],
    *["👩\u200d👧", "\u0301" * 300, "'", '"', "|", "`", "\\", "---", "%YAML 9\n"],
    *["&a ", "*a", "<<: ", "!!python/object:os.system "],
]


def _sign(lines: Lines, luck: random.Random) -> None:
    at = _where(lines, luck)
    to = luck.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:to] + luck.choice(SIGNS) + lines[at][to:]


WAYS: list[Callable[[Lines, random.Random], None]] = [
    _strike, _double, _swap, _values, _same_kind, _same_kind, _number, _indent, _nest, _sign,
]  # fmt: skip


def spoiled(text: str, luck: random.Random) -> bytes:
    """Return the file with one to three things done to it; at times with bytes of no alphabet."""
    lines = text.split("\n")
    for _ in range(luck.choice([1, 1, 2, 3])):
        luck.choice(WAYS)(lines, luck)
    data = bytearray("\n".join(lines).encode("utf-8", "surrogatepass"))
    if luck.random() < 0.05:
        for _ in range(luck.randint(1, 4)):
            data[luck.randrange(len(data))] = luck.randrange(256)
    return bytes(data)


def read(data: bytes, file: str) -> Sop | RecordFault:
    try:
        return read_sop(decode(data, file), file)
    except RecordFault as fault:
        return fault


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_thousand_spoiled_procedures_are_sound_or_refused_on_a_line(file: Path) -> None:
    text, luck = file.read_text("utf-8"), random.Random(file.stem)
    refused, tried = 0, set()
    for _ in range(ROUNDS // len(FILES)):
        data = spoiled(text, luck)
        found = read(data, file.name)
        if isinstance(found, RecordFault):
            refused += 1
            _on_its_lines(found, data, file.name)
        elif found.steps not in tried:
            tried.add(found.steps)
            assert not explore(found, MOST).stuck
    assert ROUNDS // len(FILES) // 3 < refused < ROUNDS // len(FILES)


def _on_its_lines(fault: RecordFault, data: bytes, file: str) -> None:
    last = max(data.count(b"\n") + (not data.endswith(b"\n")), 1)
    assert fault.mistakes
    for one in fault.mistakes:
        assert one.file == file
        assert 1 <= one.line <= last
        said = str(one.what)
        assert said
        assert "is wrong: " not in said, "pydantic's own words reach nobody"
        assert len(said) < 400
