"""Holds the printed page of a procedure against its transcription, cell by cell."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields

from paraf.core.sop import Identity, Sop, Step
from transcription.layouts import LISTS, Layout
from transcription.pages import SYMBOLS, cells, items, lines, tidy

CELLS = ("activity", "inputs", "norm", "output", "remark")
IDENTITY = tuple(one.name for one in fields(Identity) if one.name != "note")


def unlike(text: str, layout: Layout, sop: Sop) -> dict[str, str]:
    """Return where page and transcription differ without a note, and how; empty if nowhere."""
    page = Page(text, layout)
    printed, read = dict(page.entries()), dict(transcribed(sop))
    wrong = {
        place: f"printed {printed.get(place)!r}, transcribed {read.get(place)!r}"
        for place in printed | read
        if printed.get(place) != read.get(place)
    }
    return wrong | dict(page.mistakes(sop))


def transcribed(sop: Sop) -> Iterator[tuple[str, str]]:
    """Yield every cell of a transcription with its place, such as `steps.3.norm`."""
    for name in IDENTITY:
        value = getattr(sop.identity, name)
        for i, one in enumerate(value) if name in LISTS else ():
            yield f"{name}.{i}", tidy(one)
        if name not in LISTS:
            yield name, tidy(value)
    for i, actor in enumerate(sop.actors):
        yield f"actors.{i}", tidy(actor.printed)
    for no, step in rows(sop).items():
        texts = (step.activity, step.inputs, step.printed_norm, step.output, step.remark)
        for name, cell in zip(CELLS, texts, strict=True):
            yield f"steps.{no}.{name}", tidy(cell)


def rows(sop: Sop) -> dict[int, Step]:
    """Return the first act of every printed row, by the row's number."""
    return {step.row or step.no: step for step in reversed(sop.steps)}


@dataclass
class Page:
    """A printed page, read by its layout; it remembers what it has read."""

    text: str
    layout: Layout
    cells: dict[str, str] = field(init=False)
    lines: dict[int, list[str]] = field(init=False)
    claimed: Counter[str] = field(default_factory=Counter)
    drawn: dict[int, int] = field(default_factory=dict)
    """The actor in whose column a step's symbol was found, counted from 0."""

    def __post_init__(self) -> None:
        """Part the text once."""
        self.cells, self.lines = cells(self.text), lines(self.text)

    def take(self, address: str) -> str:
        """Return a cell, and remember that it was read."""
        self.claimed[address] += 1
        return self.cells.get(address, "")

    def entries(self) -> Iterator[tuple[str, str]]:
        """Yield every printed cell of identity block and table, as it is to be read."""
        for name in IDENTITY:
            text = self._field(name)
            if name not in LISTS:
                yield name, text
            for i, one in enumerate(items(text) if name in LISTS else ()):
                yield f"{name}.{i}", one
        for i, address in enumerate(self.layout.actors):
            yield f"actors.{i}", self.take(address)
        yield from self._table()

    def _field(self, name: str) -> str:
        text = " ".join(filter(None, map(self.take, self.layout.fields.get(name, ()))))
        head = self.layout.inline.get(name, "")
        text = text[len(head) :].strip() if text.startswith(head) else f"(no {head}) {text}"
        for one in self.layout.readings:
            if one.field == name:
                found = text.count(one.printed) == 1
                text = (
                    text.replace(one.printed, one.read) if found else f"(no {one.printed}) {text}"
                )
        return text

    def _table(self) -> Iterator[tuple[str, str]]:
        first, last = self.layout.table
        starts = {}
        for line in range(first, last + 1):
            number = re.match(r"([0-9]+)(?:\. |$)", self.cells.get(f"{line}.0", ""))
            if number:
                starts[int(number[1])] = line
        for no, line in starts.items():
            parts = self.layout.activity.get(no, (line,))
            yield f"steps.{no}.activity", " ".join(self._activity(one) for one in parts)
            standard = self._standard(self.layout.standard.get(no, line), no)
            for name, cell in zip(CELLS[1:], standard, strict=True):
                yield f"steps.{no}.{name}", cell

    def _activity(self, line: int) -> str:
        first = self.take(f"{line}.0")
        return self.take(f"{line}.1") if first.isdecimal() else re.sub(r"^[0-9]+\. ", "", first)

    def _standard(self, line: int, no: int) -> list[str]:
        """Return the last cells of a line, an empty one for a column that is not printed."""
        width = 4 if self.layout.remarks else 3
        count = len(self.lines[line])
        for i in range(1, count - width):
            if self.cells.get(f"{line}.{i}") in SYMBOLS:
                self.take(f"{line}.{i}")
                self.drawn[no] = i - (len(self.lines[line]) - width - len(self.layout.actors))
        found = [self.take(f"{line}.{i}") for i in range(count - width, count)]
        return found if self.layout.remarks else [*found, ""]

    def mistakes(self, sop: Sop) -> Iterator[tuple[str, str]]:
        """Yield what is wrong around the cells, once all of them were taken."""
        for address, head in self.layout.heads.items():
            if (found := self.take(address)) != head:
                yield address, f"the head is {found!r}, not {head!r}"
        yield from self._not_in_the_note(tidy(sop.identity.note))
        yield from self._around_the_table(sop)
        for address, cell in self.cells.items():
            if self.claimed[address] != 1:
                yield address, f"{cell!r} is read {self.claimed[address]} times"

    def _not_in_the_note(self, note: str) -> Iterator[tuple[str, str]]:
        for address, text in self.layout.unused.items():
            if self.take(address) != text or text not in note:
                yield address, f"{text!r} is not printed there, or not in the note"
        for one in self.layout.readings:
            if one.why not in note:
                yield one.field, f"the note does not say {one.why!r}"

    def _around_the_table(self, sop: Sop) -> Iterator[tuple[str, str]]:
        steps = rows(sop)
        for line, no in self.layout.left_over.items():
            for cell in filter(None, self._standard(line, no)):
                if f'"{cell}"' not in tidy(steps[no].note):
                    yield f"steps.{no}.note", f"it does not quote {cell!r}"
        for no in {**self.layout.activity, **self.layout.standard}:
            if self.layout.why[no] not in tidy(steps[no].note):
                yield f"steps.{no}.note", f"it does not say {self.layout.why[no]!r}"
        for no, column in self.drawn.items():
            if steps[no].actor != sop.actors[column].key:
                yield f"steps.{no}.actor", "the symbol is drawn in another column"
