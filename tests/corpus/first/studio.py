"""Drafts documents of the first studio."""

from random import Random

from corpus.first import hand, notices, sheets
from corpus.formats import Drafted, finished
from corpus.papers import Book, Box, Paper, Paragraph
from corpus.photos import photo


def draft(rng: Random) -> Drafted:
    """Return some document; three in ten hold somebody's data where nobody looks."""
    if rng.random() < 0.02:
        return photo(rng, "kegiatan.jpg", where=rng.random() < 0.6)
    if rng.random() < 0.6:
        paper = rng.choice(notices.LETTERS)(rng)
        return _odd(paper, rng) if rng.random() < 0.3 else paper
    book = rng.choice(sheets.SHEETS)(rng)
    return _odd_book(book, rng) if rng.random() < 0.25 else book


def _odd(paper: Paper, rng: Random) -> Paper:
    said = hand.mention(rng)
    at = rng.randint(0, len(paper.body))
    one = hand.someone(rng)

    def attach() -> None:
        paper.attached = [finished(sheets.register(rng), rng, "lampiran")]

    def picture() -> None:
        paper.pictures = [photo(rng, "foto.jpeg", where=True)]

    rng.choice((
        lambda: setattr(paper, "header", said),
        lambda: setattr(paper, "footer", said),
        lambda: paper.body.insert(at, Paragraph("Lihat catatan.", footnote=said)),
        lambda: paper.body.insert(at, Paragraph("Sudah diperiksa.", comment=said)),
        lambda: paper.body.insert(at, Paragraph(said, hidden=True)),
        lambda: paper.body.insert(at, Paragraph(said, deleted=True)),
        lambda: paper.body.insert(at, Box(said)),
        lambda: setattr(paper, "properties", {rng.choice(("Subject", "Keywords")): said}),
        lambda: setattr(paper, "notes", [said]),
        lambda: setattr(paper, "fields", [("NIK", hand.nik(rng, one)), ("Nama", one.name)]),
        attach,
        picture,
    ))()  # fmt: skip
    return paper


def _odd_book(book: Book, rng: Random) -> Book:
    said, sheet = hand.mention(rng), book.sheets[0]
    rng.choice((
        lambda: sheet.comments.update({(2, 2): said}),
        lambda: setattr(sheet, "header", said),
        lambda: setattr(sheet, "footer", said),
        lambda: setattr(book, "properties", {rng.choice(("Subject", "Catatan")): said}),
        lambda: setattr(book, "names", {"catatan": said}),
    ))()  # fmt: skip
    return book
