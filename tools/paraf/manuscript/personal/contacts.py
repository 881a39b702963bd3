"""Where people are reached at home: e-mail and the house they live in."""

import re
from collections.abc import Iterator

from paraf.manuscript.personal.page import Hit, Page

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9\-]{0,62})?\.){1,8}[a-z]{2,24}(?![a-z0-9@])")
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9._%+\-]{0,63})?\Z")
_OFFICES = ("go.id", "mil.id", "desa.id")
_PLAIN_AT = re.compile(r" ?(?:\(at\)|\[at\]|@) ?")


class Mail:
    """E-mail addresses, as an office knows them: those of offices are nobody's own."""

    def __init__(self, domains: tuple[str, ...]) -> None:
        self._own = (*_OFFICES, *(one.lower().lstrip("@.") for one in domains))

    def find(self, page: Page) -> Iterator[Hit]:
        """Yield addresses outside the offices' own domains."""
        if "@" not in page.text and "at)" not in page.text and "at]" not in page.text:
            return
        for at in _PLAIN_AT.finditer(page.text):
            domain = _DOMAIN.match(page.text, at.end(), at.end() + 255)
            name = _NAME.search(page.text, max(0, at.start() - 64), at.start())
            if domain and name and not self.is_own(domain.group()):
                value = f"{name.group()}@{domain.group()}"
                yield Hit("email", name.start(), domain.end(), value)

    def is_own(self, domain: str) -> bool:
        """Say whether a domain is that of an office."""
        return any(domain == one or domain.endswith(f".{one}") for one in self._own)


_HOME = re.compile(
    r"(?<![a-z])(?:alamat[\s_]{1,3}(?:tempat[\s_])?(?:rumah|tinggal|ktp|domisili|asal|pribadi"
    r"|sesuai[\s_]ktp|sekarang|saat[\s_]ini|(?:selama|saat)[\s_](?:men?[a-z]{5,10}[\s_])?cuti"
    r"|(?:sesudah|setelah|selama)[\s_]pensiun)|(?:ber)?tempat[\s_]tinggal(?:[\s_]di)?"
    r"|bertempat tinggal di"
    r"|berdomisili di|beralamat di|tinggal di|domisili(?= ?:))(?![a-z])"
)
_ADDRESSED = re.compile(r"(?<![a-z])alamat(?:[\s_]lengkap)?(?=\s{0,12}[:|\t])")
_NEIGHBOURS = re.compile(r"r(?<![a-z]r)\.?t\.? ?(?:/ ?rw)? ?[.:/]? ?\d{1,3}")
_STREET = re.compile(
    r"(?<![a-z])(?:jl|jln|jalan|gg|gang|dsn|dusun|dukuh|ds|desa|kel|kelurahan|kalurahan|kampung|kp"
    r"|perum|perumahan|komplek|kompleks|blok|padukuhan|banjar|lingkungan|kec|kecamatan|kapanewon"
    r"|kemantren|nagari|rw|btn|perumnas|lorong|lr|lrg|br|jorong|lingk|griya|kav|kavling|km|asrama"
    r"|rusun|cluster|residence|korong|huta|pekon)(?![a-z])"
)
# Nobody keeps an office there.
_HOUSES = re.compile(
    r"(?<![a-z])(?:gg|gang|btn|perum|perumahan|perumnas|komplek|kompleks|dusun|dsn|dukuh|padukuhan"
    r"|lorong|lrg|jorong|griya|kavling|residence|rusun)(?![a-z])"
)
_OFFICE = re.compile(
    r"(?<![a-z])(?:kantor|sekretariat|gedung|balai|(?<!br\. )(?<!banjar )dinas|badan"
    r"|instansi|aula|hotel|sekolah|sd|sdn"
    r"|smp|smpn|sma|sman|smk|puskesmas|rsud|pos|tps|lokasi|panitia|bkd|bkpsdm|pemerintah|kampus"
    r"|universitas|perusahaan|pt|cv|toko|pengiriman)(?![a-z])"
)
_PERSON = re.compile(
    r"(?<![a-z])(?:nama|nik|nip|ttl|lahir|hp|agama|jenis kelamin|pekerjaan|status|umur|usia)"
    r"(?![a-z])"
)
_COLUMN = re.compile(r"(?<![a-z])(?:alamat|domisili)(?![a-z])")
_BEGINNING = re.compile(
    r"(?<![a-z])(?:jl|jln|jalan|gg|gang|dsn|dusun|dukuh|kampung|kp|perum|perumahan|perumnas|komplek"
    r"|kompleks|padukuhan|banjar|lingkungan|btn|lorong|jorong)(?![a-z])"
)
_HOUSED = re.compile(
    r"(?<![a-z])(?:no(?:mor)?\.? ?\d|blok [a-z]|r\.?t\.? ?\d|kel\.|desa|kelurahan|kec\.|km ?\d)"
)
_MANY = 3
"""So many addresses on a page make a list, which has others of their kind."""
# A line of a vCard.
_CARD = re.compile(r"(?<![a-z])adr(?:;(?!type=work)[^:\n]{0,60})?:;{0,2}")
_BROKEN = 120
_SIGNS = ("alamat", "tinggal", "domisili", "adr")


def find_homes(page: Page) -> Iterator[Hit]:
    """Yield the addresses of homes: those called so, and those that name the neighbours' unit."""
    text = page.text
    called = set(_called(page)) if any(one in text for one in _SIGNS) else set[int]()
    shaped = list(_shaped(text))
    if len(shaped) >= _MANY or _is_headed(page):
        called |= set(_listed(text))
    seen, last = -1, -_BROKEN
    for start in sorted(called.union(shaped)):
        # An address that is called so may go on in the next line.
        again = start not in called and start - last < _BROKEN and last in called
        end = page.line(start)[1]
        if start > seen and not again and text[start:end].strip(" .:;-_\r\t|/"):
            seen, last = end, start
            yield Hit("address", start, min(end, start + 200), text[start : start + 60].strip())


def _is_headed(page: Page) -> bool:
    """Say whether a table in running text has a column of addresses."""
    text = page.text
    if "alamat" not in text and "domisili" not in text:
        return False
    heads = (text[one.begin : one.start] for one in page.labels.heads)
    return any(_COLUMN.search(one) and "nama" in one and not _OFFICE.search(one) for one in heads)


def _listed(text: str) -> Iterator[int]:
    """Yield where addresses begin in a list that is known to have them: one in a line, or one
    in the several lines of a narrow cell."""
    last = -_BROKEN
    for found in _BEGINNING.finditer(text):
        start = found.start()
        between = text[max(last, start - _BROKEN) : start]
        same = start - last < _BROKEN and ("\n" not in between or between.endswith(",\n"))
        if same or not _HOUSED.search(text, found.end(), found.end() + 80):
            continue
        line = text.rfind("\n", max(0, start - 60), start) + 1
        if not _OFFICE.search(text, max(line, start - 60), start + 60):
            last = start
            yield start


def _called(page: Page) -> Iterator[int]:
    """Yield where an address begins that the words before it call a home's."""
    text = page.text
    for label in _HOME.finditer(text):
        start = _value(text, label.end())
        below = "\n" in text[label.end() : start]
        if is_address(text, start) and not (below and page.labels.around(label.start())):
            yield start
    for card in _CARD.finditer(text):
        if text[card.end() : card.end() + 120].partition("\n")[0].strip(" ;\r"):
            yield card.end()
    for label in _ADDRESSED.finditer(text):
        start = _value(text, label.end())
        around = text[max(0, label.start() - 250) : label.start()] + _line(text, start)
        personal = is_house(text, start) or _PERSON.search(
            text, max(0, label.start() - 250), label.start()
        )
        if personal and is_address(text, start) and not _OFFICE.search(around):
            yield start


def _value(text: str, start: int) -> int:
    found = re.compile(r"[\s:|=_.\-]{0,20}").match(text, start)
    return found.end() if found else start


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : min(end if end >= 0 else len(text), start + 200)]


def is_address(text: str, start: int = 0) -> bool:
    """Say whether what stands from a place on names a street, a village or a house."""
    line = _line(text, start)
    return bool(_STREET.search(line) or _NEIGHBOURS.search(line) or re.search(r"no\.? ?\d", line))


def is_house(text: str, start: int = 0) -> bool:
    """Say whether what stands from a place on names a place where people live, and no office."""
    line = _line(text, start)
    return _HOUSES.search(line) is not None and _OFFICE.search(line) is None


def _shaped(text: str) -> Iterator[int]:
    """Yield where an address begins that names the neighbours' unit (RT), as no office's does."""
    for found in _NEIGHBOURS.finditer(text):
        begin = text.rfind("\n", 0, found.start()) + 1
        begin = max(begin, text.rfind("\t", 0, found.start()) + 1, found.start() - 120)
        streets = [one.start() for one in _STREET.finditer(text, begin, found.start())]
        after = _STREET.search(text, found.end(), found.end() + 60)
        if (streets or after) and not _OFFICE.search(text, begin, found.start()):
            yield streets[0] if streets else found.start()
