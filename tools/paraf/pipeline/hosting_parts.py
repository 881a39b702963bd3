"""The parts of a plan that every forge has: accounts, members, labels, webhooks, keys."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import quote

from paraf.core.words import T, Text
from paraf.pipeline.hosting import Call, Fields, Label, Step, Team, Wanted
from paraf.pipeline.hosting_fields import Field, difference

Logins = Mapping[str, str]
"""Logins by the numbers of accounts."""
RANKS = ("none", "read", "triage", "write", "maintain", "admin", "owner")
"""What somebody may do with a repository, each more than the one before."""

LABEL = {
    "colour": Field(T("colour")),
    "description": Field(T("description")),
}


def part(text: str) -> str:
    """Return a name as a part of a path."""
    return quote(text, safe="")


def made(team: Team) -> Text:
    """Say that a team is made, and what its members may do."""
    gaps = {"team": team.name, "title": team.title}
    if team.assigns:
        return T("Make the team {team} for the post {title}; its members may read, comment, review "
                 "and assign people.", **gaps)  # fmt: skip
    return T("Make the team {team} for the post {title}; its members may read, comment and "
             "review.", **gaps)  # fmt: skip


def joins(
    team: Team, want: Wanted, logins: Logins, members: Logins, join: Callable[[str], Call]
) -> Iterator[Step]:
    """Yield the steps by which officials become members of their post's team."""
    for person in team.members:
        number = want.number(person)
        if number is not None and number in logins and number not in members:
            what = T("{who} ({login}) joins the team {team}: {title}.", who=person.name,
                     login=logins[number], team=team.name, title=team.title)  # fmt: skip
            yield Step(what, (join(logins[number]),), widens=True)


def leaves(
    team: Team, want: Wanted, members: Logins, leave: Callable[[str], Call]
) -> Iterator[Step]:
    """Yield the steps by which those leave a post's team who do not hold the post now."""
    for number, login in members.items():
        if number not in want.numbers(team.members):
            what = T("{login} leaves the team {team}: the roster does not give this person the "
                     "post now.", login=login, team=team.name)  # fmt: skip
            yield Step(what, (leave(login),))


Grant = Callable[[str, str], Call]


def grants(want: Wanted, logins: Logins, levels: Mapping[str, str], grant: Grant) -> Iterator[Step]:
    """Yield the steps that let the program and the administrators write.

    `levels` are the rights of single people by number, those of owners included, and
    `grant(login, level)` gives one.
    """
    for person in want.bots:
        number = want.number(person) or ""
        now = levels.get(number, "none")
        if number in logins and now not in ("write", "owner"):
            what = T("The program's account {login} may write: it merges, keeps the ledgers and "
                     "archives.", login=logins[number])  # fmt: skip
            widens = RANKS.index(now) < RANKS.index("write")
            yield Step(what, (grant(logins[number], "write"),), widens=widens)
    for person in want.administrators:
        number = want.number(person) or ""
        if number in logins and RANKS.index(levels.get(number, "none")) < RANKS.index("write"):
            what = T("The administrator {who} ({login}) may write: roster, rules and settings.",
                     who=person.name, login=logins[number])  # fmt: skip
            yield Step(what, (grant(logins[number], "write"),), widens=True)


def withdrawals(
    want: Wanted, people: Logins, levels: Mapping[str, str], grant: Grant
) -> Iterator[Step]:
    """Yield the steps that take the right to write from everybody else; they may still read."""
    ours = {*want.numbers(want.bots), *want.numbers(want.administrators)}
    for number, level in levels.items():
        if number not in ours and RANKS.index(level) >= RANKS.index("write"):
            what = T("{login} may only read from now on: beside the program and the administrators "
                     "nobody writes here.", login=people[number])  # fmt: skip
            yield Step(what, (grant(people[number], "read"),))


def labels(
    want: Wanted, seen: Sequence[Fields], make: Callable[[Label], Call],
    change: Callable[[Fields, Label], Call],
) -> Iterator[Step]:  # fmt: skip
    """Yield the steps that make Paraf's labels; those of others stay as they are.

    What `seen` holds has `name`, `color` and `description` in any forge's spelling.
    """
    known = {str(one["name"]).casefold(): one for one in seen}
    missing = [label for label in want.labels if label.name.casefold() not in known]
    if missing:
        names = ", ".join(label.name for label in missing)
        yield Step(T("Make the labels {names}.", names=names), tuple(map(make, missing)))
    for label in want.labels:
        found = known.get(label.name.casefold())
        if found is None:
            continue
        wish = {"colour": label.colour.lower(), "description": label.description}
        colour = str(found["color"]).lstrip("#").lower()
        is_now = {"colour": colour, "description": found.get("description") or ""}
        differs = difference(LABEL, wish, is_now)
        if differs is not None:
            what = T("Put the label {name} right.", name=label.name)
            yield Step(what, (change(found, label),), differs.details)


HOOK = {
    "active": Field(T("active")),
    "events": Field(T("what it tells of")),
    "content_type": Field(T("form")),
    "insecure_ssl": Field(T("certificates unchecked")),
    "branch_filter": Field(T("only for branches")),
}


def webhooks(
    want: Wanted, seen: Sequence[Fields], wish: Fields, *,
    make: Callable[[], Call], change: Callable[[int], tuple[Call, ...]],
    remove: Callable[[int], Call],
) -> Iterator[Step]:  # fmt: skip
    """Yield the steps that leave one webhook to the service, and none to where it was.

    `seen` hold `id`, `url` and the fields of `HOOK`; `wish` are those that this forge has.
    """
    address = want.hosted.webhook
    tail = f"/webhook/{want.hosted.accounts}"
    ours = [one for one in seen if one["url"] == address]
    stale = [one for one in seen if str(one["url"]).endswith(tail) and one not in ours]
    for one in (*stale, *ours[1:]):
        what = T("Remove the webhook to {url}, where the service is not (or no longer).",
                 url=one["url"])  # fmt: skip
        yield Step(what, (remove(one["id"]),))
    if address is None:
        return
    if not ours:
        yield Step(T("Make the webhook to {url}, with a secret.", url=address), (make(),))
        return
    differs = difference(HOOK, wish, ours[0])
    if differs is not None or want.new_secret:
        new = (T("a new secret"),) if want.new_secret else ()
        details = (*(differs.details if differs else ()), *new)
        what = T("Put the webhook to {url} right; its secret is set anew.", url=address)
        yield Step(what, change(ours[0]["id"]), details)


def strange_hooks(want: Wanted, seen: Sequence[Fields]) -> Iterator[Text]:
    """Yield a word on each webhook that is none of ours: somebody may want it, we cannot know."""
    tail = f"/webhook/{want.hosted.accounts}"
    for one in seen:
        if not str(one["url"]).endswith(tail):
            yield T("A webhook tells {url} what happens here. If nobody needs it, remove it.",
                    url=one["url"])  # fmt: skip


def deploy_keys(seen: Sequence[Fields], remove: Callable[[int], Call]) -> Iterator[Step]:
    """Yield the steps that remove keys with which a machine could write."""
    for one in seen:
        if not one["read_only"]:
            what = T("Remove the deploy key “{title}”: it may write, and nobody would know who "
                     "did.", title=one["title"])  # fmt: skip
            yield Step(what, (remove(one["id"]),))
