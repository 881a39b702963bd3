"""How the second studio writes people and numbers down."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from corpus.people import Names, Person, groups, npwp, person, plant
from corpus.said import Planted, Said

NAMES = Names(
    men=("Ahmad", "Fajar", "Gunawan", "Iwan", "La Ode", "Markus", "Oktavianus", "Putu", "Rahmat",
         "Sutrisno", "Tengku", "Usman", "Vincentius", "Yusuf", "Zainal", "R. Haryo", "Dominggus"),
    women=("Ani", "Christina", "Diah", "Eka", "Fransiska", "Hj. Aminah", "Ida Ayu", "Kartini",
           "Laksmi", "Mega", "Novita", "Oktavia", "Puji", "Rr. Anindya", "Theresia", "Wa Ode"),
    last=("Abdullah", "Batubara", "Cahyono", "Darmawan", "Effendi", "Firmansyah", "Ginting",
          "Harahap", "Iskandar", "Jayanti", "Kogoya", "Lumban Gaol", "Manurung", "Nasution",
          "Pratiwi", "Ramadhani", "Simanjuntak", "Utami", "Wenda", "Yulianti", "Wanimbo"),
    towns=("Bandung", "Jayapura", "Wamena", "Manokwari", "Kupang", "Ambon", "Ternate", "Pontianak",
           "Banda Aceh", "Pekanbaru", "Kota Metro", "Tanjung Selor", "Kab. Semarang", "Surakarta"),
    streets=("Jalan Pahlawan", "Jl Diponegoro", "Jl. A. Yani", "Komplek Bumi Indah B3",
             "Jorong Koto",
             "Kampung Baru", "Lingkungan II", "Gang Mawar III", "Jl. Raya Sentani"),
    villages=("Kelurahan Mekarsari", "Desa Sukamaju", "Kel. Entrop", "Nagari Batu", "Desa Lolong",
              "Kel. Oesapa"),
)  # fmt: skip
NIK = ("NIK", "nik", "NIK (KTP)", "No.KTP", "Nomor NIK", "NOMOR INDUK KEPENDUDUKAN (NIK)",
       "No. Identitas (NIK)", "No. KTP/NIK", "N.I.K", "NIK*", "Nomor KTP Elektronik", "NO KTP",
       "NIK Pegawai", "No.NIK", "KTP No.", "no_ktp", "Nomor KTP-el")  # fmt: skip
KK = ("No. KK", "NO KK", "Nomor KK", "No. Kartu Keluarga", "no_kk", "NOMOR KARTU KELUARGA",
      "Kartu Keluarga (KK)", "Nomor K.K.", "No.KK")  # fmt: skip
NIP = (
    "NIP",
    "nip",
    "NIP/NRP",
    "Nip.",
    "N.I.P",
    "NIP Baru",
    "nip_baru",
    "Nomor Induk Pegawai (NIP)",
)
NPWP = ("NPWP", "npwp", "NPWP Pribadi", "Nomor NPWP", "N.P.W.P.", "npwp_nomor", "No.NPWP",
        "NPWP (16 digit)")  # fmt: skip
PHONE = ("Nomor Telepon/HP", "No. Hp", "no_hp", "Nomor WhatsApp", "No Handphone", "Nomor Ponsel",
         "Telp.", "HP/WA", "No. Telp/WA aktif", "Handphone", "No. Seluler", "Nomor HP"
         " Aktif")  # fmt: skip
ACCOUNT = ("Nomor Rekening", "No. Rek", "no_rekening", "No.Rekening", "Norek", "Nomor Rek. Bank",
           "Rekening Bank", "NO. REKENING", "Nomor Rekening Gaji")  # fmt: skip
MAIL = ("email", "Email Address", "Alamat E-Mail", "Surel", "E-Mail Aktif", "Alamat surel")
BIRTH = ("Tanggal Lahir", "tgl_lahir", "Tgl Lahir", "TANGGAL LAHIR", "Tgl. Lhr", "Lahir Tanggal",
         "Tanggal lahir (dd/mm/yyyy)")  # fmt: skip
BORN = ("Tempat, tanggal lahir", "Tempat/Tgl. Lahir", "Tempat & Tanggal Lahir", "T.T.L.",
        "Tempat Tgl Lahir", "Tempat dan tgl lahir")  # fmt: skip
HOME = ("Alamat", "alamat_rumah", "Alamat Lengkap", "Tempat Tinggal", "Alamat Sekarang",
        "Alamat Setelah Pensiun", "Domisili", "Alamat (sesuai KTP)")  # fmt: skip
SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
LONG = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
        "Oktober", "Nopember", "Desember")  # fmt: skip


def someone(rng: Random) -> Person:
    """Return somebody of this studio's."""
    return person(rng, NAMES)


def named(rng: Random, one: Person) -> str:
    """Return a name with what stands before and after it."""
    before = rng.choice(("", "", "", "Drs. ", "Ir. ", "dr. ", "Hj. " if one.woman else "H. "))
    after = rng.choice(("", "", ", S.H.", ", S.Sos., M.A.P.", ", S.Kep., Ns.", ", SE", ", M.Pd"))
    return f"{before}{one.name}{after}"


def identity(rng: Random, one: Person, kind: str = "nik") -> Planted:
    """Return a NIK or KK as this studio writes it."""
    number = one.nik if kind == "nik" else one.kk
    ways = (number, groups(number, (6, 6), "-"), groups(number, (4, 4, 4), "\u00a0"),
            groups(number, (2, 2, 2, 2, 2, 2), " "), groups(number, (6, 6), " "),
            groups(number, (4, 4, 4), " "))  # fmt: skip
    return plant(kind, rng.choices(ways, (84, 3, 3, 2, 4, 4))[0])


def card(rng: Random, one: Person) -> Planted:
    """Return a NIK; for columns of them."""
    return identity(rng, one)


def household(rng: Random, one: Person) -> Planted:
    """Return the number of a family card."""
    return identity(rng, one, "kk")


def servant(rng: Random, one: Person) -> Planted:
    """Return a NIP."""
    number = one.nip
    return plant("nip", rng.choice((number, number, groups(number, (8, 6, 1), " "),
                                    groups(number, (8, 6, 1), "."))))  # fmt: skip


def tax(rng: Random, one: Person) -> Planted:
    """Return an NPWP."""
    number = one.npwp
    with_dots = (f"{number[:2]}.{number[2:5]}.{number[5:8]}.{number[8]}"
                 f"-{number[9:12]}.{number[12:]}")  # fmt: skip
    return plant("npwp", rng.choice((with_dots, with_dots, number, "0" + number,
                                     groups("0" + number, (4, 4, 4), " "))))  # fmt: skip


def mobile(rng: Random, one: Person) -> Planted:
    """Return a mobile telephone."""
    number = one.phone
    return plant("phone", rng.choice((
        number, number, groups(number, (4, 3, 3), " "), groups(number, (4, 4), "."),
        f"+62{number[1:4]}-{number[4:8]}-{number[8:]}",
        f"+62 {number[1:4]} {number[4:8]} {number[8:]}",
        f"62{number[1:]}", groups(number, (4, 3), "-"),
    )))  # fmt: skip


def bank(rng: Random, one: Person) -> Planted:
    """Return a bank account."""
    return plant("account", rng.choice((
        one.account, one.account, groups(one.account, (4, 4), " "),
        groups(one.account, (3, 3), "-"),
    )))  # fmt: skip


def mail(rng: Random, one: Person) -> Planted:
    """Return an e-mail address."""
    return plant("email", one.mail.upper() if rng.random() < 0.05 else one.mail)


def day(rng: Random, when: date) -> str:
    """Return a day in one of the ways of this studio."""
    return rng.choice((
        f"{when:%d} {LONG[when.month - 1]} {when.year}", f"{when:%d-%m-%Y}", f"{when:%d/%m/%Y}",
        f"{when.day} {SHORT[when.month - 1]} {when.year}", f"{when:%Y-%m-%d}",
        f"{when:%d}-{SHORT[when.month - 1]}-{when.year}", f"{when.day}/{when.month}/{when.year}",
        f"{when:%d.%m.%Y}", f"{when:%d} {LONG[when.month - 1].upper()} {when.year}",
    ))  # fmt: skip


def birth(rng: Random, one: Person) -> Planted:
    """Return a day of birth."""
    return plant("birth", day(rng, one.born))


def lives(rng: Random, one: Person) -> Planted:
    """Return where somebody lives."""
    return plant("address", rng.choice((
        f"{one.street} RT.{rng.randint(1, 9):03}/RW.{rng.randint(1, 9):03} {one.village},"
        f" {one.regency}",
        f"{one.street} {one.village} Kec. Contoh {one.regency} {rng.randint(10000, 99999)}",
        f"{one.street} rt {rng.randint(1, 9)} rw {rng.randint(1, 9)} {one.regency}",
    )))  # fmt: skip


def other_day(rng: Random) -> str:
    """Return a day on which nobody was born: of letters, meetings, deadlines."""
    return day(rng, date(2019, 1, 1) + timedelta(days=rng.randrange(365 * 7)))


def office_tax(rng: Random) -> str:
    """Return the NPWP of an office's treasury."""
    number = npwp(rng, "00")
    return (f"{number[:2]}.{number[2:5]}.{number[5:8]}.{number[8]}-{number[9:12]}"
            f".{number[12:]}")  # fmt: skip


def aside(rng: Random) -> Said:
    """Return a remark that gives somebody away."""
    one = someone(rng)
    ways: tuple[Callable[[], Said], ...] = (
        lambda: [f"Pemohon {one.name}, {rng.choice(NIK)} ", card(rng, one)],
        lambda: [card(rng, one), f" - {named(rng, one)}"],
        lambda: [f"hub. {one.name} ", mobile(rng, one)],
        lambda: [f"cek {rng.choice(KK)}: ", household(rng, one)],
        lambda: ["kirim ke ", mail(rng, one)],
        lambda: [f"{one.name} ({rng.choice(BIRTH)}: ", birth(rng, one), ")"],
        lambda: [f"transfer {one.bank} {rng.choice(ACCOUNT)}: ", bank(rng, one)],
        lambda: [f"{rng.choice(NPWP)}: ", tax(rng, one), f", {one.name}"],
        lambda: [f"{rng.choice(NIP)} ", servant(rng, one)],
        lambda: ["KTP ", card(rng, one), " dan KK ", household(rng, one), f" an. {one.name}"],
    )  # fmt: skip
    return rng.choice(ways)()
