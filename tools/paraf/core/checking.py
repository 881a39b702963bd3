"""How a manuscript is checked, what its case may excuse, and with which reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType


class Treatment(Enum):
    """What a kind of personal data, or of weakness, does to a draft."""

    BLOCK = "block"
    WARN = "warn"
    PASS = "pass"  # noqa: S105 - no password: it is let through


ALWAYS = frozenset({"nik", "kk"})
"""These block whatever an office's rules say: nobody needs them to read an announcement."""

PERSONAL: Mapping[str, Treatment] = MappingProxyType(
    {
        "nik": Treatment.BLOCK,
        "kk": Treatment.BLOCK,
        "npwp": Treatment.BLOCK,
        "account": Treatment.BLOCK,
        "birth": Treatment.BLOCK,
        "nip": Treatment.WARN,
        "phone": Treatment.WARN,
        "email": Treatment.WARN,
        "address": Treatment.WARN,
    }
)
"""What an office gets that says nothing. UU 27/2022 article 4; Permendagri 1/2023 article 44 lets
signatories be named with their NIP."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost whoever reads it: bytes once unpacked, packed files, seconds of CPU.

    `ratio` is the most that a packed file may grow, `megabytes` what a reader's process may hold.
    """

    unpacked: int = 200_000_000
    ratio: int = 100
    members: int = 5000
    seconds: int = 60
    megabytes: int = 400


@dataclass(frozen=True, slots=True)
class ManuscriptRules:
    """`manuscript:` in `review/rules.yml`. The defaults are what an office gets that says nothing.

    `personal` maps each kind of `PERSONAL` to its treatment. `phones` and `domains` are the
    office's own telephone numbers and the domains of its e-mail: they pass. `files` is how many
    files a draft may add. `unscanned` is the treatment of files that no virus scanner with
    signatures of at most `signature_days` days has seen. `external` says whether links to other
    sites are followed, `edge` is the longest edge in pixels of a picture that `paraf add` takes in.
    """

    personal: Mapping[str, Treatment] = field(default_factory=lambda: PERSONAL)
    phones: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    files: int = 100
    limits: Limits = Limits()
    unscanned: Treatment = Treatment.WARN
    signature_days: int = 7
    external: bool = True
    spelling: Treatment = Treatment.WARN
    style: Treatment = Treatment.WARN
    edge: int = 2000


@dataclass(frozen=True, slots=True)
class Excused:
    """A line of the case file: so many findings of a kind in a file are meant, for a reason.

    It covers `count` values and no more: where more are found the finding stands as it is.
    """

    kind: str
    file: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class Declared:
    """What a file holds that no program can read, in the officer's words.

    `sha256` is that of the file as they read it, in hex: it covers no other file at that path.
    Without it, it covers nothing.
    """

    file: str
    holds: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """How much a check looked at: so many files of the draft, so many of them pages.

    Of `remembered` files the memory told what was found before; `unscanned` were seen by no virus
    scanner; the spelling of `unspelled` pages could not be checked, for want of a dictionary. What
    `pictures` show was not read; those that are offered for download have findings of their own.
    """

    files: int = 0
    pages: int = 0
    remembered: int = 0
    unscanned: int = 0
    unspelled: int = 0
    pictures: int = 0
