"""Prints papers with WeasyPrint: slow, but the fonts are embedded in parts, as real programs do."""

import html
import logging

from corpus.papers import Block, Box, Grid, Paper
from corpus.said import Place, Said, Truths, flat

logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
logging.getLogger("fontTools").setLevel(logging.CRITICAL)
_STYLE = (
    "@page {size: A4; margin: 2cm 1.5cm} body {font: 9pt 'Source Sans Pro', sans-serif}"
    " td, th {border: 1px solid; padding: 2px; font-size: 7pt} table {border-collapse: collapse}"
)


def write(paper: Paper, truths: Truths) -> bytes:
    """Return a paper as PDF; on which page a thing stands is not told."""
    from weasyprint import HTML  # half a second, which most runs do not need

    head = _laid(paper.header, truths, "header")
    body = "".join(_block(one, truths) for one in paper.body)
    foot = _laid(paper.footer, truths, "footer")
    title = html.escape(paper.title)
    text = (
        f"<html lang=id><title>{title}</title><style>{_STYLE}</style>"
        f"<p>{head}</p>{body}<p>{foot}</p></html>"
    )
    data: bytes = HTML(string=text).write_pdf()
    return data


def _laid(said: Said, truths: Truths, where: str) -> str:
    return html.escape(truths.lay(said, Place(where)))


def _block(one: Block, truths: Truths) -> str:
    if isinstance(one, Grid):
        rows = "".join(
            "<tr>" + "".join(f"<td>{_laid(cell, truths, 'table')}</td>" for cell in row) + "</tr>"
            for row in one.rows
        )
        return f"<table>{rows}</table>"
    if isinstance(one, Box):
        return f"<div>{_laid(one.said, truths, 'textbox')}</div>"
    if one.deleted or one.hidden:
        return ""
    tag = "h1" if one.style == "heading" else "p"
    note = f"<p>{_laid(one.footnote, truths, 'footnote')}</p>" if flat(one.footnote) else ""
    return f"<{tag}>{_laid(one.said, truths, 'text')}</{tag}>{note}"
