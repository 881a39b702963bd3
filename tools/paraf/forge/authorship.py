"""Who wrote a change: by the signatures and addresses of its commits, merged-in ones included."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from paraf.core.office import Account, Office, Person
from paraf.forge.git import Git
from paraf.forge.signing import GOOD, NONE, UNCHECKED, Signed, signatures

BROWSER = "noreply@github.com"
"""The committer of what people write in GitHub's pages; its author is who wrote it."""
HIDDEN = re.compile(r"([0-9]+)\+[^@]*@users\.noreply\.github\.com")
"""The author's address there, of who keeps theirs to themselves: with the account's number."""


@dataclass(frozen=True, slots=True)
class Authorship:
    """The accounts behind a change's commits, and who of its writers belongs to nobody."""

    contributors: tuple[Account, ...]
    strangers: tuple[str, ...]


def authorship(git: Git, base: str, head: str, office: Office) -> Authorship:
    """Return who wrote the commits of `head` that `base` does not have.

    A person counts by the key that signed and by the author's and the committer's address alike:
    each of them alone can be wrong, and a reviewer must be neither. An unsigned commit counts by
    its addresses; a signature that is bad, or by a key of nobody here, makes a stranger. GitHub
    as the committer is nobody: whoever wrote in its pages is the author, known there by number.
    """
    people = (*office.persons, *office.bots, *office.administrators)
    by_key = {key.fingerprint: one for one in people for key in one.keys}
    found: dict[Account, None] = {}
    strangers: dict[str, None] = {}
    for one in signatures(git, f"{base}..{head}", office=office):
        named = {mail: _owner(mail, people) for mail in _addresses(one)}
        for person in filter(None, (by_key.get(one.signer or ""), *named.values())):
            found.update(dict.fromkeys(_account(person)))
        strangers.update(dict.fromkeys(_strangers(one, named)))
    return Authorship(tuple(found), tuple(strangers))


def _account(person: Person) -> Iterator[Account]:
    """Yield the account that stands for a person: their first key's, else one on a forge."""
    keys = (Account("local", key.fingerprint) for key in person.keys)
    yield from [*keys, *person.accounts][:1]


def _addresses(one: Signed) -> tuple[str, ...]:
    return (one.author,) if one.committer.lower() == BROWSER else (one.author, one.committer)


def _owner(mail: str, people: Sequence[Person]) -> Person | None:
    """Return whose address it is: the roster's own, or GitHub's for an account in the roster."""
    hidden = HIDDEN.fullmatch(mail.lower())
    account = Account("github", hidden[1]) if hidden else None
    return next(
        (one for one in people if mail.lower() in one.emails or account in one.accounts), None
    )


def _strangers(one: Signed, named: Mapping[str, Person | None]) -> Iterator[str]:
    yield from (mail for mail, person in named.items() if person is None)
    if one.verdict not in (GOOD, NONE, UNCHECKED):
        yield one.key or one.commit
