"""Marks in place of an answer's words, where a drawing has no room for these."""

from dataclasses import replace

from paraf.core.sop import Sop


def marked(sop: Sop, *, words: bool = False) -> Sop:
    """Return the procedure with a mark for each answer; with `words`, before the answer's own."""
    steps = tuple(
        replace(step, answers=tuple(
            replace(one, says=f"({_mark(no)}) {one.says}" if words else _mark(no))
            for no, one in enumerate(step.answers, 1)
        ))
        for step in sop.steps
    )  # fmt: skip
    return replace(sop, steps=steps)


def _mark(no: int) -> str:
    """Return a small Roman number, which no step and no connector is called."""
    tens, ones = divmod(no, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
