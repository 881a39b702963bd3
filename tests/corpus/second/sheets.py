"""What the second studio keeps in sheets."""

from collections.abc import Callable, Sequence
from random import Random

from corpus import lookalikes as look
from corpus.papers import Book, Cell, Day, Number, Sheet
from corpus.people import Person, plant
from corpus.said import Planted
from corpus.second import hand

Column = tuple[str, Callable[[Random, Person], Cell]]


def _kept(kind: str, of: str) -> Callable[[Random, Person], Cell]:
    return lambda rng, one: Number(plant(kind, getattr(one, of)), rng.choice(("0", "0", "General")))


def _text(kind: str, of: str) -> Callable[[Random, Person], Cell]:
    return lambda _, one: plant(kind, getattr(one, of))


def _science(rng: Random, one: Person) -> Planted:
    digits = one.nik
    return Planted("nik", f"{digits[0]},{digits[1:15]}E+15")


def _date(rng: Random, one: Person) -> Cell:
    return Day(one.born, plant("birth", f"{one.born:%d/%m/%Y}"))


def export(rng: Random) -> Book:
    """Return what a personnel system hands out: one sheet, machine's names for columns."""
    every: list[Column] = [
        ("nip_baru", _text("nip", "nip")),
        ("nik", rng.choice((_text("nik", "nik"), _kept("nik", "nik")))),
        ("tgl_lahir", rng.choice((hand.birth, _date))),
        ("no_hp", rng.choice((hand.mobile, _kept("phone", "phone")))),
        ("email", hand.mail),
        ("npwp_nomor", hand.tax),
        ("no_kk", _text("kk", "kk")),
        ("alamat", hand.lives),
        ("no_rekening", rng.choice((hand.bank, _kept("account", "account")))),
    ]
    chosen = rng.sample(every, rng.randint(2, 7))
    rows: list[Sequence[Cell]] = [
        ["id", "nama", *[name for name, _ in chosen], "unor_id", "created_at"]
    ]
    for number in range(rng.choice((4, 25, 90, 250))):
        one = hand.someone(rng)
        rows.append(
            [
                Number(10_000 + number),
                one.name.upper(),
                *[write(rng, one) for _, write in chosen],
                look.digits(rng, 8),
                look.stamp(rng),
            ]
        )
    return Book([Sheet("Export", rows)])


def payroll(rng: Random) -> Book:
    """Return a list for a bank, its head in two rows."""
    chosen: list[Column] = [
        (rng.choice(hand.ACCOUNT), rng.choice((hand.bank, _text("account", "account")))),
        (rng.choice(hand.NPWP), hand.tax),
        (rng.choice(hand.NIK), rng.choice((hand.card, _kept("nik", "nik")))),
        (rng.choice(hand.NIP), rng.choice((hand.servant, _kept("nip", "nip")))),
    ]
    chosen = rng.sample(chosen, rng.randint(2, 4))
    rows: list[Sequence[Cell]] = [
        ["DAFTAR PEMBAYARAN TPP PEGAWAI"],
        [f"Kode rekening {look.budget(rng)}"],
        [],
        ["No", "Identitas Pegawai", *[""] * len(chosen), "Pembayaran", ""],
        ["", "Nama", *[name for name, _ in chosen], "Bruto", "Neto"],
    ]
    for number in range(rng.choice((6, 40, 130))):
        one = hand.someone(rng)
        gross = rng.randint(20, 200) * 50_000
        rows.append(
            [
                Number(number + 1),
                hand.named(rng, one),
                *[write(rng, one) for _, write in chosen],
                Number(gross),
                Number(gross * 0.95),
            ]
        )
    hidden = {rng.randint(3, 2 + len(chosen))} if rng.random() < 0.3 else set()
    return Book([Sheet("TPP", rows, hidden_columns=hidden)], properties={})


def answers(rng: Random) -> Book:
    """Return the answers to a form on the web."""
    rows: list[Sequence[Cell]] = [
        [
            "Timestamp",
            "Email Address",
            "Nama Lengkap",
            rng.choice(hand.NIK),
            rng.choice(hand.PHONE),
            "Saran",
        ]
    ]
    for _ in range(rng.choice((5, 30, 100))):
        one = hand.someone(rng)
        rows.append(
            [
                f"{rng.randint(1, 28)}/{rng.randint(1, 12)}/2024 {rng.randint(7, 19)}:15:27",
                hand.mail(rng, one),
                one.name,
                hand.card(rng, one),
                hand.mobile(rng, one),
                "Baik",
            ]
        )
    return Book([Sheet("Form Responses 1", rows)])


def shared(rng: Random) -> Book:
    """Return a list in which a cell holds two numbers, or a number turned into a power of ten."""
    both = rng.random() < 0.6
    label = (
        rng.choice(("NIK / No. KK", "NIK/No.KK", "NIK dan KK")) if both else rng.choice(hand.NIK)
    )
    rows: list[Sequence[Cell]] = [["No.", "Nama", label, "Kecamatan"]]
    for number in range(rng.randint(5, 60)):
        one = hand.someone(rng)
        cell: Cell = (
            [plant("nik", one.nik), rng.choice((" / ", "/", " ")), plant("kk", one.kk)]
            if both
            else _science(rng, one)
        )
        rows.append([f"{number + 1}", one.name, cell, "Contoh"])
    return Book([Sheet("Rekap", rows)])


def source(rng: Random) -> Book:
    """Return figures for the public in front, and behind them, hidden, the people they count."""
    figures: list[Sequence[Cell]] = [["Golongan", "Laki-laki", "Perempuan", "Rasio"]]
    figures += [
        [
            f"{one}/{two}",
            Number(rng.randint(1, 400)),
            Number(rng.randint(1, 400)),
            Number(look.unit(rng), "0.00"),
        ]
        for one in ("II", "III", "IV")
        for two in "abcd"
    ]
    behind = export(rng).sheets[0]
    behind.name, behind.state = "pivot_src", rng.choice(("hidden", "veryHidden"))
    return Book([Sheet("Statistik", figures), behind])


def filtered(rng: Random) -> Book:
    """Return a list of which rows were filtered away, the names kept."""
    book = export(rng)
    sheet = book.sheets[0]
    count = len(sheet.rows)
    sheet.hidden_rows = set(rng.sample(range(2, count + 1), rng.randint(1, count - 1)))
    return book


def agenda(rng: Random) -> Book:
    """Return a register of letters: numbers, days, parcels."""
    rows: list[Sequence[Cell]] = [
        ["No Agenda", "Nomor Surat", "Tanggal Surat", "Asal", "Nomor Resi", "Kode Klasifikasi"]
    ]
    for number in range(rng.randint(10, 140)):
        rows.append(
            [
                Number(number + 1),
                look.decree(rng),
                hand.other_day(rng),
                "BKN Regional",
                look.tracking(rng),
                f"8{rng.randint(10, 99)}.{rng.randint(1, 9)}",
            ]
        )
    return Book([Sheet("Agenda", rows)])


def log(rng: Random) -> Book:
    """Return what a machine wrote down."""
    rows: list[Sequence[Cell]] = [["epoch_ms", "trace_id", "lat", "lon", "durasi", "checksum"]]
    for _ in range(rng.randint(20, 200)):
        rows.append(
            [
                Number(1_700_000_000_000 + rng.randrange(10**11)),
                look.digits(rng, 16),
                Number(-7 - rng.random()),
                Number(110 + rng.random()),
                Number(look.unit(rng)),
                f"{rng.getrandbits(64):016x}",
            ]
        )
    return Book([Sheet("log", rows)])


def performance(rng: Random) -> Book:
    """Return figures with sixteen digits after the point, and big ones before it."""
    rows: list[Sequence[Cell]] = [
        ["Kode Kegiatan", "Pagu Anggaran", "Realisasi", "Capaian", "ID RUP", "Nomor SP2D"]
    ]
    for _ in range(rng.randint(10, 90)):
        rows.append(
            [
                look.budget(rng),
                Number(rng.randrange(10**8, 10**12)),
                Number(rng.uniform(1e6, 1e11)),
                Number(look.unit(rng)),
                look.digits(rng, 8),
                look.digits(rng, rng.choice((15, 16, 18))),
            ]
        )
    return Book([Sheet("Kinerja", rows)])


def courses(rng: Random) -> Book:
    """Return who takes part in a course: participants' and certificates' numbers."""
    rows: list[Sequence[Cell]] = [
        ["No", "Nama", "Nomor Peserta", "No. Sertifikat", "Nomor STR", "Nilai"]
    ]
    for number in range(rng.randint(10, 80)):
        one = hand.someone(rng)
        rows.append(
            [
                Number(number + 1),
                hand.named(rng, one),
                look.candidate(rng),
                look.certificate(rng),
                look.certificate(rng),
                Number(rng.uniform(60, 99)),
            ]
        )
    return Book([Sheet("Diklat", rows)])


SHEETS = (
    export,
    export,
    export,
    payroll,
    payroll,
    answers,
    shared,
    source,
    filtered,
    agenda,
    log,
    performance,
    courses,
)
