"""A procedure as a page of the site: the identity block, the drawn table, the flow in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil

from paraf.core import phrases
from paraf.core.sop import Sop
from paraf.core.words import Say, T, Text
from paraf.procedure import screen, telling
from paraf.procedure.chart import chart, columns_of
from paraf.procedure.facts import blocks, facts
from paraf.procedure.flow import LEGEND, Kind, kind, rows
from paraf.procedure.sizes import SCREEN
from paraf.procedure.telling import Told, ToldRow

ACTIVITY = 198
"""Least width of the activities' column on a screen, in CSS pixels; it takes all that is left."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The procedure's PDF: its address as seen from the page, and its size in bytes."""

    href: str
    size: int


def page(sop: Sop, say: Say, paper: Paper | None = None) -> str:
    """Return the page's source: front matter, then HTML that Markdown leaves alone."""
    return _Page(sop, say).source(paper)


@dataclass(frozen=True)
class _Page:
    sop: Sop
    say: Say

    def source(self, paper: Paper | None) -> str:
        title = " ".join(self.sop.identity.title.split())
        summary = self.say(T("SOP {number} of {agency}.", number=self.sop.identity.number,
                             agency=" ".join(self.sop.identity.agency.split())))  # fmt: skip
        front = (
            f"title: {_quoted(f'SOP: {title}')}\nsummary: {_quoted(summary)}\n"
            "hide:\n  - navigation\n  - toc\n"
        )
        body = "\n".join(
            part for part in (*self._top(title, paper), *self._table(), *self._words()) if part
        )
        return f'---\n{front}---\n\n<div class="sop">\n{body}\n</div>\n'

    def t(self, message: Text) -> str:
        """Return a text in the page's language, escaped."""
        return _html(self.say(message))

    def _top(self, title: str, paper: Paper | None) -> Iterator[str]:
        identity = self.sop.identity
        yield f"<h1>{_html(title).replace('/', '/<wbr>')}</h1>"
        unit = f"<br>{_html(identity.unit)}" if identity.unit else ""
        yield f'<p class="sop-agency">{_html(identity.agency)}{unit}</p>'
        ways = f'<a href="#alur">{self.t(T("Read the flow as a list"))}</a>'
        if paper:
            words = T("PDF to print (A4, {size})", size=phrases.size(paper.size))
            link = f'<a class="bkd-button" href="{escape(paper.href)}">{self.t(words)}</a>'
            ways = f"{link} {ways}"
        yield f'<p class="sop-ways">{ways}</p>'
        yield '<dl class="sop-facts">'
        for name, value in facts(identity):
            yield f"<div><dt>{self.t(name)}</dt><dd>{self._printed(value)}</dd></div>"
        yield "</dl>"
        yield '<div class="sop-blocks">'
        for pair in blocks(identity):
            for name, items in pair:
                yield f"<section><h2>{self.t(name)}</h2>{self._listed(items)}</section>"
        yield "</div>"

    def _printed(self, value: str) -> str:
        """Return a printed cell; an empty one stays empty, and is heard as such."""
        empty = f'<span class="bkd-hidden">{self.t(T("printed empty"))}</span>'
        return _html(value) or empty

    def _listed(self, items: Sequence[str]) -> str:
        if len(items) < 2:
            return f"<p>{self._printed(''.join(items))}</p>"
        return f"<ol>{''.join(f'<li>{_html(one)}</li>' for one in items)}</ol>"

    def _table(self) -> Iterator[str]:
        sop = self.sop
        heading = _html(sop.identity.heading or sop.identity.title)
        # Whole pixels: a browser would round each column by itself.
        least = [ceil(one) for one in columns_of(sop, self.say, SCREEN)]
        (sheet,) = chart(sop, self.say, SCREEN, widths=least)
        widths = [round(one) for one in sheet.frame.widths]
        remarks = any(step.remark for step in sop.steps)
        yield f'<h2 id="tabel">{heading}</h2>'
        yield f'<p class="sop-hint">{self.t(T("The table is wide: move it sideways."))}</p>'
        yield '<div class="sop-scroll" role="region" tabindex="0" aria-labelledby="tabel">'
        fixed = (40, None, *widths, 120, 84, 120, 88 if remarks else 48)
        least_wide = sum(one or ACTIVITY for one in fixed)
        yield f'<table class="sop-table" style="min-width:{least_wide}px">'
        yield "<colgroup>" + "".join(
            f'<col style="width:{one}px">' if one else "<col>" for one in fixed
        ) + "</colgroup>"  # fmt: skip
        yield from self._heads()
        yield "<tbody>"
        told = telling.told(sop)
        width = sum(sheet.frame.widths)
        for part in screen.parts(sheet):
            drawing = (
                f'<div class="sop-draw" aria-hidden="true" data-pagefind-ignore '
                f'style="width:{width:.0f}px">{part.drawing}</div>'
            )
            row = None if part.row is None else told[part.row]
            yield self._row(row, part.height, drawing)
        yield "</tbody></table></div>"
        yield f'<ul class="sop-legend">{"".join(self._legend())}</ul>'

    def _heads(self) -> Iterator[str]:
        def head(text: Text, more: str = 'rowspan="2" scope="col"') -> str:
            return f"<th {more}>{self.t(text)}</th>"

        actors = self.sop.actors
        yield "<thead><tr>"
        yield head(T("No.")) + head(T("Activity"))
        yield head(T("Actors"), f'colspan="{len(actors)}" scope="colgroup"')
        yield head(T("Quality standard"), 'colspan="3" scope="colgroup"') + head(T("Rem."))
        yield "</tr><tr>"
        yield "".join(f'<th scope="col">{_html(one.printed)}</th>' for one in actors)
        yield "".join(head(one, 'scope="col"') for one in (T("Needed"), T("Time"), T("Output")))
        yield "</tr></thead>"

    def _row(self, row: ToldRow | None, height: float, drawing: str) -> str:
        if row is None:
            cells = [f'<td class="sop-actor">{drawing}</td>']
            cells += ['<td class="sop-actor"></td>'] * (len(self.sop.actors) - 1)
            empty = f'<tr style="height:{height:.0f}px"><td></td><td></td>'
            return f'{empty}{"".join(cells)}<td colspan="4"></td></tr>'
        step = row.step
        actors = "".join(
            f'<td class="sop-actor">{drawing if no == 0 else ""}'
            f"{self._symbols(row) if one.key == step.actor else ''}</td>"
            for no, one in enumerate(self.sop.actors)
        )
        return (
            f'<tr style="height:{height:.0f}px"><th scope="row">{row.no}</th>'
            f"<td>{_html(step.activity)}</td>{actors}<td>{_html(step.inputs)}</td>"
            f"<td>{_html(step.printed_norm)}</td><td>{_html(step.output)}</td>"
            f"<td>{_html(step.remark)}</td></tr>"
        )

    def _symbols(self, row: ToldRow) -> str:
        """Return what stands in the actor's column, for who hears the table."""
        (acts,) = (one for one in rows(self.sop) if one[0].no == row.step.no)
        means = {symbol: text for symbol, _, text in LEGEND}
        said = [
            f"{one.label}: {self.t(means[kind(self.sop, one)])}"
            if one.part
            else self.t(means[kind(self.sop, one)])
            for one in acts
        ]
        return f'<span class="bkd-hidden">{", ".join(said)}</span>'

    def _legend(self) -> Iterator[str]:
        for symbol, name, means in LEGEND:
            if symbol is not Kind.CONNECTOR:
                yield f"<li>{self.t(name)}: {self.t(means)}</li>"

    def _words(self) -> Iterator[str]:
        yield f'<h2 id="alur">{self.t(T("The flow, step by step"))}</h2>'
        yield '<ol class="sop-steps">'
        for row in telling.told(self.sop):
            yield self._step(row)
        yield "</ol>"
        said = list(telling.notes(self.sop))
        if self.sop.identity.note:
            said.insert(0, (T("Identity"), self.sop.identity.note))
        if said:
            yield f'<h2 id="catatan">{self.t(T("Notes on the reading"))}</h2>'
            yield '<dl class="sop-notes">'
            for about, note in said:
                yield f"<div><dt>{self.t(about)}</dt><dd>{_html(note)}</dd></div>"
            yield "</dl>"

    def _step(self, row: ToldRow) -> str:
        step = row.step
        printed = (
            (T("Needed"), step.inputs),
            (T("Time"), step.printed_norm),
            (T("Output"), step.output),
            (T("Remark"), step.remark),
        )
        cells = "".join(
            f"<div><dt>{self.t(name)}</dt><dd>{_html(value)}</dd></div>"
            for name, value in printed
            if value.strip()
        )
        ways = "".join(self._act(one, alone=len(row.acts) == 1) for one in row.acts)
        onward = f'<ul class="sop-onward">{ways}</ul>' if ways else ""
        return (
            f'<li value="{row.no}"><p><strong>{_html(row.actor)}</strong></p>'
            f"<p>{_html(step.activity)}</p><dl>{cells}</dl>{onward}</li>"
        )

    def _act(self, act: Told, *, alone: bool) -> str:
        if alone:
            return "".join(f"<li>{self.t(one)}</li>" for one in act.ways)
        ways = " ".join(self.t(one) for one in act.ways)
        return f"<li><strong>{_html(act.label)}</strong> {_html(act.does)} {ways}</li>"


def _html(text: str) -> str:
    """Return printed text escaped, its line breaks kept; no empty line ends the HTML block."""
    lines = (" ".join(line.split()) for line in text.strip().split("\n"))
    return "<br>".join(escape(line) for line in lines if line)


def _quoted(text: str) -> str:
    """Return text as a YAML string."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"
