"""`security.txt` (RFC 9116): who hears of security holes, and for how long that holds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from paraf.core.words import T, Text

PATH = ".well-known/security.txt"
SOON = timedelta(days=30)
LIFE = timedelta(days=365)
"""RFC 9116 §2.5.5 advises less than a year."""

_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]*)[ \t]*:[ \t]*(.*)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_LINKS = ("contact", "canonical", "encryption", "policy", "hiring", "acknowledgments", "csaf")
_ONCE = ("expires", "preferred-languages")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Notice:
    """What a file says. `problems` are its mistakes by line, from 1; 0 is the file as a whole."""

    expires: datetime | None
    canonical: tuple[str, ...]
    problems: tuple[tuple[int, Text], ...]


def read(text: str) -> Notice:
    """Read a file as RFC 9116 §2 has it; a signature around it is passed over."""
    fields = [(no, name.lower(), value) for no, name, value in _fields(text)]
    moments = [_moment(value) for _, name, value in fields if name == "expires"]
    problems = [
        *_lines(text),
        *(one for field in fields for one in _values(*field)),
        *_counts([name for _, name, _ in fields]),
    ]
    canonical = tuple(value for _, name, value in fields if name == "canonical")
    return Notice(moments[0] if moments else None, canonical, tuple(sorted(problems, key=_at)))


def dated(text: str, moment: datetime) -> str:
    """Return a file that does not say until when it holds with an `Expires` put in; others as is.

    It is a year after `moment`, back to the first of that month: so a site that is built again the
    next day is still the same.
    """
    if any(name.lower() == "expires" for _, name, _ in _fields(text)):
        return text
    until = (moment.astimezone(UTC) + LIFE).replace(day=1)
    line = f"Expires: {until:%Y-%m-%d}T00:00:00Z\n"
    return f"{text.rstrip()}\n{line}" if text.strip() else line


def _at(problem: tuple[int, Text]) -> int:
    return problem[0]


def _content(text: str) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines that count: without comments, empty ones and the signature."""
    lines = text.replace("\r\n", "\n").split("\n")
    signed = lines[0].startswith("-----BEGIN PGP SIGNED MESSAGE")
    head = signed
    for no, line in enumerate(lines, 1):
        if signed and line.startswith("-----BEGIN PGP SIGNATURE"):
            return
        if head:
            head = bool(line.strip())
            continue
        plain = line.removeprefix("- ") if signed else line
        if plain.strip() and not plain.startswith("#"):
            yield no, plain


def _fields(text: str) -> Iterator[tuple[int, str, str]]:
    for no, line in _content(text):
        found = _FIELD.fullmatch(line.rstrip())
        if found is not None:
            yield no, found[1], found[2].strip()


def _lines(text: str) -> Iterator[tuple[int, Text]]:
    for no, line in _content(text):
        if _FIELD.fullmatch(line.rstrip()) is None:
            yield no, T("The line is no field of the form “Name: value”.")


def _values(no: int, name: str, value: str) -> Iterator[tuple[int, Text]]:
    if name == "expires" and _moment(value) is None:
        yield no, T("Expires is no moment such as 2027-01-31T00:00:00Z.")
    if name not in _LINKS:
        return
    if not _SCHEME.match(value):
        yield no, T("{field} is no address such as mailto:… or https://….", field=name.title())
    elif value.lower().startswith("http:"):
        yield no, T("{field} must be an https address.", field=name.title())


def _counts(names: Sequence[str]) -> Iterator[tuple[int, Text]]:
    if "contact" not in names:
        yield 0, T("Contact is missing: nobody is named.")
    if "expires" not in names:
        yield 0, T("Expires is missing: nobody can tell whether it still holds.")
    for name in _ONCE:
        if names.count(name) > 1:
            yield 0, T("{field} stands there more than once.", field=name.title())


def _moment(value: str) -> datetime | None:
    if _MOMENT.fullmatch(value) is None:
        return None
    try:
        return datetime.fromisoformat(value.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
