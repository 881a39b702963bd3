"""A procedure as paper: HTML for A4 landscape in the format of PermenPAN-RB 35/2012.

The rows' heights are measured first, with nothing drawn; then the pages are cut, the flow is drawn
over the actors' columns, and where it goes over a page break, it goes through connectors.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from paraf.core.sop import Sop
from paraf.core.words import Say, T, Text
from paraf.procedure import telling
from paraf.procedure.cells import ROUNDS, Cells
from paraf.procedure.chart import Sheet, chart, columns_of
from paraf.procedure.facts import blocks, facts
from paraf.procedure.flow import LEGEND, Kind
from paraf.procedure.frame import Frame
from paraf.procedure.marks import marked
from paraf.procedure.pages import Paging
from paraf.procedure.sheet import Skeleton, skeletons
from paraf.procedure.sizes import PAPER, Sizes
from paraf.procedure.svg import Drawing, sample
from paraf.typeset import counters, environment

Measure = Callable[[str], Mapping[str, float]]
"""Lays HTML out and says how high each element with an id stands, in millimetres."""

WIDE, HIGH = 273.0, 186.0
"""The room of an A4 page in landscape between its margins, in millimetres."""
NUMBER, NORM, TEXTS, TIGHT = 7.0, 14.5, 112.0, 88.0
"""Widths: of the number, of the norm, and the least of activity, needed and output together; where
the actors are many, the least of all."""
LETTER, ARROW = 1.6, 1.3
"""The least size of letters in the drawing (4.5 points), and the least length of an arrowhead."""
PATIENCE = 6
LINE = 0.3
"""How thick the table's lines are."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths of the table's columns, in millimetres; `actors` one by one."""

    activity: float
    actors: tuple[float, ...]
    needed: float
    output: float
    remark: float
    number: float = NUMBER
    norm: float = NORM


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the table: its rows with their heights, None for a strip; the drawing over them;
    and for each strip, in order, where its connectors lead."""

    bands: tuple[tuple[telling.ToldRow | None, float], ...]
    drawing: str = ""
    strips: tuple[tuple[Text, ...], ...] = ()


def paper(sop: Sop, *, say: Say, language: str, measure: Measure) -> str:
    """Return the procedure as HTML for the printer; equal arguments give equal text.

    `measure` lays HTML out without the drawing, once, or again where a line needs wider columns.
    """
    press = _Press(sop, say, language, measure)
    fit = _Fit(columns_of(sop, say, PAPER), PAPER)
    if _fitted(sop, fit.widths)[0] * PAPER.letter < LETTER:
        press = replace(press, marks=True)
        fit = _Fit(columns_of(marked(sop), say, PAPER), PAPER)
    while True:
        made = press.printed(fit)
        if isinstance(made, str):
            return made
        fit = made


@dataclass(frozen=True, slots=True)
class _Fit:
    """Widths of the actors' columns and sizes of the symbols, before all is made to fit."""

    widths: tuple[float, ...]
    sizes: Sizes
    tries: int = 0

    def scaled(self, factor: float) -> Sizes:
        """Return the sizes made smaller, but what is to be read no smaller than can be read.

        After some tries letters give way after all, so that every line finds its way.
        """
        sizes = self.sizes.scaled(factor)
        if self.tries > PATIENCE:
            return sizes
        least = min(LETTER, PAPER.letter)
        return replace(sizes, letter=max(least, sizes.letter), arrow=max(ARROW, sizes.arrow))


@dataclass(frozen=True)
class _Press:
    sop: Sop
    say: Say
    language: str
    measure: Measure
    marks: bool = False
    """Whether marks stand at decisions, and their words in the notes below."""

    @property
    def drawn(self) -> Sop:
        """The procedure as it is drawn."""
        return marked(self.sop) if self.marks else self.sop

    def printed(self, fit: _Fit) -> "str | _Fit":
        """Return the pages; or what would do, if a line needs wider columns or larger symbols."""
        factor, columns = _fitted(self.sop, fit.widths)
        sizes = fit.scaled(factor)
        cells, measured = self._cells(sizes, columns)
        heights = self._heights(sizes, columns, [measured[f"row-{row.no}"] for row in cells.rows])
        room, title = HIGH - measured["head"] - 2 * LINE, measured["title"]
        spare, pages = 0.0, list[Page]()
        for _ in range(3):
            paging = Paging(self.drawn, self.say, heights, room - spare, title, sizes.strip)
            sheets = chart(self.drawn, self.say, sizes, widths=columns.actors,
                           breaks=paging.breaks())  # fmt: skip
            drawn = sheets[0].frame
            if drawn.widths[0] > columns.actors[0] + LINE:
                return _Fit(tuple(one / factor for one in drawn.widths),
                            drawn.sizes.scaled(1 / factor), fit.tries + 1)  # fmt: skip
            pages = [self._page(one, heights, cells.rows, no) for no, one in enumerate(sheets)]
            over = max(_height(one) + (0 if no else title) for no, one in enumerate(pages)) - room
            if over <= 0:
                break
            # Terminators in strips of their own, which the cutting of pages does not count.
            spare += over
        else:
            if fit.tries < 3 * PATIENCE:
                return _Fit(fit.widths, fit.sizes.scaled(0.9), fit.tries + 1)
        return self._html(columns, pages, measured["head"], cells, trial=False)

    def _cells(self, sizes: Sizes, columns: Columns) -> tuple[Cells, Mapping[str, float]]:
        """Return the rows' texts so that each row fits a page, and how high all is."""
        cells = whole = Cells(telling.told(self.sop))
        alone = skeletons(self.drawn, self.say, range(1, len(whole.rows)))
        widths = (columns.activity, columns.needed, columns.norm, columns.output, columns.remark)
        lines: dict[int, int] = {}
        measured: Mapping[str, float] = {}
        for _ in range(ROUNDS):
            blank = Page(tuple((row, 0.0) for row in cells.rows))
            measured = self.measure(self._html(columns, [blank], 0.0, cells, trial=True))
            room = HIGH - measured["head"] - 4 * LINE
            most = {
                row.no: room - (0 if no else measured["title"]) - _strip_room(one, sizes)
                for no, (row, one) in enumerate(zip(whole.rows, alone, strict=True))
            }
            high = [no for no in most if measured[f"row-{no}"] > most[no]]
            if not high:
                break
            smaller = None if lines else cells.smaller(high)
            for no in () if smaller else high:
                lines[no] = max(1, int(lines.get(no, most[no] / 2.2) * 0.92))
            cells = smaller or replace(whole, points=cells.points).cut(lines, widths)
        return cells, measured

    def _heights(self, sizes: Sizes, columns: Columns, texts: Sequence[float]) -> tuple[float, ...]:
        """Return how high each row must be for its texts and its symbols."""
        (whole,) = skeletons(self.drawn, self.say)
        frame = Frame(whole, sizes, tuple(accumulate(columns.actors, initial=0.0)))
        low = zip(frame.least, whole.bands, strict=True)
        symbols = (height for height, band in low if band.row is not None)
        return tuple(max(pair) for pair in zip(texts, symbols, strict=True))

    def _page(
        self, sheet: Sheet, heights: Sequence[float], rows: Sequence[telling.ToldRow], no: int
    ) -> Page:
        bands = tuple(
            (None, low) if band.row is None else (rows[band.row], heights[band.row])
            for band, low in zip(sheet.bands, sheet.frame.least, strict=True)
        )
        title = self.say(
            T("Flow chart, page {page}: {flow}", page=no + 1, flow=self._flow(bands, sheet))
        )
        drawing = Drawing(sheet, [height for _, height in bands]).svg(title)
        return Page(bands, drawing, _strips(self.sop, sheet))

    def _flow(self, bands: Sequence[tuple[telling.ToldRow | None, float]], sheet: Sheet) -> str:
        """Return the flow of a page in words, for who does not see it."""
        said = []
        for row, _ in bands:
            for act in row.acts if row else ():
                ways = " ".join(self.say(one) for one in act.ways)
                said.append(f"{act.label} {row.actor if row else ''}. {ways}".strip())
        said += [self.say(one) for strip in _strips(self.sop, sheet) for one in strip]
        return " ".join(said)

    def _shared(self) -> list[tuple[str, str]]:
        """Return what the symbols in rows of several acts mean, by their labels."""
        sop = marked(self.sop, words=True) if self.marks else self.sop
        return [
            (
                act.label,
                " ".join((*([f"{act.does}."] if act.does else []), *map(self.say, act.ways))),
            )
            for row in telling.shared(sop)
            for act in row.acts
        ]

    def _rests(self, cells: Cells) -> list[tuple[str, str]]:
        """Return the texts that go on below the table."""
        return [
            (f"{self.say(T('Step {label}', label=no))}, {self.say(title)}:", rest)
            for no, title, rest in cells.rests
        ]

    def _html(
        self, columns: Columns, pages: Sequence[Page], head: float, cells: Cells, *, trial: bool
    ) -> str:
        known = environment("paraf.procedure", self.say)
        known.filters["mm"] = lambda value: f"{value:.3f}mm"
        return known.get_template("paper.html.j2").render(
            sop=self.sop,
            language=self.language,
            columns=columns,
            pages=pages,
            points=cells.points,
            rests=self._rests(cells),
            trial=trial,
            facts=facts(self.sop.identity),
            notes=[(f"{self.say(about)}:", note) for about, note in telling.notes(self.sop)],
            shared=self._shared(),
            legend=_legend(self.say),
            head=head,
            heading=self.sop.identity.heading or self.sop.identity.title,
            blocks=blocks(self.sop.identity),
            pages_of=counters(self.say(T("Page {page} of {pages}", page="\x01", pages="\x02"))),
        )


def _fitted(sop: Sop, widths: Sequence[float]) -> tuple[float, Columns]:
    """Return how far the drawing is made smaller to leave the texts their room, and all widths."""
    remark = 21.0 if any(step.remark for step in sop.steps) else 9.0
    most = WIDE - LINE - NUMBER - NORM - TEXTS - remark
    if most / sum(widths) * PAPER.letter < LETTER:
        most += TEXTS - TIGHT
    factor = min(1.0, most / sum(widths))
    actors = tuple(one * factor for one in widths)
    rest = WIDE - LINE - NUMBER - NORM - remark - sum(actors)
    return factor, Columns(rest * 0.46, actors, rest * 0.27, rest * 0.27, remark)


def _height(page: Page) -> float:
    return sum(height for _, height in page.bands)


def _strip_room(alone: Skeleton, sizes: Sizes) -> float:
    """Return the height of the strips beside a row that is alone on its page."""
    return sizes.strip * sum(band.slots for band in alone.bands if band.row is None)


def _strips(sop: Sop, sheet: Sheet) -> tuple[tuple[Text, ...], ...]:
    """Return where the connectors of each strip lead, strip by strip."""
    found, slot = [], 0
    for band in sheet.bands:
        slots, slot = range(slot, slot + band.slots), slot + band.slots
        if band.row is None:
            found.append(tuple(_leads(sop, sheet, slots)))
    return tuple(found)


def _leads(sop: Sop, sheet: Sheet, slots: range) -> list[Text]:
    # The first page of paper is the identity block's.
    said = []
    for line in sheet.lines:
        source, target = (sheet.symbols[one] for one in (line.source, line.target))
        if target.kind is Kind.CONNECTOR and target.slot in slots:
            label = _label(sop, line.flow.target)
            said.append(T("{name}: to {label}, page {page}", name=target.text, label=label,
                          page=target.page + 1))  # fmt: skip
        if source.kind is Kind.CONNECTOR and source.slot in slots:
            label = _label(sop, line.flow.source)
            said.append(T("{name}: from {label}, page {page}", name=source.text, label=label,
                          page=source.page + 1))  # fmt: skip
    return said


def _label(sop: Sop, no: int) -> Text:
    if 1 <= no <= len(sop.steps):
        return T("step {label}", label=sop.step(no).label)
    return T("the start") if no < 1 else T("the end")


def _legend(say: Say) -> list[tuple[str, str]]:
    return [(sample(kind, say(name)), say(means)) for kind, name, means in LEGEND]
