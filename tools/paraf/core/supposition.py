"""What if: a deed that nobody has done, so that the gate can say what it would be worth.

A supposition is `WHO DOES [WHAT]`, as in "kabid approve", "kasubid return 3d", "kasubid decide
rusak" or "paraf merge". WHO is a post, a column of the SOP, a person's id, or a bot's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from paraf.core import case as facts
from paraf.core.case import Case, Change, Deed, Event, Opinion
from paraf.core.gate import judge
from paraf.core.office import Account, Office, Person
from paraf.core.sop import Act, Sop, Step
from paraf.core.verdict import Blocked, Discarded, ToMerge, Verdict
from paraf.core.words import T, Text

HEAD = COMMIT = "(…)"
"""Stands for a text that nobody has written, and a commit that nobody has made."""


class Unclear(ValueError):
    """The supposition cannot be understood; the sentence says why."""

    def __init__(self, why: Text) -> None:
        """Keep the reason."""
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True, slots=True)
class Supposed:
    """What would come of it: the event, why it would not count (None: it would), the verdict."""

    who: Person
    event: Event
    discarded: Text | None
    case: Case
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class _Given:
    sop: Sop
    office: Office
    case: Case
    verdict: Verdict
    now: datetime
    step: Step | None


def suppose(sop: Sop, office: Office, case: Case, now: datetime, said: str) -> Supposed:
    """Return what the gate would say if it happened now. Pure; nothing is written down.

    Raises Unclear where the sentence names nobody, or nothing that can be done in this case.
    """
    words = said.split()
    if len(words) < 2:
        raise Unclear(T('Say who does what, as in "kabid approve".'))
    before = judge(sop, office, case, now)
    step = getattr(before.stand, "step", None)
    given = _Given(sop, office, case, before, now, step if isinstance(step, Step) else None)
    verb = next((one for names, one in VERBS.items() if words[1].lower() in names), None)
    if verb is None:
        known = ", ".join("/".join(names[:2]) for names in VERBS)
        raise Unclear(T("{verb} is nothing that can be supposed; choose one of: {known}.",
                        verb=words[1], known=known))  # fmt: skip
    who = _who(given, words[0])
    if words[2:] and verb not in TAKING:
        raise Unclear(T("{words} is too much here.", words=" ".join(words[2:])))
    deed = verb(given, " ".join(words[2:]))
    last = case.events[-1].seq if case.events else 0
    event = Event(last + 1, now, _account(who), deed)
    after = _with(case, event)
    verdict = judge(sop, office, after, now)
    # Whatever comes first was said of the event itself; later falls are of what it voided.
    fall = next((one.why for one in verdict.discarded if _is(one, event)), None)
    stand = verdict.stand
    if isinstance(deed, facts.Merged) and isinstance(stand, Blocked):
        # Merged around the gate: nothing is discarded, but the case is stopped.
        fall = fall or stand.reasons[-1]
    return Supposed(who, event, fall, after, verdict)


def _is(one: Discarded, event: Event) -> bool:
    return one.event is event


def _with(case: Case, event: Event) -> Case:
    changes: Mapping[str, Change] = case.changes
    if isinstance(event.deed, facts.Moved):
        name = event.deed.change
        old = changes.get(name, Change(name, None))
        changes = {**changes, name: replace(old, head=event.deed.head)}
    return replace(case, changes=changes, events=(*case.events, event))


def _who(given: _Given, name: str) -> Person:
    office, sop = given.office, given.sop
    everybody = {one.id: one for one in (*office.persons, *office.bots, *office.administrators)}
    if name in everybody:
        return everybody[name]
    posts = {one.key: one.post for one in sop.actors} | {one.key: one.key for one in office.posts}
    if name not in posts:
        known = ", ".join(dict.fromkeys([*posts, *everybody]))
        raise Unclear(T("{who} is nobody here; choose one of: {known}.", who=name, known=known))
    holders = list(dict.fromkeys(one.person for one in office.holders(posts[name], given.now)))
    if not holders:
        raise Unclear(T("Nobody holds the post {post} now.", post=office.title(posts[name])))
    # Where several hold it, one who may act now stands for the post.
    able = getattr(given.verdict.stand, "holders", ())
    return everybody[next((one for one in holders if one in able), holders[0])]


def _account(who: Person) -> Account:
    if who.accounts:
        return who.accounts[0]
    if who.keys:
        return Account("local", who.keys[-1].fingerprint)
    raise Unclear(T("{who} has no key yet, so nothing can come from them.", who=who.name))


def _step(given: _Given) -> Step:
    if given.step is None:
        raise Unclear(T("The case is not open."))
    return given.step


def _change(given: _Given) -> str:
    stand = given.verdict.stand
    name = stand.change if isinstance(stand, ToMerge) else _step(given).change
    if not name:
        raise Unclear(T("Step {no} concerns no text.", no=_step(given).label))
    return name


def _review(opinion: Opinion) -> Callable[[_Given, str], Deed]:
    def deed(given: _Given, words: str) -> Deed:
        change = _change(given)
        at = given.case.changes.get(change)
        to = _labelled(given, words).no if words and opinion is Opinion.RETURN else None
        return facts.Reviewed(change, opinion, at.head if at else None, "", to)

    return deed


def _labelled(given: _Given, label: str) -> Step:
    step = given.sop.labelled(label)
    if step is None:
        raise Unclear(T("The SOP has no step {no}.", no=label))
    return step


def _hand_in(given: _Given, _: str) -> Deed:
    return facts.Moved(_change(given), HEAD)


def _assign(given: _Given, words: str) -> Deed:
    step = _step(given)
    if words:
        return facts.Assigned(_account(_who(given, words)))
    if step.act is not Act.DISPOSITION or step.to is None:
        raise Unclear(T("No disposition is due now."))
    return facts.Assigned(_account(_who(given, step.to)))


def _decide(given: _Given, words: str) -> Deed:
    return facts.Decided(_step(given).no, words)


def _merge(given: _Given, _: str) -> Deed:
    change = _change(given)
    at = given.case.changes.get(change)
    return facts.Merged(change, (at.head if at else None) or HEAD, COMMIT)


RETURN = _review(Opinion.RETURN)
TAKING = (RETURN, _assign, _decide)
"""What takes more words than who does it: a step, somebody, an answer."""
VERBS: Mapping[tuple[str, ...], Callable[[_Given, str], Deed]] = {
    ("approve", "setuju", "menyetujui", "paraf", "tandatangan"): _review(Opinion.APPROVE),
    ("return", "kembalikan", "mengembalikan"): RETURN,
    ("submit", "serahkan", "menyerahkan"): _hand_in,
    ("assign", "disposisi", "menugaskan"): _assign,
    ("decide", "putuskan", "memutuskan"): _decide,
    ("merge", "gabung"): _merge,
    ("perform", "laksanakan"): lambda given, _: facts.Performed(_step(given).no, {}),
    ("fail", "gagal"): lambda given, _: facts.Failed(_step(given).no, ("?",)),
    ("archive", "arsipkan"): lambda _, __: facts.Archived(COMMIT),
}
"""What can be supposed, by its English and Indonesian words."""
