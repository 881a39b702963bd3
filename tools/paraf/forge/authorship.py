"""Who wrote a change: by the signatures and addresses of its commits, merged-in ones included."""

from collections.abc import Iterator
from dataclasses import dataclass

from paraf.core.office import Account, Office, Person
from paraf.forge.git import Git
from paraf.forge.signing import GOOD, NONE, UNCHECKED, Signed, signatures


@dataclass(frozen=True, slots=True)
class Authorship:
    """The accounts behind a change's commits, and who of its writers belongs to nobody."""

    contributors: tuple[Account, ...]
    strangers: tuple[str, ...]


def authorship(git: Git, base: str, head: str, office: Office) -> Authorship:
    """Return who wrote the commits of `head` that `base` does not have.

    A person counts by the key that signed and by the author's and the committer's address alike:
    each of them alone can be wrong, and a reviewer must be neither. An unsigned commit counts by
    its addresses; a signature that is bad, or by a key of nobody here, makes a stranger.
    """
    people = (*office.persons, *office.bots, *office.administrators)
    by_key = {key.fingerprint: one for one in people for key in one.keys}
    by_mail = {mail: one for one in people for mail in one.emails}
    found: dict[Account, None] = {}
    strangers: dict[str, None] = {}
    for one in signatures(git, f"{base}..{head}", office=office):
        known = [by_mail.get(one.author.lower()), by_mail.get(one.committer.lower())]
        for person in filter(None, (by_key.get(one.signer or ""), *known)):
            found.update(dict.fromkeys(_account(person)))
        strangers.update(dict.fromkeys(_strangers(one, known)))
    return Authorship(tuple(found), tuple(strangers))


def _account(person: Person) -> Iterator[Account]:
    """Yield the account that stands for a person: their first key's, else one on a forge."""
    keys = (Account("local", key.fingerprint) for key in person.keys)
    yield from [*keys, *person.accounts][:1]


def _strangers(one: Signed, known: list[Person | None]) -> Iterator[str]:
    for mail, person in zip((one.author, one.committer), known, strict=True):
        if person is None:
            yield mail
    if one.verdict not in (GOOD, NONE, UNCHECKED):
        yield one.key or one.commit
