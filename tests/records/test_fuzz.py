"""Spoiled at random, every real file is read or refused, in bounded time, on a line it has."""

import random
import time
from collections.abc import Callable

import pytest

from everything import several
from paraf.core.words import T
from paraf.ports import Mistake, RecordFault
from paraf.records.drafts import read_page
from paraf.records.listing import list_defaults
from paraf.records.site_config import markdown_extensions, site_language
from records.papers import READERS, ROOT

ROUNDS = several(500)
PIECES = [
    *"abz019 \t\n\r#'\"[]{},:&*!|>%@`?~-_./\\\x00\x85\u2028\ufeff\ud800é😀",
    "\n  ", ": ", "- ", "no", "07:30", "null", "1e3", "0777", "&a ", "*a", "!!int ", "<<: ",
    "---\n",
    "...\n", '"\\UFFFFFFFF"', '"\\ud800"', "2026-13-45", "9" * 30, "[" * 60, "{a: " * 60, "\n\n",
    "version: 1\n", "id: x\n", "''", "|\n", ">-\n", "? ", "=",
]  # fmt: skip


def spoiled(text: str, luck: random.Random) -> str:
    """Return the text with a few pieces put in, taken out, doubled or moved."""
    for _ in range(luck.randint(1, 4)):
        at = luck.randrange(len(text) + 1)
        to = min(len(text), at + luck.choice([0, 1, 1, 2, 5, 40]))
        piece = luck.choice(["", luck.choice(PIECES), text[at:to] * 2])
        text = text[:at] + piece + text[to:]
    return text


def mistakes(read: Callable[[str], object], text: str) -> tuple[Mistake, ...]:
    """Return what is wrong with a text; nothing if it reads."""
    try:
        read(text)
    except RecordFault as fault:
        return fault.mistakes or (Mistake("", 0, T("A fault without a mistake.")),)
    return ()


def real(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


PAGES = sorted((ROOT / "content").rglob("*.md"))
CASES: dict[str, tuple[str, Callable[[str], object]]] = {
    "officials": (real("review/officials.yml"), READERS["officials"][1]),
    "pipeline": (real("review/pipeline.yml"), READERS["pipeline"][1]),
    "rules": (real("review/rules.yml"), READERS["rules"][1]),
    "case": READERS["case"],
    "page": READERS["page"],
    "a real page": (PAGES[0].read_text("utf-8"), lambda text: read_page(text, "content/a.md")),
    "mkdocs": (
        real("mkdocs.yml"),
        lambda text: (markdown_extensions(text), site_language(text), list_defaults(text)),
    ),
} | {
    file.name: (file.read_text("utf-8"), READERS["sop"][1])
    for file in sorted((ROOT / "review" / "sop").glob("*.yml"))
}


@pytest.mark.parametrize("name", CASES)
def test_a_file_spoiled_at_random_is_read_or_refused(name: str) -> None:
    text, read = CASES[name]
    read(text)
    luck = random.Random(name)
    began = time.process_time()
    refused = 0
    for _ in range(ROUNDS):
        put = spoiled(text, luck)
        last = max(put.count("\n") + (not put.endswith("\n")), 1)
        found = mistakes(read, put)
        refused += bool(found)
        for one in found:
            assert one.file
            assert 1 <= one.line <= last
            assert "is wrong: " not in str(one.what), "pydantic's own words reach nobody"
    assert refused >= ROUNDS // 10
    assert time.process_time() - began < 30
