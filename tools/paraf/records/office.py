"""`review/officials.yml` and `review/pipeline.yml` to an `Office` and its settings."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from paraf.core.hosting import Hosted
from paraf.core.hours import Hours
from paraf.core.office import Account, Holding, Key, Office, Person, Post, Tenure
from paraf.core.words import T, Text
from paraf.ports import Mistake, RecordFault
from paraf.records.calendar import hours
from paraf.records.files import Kind, read
from paraf.records.hosting import hosted
from paraf.records.shapes import OfficialsShape, PersonShape, PipelineShape, TargetShape
from paraf.records.strict_yaml import Parsed, Path

KEY_KINDS = (
    "ssh-ed25519",
    "sk-ssh-ed25519@openssh.com",
    "ecdsa-sha2-nistp256",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "ssh-rsa",
)


@dataclass(frozen=True, slots=True)
class TargetSettings:
    """Where the public site lives: a folder of releases, and the address that serves it."""

    path: str
    url: str
    keep: int


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What `review/pipeline.yml` says beyond the hours."""

    language: str
    target: TargetSettings
    evidence_store: str | None = None
    """The folder of the evidence store; None where the office has none."""
    forge: Hosted | None = None
    """Where the repository is hosted; None where git alone is the forge."""


def read_office(
    officials: str, pipeline: str, *, files: tuple[str, str]
) -> tuple[Office, Pipeline]:
    """Return the office and its settings from the two files' texts; `files` are their names.

    Raises RecordFault with every mistake of both.
    """
    mistakes: list[Mistake] = []
    roster = _attempt(OfficialsShape, officials, files[0], mistakes)
    settings = _attempt(PipelineShape, pipeline, files[1], mistakes)
    if roster is not None:
        found = _wrong_roster(roster[0])
        mistakes += [Mistake(files[0], roster[1].line(path), what) for path, what in found]
    calendar = forge = None
    if settings is not None:
        calendar, wrong = hours(settings[0].hours, settings[1], files[1])
        forge, amiss = hosted(settings[0].forge, settings[1], files[1])
        mistakes += [*wrong, *amiss, *_wrong_target(settings[0].target, settings[1], files[1])]
    if mistakes or roster is None or settings is None or calendar is None:
        raise RecordFault(mistakes)
    target, store = settings[0].target, settings[0].evidence_store
    return _office(roster[0], calendar), Pipeline(
        settings[0].language,
        TargetSettings(target.path, target.url, target.keep),
        store.path if store else None,
        forge,
    )


def _office(shape: OfficialsShape, calendar: Hours) -> Office:
    zone = calendar.zone
    return Office(
        name=shape.office,
        posts=tuple(Post(key, title) for key, title in shape.posts.items()),
        persons=tuple(_person(one, zone) for one in shape.persons),
        tenures=tuple(
            Tenure(
                one.person,
                one.post,
                Holding(one.holding),
                _midnight(one.since, zone),
                _midnight(one.until, zone) if one.until else None,
                one.basis,
            )
            for one in shape.tenures
        ),
        hours=calendar,
        bots=tuple(_person(one, zone) for one in shape.bots),
        administrators=tuple(_person(one, zone) for one in shape.administrators),
    )


def _attempt(
    shape: type[Kind], text: str, file: str, mistakes: list[Mistake]
) -> tuple[Kind, Parsed] | None:
    try:
        return read(shape, text, file)
    except RecordFault as fault:
        mistakes += fault.mistakes
        return None


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _person(shape: PersonShape, zone: ZoneInfo) -> Person:
    retired = [(one.key, _midnight(one.until, zone)) for one in shape.retired_keys]
    numbers = (("gitea", shape.gitea), ("github", shape.github))
    return Person(
        id=shape.id,
        name=shape.name,
        keys=tuple(
            Key(" ".join(line.split()[:2]), until)
            for line, until in (*((one, None) for one in shape.ssh_keys), *retired)
        ),
        emails=tuple(one.lower() for one in shape.emails),
        accounts=tuple(Account(forge, str(number)) for forge, number in numbers if number),
    )


def _wrong_target(target: TargetShape, parsed: Parsed, file: str) -> list[Mistake]:
    try:
        url = urlsplit(target.url)
        good = url.scheme in ("http", "https") and url.hostname and url.path.endswith("/")
        if good and not (url.query or url.fragment or " " in target.url):
            return []
    except ValueError:
        pass
    what = T("The address begins with http:// or https:// and ends with a slash.")
    return [Mistake(file, parsed.line(("target", "url")), what)]


def _wrong_roster(roster: OfficialsShape) -> Iterator[tuple[Path, Text]]:
    groups = (
        ("persons", roster.persons),
        ("bots", roster.bots),
        ("administrators", roster.administrators),
    )
    seen: dict[str, str] = {}
    for group, people in groups:
        for i, person in enumerate(people):
            yield from _wrong_person((group, i), person, seen)
    known = {one.id for one in roster.persons}
    for i, tenure in enumerate(roster.tenures):
        if tenure.person not in known:
            yield ("tenures", i, "person"), T("{who} is not among the persons.", who=tenure.person)
        if tenure.post not in roster.posts:
            yield ("tenures", i, "post"), T("{post} is not among the posts.", post=tenure.post)
        if tenure.until is not None and tenure.until <= tenure.since:
            yield ("tenures", i, "until"), T("It ends before it begins.")


def _wrong_person(
    path: Path, person: PersonShape, seen: dict[str, str]
) -> Iterator[tuple[Path, Text]]:
    # A bot or an administrator is never an official, so ids, keys and accounts are unique over all.
    marks: list[tuple[Path, str]] = [(("id",), person.id)]
    for i, email in enumerate(person.emails):
        marks.append((("emails", i), email.lower()))
        if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", email):
            yield (*path, "emails", i), T("{email} is no e-mail address.", email=email)
    marks += [(("gitea",), f"gitea {person.gitea}")] if person.gitea else []
    marks += [(("github",), f"github {person.github}")] if person.github else []
    lines: list[tuple[Path, str]] = [
        (("ssh_keys", i), one) for i, one in enumerate(person.ssh_keys)
    ]
    lines += [(("retired_keys", i, "key"), one.key) for i, one in enumerate(person.retired_keys)]
    for at, line in lines:
        if _is_key(line):
            marks.append((at, Key(line).fingerprint))
        else:
            yield (*path, *at), T("This is no SSH public key (the line of a .pub file).")
    for at, mark in marks:
        if mark in seen:
            yield (*path, *at), T("{mark} belongs to {who} already.", mark=mark, who=seen[mark])
        seen.setdefault(mark, person.id)


def _is_key(line: str) -> bool:
    parts = line.split()
    if len(parts) < 2 or parts[0] not in KEY_KINDS:
        return False
    try:
        blob = base64.b64decode(parts[1], validate=True)
    except (binascii.Error, ValueError):
        return False
    fields = _fields(blob)
    return len(fields) > 1 and fields[0] == parts[0].encode()


def _fields(blob: bytes) -> list[bytes]:
    """Return the fields of a key, each after its length in four bytes; none if it is cut short."""
    found = []
    while blob:
        end = 4 + int.from_bytes(blob[:4], "big")
        if len(blob) < end:
            return []
        found.append(blob[4:end])
        blob = blob[end:]
    return found
