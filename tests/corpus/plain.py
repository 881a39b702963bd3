"""Writes papers as Markdown pages, and sheets as CSV."""

import csv
import io
from random import Random

from corpus.papers import Box, Grid, Paper, Paragraph, Sheet
from corpus.said import Place, Said, Truths, flat
from corpus.xlsx import said_of


def markdown(paper: Paper, truths: Truths) -> bytes:
    """Return a paper as a page of the site, with front matter."""
    lines = ["---", f"title: {paper.title}"]
    for name, said in paper.front.items():
        lines.append(f"{name}: {_laid(said, truths, lines, 'front matter')}")
    lines += ["---", ""]
    notes: list[Said] = []
    for block in paper.body:
        if isinstance(block, Grid):
            _grid(block, truths, lines)
        elif isinstance(block, Box):
            lines += [f"!!! note\n    {_laid(block.said, truths, lines, 'text', 1)}", ""]
            lines[-2:-1] = lines[-2].split("\n")
        else:
            _paragraph(block, truths, lines, notes)
    for number, note in enumerate(notes, 1):
        lines.append(f"[^{number}]: {_laid(note, truths, lines, 'footnote')}")
    return ("\n".join(lines) + "\n").encode()


def _laid(said: Said, truths: Truths, lines: list[str], where: str, below: int = 0) -> str:
    return truths.lay(said, Place(where, line=len(lines) + 1 + below))


def _paragraph(one: Paragraph, truths: Truths, lines: list[str], notes: list[Said]) -> None:
    if one.hidden or one.deleted:
        lines += [f"<!-- {_laid(one.said, truths, lines, 'hidden text')} -->", ""]
        return
    start = "## " if one.style == "heading" else ""
    text = start + _laid(one.said, truths, lines, "text")
    if flat(one.footnote):
        notes.append(one.footnote)
        text += f"[^{len(notes)}]"
    lines += [text, ""]


def _grid(grid: Grid, truths: Truths, lines: list[str]) -> None:
    for number, row in enumerate(grid.rows):
        cells = " | ".join(_laid(cell, truths, lines, "table") for cell in row)
        lines.append(f"| {cells} |")
        if number == 0:
            lines.append("|" + " --- |" * len(row))
    lines.append("")


def sheet(one: Sheet, rng: Random, truths: Truths) -> bytes:
    """Return a sheet as CSV: with commas or semicolons, now and then as Excel for Windows saves."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=rng.choice((",", ";", ";")), lineterminator="\r\n")
    for row, cells in enumerate(one.rows, 1):
        writer.writerow(
            [
                truths.lay(said_of(cell), Place("sheet", row=row, line=row, column=column))
                for column, cell in enumerate(cells, 1)
            ]
        )
    text = out.getvalue()
    return text.encode(rng.choice(("utf-8", "utf-8-sig", "utf-8")))
