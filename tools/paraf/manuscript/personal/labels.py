"""The words that say what the number after them is."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from paraf.manuscript.personal.phrases import LABEL, kind_of

IDS = ("nik", "kk", "npwp", "other")
"""Labels of what may have sixteen digits."""


@dataclass(frozen=True, slots=True)
class Label:
    """A word that names a number, and where it stands."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Head:
    """The lines above the rows of a table in running text: their labels in their order.

    The lines begin at `begin`; they speak for what stands from `start` up to `until`. It is `tall`
    where each label has a line of its own: so then have the values.
    """

    kinds: tuple[str, ...]
    begin: int
    start: int
    until: int
    tall: bool


_ANOTHER = re.compile(r"\d[\d .\-]{4,}\d(?:[^\d]*?[a-z]{3}|:)")
_LISTED = re.compile(r"[^\w\d]{0,8}(?:\s|[,;.&/=()\-\"'|*_\]\[>#]|dan|atau|serta|\d)*")
_VALUE = re.compile(r"\d(?:[ .\-]?\d){4}|:\s|:$")
_JOINED = re.compile(r"[ \t/&,().]{0,4}(?:(?:dan|atau|no(?:mor|\.)?)[ .]{1,2})*")
_RUN = re.compile(r"\d[\d .\-]{4,}\d|\d{3,}(?=[ ]?[/|])")
_ALONE = re.compile(r"[^\d)\]\n]{0,40}[)\]]")
_DIGIT_OR_END = re.compile(r"[\d:;\n]")
# Ten words in a line, and no number among them, are no row of a table; nor is how letters end.
_PROSE = re.compile(r"(?m)^(?=(?:[^\n\d ]+ +){9})(?!.*\d{6})")
_ENDING = re.compile(r"(?m)^(?:demikian|ditetapkan|mengetahui|catatan)(?![a-z])")
_ROW = re.compile(r"(?m)^ *\d{1,4}[.)]? +[a-z0-9]")
_NUMBER = re.compile(r"\d(?:[ .\-]?\d){7}")
_NEXT_ROW = 500
_FIRST_ROW = re.compile(r"\s{1,4}1[.)]? +\S")
_COLUMN = re.compile(r"[ \t:.)]*\n(?:[^\na-z\d]*\d[^\na-z]*(?:\n|\Z)){2,}")
_VAGUE = frozenset({"column", "other", "money"})
_REACH = {"other": 34, "money": 6, "bank": 40, "account": 60}


class Labels:
    """The labels of a plain text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._all = [
            Label(kind_of(one.group()), one.start(), one.end()) for one in LABEL.finditer(text)
        ]
        self._named = [one for one in self._all if one.kind != "column"]
        self.kinds = frozenset(one.kind for one in self._named)
        self._lists: dict[int, int] = {}
        self._ends = [one.end for one in self._named]
        self.heads = tuple(self._heads())
        self._head_starts = [one.start for one in self.heads]

    def before(self, start: int) -> str:
        """Return the kind that the nearest label before a number gives it; "" for none.

        It speaks for the number that follows on its line, for those that are listed with that one,
        and for the next line if it ends its own.
        """
        index = bisect_right(self._ends, start) - 1
        if index < 0:
            return ""
        label = self._named[index]
        if start < self._listed(index):
            return label.kind
        gap = self._text[label.end : start]
        if len(gap) > _REACH.get(label.kind, 80):
            return ""
        above, broken, rest = gap.rpartition("\n")
        if broken and (above.strip(" :.=-|\t\r\n") or rest.strip(" :.=-|\t\r")):
            return ""
        if broken and self.around(label.start) is not None:
            return ""
        if _ANOTHER.search(gap) and not _LISTED.fullmatch(gap):
            return ""
        return self._shared(index, gap)

    def _listed(self, index: int) -> int:
        """Return the end of the numbers that stand under a label, each in its own line: some PDFs
        give their tables column by column."""
        if index not in self._lists:
            found = _COLUMN.match(self._text, self._named[index].end)
            self._lists[index] = found.end() if found else -1
        return self._lists[index]

    def _shared(self, index: int, gap: str) -> str:
        """Return which of several labels in one, as in `NIK/No. KK: …/…`, a number's is."""
        last, kinds = index, [self._named[index].kind]
        if kinds == ["bank"] and index and self._named[index - 1].kind == "other":
            # `VA BNI: 8808…`, `Kode Bayar BRI 8808…`
            between = self._text[self._named[index - 1].end : self._named[index].start]
            if len(between) < 14 and not _DIGIT_OR_END.search(between):
                return "other"
        while index and _JOINED.fullmatch(
            self._text, self._named[index - 1].end, self._named[index].start
        ):
            index -= 1
            if self._named[index].kind == "bank":
                break
            if kinds == ["bank"]:
                # `Rek. BCA 0877…`
                return self._named[index].kind
            if self._named[index].kind != kinds[0]:
                kinds.insert(0, self._named[index].kind)
        if self._is_choice(kinds, self._named[last].end):
            return "nik"
        return kinds[min(len(_RUN.findall(gap)), len(kinds) - 1)]

    def _is_choice(self, kinds: Sequence[str], end: int) -> bool:
        """Say whether one number stands for several labels, as in `KTP/SIM/Paspor: 3404…`."""
        line = self._text[end : end + 200].partition("\n")[0]
        return {"other", "nik"} <= set(kinds) and len(_RUN.findall(line)) < len(kinds)

    def after(self, end: int) -> str:
        """Return the kind that a label in brackets gives to the number before it; "" for none."""
        rest = self._text[end : end + 3]
        opened = max(rest.find("("), rest.find("["))
        if opened < 0:
            return ""
        found = LABEL.match(self._text, end + opened + 1, end + 40)
        if found is None or not _ALONE.match(self._text, found.end()):
            return ""
        kind = kind_of(found.group())
        return "" if kind == "column" else kind

    def above(self, start: int) -> Head | None:
        """Return the head of the table in running text that a number stands in."""
        index = bisect_right(self._head_starts, start) - 1
        head = self.heads[index] if index >= 0 else None
        return head if head is not None and start < head.until else None

    def around(self, place: int) -> Head | None:
        """Return the head that a word belongs to, if any."""
        index = bisect_right(self._head_starts, place)
        head = self.heads[index] if index < len(self.heads) else None
        return head if head is not None and head.begin <= place else None

    def _heads(self) -> Iterator[Head]:
        gathered: list[_Line] = []
        groups: list[list[_Line]] = []
        for line in self._lines():
            if gathered and self._text.count("\n", gathered[-1].end, line.start) != 1:
                groups.append(gathered)
                gathered = []
            gathered.append(line)
        heads = [head for group in (*groups, gathered) for head in _head(self._text, group)]
        # Within a table two words of a cell are no new head.
        heads = heads[:1] + [head for head in heads[1:] if len(head.kinds) > 2]
        ends = [*(one.begin for one in heads[1:]), len(self._text)]
        for head, end in zip(heads, ends, strict=False):
            yield replace(head, until=_until(self._text, head.start, end))

    def _lines(self) -> Iterator["_Line"]:
        """Yield the lines that are made of labels, and hold no values."""
        gathered = _Line(0, -1, [])
        for label in self._all:
            if label.start >= gathered.end:
                if self._made_of_labels(gathered):
                    yield gathered
                start = self._text.rfind("\n", 0, label.start) + 1
                gathered = _Line(start, start, [])
            if label.end > gathered.end:
                # Its words may be broken: then the next line belongs to this one.
                end = self._text.find("\n", label.end)
                gathered.end = end if end >= 0 else len(self._text)
            gathered.labels.append(label)
        if self._made_of_labels(gathered):
            yield gathered

    def _made_of_labels(self, line: "_Line") -> bool:
        if not line.labels or line.end - line.start > 300:
            return False
        text = self._text[line.start : line.end]
        covered = sum(one.end - one.start for one in line.labels)
        signs = len(text) - text.count(" ")
        first = _FIRST_ROW.match(self._text, line.end)
        return covered >= (0.25 if first else 0.4) * signs and _VALUE.search(text) is None


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    labels: list[Label]


def _head(text: str, lines: Sequence[_Line]) -> Iterator[Head]:
    """Yield the head that lines make which follow one another, if they are one."""
    kinds = list(_whole(text, [label for one in lines for label in one.labels]))
    if len(kinds) > 2 or (len(kinds) > 1 and not _VAGUE.issuperset(kinds)):
        end = lines[-1].end
        yield Head(
            # `Nomor Induk Kependudukan (NIK)` is one column.
            kinds=tuple(kind for kind, _ in groupby(kinds)),
            begin=lines[0].start,
            start=end,
            until=len(text),
            tall=all(len(one.labels) == 1 for one in lines),
        )


def _whole(text: str, labels: Sequence[Label]) -> Iterator[str]:
    """Yield the kinds of the labels of a head, words put together that stand in two lines of a
    narrow cell, with those of its neighbours between them."""
    words = [text[one.start : one.end] for one in labels]
    last = text[labels[-1].end : labels[-1].end + 40] if labels else ""
    below = " ".join((*words, last))
    virtual = "virtual" in below
    split = any(one.endswith("induk") for one in words) and "kependudukan" in words
    for label, phrase in zip(labels, words, strict=True):
        if phrase.endswith("kartu") and ("keluarga" in below or "keluarga" in words):
            yield "kk"
        elif split and phrase.endswith("induk"):
            yield "nik"
        elif virtual and label.kind == "bank":
            yield "other"
        elif not (split and phrase == "kependudukan"):
            yield label.kind


def _until(text: str, start: int, end: int) -> int:
    """Return where a table in running text ends before `end`: at a sentence that no row follows.

    What stands at the foot or the top of each page may well be a sentence.
    """
    ending = _ENDING.search(text, start, end)
    end = ending.start() if ending else end
    for prose in _PROSE.finditer(text, start, end):
        row = _ROW.search(text, prose.end(), min(end, prose.end() + _NEXT_ROW))
        if row is None or not _NUMBER.search(text, row.start(), row.start() + _NEXT_ROW):
            return prose.start()
    return end


def goes_on(text: str, head: Head) -> bool:
    """Say whether the table below a head may go on after the end of its text."""
    return _ENDING.search(text, head.start) is None
