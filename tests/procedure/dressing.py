"""Sound procedures as an office may print them: any words, several acts in a row."""

from dataclasses import fields, replace
from typing import Any

from hypothesis import strategies as st

from paraf.core.sop import Answer, Identity, Sop, Step
from paraf.records.scalars import UNSEEN
from sops import sound_sops

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
def dressed_sops(draw: st.DrawFn, most: int = 9) -> Sop:
    """Return a sound procedure of up to so many steps with any words in it."""
    sop = draw(sound_sops(most).filter(lambda one: bool(one.changes)))
    return replace(
        sop,
        identity=draw(identities),
        actors=tuple(replace(one, printed=draw(words)) for one in sop.actors),
        documents=tuple(replace(one, name=draw(words)) for one in sop.documents),
        steps=tuple(_rows(draw, sop)),
    )


def _fields() -> dict[str, Any]:
    lists = st.lists(printed, max_size=3).map(tuple)
    kinds = {one.name: lists if isinstance(one.default, tuple) else printed
             for one in fields(Identity)}  # fmt: skip
    return kinds | {"title": words}


identities = st.builds(Identity, **_fields())


def _rows(draw: st.DrawFn, sop: Sop) -> list[Step]:
    """Return the steps with new words; some share a row, which then has one norm and one actor."""
    rows: list[list[Step]] = []
    for step in sop.steps:
        joins = rows and rows[-1][0].actor == step.actor and draw(st.booleans())
        rows[-1].append(step) if joins else rows.append([step])
    return [act for no, row in enumerate(rows, 1) for act in _acts(draw, no, row)]


def _acts(draw: st.DrawFn, no: int, row: list[Step]) -> list[Step]:
    cells = {"activity": draw(words), "norm": row[0].norm, "printed_norm": row[0].printed_norm}
    cells |= {key: draw(printed) for key in ("inputs", "output", "remark", "note")}
    lettered = len(row) > 1 or draw(st.integers(1, 8)) == 1
    made = []
    for i, act in enumerate(row):
        answers = tuple(Answer(one.key, draw(words), one.next) for one in act.answers)
        made.append(replace(
            act, **cells, does=draw(printed), answers=answers,
            question=draw(words) if answers else "",
            row=no if lettered or act.no != no else 0,
            part=chr(ord("a") + i) if lettered else "",
        ))  # fmt: skip
    return made
