"""The documents that people hand in: what a change that is made by hand holds at a commit.

Such a change is a folder of the case's dossier, `data/<change>/`, with a folder for each of its
steps, named by the step's label. There lie the documents that the step gives, each once: as
`<document>.<ending>` where git keeps the file, as `<document>.stored.yml` where the evidence store
does; and as `catatan.md` the note that went with them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from paraf.core.page import Rules
from paraf.core.sop import Document, Sop, Step
from paraf.core.stored import Stored
from paraf.core.verdict import Verdict
from paraf.core.words import T, Text
from paraf.forge.git import Blob, Git
from paraf.manuscript.paths import unreadable
from paraf.ports import RecordFault
from paraf.records.files import decode
from paraf.records.stored import read_stored

NOTE = "catatan.md"
POINTER = ".stored.yml"
LONGEST = 64_000
"""The longest note or pointer, in bytes."""
ORDINARY = "100644"

STEERING = frozenset("\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
                     "\u2066\u2067\u2068\u2069")  # fmt: skip
"""Signs that turn or break a line where it is shown."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it was handed in: a file of git, or, with `stored`, of the evidence store."""

    step: Step
    document: Document
    path: str
    oid: str
    size: int
    stored: Stored | None = None

    @property
    def name(self) -> str:
        """What a copy of it may be called: unique in the case, readable on every system."""
        suffix = self.path.rpartition("/")[2].removeprefix(self.document.key)
        if self.stored is not None:
            _, dot, kind = self.stored.name.rpartition(".")
            suffix = f"{dot}{kind}" if dot and kind.isascii() and kind.isalnum() else ""
        return f"{self.step.label}-{self.document.key}{suffix}"


@dataclass(frozen=True, slots=True)
class Held:
    """What a change holds: its documents and notes by step label, and everything wrong with it."""

    papers: tuple[Paper, ...]
    notes: dict[str, str]
    wrong: tuple[Text, ...]


def by_hand(sop: Sop, change: str) -> bool:
    """Say whether a change is made of documents that people hand in."""
    return change in sop.changes and change != "manuscript" and sop.opener(change).by_hand


def texts(sop: Sop, change: str) -> tuple[Step, ...]:
    """Return the steps that hand documents in for a change, in order."""
    return tuple(one for one in sop.of(change) if one.by_hand)


def done(sop: Sop, change: str, verdict: Verdict) -> tuple[Step, ...]:
    """Return those of them that are done: they are what the change holds, no more and no less."""
    return tuple(one for one in texts(sop, change) if verdict.mark(one.no) is not None)


def held(git: Git, commit: str, folder: str, sop: Sop, change: str) -> Held:
    """Return what a change holds at a commit; `folder` is the case's dossier."""
    place = f"{folder}/data/{change}/"
    steps = {one.label: one for one in texts(sop, change)}
    papers: list[Paper] = []
    notes: dict[str, str] = {}
    wrong: list[Text] = []
    for blob in git.blobs(commit, place.rstrip("/")):
        label, _, name = blob.path.removeprefix(place).partition("/")
        step = steps.get(label)
        if step is None or blob.mode != ORDINARY or not blob.path.isprintable():
            wrong.append(_stray(blob.path))
        elif name == NOTE:
            notes[label] = _note(git, blob, wrong)
        else:
            papers += _paper(git, blob, step, name, sop, wrong)
    return Held(tuple(papers), notes, tuple(wrong))


def _stray(path: str) -> Text:
    return T("{path} is none of the documents that this change may hold.", path=path)


def _note(git: Git, blob: Blob, wrong: list[Text]) -> str:
    if blob.size > LONGEST:
        wrong.append(T("The note {path} is too long.", path=blob.path))
        return ""
    try:
        note = decode(git.run("cat-file", "blob", blob.oid), blob.path)
    except RecordFault as fault:
        wrong.append(fault.what)
        return ""
    bad = unsaid(note)
    if bad is not None:
        wrong.append(T("{place}: {what}", place=blob.path, what=bad))
        return ""
    return note.strip()


def unsaid(note: str) -> Text | None:
    """Say why a text is no note: nothing in it can be read, or a sign steers a screen; else None.

    Signs that steer are the control characters, except line feed and tab, and those that turn the
    direction of a line.
    """
    odd = next((sign for sign in note if steers(sign)), None)
    if odd is not None:
        sign = f"U+{ord(odd):04X}"
        return T("The note holds a sign that steers a terminal: {sign}.", sign=sign)
    if not any(sign.isprintable() and not sign.isspace() for sign in note):
        return T("The note is empty.")
    return None


def steers(sign: str) -> bool:
    """Say whether a sign moves, colours or turns what is shown around it, or is none at all."""
    code = ord(sign)
    control = code < 32 or 127 <= code < 160 or 0xD800 <= code < 0xE000
    return (control and sign not in "\n\t") or sign in STEERING


def _paper(
    git: Git, blob: Blob, step: Step, name: str, sop: Sop, wrong: list[Text]
) -> Iterator[Paper]:
    key, dot, _ = name.partition(".")
    if key not in step.gives or not dot or "/" in name:
        wrong.append(_stray(blob.path))
        return
    document, stored = sop.document(key), None
    if name == f"{key}{POINTER}":
        stored = _pointer(git, blob, wrong)
        if stored is None:
            return
    yield Paper(step, document, blob.path, blob.oid, blob.size, stored)


def _pointer(git: Git, blob: Blob, wrong: list[Text]) -> Stored | None:
    if blob.size > LONGEST:
        wrong.append(T("The note {path} is too long.", path=blob.path))
        return None
    try:
        text = decode(git.run("cat-file", "blob", blob.oid), blob.path)
        return read_stored(text, blob.path)
    except RecordFault as fault:
        wrong.append(fault.what)
        return None


def unfit(found: Held, steps: Iterable[Step], rules: Rules) -> Text | None:
    """Return the first reason why this is not what `steps` give, each document once; else None."""
    steps = tuple(steps)
    reasons = (*found.wrong, *_strays(found, steps), *_lacking(found, steps))
    kinds = (_kind(one, rules) for one in found.papers)
    return next(filter(None, (*reasons, *kinds)), None)


def _strays(found: Held, steps: tuple[Step, ...]) -> Iterator[Text]:
    for paper in found.papers:
        if paper.step not in steps:
            yield T("It is not yet time for {path}.", path=paper.path)
    for label in found.notes:
        if label not in [one.label for one in steps]:
            yield T("It is not yet time for {path}.", path=f"{label}/{NOTE}")


def _lacking(found: Held, steps: tuple[Step, ...]) -> Iterator[Text]:
    for step in steps:
        given = [one.document.key for one in found.papers if one.step is step]
        for key in step.gives:
            if given.count(key) != 1:
                yield T("Step {no} gives {document} exactly once; here it is {count} times.",
                        no=step.label, document=key, count=given.count(key))  # fmt: skip
        if not step.gives and not found.notes.get(step.label):
            yield T("Step {no} gives no document; a note has to say what was done.", no=step.label)


def _kind(paper: Paper, rules: Rules) -> Text | None:
    """Say why a document may not be kept in the way it is; None if it may."""
    document, stored = paper.document, paper.stored
    if stored is not None:
        if len(stored.media) < document.copies and document.copies > 1:
            return T("{document} needs {count} copies on separate media.",
                     document=document.key, count=document.copies)  # fmt: skip
        bad = unreadable(stored.name)
        return T("{place}: {what}", place=stored.name, what=bad) if bad else None
    if apart(document):
        return T("{document} belongs into the evidence store, not into git.", document=document.key)
    if not 0 < paper.size <= rules.materials_bytes:
        return T("{path} is empty, or too large for git.", path=paper.path)
    name = paper.path.rpartition("/")[2]
    if name.removeprefix(document.key) not in rules.types:
        return T("{path} is of a kind that is not allowed here.", path=paper.path)
    return None


def apart(document: Document) -> bool:
    """Say whether a document never lies in git: it is confidential, or kept on media of its own."""
    return document.stored or document.copies > 1
