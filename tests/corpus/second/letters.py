"""What the second studio writes about people."""

from collections.abc import Callable
from random import Random

from corpus import lookalikes as look
from corpus.papers import Grid, Paper
from corpus.people import Person
from corpus.said import Said
from corpus.second import hand
from corpus.second.frame import Labelled, P, form, head, seal


def pension(rng: Random) -> Paper:
    """Return a decree that retires somebody."""
    one = hand.someone(rng)
    rows: list[Labelled] = [
        ("Nama", hand.named(rng, one)),
        (rng.choice(hand.NIP), hand.servant(rng, one)),
        (rng.choice(hand.BORN), [f"{one.place} / ", hand.birth(rng, one)]),
        ("Pangkat terakhir", "Pembina Tk. I, IV/b"),
        ("Masa kerja pensiun", "31 tahun 4 bulan"),
        ("Berhenti akhir bulan", hand.other_day(rng)),
        ("Pensiun TMT", hand.other_day(rng)),
    ]
    if rng.random() < 0.6:
        rows.append(("Alamat Setelah Pensiun", hand.lives(rng, one)))
    if rng.random() < 0.5:
        rows.append((rng.choice(hand.NPWP), hand.tax(rng, one)))
    if rng.random() < 0.3:
        rows.append((rng.choice(hand.NIK), hand.card(rng, one)))
    return Paper(
        "Petikan Keputusan Pensiun",
        [
            *head(rng),
            P("PETIKAN", "centre"),
            P(f"KEPUTUSAN BUPATI CONTOH NOMOR {look.decree(rng)}", "heading"),
            P(f"Membaca: surat usul Nomor {look.decree(rng)} tanggal {hand.other_day(rng)};"),
            P(
                f"Memperhatikan: Pertimbangan Teknis BKN Nomor PH-{look.digits(rng, 11)} tanggal"
                f" {hand.other_day(rng)};"
            ),
            *form(rng, rows),
            *seal(rng),
        ],
    )


def contract(rng: Random) -> Paper:
    """Return a contract of employment."""
    boss, one = hand.someone(rng), hand.someone(rng)
    rows: list[Labelled] = [
        ("Nama", one.name),
        ("Nomor Induk PPPK", hand.servant(rng, one)),
        (rng.choice(hand.NIK), hand.card(rng, one)),
        (rng.choice(hand.BORN), [f"{one.place}, ", hand.birth(rng, one)]),
        ("Alamat", hand.lives(rng, one)),
        (rng.choice(hand.ACCOUNT), [f"{one.bank} ", hand.bank(rng, one)]),
    ]
    return Paper(
        "Perjanjian Kerja",
        [
            P("PERJANJIAN KERJA", "heading"),
            P(f"Nomor: {look.decree(rng)}", "centre"),
            P(f"Pada hari ini, tanggal {hand.other_day(rng)}, yang bertanda tangan di bawah ini:"),
            P(
                [
                    f"I. {hand.named(rng, boss)}, NIP ",
                    hand.servant(rng, boss),
                    ", selanjutnya disebut PIHAK KESATU;",
                ]
            ),
            P("II. yang identitasnya tercantum berikut, selanjutnya disebut PIHAK KEDUA:"),
            *form(rng, rows[: rng.randint(3, 6)]),
            P(f"Pembayaran dibebankan pada kode rekening belanja {look.budget(rng)}."),
        ],
    )


def rooms(rng: Random) -> Paper:
    """Return who sits where at an examination."""
    more: list[tuple[str, Callable[[Random, Person], Said]]] = []
    if rng.random() < 0.5:
        more = rng.sample(
            [
                (rng.choice(hand.NIK), hand.card),
                (rng.choice(hand.BIRTH), hand.birth),
                (rng.choice(hand.PHONE), hand.mobile),
                (rng.choice(hand.HOME), hand.lives),
                (rng.choice(hand.BORN), lambda rng, one: [f"{one.place}, ", hand.birth(rng, one)]),
            ],
            rng.randint(1, 3),
        )
    rows: list[list[Said]] = [
        ["NO", "NO. UJIAN", "NAMA PESERTA", *[label for label, _ in more], "RUANG", "SESI"]
    ]
    for number in range(rng.choice((8, 25, 70, 140))):
        one = hand.someone(rng)
        rows.append(
            [
                f"{number + 1}.",
                look.candidate(rng),
                hand.named(rng, one),
                *[write(rng, one) for _, write in more],
                f"R-{rng.randint(1, 9):02}",
                rng.choice(("I", "II", "III")),
            ]
        )
    return Paper(
        "Daftar Peserta Ujian",
        [
            *head(rng),
            P("DAFTAR PESERTA SELEKSI KOMPETENSI BIDANG", "heading"),
            P(f"Pelaksanaan: {hand.other_day(rng)} s.d. {hand.other_day(rng)}"),
            Grid(rows),
            *seal(rng),
        ],
        landscape=len(rows[0]) > 7,
    )


def statement(rng: Random) -> Paper:
    """Return what somebody states and signs."""
    one = hand.someone(rng)
    rows: list[Labelled] = [
        ("Nama", hand.named(rng, one)),
        (rng.choice(hand.NIK), hand.card(rng, one)),
        ("Tempat, tanggal lahir", [f"{one.place}, ", hand.birth(rng, one)]),
        ("Alamat", hand.lives(rng, one)),
        (rng.choice(hand.PHONE), hand.mobile(rng, one)),
        ("Email", hand.mail(rng, one)),
    ]
    return Paper(
        "Surat Pernyataan",
        [
            P("SURAT PERNYATAAN TANGGUNG JAWAB MUTLAK", "heading"),
            P("Yang bertanda tangan di bawah ini:"),
            *form(rng, rows[: rng.randint(2, 6)]),
            P("menyatakan dengan sesungguhnya bahwa dokumen yang saya unggah adalah benar."),
            P(f"Meterai elektronik: {look.digits(rng, 16)}"),
            P(one.name),
        ],
    )


def annex(rng: Random) -> Paper:
    """Return an annex in which name and numbers share a cell."""
    both = rng.random() < 0.5
    rows: list[list[Said]] = [
        [
            "No.",
            "Nama / NIP" if both else "Nama / NIK",
            "Jabatan Lama",
            "Jabatan Baru",
            "Keterangan",
        ]
    ]
    for number in range(rng.randint(4, 30)):
        one = hand.someone(rng)
        rows.append(
            [
                str(number + 1),
                [
                    f"{hand.named(rng, one)} ",
                    hand.servant(rng, one) if both else hand.card(rng, one),
                ],
                "Pengelola Data",
                "Analis Kebijakan",
                look.decree(rng),
            ]
        )
    return Paper(
        "Lampiran Keputusan",
        [
            P(
                f"LAMPIRAN KEPUTUSAN BUPATI NOMOR {look.decree(rng)} TANGGAL {hand.other_day(rng)}",
                "small",
            ),
            P("DAFTAR MUTASI JABATAN", "heading"),
            Grid(rows),
            *seal(rng),
        ],
    )
