"""The accounts that a forge shows, by the numbers that the roster needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from paraf.core.hosting import Hosted
from paraf.forge.answer import Answer
from paraf.forge.rest import Rest
from paraf.pipeline.hosting_gitea_seen import every
from paraf.pipeline.hosting_github_seen import rows
from paraf.pipeline.hosting_parts import part


@dataclass(frozen=True, slots=True)
class Found:
    """An account; `name` is what its owner wrote there, possibly nothing."""

    login: str
    number: str
    name: str


def people(rest: Rest, hosted: Hosted, logins: Sequence[str]) -> Iterator[Found]:
    """Yield the accounts with these logins; without any, the members of the organisation.

    ForgeFault (404) for a login that the forge does not know.
    """
    paths = [f"/users/{part(one)}" for one in logins]
    if not paths:
        listed = f"/orgs/{part(hosted.owner)}/members"
        look = rows if hosted.kind == "github" else every
        paths = [f"/users/{part(one['login'])}" for one in look(rest, listed)]
    for path in paths:
        yield _found(rest.get(path).answer)


def _found(answer: Answer) -> Found:
    key = next((one for one in ("full_name", "name") if answer.has(one)), None)
    return Found(answer.text("login"), str(answer.whole("id")), answer.text(key) if key else "")
