"""Writes papers as PDF, quickly: by hand, in the ways that office programs draw text."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from corpus.papers import Block, Box, Grid, Paper, Paragraph
from corpus.said import Place, Planted, Said, Truths, flat, pieces

WAYS = ("strings", "kerned", "signs", "columns")
"""How text is drawn: whole strings, strings with kerning, sign by sign, tables column by column."""

_WIDE = dict(zip(
    map(chr, range(32, 127)),
    (278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, *[556] * 10,
     278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556,
     833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
     333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333,
     500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584), strict=True,
))  # fmt: skip


def width(text: str, size: float) -> float:
    """Return how wide Helvetica sets a text."""
    return sum(_WIDE.get(sign, 556) for sign in text) * size / 1000


@dataclass
class _Layout:
    paper: Paper
    rng: Random
    way: str
    truths: Truths
    pages: list[list[bytes]] = field(default_factory=list)
    y: float = 0

    @property
    def wide(self) -> float:
        return 842 if self.paper.landscape else 595

    @property
    def high(self) -> float:
        return 595 if self.paper.landscape else 842

    def turn(self) -> None:
        self.pages.append([])
        self.y = self.high - 60
        number = len(self.pages)
        if flat(self.paper.header):
            self.put(self.paper.header, 60, self.high - 35, 8, "header")
        if flat(self.paper.footer):
            self.put(self.paper.footer, 60, 30, 8, "footer")
            self.draw(f"Halaman {number}", self.wide - 110, 30, 8)

    def room(self, height: float) -> None:
        if not self.pages or self.y - height < 55:
            self.turn()

    def put(self, said: Said, x: float, y: float, size: float, where: str) -> None:
        self.draw(self.truths.lay(said, Place(where, page=len(self.pages))), x, y, size)

    def draw(self, text: str, x: float, y: float, size: float, *, at: int | None = None) -> None:
        if text.strip():
            shown = _shown(text, size, self.way, self.rng, x, y)
            self.pages[-1 if at is None else at].append(shown)

    def paragraph(self, one: Paragraph) -> None:
        size = {"heading": 13.0, "small": 8.0}.get(one.style, 10.5)
        lines = wrapped(flat(one.said), self.wide - 120, size)
        self.room(len(lines) * size * 1.35 + (20 if flat(one.footnote) else 0))
        self.truths.lay(one.said, Place("text", page=len(self.pages)))
        for line in lines:
            x = 60.0 if one.style != "centre" else max(60, (self.wide - width(line, size)) / 2)
            self.draw(line, x, self.y, size)
            self.y -= size * 1.35
        if flat(one.footnote):
            self.put(one.footnote, 62, 44, 7, "footnote")
        self.y -= size * 0.4

    def grid(self, one: Grid) -> None:
        size = 8.0 if len(one.rows[0]) < 9 else 6.5
        edges = _edges(one, self.wide - 110, size)
        late: dict[tuple[int, int], list[tuple[str, float, float]]] = {}
        for number, row in enumerate(one.rows):
            before = len(self.pages)
            self.room(_height(row, edges, size))
            if len(self.pages) != before and number >= one.heads and self.rng.random() < 0.5:
                self._row(one.rows[0], edges, size, late)
            for cell in row:
                self.truths.lay(cell, Place("table", page=len(self.pages)))
            self._row(row, edges, size, late)
        for (page, _), texts in sorted(late.items()):
            for text, x, y in texts:
                self.draw(text, x, y, size, at=page)
        self.y -= 8

    def _row(
        self,
        row: Sequence[Said],
        edges: list[float],
        size: float,
        late: dict[tuple[int, int], list[tuple[str, float, float]]],
    ) -> None:
        for at, cell in enumerate(row):
            column = late.setdefault((len(self.pages) - 1, at), [])
            for down, line in enumerate(_lines(cell, at, edges, size)):
                column.append((line, edges[at] + 2, self.y - down * size * 1.2))
            if self.way != "columns":
                for text, x, y in late.pop((len(self.pages) - 1, at)):
                    self.draw(text, x, y, size)
        self.y -= _height(row, edges, size)


def write(paper: Paper, rng: Random, truths: Truths, way: str = "") -> bytes:
    """Return a paper as PDF. `way` is one of `WAYS`; by default mostly the usual one."""
    way = way or rng.choices(WAYS, (70, 12, 10, 8))[0]
    layout = _Layout(paper, rng, way, truths)
    for block in paper.body:
        _set(layout, block)
    if not layout.pages:
        layout.turn()
    return _File(layout).whole()


def _set(layout: _Layout, block: Block) -> None:
    if isinstance(block, Grid):
        layout.grid(block)
    elif isinstance(block, Box):
        layout.paragraph(Paragraph(block.said))
    elif not block.deleted:  # what was deleted is not printed
        layout.paragraph(block)


def wrapped(text: str, room: float, size: float) -> list[str]:
    """Return a text in lines; a word that is wider than the room is broken."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, size) <= room or not line:
            line = longer
        else:
            lines.append(line)
            line = word
        while width(line, size) > room and len(line) > 4:
            fits = max(4, int(len(line) * room / width(line, size)) - 1)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line]


def _lines(cell: Said, at: int, edges: list[float], size: float) -> list[str]:
    return wrapped(flat(cell), edges[at + 1] - edges[at] - 4, size)


def _height(row: Sequence[Said], edges: list[float], size: float) -> float:
    return max(len(_lines(cell, at, edges, size)) for at, cell in enumerate(row)) * size * 1.2 + 4


def _edges(grid: Grid, room: float, size: float) -> list[float]:
    """Share the room: a planted identifier is not broken; names and addresses are."""
    columns = range(len(grid.rows[0]))
    wishes, least = [], []
    for at in columns:
        cells = [row[at] for row in grid.rows if at < len(row)]
        wishes.append(max(width(flat(one), size) for one in cells) + 8)
        words = [
            str(piece) if isinstance(piece, Planted) and piece.kind != "address" else word
            for one in cells
            for piece in pieces(one)
            for word in str(piece).split(" ")
        ]
        least.append(max((width(word, size) for word in words), default=10) + 8)
    spare = room - sum(least)
    more = [max(0.0, wish - small) for wish, small in zip(wishes, least, strict=True)]
    share = min(1.0, max(0.0, spare) / (sum(more) or 1))
    tight = min(1.0, room / sum(least))
    edges = [55.0]
    for small, extra in zip(least, more, strict=True):
        edges.append(edges[-1] + (small + extra * share) * tight)
    return edges


def _escaped(text: str) -> bytes:
    raw = text.encode("cp1252", "replace")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _shown(text: str, size: float, way: str, rng: Random, x: float, y: float) -> bytes:
    if way == "signs":
        parts, at = [], x
        for sign in text:
            parts.append(b"1 0 0 1 %.2f %.2f Tm (%s) Tj" % (at, y, _escaped(sign)))
            at += width(sign, size)
        return b"BT /F1 %.1f Tf %s ET" % (size, b" ".join(parts))
    if way == "kerned":
        cuts = [text[at : at + 3] for at in range(0, len(text), 3)]
        body = b"".join(b"(%s)%d" % (_escaped(one), rng.randint(-12, 12)) for one in cuts)
        return b"BT /F1 %.1f Tf %.2f %.2f Td [%s] TJ ET" % (size, x, y, body)
    return b"BT /F1 %.1f Tf %.2f %.2f Td (%s) Tj ET" % (size, x, y, _escaped(text))


class _File:
    """The objects of a PDF, numbered as they are added."""

    def __init__(self, layout: _Layout) -> None:
        self.layout, self.paper, self.truths = layout, layout.paper, layout.truths
        self.objects: list[bytes] = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
                                     b"/Encoding/WinAnsiEncoding>>"]  # fmt: skip

    def add(self, body: bytes) -> int:
        self.objects.append(body)
        return len(self.objects)

    def stream(self, data: bytes, more: bytes = b"") -> int:
        packed = zlib.compress(data, 1)
        return self.add(b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (
            more, len(packed), packed))  # fmt: skip

    def whole(self) -> bytes:
        pages = [self._page(number) for number in range(len(self.layout.pages))]
        kids = b" ".join(b"%d 0 R" % one for one in pages)
        self.objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages))
        self.objects[0] = b"<</Type/Catalog/Pages 2 0 R/Lang(id-ID)%s%s>>" % (
            self._form(), self._attached())  # fmt: skip
        title = b"/Title%s/Producer(Microsoft Word 2019)" % _text(self.paper.title)
        kept = Place("property", part="property")
        told = b"".join(
            b"/%s%s" % (key.encode(), _text(self.truths.lay(said, kept)))
            for key, said in self.paper.properties.items()
        )  # fmt: skip
        return self._joined(self.add(b"<<%s%s>>" % (title, told)))

    def _page(self, number: int) -> int:
        content = self.stream(b"\n".join(self.layout.pages[number]))
        notes = self._notes() if number == 0 else b""
        return self.add(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>%s>>"
            % (self.layout.wide, self.layout.high, content, notes)
        )

    def _notes(self) -> bytes:
        found = []
        for said in self.paper.notes:
            text = self.truths.lay(said, Place("annotation", page=1, part="annotation"))
            found.append(self.add(b"<</Type/Annot/Subtype/Text/Rect[500 700 520 720]/Contents%s>>"
                                  % _text(text)))  # fmt: skip
        self.inputs = []
        for name, said in self.paper.fields:
            text = self.truths.lay(said, Place("field", part="field"))
            self.inputs.append(
                self.add(b"<</Type/Annot/Subtype/Widget/FT/Tx/T%s/V%s/Rect[60 60 300 75]/F 4>>"
                         % (_text(name), _text(text)))
            )  # fmt: skip
        refs = b" ".join(b"%d 0 R" % one for one in (*found, *self.inputs))
        return b"/Annots[%s]" % refs if refs else b""

    def _form(self) -> bytes:
        refs = b" ".join(b"%d 0 R" % one for one in self.inputs)
        return b"/AcroForm<</Fields[%s]>>" % refs if refs else b""

    def _attached(self) -> bytes:
        names = []
        for made in self.paper.attached:
            inner = self.stream(made.data, b"/Type/EmbeddedFile")
            spec = self.add(b"<</Type/Filespec/F%s/EF<</F %d 0 R>>>>" % (_text(made.name), inner))
            names.append(b"%s %d 0 R" % (_text(made.name), spec))
            self.truths.within(made.truths, "embedded")
        return b"/Names<</EmbeddedFiles<</Names[%s]>>>>" % b" ".join(names) if names else b""

    def _joined(self, info: int) -> bytes:
        out, starts = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
        for number, body in enumerate(self.objects, 1):
            starts.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(starts) + 1)
        out += b"".join(b"%010d 00000 n \n" % one for one in starts)
        out += b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
            len(starts) + 1, info, table)  # fmt: skip
        return bytes(out)


def _text(text: str) -> bytes:
    if text.isascii():
        return b"(%s)" % _escaped(text)
    return b"<%s>" % ("\ufeff" + text).encode("utf-16-be").hex().encode()
