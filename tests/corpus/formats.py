"""Brings what a studio drafted into one of the formats in which offices keep such things."""

import io
from random import Random

import pikepdf

from corpus import docx, pdf, plain, printed, xlsx
from corpus.papers import Book, Grid, Paper, Paragraph
from corpus.said import Made, Truths

Drafted = Paper | Book | Made


def finished(draft: Drafted, rng: Random, name: str, *, slow: bool = False) -> Made:
    """Return a draft as a file called `name` and an ending. `slow` ways take half a second."""
    if isinstance(draft, Made):
        return Made(f"{name}-{draft.name}", draft.data, draft.truths, draft.template, draft.weak)
    truths = Truths()
    ending, data = _paper(draft, rng, truths, slow) if isinstance(draft, Paper) else _book(
        draft, rng, truths)  # fmt: skip
    return Made(f"{name}{ending}", data, tuple(truths.all), "", _weak(draft, ending))


def _paper(paper: Paper, rng: Random, truths: Truths, slow: bool) -> tuple[str, bytes]:
    if slow:
        return ".pdf", printed.write(paper, truths)
    if paper.attached or paper.notes or paper.fields:
        ending = ".pdf"
    elif paper.pictures or any(_only_word(one) for one in paper.body):
        ending = ".docx"
    else:
        ending = rng.choices((".pdf", ".docx", ".md"), (55, 32, 13))[0]
    if ending == ".docx":
        return ending, docx.write(paper, rng, truths)
    if ending == ".md":
        return ending, plain.markdown(paper, truths)
    data = pdf.write(paper, rng, truths)
    return ending, _packed(data) if rng.random() < 0.1 else data


def _only_word(block: object) -> bool:
    return isinstance(block, Paragraph) and bool(block.comment or block.hidden or block.deleted)


def _packed(data: bytes) -> bytes:
    """Return a PDF with its objects in streams, as newer programs leave it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        file.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def _book(book: Book, rng: Random, truths: Truths) -> tuple[str, bytes]:
    bare = len(book.sheets) == 1 and not (
        book.names or book.properties or book.sheets[0].hidden_columns
        or book.sheets[0].hidden_rows or book.sheets[0].comments
    )  # fmt: skip
    if bare and rng.random() < 0.4:
        return ".csv", plain.sheet(book.sheets[0], rng, truths)
    if bare and rng.random() < 0.25:
        return ".pdf", pdf.write(_on_paper(book), rng, truths)
    return ".xlsx", xlsx.write(book, rng, truths)


def _on_paper(book: Book) -> Paper:
    sheet = book.sheets[0]
    width = max(map(len, sheet.rows))
    rows = [[*map(xlsx.said_of, row), *[""] * (width - len(row))] for row in sheet.rows]
    return Paper(sheet.name, [Grid(rows)], landscape=width > 6)


def _weak(draft: Paper | Book, ending: str) -> frozenset[str]:
    """Return the weaknesses that a file has on purpose, as far as its format can have them."""
    found = {"hidden-content", "author", "no-title", "no-language", "no-tags", "unscanned"}
    if isinstance(draft, Paper) and ending == ".pdf":
        found |= {"active-embedded"} if draft.attached else set()
        found |= {"active-form"} if draft.fields else set()
    return frozenset(found)
