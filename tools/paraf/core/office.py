"""Who holds which post, and since when: the roster of the office."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache

from paraf.core.hours import Hours


@dataclass(frozen=True, slots=True)
class Account:
    """Who acted, as a forge knows them: by an id that is never given to another, never by a login.

    On the local forge the id is the fingerprint of an SSH key (`SHA256:…`); on the others the
    person's numeric id.
    """

    forge: str
    id: str


@dataclass(frozen=True, slots=True)
class Key:
    """An SSH public key, as `ssh-ed25519 AAAA…`.

    From `until` on it signs nothing any more: it was lost or replaced. What it signed before stays.
    """

    public: str
    until: datetime | None = None

    def good(self, at: datetime) -> bool:
        """Say whether it may sign at `at`."""
        return self.until is None or at < self.until

    @property
    def fingerprint(self) -> str:
        """The fingerprint that `ssh-keygen -l` prints: `SHA256:` and unpadded base64."""
        return _fingerprint(self.public)


@lru_cache(4096)
def _fingerprint(public: str) -> str:
    # Every case that is judged asks for everybody's.
    blob = base64.b64decode(public.split()[1])
    digest = base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")
    return f"SHA256:{digest}"


class Holding(Enum):
    """How an official holds a post."""

    DEFINITIVE = "definitif"
    PLT = "plt"
    """Pelaksana tugas: the post is vacant."""
    PLH = "plh"
    """Pelaksana harian: its holder is away for a while."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in a post over `[since, until)`; `basis` is the decree (SK, surat perintah)."""

    person: str
    post: str
    holding: Holding
    since: datetime
    until: datetime | None
    basis: str

    def covers(self, at: datetime) -> bool:
        """Say whether it was in force at `at`; at `until` itself it no longer is."""
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the office and its printed title."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here; `emails` are those that their commits carry."""

    id: str
    name: str
    keys: tuple[Key, ...] = ()
    emails: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()

    def known_as(self, account: Account) -> bool:
        """Say whether `account` is this person's."""
        if account.forge == "local":
            return any(key.fingerprint == account.id for key in self.keys)
        return account in self.accounts


@dataclass(frozen=True, slots=True)
class Office:
    """The roster at one commit. Bots and administrators act, but are never officials."""

    name: str
    posts: tuple[Post, ...]
    persons: tuple[Person, ...]
    tenures: tuple[Tenure, ...]
    hours: Hours
    bots: tuple[Person, ...] = ()
    administrators: tuple[Person, ...] = ()

    def person(self, account: Account) -> Person | None:
        """Return the official behind `account`; None for bots, administrators, strangers."""
        return next((one for one in self.persons if one.known_as(account)), None)

    def is_bot(self, account: Account) -> bool:
        """Say whether `account` is one of Paraf's own."""
        return any(bot.known_as(account) for bot in self.bots)

    def named(self, person: str) -> Person:
        """Return the person with that id; KeyError if there is none."""
        for one in (*self.persons, *self.bots, *self.administrators):
            if one.id == person:
                return one
        raise KeyError(person)

    def tenure(self, person: str, post: str, at: datetime) -> Tenure | None:
        """Return the tenure by which `person` held `post` at `at`, the definitive one first."""
        held = [one for one in self.tenures if one.person == person and one.post == post]
        current = [one for one in held if one.covers(at)]
        return min(current, key=lambda one: one.holding is not Holding.DEFINITIVE, default=None)

    def holders(self, post: str, at: datetime) -> tuple[Tenure, ...]:
        """Return everybody who held `post` at `at`, in the roster's order."""
        return tuple(one for one in self.tenures if one.post == post and one.covers(at))

    def allowed_signers(self) -> str:
        """Return everybody's keys in OpenSSH's format, good for signing in git only."""
        people = (*self.persons, *self.bots, *self.administrators)
        lines = [f"{one.id} {_limits(key)} {key.public}\n" for one in people for key in one.keys]
        return "".join(lines)

    def retired(self, account: Account, at: datetime) -> bool:
        """Say whether `account` is a key that had been withdrawn by `at`."""
        people = (*self.persons, *self.bots, *self.administrators)
        keys = (key for one in people for key in one.keys if account.forge == "local")
        return any(key.fingerprint == account.id and not key.good(at) for key in keys)

    def title(self, post: str) -> str:
        """Return the printed title of `post`."""
        return next(one.title for one in self.posts if one.key == post)


def _limits(key: Key) -> str:
    # OpenSSH takes a time without Z for the local one.
    until = key.until and key.until.astimezone(UTC).strftime("%Y%m%d%H%M%SZ")
    return f'namespaces="git",valid-before="{until}"' if until else 'namespaces="git"'
