"""Who wrote a change: by the signatures and addresses of its commits, merged-in ones included."""

import tempfile
from dataclasses import dataclass

from paraf.core.office import Account, Office
from paraf.forge.git import Git


@dataclass(frozen=True, slots=True)
class Authorship:
    """The accounts behind a change's commits, and the addresses that belong to nobody."""

    contributors: tuple[Account, ...]
    strangers: tuple[str, ...]


def authorship(git: Git, base: str, head: str, office: Office) -> Authorship:
    """Return who wrote the commits of `head` that `base` does not have.

    A person counts by the key that signed and by the author's and the committer's address alike:
    each of them alone can be wrong, and a reviewer must be neither.
    """
    people = (*office.persons, *office.bots, *office.administrators)
    by_key = {key.fingerprint: one for one in people for key in one.keys}
    by_mail = {mail: one for one in people for mail in one.emails}
    found: dict[Account, None] = {}
    strangers: dict[str, None] = {}
    with tempfile.NamedTemporaryFile("w", suffix=".signers") as file:
        file.write(office.allowed_signers())
        file.flush()
        out = git.text("-c", f"gpg.ssh.allowedSignersFile={file.name}", "log",
                       "--format=%G?%x00%GF%x00%ae%x00%ce", f"{base}..{head}", "--")  # fmt: skip
    for line in out.splitlines():
        good, key, author, committer = line.split("\0")
        signer = by_key.get(key) if good == "G" else None
        known = [signer, by_mail.get(author.lower()), by_mail.get(committer.lower())]
        for person in filter(None, known):
            for one in person.keys[:1]:
                found[Account("local", one.fingerprint)] = None
        if known[1] is None:
            strangers[author] = None
    return Authorship(tuple(found), tuple(strangers))
