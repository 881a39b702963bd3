"""What `paraf setup gitea|github` wants of a hosted repository, and the plan that leads there.

A plan is a pure function of what is wanted and what was seen. It is carried out call by call; a run
that was broken off leaves a repository that the next plan takes further.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from paraf.core.hosting import Hosted
from paraf.core.office import Office, Person
from paraf.core.sop import Act, Sop
from paraf.core.words import T, Text
from paraf.forge.refusals import Refused

Fields = Mapping[str, Any]
"""An object of a forge's API, as JSON has it."""
SECRET = "\0the webhook's secret"  # noqa: S105 - what stands for it until it is sent
MAIN, LEDGERS, REPORTS = "main", "ledger/**", "report/**"
PREVIEWS = "preview/**"
"""Pictures of drafts: the next ones take the place of the last."""
TAGS = "archive/*"


@dataclass(frozen=True, slots=True)
class Call:
    """One request. A gap `{name}` in `path` is filled by what an earlier call's answer gave.

    `keeps` says under which name which field of the answer is kept. With `may_miss` it is well if
    there is nothing at the path.
    """

    method: str
    path: str
    body: Fields | None = None
    keeps: tuple[str, str] | None = None
    may_miss: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One change in words; `widens` where somebody may do more after it than before."""

    what: Text
    calls: tuple[Call, ...]
    details: tuple[Text, ...] = ()
    widens: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes in the order in which they are to be made, and what only people can do."""

    steps: tuple[Step, ...]
    by_hand: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    """The people who hold a post now; `assigns` where the post gives dispositions."""

    name: str
    title: str
    members: tuple[Person, ...]
    assigns: bool
    reviews: bool


@dataclass(frozen=True, slots=True)
class Label:
    """A label; `colour` is six hex digits."""

    name: str
    colour: str
    description: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a hosted repository should be, whatever the forge."""

    hosted: Hosted
    teams: tuple[Team, ...]
    bots: tuple[Person, ...]
    administrators: tuple[Person, ...]
    labels: tuple[Label, ...] = ()
    new_secret: bool = False
    """Whether the webhook's secret is to be replaced: no forge ever shows the one it has."""

    @property
    def prefix(self) -> str:
        """What the names of the posts' teams begin with; no other team's name should."""
        return team_name(self.hosted, "")

    def number(self, person: Person) -> str | None:
        """Return a person's number on this forge; None if the roster does not know it."""
        ours = (one.id for one in person.accounts if one.forge == self.hosted.accounts)
        return next(ours, None)

    def numbers(self, people: Iterable[Person]) -> tuple[str, ...]:
        """Return the numbers of those people who have one."""
        return tuple(one for one in map(self.number, people) if one is not None)

    def everybody(self) -> tuple[Person, ...]:
        """Return everybody who needs an account, each of them once."""
        people = [*self.bots, *self.administrators, *(p for t in self.teams for p in t.members)]
        return tuple({one.id: one for one in people}.values())


def team_name(hosted: Hosted, post: str) -> str:
    """Return the name of a post's team: an organisation may have several repositories."""
    return f"{hosted.name}-jabatan-{post}".lower()


def wanted(
    hosted: Hosted, office: Office, sops: Sequence[Sop], now: datetime, labels: Sequence[Label]
) -> Wanted:
    """Return what the roster and the procedures ask of the forge at `now`."""

    def posts(act: Act) -> set[str]:
        return {sop.post(step.actor) for sop in sops for step in sop.steps if step.act is act}

    assign, review = posts(Act.DISPOSITION), posts(Act.REVIEW)
    teams = []
    for post in office.posts:
        holders = dict.fromkeys(one.person for one in office.holders(post.key, now))
        people = tuple(office.named(one) for one in holders)
        name = team_name(hosted, post.key)
        teams.append(Team(name, post.title, people, post.key in assign, post.key in review))
    return Wanted(hosted, tuple(teams), office.bots, office.administrators, tuple(labels))


def unknown(want: Wanted, logins: Mapping[str, str]) -> tuple[Text, ...]:
    """Return what people must do about accounts; `logins` are those the forge has, by number."""
    forge, owed = want.hosted.accounts, []
    lacking = [one for one in want.everybody() if want.number(one) is None]
    if lacking:
        who = ", ".join(f"{one.name} ({one.id})" for one in lacking)
        owed.append(
            T("Without a number on this forge in review/officials.yml: {who}. Make their accounts, "
              "find the numbers with 'paraf setup {forge} --ids', and enter them as '{forge}:'.",
              who=who, forge=forge)
        )  # fmt: skip
    for person in want.everybody():
        number = want.number(person)
        if number is not None and number not in logins:
            owed.append(
                T("The forge knows nobody with the number {number}, which review/officials.yml "
                  "gives to {who} ({id}).",
                  number=number, who=person.name, id=person.id)
            )  # fmt: skip
    return tuple(owed)


@dataclass
class Carrying:
    """Carries out plans. `send` makes one request and returns its answer.

    `secret` gives the webhook's secret when it is needed first.
    """

    send: Callable[[str, str, Any], Any]
    secret: Callable[[], str]
    kept: dict[str, str] = field(default_factory=dict)

    def carry_out(self, step: Step) -> None:
        """Make the calls of a step, one after the other; whatever `send` raises ends it."""
        for call in step.calls:
            try:
                answer = self.send(call.method, filled(call.path, self.kept), self._body(call.body))
            except Refused as no:
                if call.may_miss and no.status == 404:
                    continue
                raise
            if call.keeps is not None:
                name, key = call.keeps
                self.kept[name] = str(answer[key])

    def _body(self, value: Any) -> Any:
        if value == SECRET:
            return self.secret()
        if isinstance(value, Mapping):
            return {key: self._body(one) for key, one in value.items()}
        return value


def filled(path: str, kept: Mapping[str, str]) -> str:
    """Return a path with its gaps filled."""
    for name, value in kept.items():
        path = path.replace(f"{{{name}}}", value)
    return path
