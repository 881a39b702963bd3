"""What the first studio keeps in sheets."""

from collections.abc import Callable, Sequence
from random import Random

from corpus import lookalikes as look
from corpus.first import hand
from corpus.papers import Book, Cell, Day, Number, Sheet
from corpus.people import Person, plant
from corpus.said import Planted

Column = tuple[str, Callable[[Random, Person], Cell]]


def _number(write: Callable[[Random, Person], Planted]) -> Callable[[Random, Person], Cell]:
    return lambda rng, one: Number(write(rng, one), rng.choice(("0", "General")))


def _digits(kind: str, of: Callable[[Person], str]) -> Callable[[Random, Person], Planted]:
    return lambda _, one: plant(kind, of(one))


def columns(rng: Random) -> list[Column]:
    """Return the columns that a list of people may have, each in one of its ways."""
    nik = _digits("nik", lambda one: one.nik)
    return [
        (rng.choice(hand.NIK), rng.choice((hand.nik, nik, _number(nik)))),
        (
            rng.choice(hand.KK),
            rng.choice(
                (
                    lambda rng, one: hand.nik(rng, one, "kk"),
                    _number(_digits("kk", lambda one: one.kk)),
                )
            ),
        ),
        (
            rng.choice(hand.NIP),
            rng.choice((hand.nip, hand.nip, _number(_digits("nip", lambda one: one.nip)))),
        ),
        (rng.choice(hand.NPWP), hand.tax),
        (
            rng.choice(hand.PHONE),
            rng.choice((hand.phone, _number(_digits("phone", lambda one: one.phone)))),
        ),
        (rng.choice(hand.ACCOUNT), hand.account),
        (rng.choice(hand.MAIL), lambda _, one: hand.mail(one)),
        (
            rng.choice(hand.BIRTH),
            rng.choice(
                (
                    hand.born,
                    lambda _, one: Day(one.born, plant("birth", f"{one.born:%d/%m/%Y}")),
                )
            ),
        ),
        (rng.choice(hand.HOME), hand.home),
    ]


def people(rng: Random, chosen: Sequence[Column], rows: int) -> list[Sequence[Cell]]:
    """Return a list of people with these columns, and harmless ones between."""
    found: list[Sequence[Cell]] = [
        ["No", "Nama", *[head for head, _ in chosen], "Unit Kerja", "Jumlah (Rp)"]
    ]
    for number in range(rows):
        one = hand.someone(rng)
        found.append(
            [
                Number(number + 1),
                hand.titled(rng, one),
                *[write(rng, one) for _, write in chosen],
                "Sekretariat",
                Number(rng.randint(10, 99) * 100_000),
            ]
        )
    return found


def register(rng: Random) -> Book:
    """Return a list of people, columns or rows of it hidden, a title above it now and then."""
    chosen = rng.sample(columns(rng), rng.randint(1, 6))
    rows = people(rng, chosen, rng.choice((5, 20, 60, 200)))
    above = rng.choice((0, 0, 3))
    hidden_columns, hidden_rows = set(), set()
    if rng.random() < 0.3:
        hidden_columns = {rng.randint(3, 2 + len(chosen))}
    elif rng.random() < 0.15:
        hidden_rows = {rng.randint(above + 2, above + len(rows))}
    titles: list[Sequence[Cell]] = [["DAFTAR NOMINATIF PEGAWAI"], ["Keadaan 1 Maret 2024"], []]
    sheet = Sheet(
        rng.choice(("Data", "Nominatif", "Sheet1")),
        [*titles[:above], *rows],
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
    )
    return Book([sheet])


def hidden(rng: Random) -> Book:
    """Return a clean sheet with a hidden one behind it from which it was made."""
    rows = people(rng, rng.sample(columns(rng), rng.randint(1, 5)), rng.choice((5, 30, 120)))
    clean: list[Sequence[Cell]] = [row[:2] for row in rows]
    state = rng.choice(("hidden", "veryHidden"))
    return Book([Sheet("Pengumuman", clean), Sheet("Sumber", rows, state=state)])


def budget(rng: Random) -> Book:
    """Return a sheet of a budget: codes and sums, nobody's number."""
    rows: list[Sequence[Cell]] = [
        ["Kode Rekening", "Uraian", "No. DPA", "Nomor SPM", "Pagu", "Realisasi", "%"]
    ]
    for _ in range(rng.randint(10, 120)):
        rows.append(
            [
                look.budget(rng),
                "Belanja Alat Tulis Kantor",
                look.dpa(rng),
                look.digits(rng, 16),
                Number(rng.randint(10**6, 10**11)),
                Number(rng.uniform(10**5, 10**9)),
                Number(look.unit(rng), "0.00"),
            ]
        )
    return Book([Sheet("Realisasi", rows)])


def parcels(rng: Random) -> Book:
    """Return a list of letters sent, books kept and certificates given."""
    rows: list[Sequence[Cell]] = [
        [
            "No",
            "Nomor Resi",
            "ISBN",
            "Nomor Sertifikat",
            "Kode Barang",
            "Waktu",
            "Virtual Account",
            "Koordinat",
        ]
    ]
    for number in range(rng.randint(10, 150)):
        rows.append(
            [
                Number(number + 1),
                look.tracking(rng),
                look.isbn(rng),
                look.certificate(rng),
                look.goods(rng),
                look.stamp(rng),
                look.virtual(rng),
                look.place(rng),
            ]
        )
    return Book([Sheet("Ekspedisi", rows)])


def presence(rng: Random) -> Book:
    """Return who was there and when, with the hours that a machine wrote."""
    rows: list[Sequence[Cell]] = [["NIP", "Nama", "Tanggal", "Masuk", "Pulang", "Kode Mesin"]]
    for _ in range(rng.randint(10, 100)):
        one = hand.someone(rng)
        rows.append(
            [plant("nip", one.nip), one.name, "02/05/2024", "07:29", "16:02", look.stamp(rng)]
        )
    return Book([Sheet("Presensi", rows)])


def candidates(rng: Random) -> Book:
    """Return the candidates of an examination: number, name, marks."""
    rows: list[Sequence[Cell]] = [["No", "Nomor Peserta", "Nama", "Formasi", "Nilai"]]
    for number in range(rng.choice((20, 80, 300))):
        one = hand.someone(rng)
        rows.append(
            [
                Number(number + 1),
                look.candidate(rng),
                one.name,
                look.digits(rng, 7),
                Number(rng.uniform(50, 500)),
            ]
        )
    return Book([Sheet("Peserta", rows)])


SHEETS = (register, register, register, register, hidden, budget, parcels, presence, candidates)
