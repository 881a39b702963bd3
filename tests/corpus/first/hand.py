"""How the first studio writes people and numbers down."""

from collections.abc import Callable
from datetime import date
from random import Random

from corpus.people import (
    Names,
    Person,
    dotted,
    groups,
    longhand,
    nip_spaced,
    npwp,
    person,
    plant,
    sixteen,
)
from corpus.said import Planted, Said

NAMES = Names(
    men=("Budi", "Agus", "Slamet", "Joko", "Eko", "Bambang", "Muhammad Rizki", "Wahyu", "Dedi",
         "I Made", "Yohanes", "Rudi", "Hendra", "Arif", "Teguh", "Sugeng", "Suharto"),
    women=("Siti", "Sri", "Dewi", "Ni Luh", "Rina", "Endang", "Yuni", "Maria", "Fitri", "Nur",
           "Ratna", "Wulan", "Indah", "Lestari", "Tri"),
    last=("Santoso", "Wibowo", "Rahayu", "Hidayat", "Nugroho", "Lestari", "Kurniawan", "Handayani",
          "Saputra", "Wulandari", "Prasetyo", "Setiawan", "Mulyani", "Siregar", "Hutabarat",
          "Purnama", "Ismail", "Astuti"),
    towns=("Bantul", "Sleman", "Kulon Progo", "Gunungkidul", "Yogyakarta", "Magelang", "Klaten",
           "Merauke", "Nabire", "Sorong", "Padang", "Denpasar", "Tarakan"),
    streets=("Jl. Melati", "Jl. Kaliurang Km 5", "Jalan Parangtritis", "Jl. Jend. Sudirman",
             "Gg. Kenanga", "Dusun Karanganyar", "Perum Griya Asri Blok C"),
    villages=("Sinduadi", "Caturtunggal", "Panggungharjo", "Wates", "Trirenggo", "Bangunkerto"),
)  # fmt: skip
TITLES = (", S.Pd.", ", S.E., M.M.", ", S.STP", ", A.Md.", ", S.Kom.", ", M.Si.", "")
NIK = ("NIK", "N I K", "No. KTP", "Nomor Induk Kependudukan", "NIK KTP", "No KTP", "NO. NIK",
       "Nomor KTP", "N.I.K.", "NIK/No. KTP", "Nik", "No. Induk Kependudukan")  # fmt: skip
KK = ("No. KK", "Nomor KK", "Nomor Kartu Keluarga", "KK", "No Kartu Keluarga", "NO.KK", "NKK")
NIP = ("NIP", "NIP.", "N I P", "Nomor Induk Pegawai", "NIP Baru")
PPPK = ("NI PPPK", "Nomor Induk PPPK", "NIPPPK", "NIP/NI PPPK")
NPWP = ("NPWP", "No. NPWP", "Nomor Pokok Wajib Pajak", "N P W P", "NPWP 15/16 digit")
PHONE = ("No. HP", "HP", "Nomor HP", "Telp/HP", "No. Telepon", "WA", "No. WhatsApp", "Telepon",
         "No HP/WA", "Kontak")  # fmt: skip
ACCOUNT = (
    "No. Rekening",
    "Nomor Rekening",
    "No Rek",
    "Rekening",
    "No. Rek.",
    "Nomor Rekening Bank",
)
MAIL = ("Email", "E-mail", "Alamat Email", "Surel", "e-Mail")
BIRTH = ("Tanggal Lahir", "Tgl. Lahir", "Tgl Lahir", "TGL LAHIR")
PLACE_BIRTH = ("Tempat/Tanggal Lahir", "Tempat, Tgl Lahir", "TTL", "Tempat dan Tanggal Lahir")
HOME = ("Alamat", "Alamat Rumah", "Alamat Tinggal", "Alamat Domisili", "Alamat sesuai KTP")


def someone(rng: Random) -> Person:
    """Return somebody of this studio's."""
    return person(rng, NAMES)


def titled(rng: Random, one: Person) -> str:
    """Return a name as letters write it."""
    name = one.name.upper() if rng.random() < 0.2 else one.name
    return ("Dr. " if rng.random() < 0.05 else "") + name + rng.choice(TITLES)


def nik(rng: Random, one: Person, kind: str = "nik") -> Planted:
    """Return somebody's NIK or KK, mostly as bare digits."""
    number = one.nik if kind == "nik" else one.kk
    return plant(kind, rng.choices((
        number, groups(number, (4, 4, 4), " "), groups(number, (6, 6), "."),
        groups(number, (4, 4, 4), "-"), groups(number, (2, 2, 2, 6), "."),
        groups(number, (6, 6), " "), groups(number, (4, 4, 4), "."),
    ), (80, 5, 3, 3, 3, 3, 3))[0])  # fmt: skip


def nip(rng: Random, one: Person) -> Planted:
    """Return somebody's NIP."""
    return plant("nip", rng.choice((one.nip, nip_spaced(one.nip))))


def tax(rng: Random, one: Person) -> Planted:
    """Return somebody's NPWP."""
    return plant("npwp", rng.choice((dotted(one.npwp), dotted(one.npwp), one.npwp,
                                     sixteen(one.npwp))))  # fmt: skip


def phone(rng: Random, one: Person) -> Planted:
    """Return somebody's mobile telephone."""
    number = one.phone
    return plant("phone", rng.choice((
        number, number, groups(number, (4, 4), "-"), groups(number, (4, 4), " "),
        "+62" + number[1:], "62" + number[1:], f"+62 {groups(number[1:], (3, 4), '-')}",
        f"({number[:4]}) {number[4:]}",
    )))  # fmt: skip


def account(rng: Random, one: Person) -> Planted:
    """Return somebody's bank account."""
    number = one.account
    if one.bank == "BRI" and rng.random() < 0.4:
        number = groups(number, (4, 2, 6, 2), "-")
    return plant("account", number)


def mail(one: Person) -> Planted:
    """Return somebody's e-mail address."""
    return plant("email", one.mail)


def born(rng: Random, one: Person) -> Planted:
    """Return somebody's day of birth."""
    return plant("birth", dated(rng, one.born))


def dated(rng: Random, day: date) -> str:
    """Return a day in one of the ways of this studio."""
    return rng.choice((longhand(day), longhand(day), f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}",
                       f"{day:%Y-%m-%d}"))  # fmt: skip


def home(rng: Random, one: Person) -> Planted:
    """Return where somebody lives."""
    block = f"RT {rng.randint(1, 12):02} RW {rng.randint(1, 20):02}"
    return plant("address", rng.choice((
        f"{one.street} {block}, {one.village}, {one.regency}",
        f"{one.street}, {block} {one.village} {one.regency}",
        f"{one.street}, Kel. {one.village}, Kab. {one.regency}",
    )))  # fmt: skip


def treasurer(rng: Random) -> str:
    """Return the NPWP of an office's treasurer: no person's."""
    return f"NPWP Bendahara: {dotted(npwp(rng, '00'))}"


def mention(rng: Random) -> Said:
    """Return a sentence that gives somebody away, as they are left in odd places."""
    one = someone(rng)
    ways: tuple[Callable[[], Said], ...] = (
        lambda: [f"{rng.choice(NIK)}: ", nik(rng, one), f" a.n. {one.name}"],
        lambda: [f"{titled(rng, one)} / ", nik(rng, one)],
        lambda: [f"{one.name}, {rng.choice(PHONE)} ", phone(rng, one)],
        lambda: [f"{rng.choice(KK)} ", nik(rng, one, "kk"), f" ({one.name})"],
        lambda: [f"konfirmasi ke {one.name} ", mail(one)],
        lambda: [f"{one.name} lahir di {one.place}, ", born(rng, one)],
        lambda: [f"{rng.choice(ACCOUNT)} {one.bank} ", account(rng, one), f" a.n. {one.name}"],
        lambda: [f"{rng.choice(NPWP)} ", tax(rng, one), f" {one.name}"],
    )  # fmt: skip
    return rng.choice(ways)()
