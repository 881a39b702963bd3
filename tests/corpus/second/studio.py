"""Drafts documents of the second studio."""

from random import Random

from corpus.formats import Drafted, finished
from corpus.papers import Block, Box, Paper, Paragraph
from corpus.photos import photo
from corpus.second import hand, notices, sheets


def draft(rng: Random) -> Drafted:
    """Return some document; one in three has a remark at an odd place."""
    turn = rng.random()
    if turn < 0.02:
        return photo(rng, "dokumentasi.jpg", where=rng.random() < 0.5)
    if turn < 0.6:
        paper = rng.choice(notices.LETTERS)(rng)
        return _remarked(rng, paper) if rng.random() < 0.35 else paper
    book = rng.choice(sheets.SHEETS)(rng)
    if rng.random() < 0.3:
        said, sheet = hand.aside(rng), book.sheets[0]
        odd = rng.randrange(5)
        if odd == 0:
            sheet.comments[rng.randint(1, 3), rng.randint(1, 3)] = said
        elif odd == 1:
            sheet.header = said
        elif odd == 2:
            sheet.footer = said
        elif odd == 3:
            book.properties = {rng.choice(("Keywords", "Description", "Pemilik Data")): said}
        else:
            book.names = {"kontak_petugas": said}
    return book


def _remarked(rng: Random, paper: Paper) -> Paper:
    said, at = hand.aside(rng), rng.randint(0, len(paper.body))
    odd = rng.choice(("header", "footer", "notes", "fields", "properties", "attached", "pictures",
                      "footnote", "comment", "hidden", "deleted", "box"))  # fmt: skip
    if odd in {"header", "footer"}:
        setattr(paper, odd, said)
    elif odd == "notes":
        paper.notes = [said, "mohon diparaf"]
    elif odd == "fields":
        one = hand.someone(rng)
        paper.fields = [("nama_lengkap", hand.named(rng, one)), ("no_ktp", hand.card(rng, one)),
                        ("telepon", hand.mobile(rng, one))]  # fmt: skip
    elif odd == "properties":
        paper.properties = {rng.choice(("Subject", "Keywords", "Pemilik")): said}
    elif odd == "attached":
        paper.attached = [finished(sheets.export(rng), rng, "rincian")]
    elif odd == "pictures":
        paper.pictures = [photo(rng, "ttd.jpeg", where=True)]
    else:
        text = "sebagaimana terlampir"
        blocks: dict[str, Block] = {
            "footnote": Paragraph(text, footnote=said), "comment": Paragraph(text, comment=said),
            "hidden": Paragraph(said, hidden=True), "deleted": Paragraph(said, deleted=True),
            "box": Box(said),
        }  # fmt: skip
        paper.body.insert(at, blocks[odd])
    return paper
