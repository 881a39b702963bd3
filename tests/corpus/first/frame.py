"""The frame of the first studio's letters: head, lists of labels, signature."""

from random import Random

from corpus import lookalikes as look
from corpus.first import hand
from corpus.papers import Block, Grid, Paragraph
from corpus.people import nip_spaced, plant
from corpus.said import Planted, Said

P = Paragraph
OFFICE = "Badan Kepegawaian Daerah Provinsi Contoh"


def letterhead(rng: Random) -> list[Block]:
    """Return the head of a letter: the office's own address, numbers and mail."""
    return [
        P("PEMERINTAH DAERAH PROVINSI CONTOH", "centre"),
        P(OFFICE.upper(), "centre"),
        P(
            f"Jalan Kyai Mojo No. {rng.randint(1, 99)} Contoh Telp. {look.office_phone(rng)}"
            f" Kode Pos 55{rng.randint(100, 299)}",
            "small",
        ),
        P("Laman: bkd.contohprov.go.id  Surel: bkd@contohprov.go.id", "small"),
    ]


def signature(rng: Random) -> list[Block]:
    """Return who signs, with a NIP as the rules for letters want it."""
    head = hand.someone(rng)
    return [
        P(
            f"Ditetapkan di Contoh, pada tanggal {rng.randint(1, 28)} Maret"
            f" {rng.randint(2021, 2026)}"
        ),
        P("KEPALA BADAN KEPEGAWAIAN DAERAH,"),
        P(hand.titled(rng, head)),
        P(["NIP ", plant("nip", rng.choice((head.nip, nip_spaced(head.nip))))]),
    ]


def listed(rng: Random, rows: list[tuple[str, Said]], *, table: bool | None = None) -> list[Block]:
    """Return labels and what they hold, as lines or as a table without lines."""
    if table if table is not None else rng.random() < 0.5:
        return [Grid([[label, [": ", *as_list(said)]] for label, said in rows], heads=0, bare=True)]
    between = rng.choice((": ", " : ", "\t: ", "   : ", " ")) if rng.random() < 0.9 else ":"
    return [P([f"{label}{between}", *as_list(said)]) for label, said in rows]


def as_list(said: Said) -> list[str | Planted]:
    """Return a text's pieces."""
    return [said] if isinstance(said, str | Planted) else list(said)
