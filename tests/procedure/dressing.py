"""Procedures as an office may print them: any words, several acts in a row."""

import random
from dataclasses import fields, replace
from typing import Any

from hypothesis import strategies as st

from paraf.core.sop import Answer, Identity, Sop, Step
from paraf.records.scalars import UNSEEN
from sops import sops, sound_sops

NASTY = [
    "no", "07:30", "null", "- a", "a: b", "# x", "x #y", "'", '"', "<b>&amp;</b>", "]]>", "&#10;",
    "<!-- x -->", "<!DOCTYPE x>", "1. 2. ", "3a. ", "Waktu: 2 hari", "dua\nbaris", "a\tb",
    "  dua  spasi", "😀", "日本語", "{x}", "%", "\\n", "kembali", "a\r\nb", "| ", "> x", "\u00a0x",
    "Kegiatan: x\nOutput: y", "=", "~", "x" * 200,
]  # fmt: skip
free = st.text(st.characters(codec="utf-8"), max_size=40)
printed = st.lists(st.sampled_from(NASTY) | free, max_size=3).map(" ".join)
printed = printed.filter(lambda text: UNSEEN.search(text) is None)
words = printed.map(str.strip).filter(bool)


@st.composite
def dressed_sops(draw: st.DrawFn, *, sound: bool = True) -> Sop:
    """Return a procedure with any words in it, sound or perhaps not.

    Its words come from a handful that were drawn: one drawing for each cell would be too many.
    """
    sop = draw((sound_sops(6) if sound else sops()).filter(lambda one: bool(one.changes)))
    few = draw(st.lists(printed, min_size=3, max_size=5))
    tailor = _Tailor(random.Random(draw(st.integers(0, 999))), few, draw(words))
    return replace(
        sop,
        identity=tailor.identity(),
        actors=tuple(replace(one, printed=tailor.words()) for one in sop.actors),
        documents=tuple(replace(one, name=tailor.words()) for one in sop.documents),
        steps=tuple(tailor.steps(sop)),
    )


class _Tailor:
    """Puts words on a procedure, and lets steps of one actor share a row."""

    def __init__(self, luck: random.Random, few: list[str], some: str) -> None:
        self.luck, self.few, self.some = luck, few, some

    def printed(self) -> str:
        return self.luck.choice([*self.few, ""])

    def words(self) -> str:
        return self.luck.choice([one.strip() for one in self.few]) or self.some

    def identity(self) -> Identity:
        cells: dict[str, Any] = {
            one.name: tuple(self.printed() for _ in range(self.luck.randrange(3)))
            if isinstance(one.default, tuple) else self.printed()
            for one in fields(Identity)
        }  # fmt: skip
        return Identity(**cells | {"title": self.words()})

    def steps(self, sop: Sop) -> list[Step]:
        """Return the steps with new words; those that share a row have one norm and one actor."""
        rows: list[list[Step]] = []
        for step in sop.steps:
            joins = rows and rows[-1][0].actor == step.actor and self.luck.random() < 0.5
            rows[-1].append(step) if joins else rows.append([step])
        return [act for no, row in enumerate(rows, 1) for act in self.acts(no, row)]

    def acts(self, no: int, row: list[Step]) -> list[Step]:
        cells: dict[str, Any] = {key: self.printed()
                                 for key in ("inputs", "output", "remark", "note")}  # fmt: skip
        cells |= {"activity": self.words(), "norm": row[0].norm}
        cells |= {"printed_norm": row[0].printed_norm}
        lettered = len(row) > 1 or self.luck.random() < 0.1
        return [
            replace(
                act, **cells, does=self.printed(),
                answers=tuple(Answer(one.key, self.words(), one.next) for one in act.answers),
                question=self.words() if act.answers else "",
                row=no if lettered or act.no != no else 0,
                part=chr(ord("a") + i) if lettered else "",
            )
            for i, act in enumerate(row)
        ]  # fmt: skip
