"""What is wrong with the entries of an SOP one by one, wherever the case goes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from paraf.core.flow import ways
from paraf.core.sop import Act, Sop, Step, Unit
from paraf.core.words import T, Text


class Part(Enum):
    """The lists of an SOP."""

    ACTORS = "actors"
    DOCUMENTS = "documents"
    CHANGES = "changes"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why no case may run under an SOP: `index` counts from 0 in `part`.

    `key` is the way to the value inside that entry of the SOP's file, such as `("answers", 1,
    "next")`.
    """

    part: Part
    index: int
    key: tuple[str | int, ...]
    what: Text


MAKING = (Act.PREPARE, Act.PERFORM)
BETWEEN = (Act.BRANCH, Act.DISPOSITION)
"""Acts that may concern no text at all."""
RESERVED = ("draft", "ledger", "main", "archive", "rules", "record", "evidence")
"""Names that the register and the archive need for themselves."""
MANUSCRIPT = "manuscript"
"""The change that is a draft of the public site."""
PUBLISH = "publish"
"""The action that puts the merged manuscript on the public site."""

LONGEST = 1000
"""Days of a norm; no calendar is known far enough for much longer ones."""

Found = Iterator[tuple[tuple[str | int, ...], Text]]


def wrong_entries(sop: Sop) -> Iterator[Flaw]:
    """Yield what is wrong with actors, documents, changes and steps by themselves."""
    yield from _actors(sop)
    yield from _documents(sop)
    yield from _changes(sop)
    for step in sop.steps:
        for rule in RULES:
            for key, what in rule(sop, step):
                yield Flaw(Part.STEPS, step.no - 1, key, what)


def _twice(part: Part, keys: list[str], key: tuple[str, ...]) -> Iterator[Flaw]:
    seen: set[str] = set()
    for i, one in enumerate(keys):
        if one in seen:
            yield Flaw(part, i, key, T("{key} stands here twice.", key=one))
        seen.add(one)


def _actors(sop: Sop) -> Iterator[Flaw]:
    yield from _twice(Part.ACTORS, [one.key for one in sop.actors], ("key",))
    used = {step.actor for step in sop.steps} | {step.to for step in sop.steps}
    for i, one in enumerate(sop.actors):
        if one.key not in used:
            what = T("{actor} does nothing in this SOP.", actor=one.key)
            yield Flaw(Part.ACTORS, i, ("key",), what)


def _documents(sop: Sop) -> Iterator[Flaw]:
    yield from _twice(Part.DOCUMENTS, [one.key for one in sop.documents], ("key",))
    used = {key for step in sop.steps for key in (*step.needs, *step.gives)}
    for i, one in enumerate(sop.documents):
        if one.key not in used:
            what = T("No step needs or gives {document}.", document=one.key)
            yield Flaw(Part.DOCUMENTS, i, ("key",), what)
        if one.external and (one.stored or one.copies > 1):
            what = T("What comes from outside is neither stored nor copied by the case.")
            yield Flaw(Part.DOCUMENTS, i, ("stored" if one.stored else "copies",), what)
        elif one.copies > 1 and not one.stored:
            what = T("Copies are kept of stored documents only.")
            yield Flaw(Part.DOCUMENTS, i, ("copies",), what)


def _changes(sop: Sop) -> Iterator[Flaw]:
    yield from _twice(Part.CHANGES, list(sop.changes), ())
    begun = next((one.change for one in sop.steps if one.change), None)
    for i, change in enumerate(sop.changes):
        if not sop.of(change):
            yield Flaw(Part.CHANGES, i, (), T("No step belongs to {change}.", change=change))
        elif change == MANUSCRIPT and (i > 0 or begun != MANUSCRIPT):
            yield Flaw(Part.CHANGES, i, (), T("The change named manuscript comes first."))
        if change in RESERVED:
            what = T("A change cannot be called {change}.", change=change)
            yield Flaw(Part.CHANGES, i, (), what)


def _actor(sop: Sop, step: Step) -> Found:
    known = [one.key for one in sop.actors]
    if step.actor not in known:
        yield ("actor",), T("{actor} is no actor of this SOP.", actor=step.actor)
    if step.act is Act.DISPOSITION and step.to not in known:
        yield ("to",), T("A disposition names the actor that it assigns.")
    if step.act is not Act.DISPOSITION and step.to is not None:
        yield ("to",), T("Only a disposition assigns to somebody.")


def _change(sop: Sop, step: Step) -> Found:
    if not step.change:
        if step.act not in BETWEEN:
            yield ("change",), T("The step names the change that it belongs to.")
    elif step.change not in sop.changes:
        yield ("change",), T("{change} is no change of this SOP.", change=step.change)
    elif sop.opener(step.change) is step and step.act not in MAKING:
        yield ("act",), T("A change begins with a step that makes its text (prepare or perform).")


def _review(sop: Sop, step: Step) -> Found:
    if step.act is Act.REVIEW:
        if step.mark is None:
            yield ("act",), T("A review needs its mark: paraf, sign or acknowledge.")
        earlier = [one.no for one in sop.of(step.change) if one.no < step.no]
        if not step.change or step.returns_to not in earlier:
            yield ("returns_to",), T("A review returns to an earlier step of the same change.")
        return
    if step.mark is not None:
        yield ("mark",), T("Only a review has a mark.")
    if step.returns_to is not None:
        yield ("returns_to",), T("Only a review returns the case.")


def _perform(sop: Sop, step: Step) -> Found:
    if step.action is not None and step.act is not Act.PERFORM:
        yield ("action",), T("Only a step to perform has an action.")
    elif step.action == PUBLISH and step.change and sop.opener(step.change) is not step:
        yield ("change",), T("Publishing begins a change of its own: the report of it.")


def _branch(_sop: Sop, step: Step) -> Found:
    if step.act is not Act.BRANCH:
        if step.question or step.answers:
            yield ("act",), T("Only a branch has a question and answers.")
        return
    if not step.question:
        yield ("act",), T("A branch asks a question.")
    if len(step.answers) < 2:
        yield ("answers",), T("A branch has at least two answers.")
    if len({one.key for one in step.answers}) < len(step.answers):
        yield ("answers",), T("Two answers of a branch have the same key.")
    if step.next is not None:
        yield ("next",), T("At a branch each answer says where the case goes on.")


def _ways(sop: Sop, step: Step) -> Found:
    for i, to in enumerate(ways(step)):
        if not step.no < to <= len(sop.steps) + 1:
            key: tuple[str | int, ...] = ("answers", i, "next") if step.answers else ("next",)
            yield key, T("The case goes on at a later step, or at the end; back, only a review "
                         "sends it.")  # fmt: skip


def _norm(_sop: Sop, step: Step) -> Found:
    if step.norm.unit is Unit.DAY and step.norm.amount > LONGEST:
        yield ("norm",), T("A norm is at most {most} days.", most=LONGEST)


def _papers(sop: Sop, step: Step) -> Found:
    documents = {one.key: one for one in sop.documents}
    for key, named in (("needs", step.needs), ("gives", step.gives)):
        for i, one in enumerate(named):
            if one not in documents:
                yield (key, i), T("{document} is no document of this SOP.", document=one)
            elif one in named[:i]:
                yield (key, i), T("{key} stands here twice.", key=one)


def _giving(sop: Sop, step: Step) -> Found:
    documents = {one.key: one for one in sop.documents}
    given = [(i, documents[one]) for i, one in enumerate(step.gives) if one in documents]
    for i, document in given:
        if document.external:
            what = T("{document} comes from outside: no step gives it.", document=document.key)
            yield ("gives", i), what
        elif document.stored and not step.by_hand:
            yield ("gives", i), T("What is stored is given by work by hand.")
    if step.by_hand and step.change != MANUSCRIPT and not step.gives:
        yield ("act",), T("Work by hand gives a document, as its proof.")


RULES: tuple[Callable[[Sop, Step], Found], ...] = (
    _actor, _norm, _change, _review, _perform, _branch, _ways, _papers, _giving,
)  # fmt: skip
