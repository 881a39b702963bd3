"""People who do not exist, and what they are known by."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from corpus.said import Planted

PROVINCES = (
    11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 62, 63, 64, 65,
    71, 72, 73, 74, 75, 76, 81, 82, 91, 92, 93, 94, 95, 96,
)  # fmt: skip
"""As in the codes of the Ministry of Home Affairs, the six of Papua included."""

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
PREFIXES = (811, 812, 813, 821, 822, 823, 851, 852, 853, 855, 856, 857, 858, 814, 815, 816, 877,
            878, 859, 817, 818, 819, 895, 896, 897, 898, 899, 881, 882, 838, 831)  # fmt: skip
BANKS = {"BRI": 15, "Mandiri": 13, "BCA": 10, "BNI": 10, "BSI": 10, "BTN": 16, "BPD DIY": 12,
         "Bank Jateng": 10}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, with every identifier as bare digits."""

    name: str
    woman: bool
    born: date
    place: str
    nik: str
    kk: str
    nip: str
    npwp: str
    phone: str
    bank: str
    account: str
    mail: str
    street: str
    village: str
    regency: str


@dataclass(frozen=True, slots=True)
class Names:
    """What a studio calls people and places."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    last: tuple[str, ...]
    towns: tuple[str, ...]
    streets: tuple[str, ...]
    villages: tuple[str, ...]


def person(rng: Random, names: Names) -> Person:
    """Return somebody of working age."""
    woman = rng.random() < 0.5
    first = rng.choice(names.women if woman else names.men)
    last = " ".join(rng.sample(names.last, rng.choice((1, 1, 2))))
    name = f"{first} {last}" if rng.random() < 0.9 else first
    born = date(1964, 1, 1) + timedelta(days=rng.randrange(365 * 40))
    home = f"{rng.choice(PROVINCES)}{rng.randint(1, 15):02}{rng.randint(1, 20):02}"
    bank = rng.choice(list(BANKS))
    plain = "".join(filter(str.isalnum, name.lower()))[:12]
    return Person(
        name=name,
        woman=woman,
        born=born,
        place=rng.choice(names.towns),
        nik=home + _days(born, woman=woman) + f"{rng.randint(1, 40):04}",
        kk=home + _days(_issued(rng), woman=False) + f"{rng.randint(1, 4000):04}",
        nip=_nip(rng, born, woman=woman),
        npwp=npwp(rng, rng.choice(("04", "06", "07", "08", "09", "24", "47", "58", "67", "79"))),
        phone=f"0{rng.choice(PREFIXES)}{rng.randrange(10 ** 6, 10 ** 8)}",
        bank=bank,
        account=str(rng.randint(1, 9))
        + "".join(rng.choice("0123456789") for _ in range(BANKS[bank] - 1)),
        mail=plain + rng.choice(("", ".", "_")).join(("", str(rng.randint(1, 99))))
        + rng.choice(("@gmail.com", "@yahoo.co.id", "@yahoo.com", "@outlook.com", "@ymail.com")),
        street=f"{rng.choice(names.streets)} No. {rng.randint(1, 140)}",
        village=rng.choice(names.villages),
        regency=rng.choice(names.towns),
    )  # fmt: skip


def _issued(rng: Random) -> date:
    return date(2006, 1, 1) + timedelta(days=rng.randrange(365 * 18))


def _days(day: date, *, woman: bool) -> str:
    return f"{day.day + 40 * woman:02}{day.month:02}{day.year % 100:02}"


def _nip(rng: Random, born: date, *, woman: bool) -> str:
    sex = 2 if woman else 1
    year = rng.randint(born.year + 20, max(born.year + 21, min(born.year + 34, 2025)))
    if year >= 2021 and rng.random() < 0.6:  # an employee by contract: no month, but the contract
        return f"{born:%Y%m%d}{year}{rng.choice((21, 21, 21, 22))}{sex}{rng.randint(1, 300):03}"
    return f"{born:%Y%m%d}{year}{rng.randint(1, 12):02}{sex}{rng.randint(1, 40):03}"


def npwp(rng: Random, kind: str) -> str:
    """Return a taxpayer's number of 15 digits, the ninth of which is its check."""
    head = kind + f"{rng.randrange(10**6):06}"
    return head + luhn(head) + f"{rng.choice((541, 542, 543, 544, 545, 511, 901, 15)):03}000"


def luhn(digits: str) -> str:
    """Return the digit that closes a number by Luhn's rule."""
    doubled = sum(
        sum(divmod(int(sign) * (2 if place % 2 == 0 else 1), 10))
        for place, sign in enumerate(reversed(digits))
    )
    return str(-doubled % 10)


def longhand(day: date) -> str:
    """Return a day as letters write it: 4 Mei 1990."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def sixteen(number: str) -> str:
    """Return a taxpayer's number as it is written since 2024."""
    return "0" + number


def dotted(number: str) -> str:
    """Return a taxpayer's number of 15 digits as it was written before."""
    return f"{number[:2]}.{number[2:5]}.{number[5:8]}.{number[8]}-{number[9:12]}.{number[12:]}"


def nip_spaced(number: str) -> str:
    """Return a civil servant's number as letters write it."""
    return f"{number[:8]} {number[8:14]} {number[14]} {number[15:]}"


def groups(number: str, sizes: tuple[int, ...], between: str) -> str:
    """Return digits in groups; what is left over forms the last."""
    found, at = [], 0
    for size in sizes:
        found.append(number[at : at + size])
        at += size
    return between.join(filter(None, (*found, number[at:])))


def plant(kind: str, text: str, *also: str) -> Planted:
    """Return an identifier to be laid somewhere."""
    return Planted(kind, text, also)
