"""The frame of the second studio's letters: head, forms, the end."""

from random import Random

from corpus import lookalikes as look
from corpus.papers import Block, Grid, Paragraph
from corpus.said import Planted, Said
from corpus.second import hand

P = Paragraph
Labelled = tuple[str, Said]


def head(rng: Random) -> list[Block]:
    """Return the head of a letter of a regency's office."""
    return [
        P("PEMERINTAH KABUPATEN CONTOH", "centre"),
        P("BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA", "centre"),
        P(
            f"Jln. Merdeka Nomor {rng.randint(1, 80)}, Kompleks Perkantoran, Telepon"
            f" {look.office_phone(rng)}",
            "small",
        ),
        P(
            "e-mail: sekretariat@bkpsdm.contohkab.go.id, situs: https://bkpsdm.contohkab.go.id",
            "small",
        ),
    ]


def seal(rng: Random) -> list[Block]:
    """Return the end of a letter."""
    one = hand.someone(rng)
    return [
        P(f"Contoh, {hand.other_day(rng)}", "small"),
        P(
            rng.choice(
                ("Kepala Badan,", "a.n. BUPATI CONTOH\tSekretaris Daerah,", "Plt. Kepala Bidang,")
            )
        ),
        P(hand.named(rng, one)),
        P("Pembina Utama Muda"),
        P(["NIP. ", hand.servant(rng, one)]),
    ]


def form(rng: Random, rows: list[Labelled]) -> list[Block]:
    """Return labels and values: beside one another, or each label on a line above its value."""
    way = rng.choice(("lines", "lines", "above", "numbered", "table"))
    if way == "table":
        return [Grid([["Uraian", "Keterangan"], *[[label, said] for label, said in rows]])]
    found: list[Block] = []
    for number, (label, said) in enumerate(rows, 1):
        parts = [said] if isinstance(said, str | Planted) else list(said)
        if way == "above":
            found += [P(label, "small"), P(parts)]
        elif way == "numbered":
            found.append(P([f"{number}. {label.ljust(rng.choice((0, 24)))} : ", *parts]))
        else:
            found.append(P([f"{label} : ", *parts]))
    return found
