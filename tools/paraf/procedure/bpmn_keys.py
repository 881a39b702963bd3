"""The keys of what was drawn: those that we gave once, and new ones from the names of the rest."""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass, field, fields
from typing import Any

from paraf.core.sop import Identity
from paraf.core.words import T
from paraf.procedure.bpmn_drawing import Drawing, Node
from paraf.procedure.bpmn_parse import Element
from paraf.procedure.bpmn_said import LISTS, Said, held, read, said

LONGEST = 60
"""Letters of a key that is made of a name."""


def slug(name: str, taken: Container[str] = ()) -> str:
    """Return a key made of a name, in small letters and digits, and not yet taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST].strip("-") or "tanpa-nama"
    found, no = key, 1
    while found in taken:
        no += 1
        found = f"{key}-{no}"
    return found


@dataclass(slots=True)
class Keys:
    """The key of each lane's actor, and of the document that each reference stands for."""

    drawn: Drawing
    actors: dict[str, str] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)
    found: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The documents by their keys."""

    def named(self, node: Node, ids: tuple[str, ...]) -> list[str]:
        """Return the documents that a node takes or gives; notes those that are not there."""
        for one in ids:
            if one not in self.papers:
                what = T("This step takes or gives what is not here: {id}.", id=one[:80])
                self.drawn.wrong(node.line, what)
        return [self.papers[one] for one in ids if one in self.papers]

    def given(self, output: str) -> list[str]:
        """Return the document that a step gives by its output cell, where none is drawn."""
        if not output:
            return []
        same = (key for key, one in self.found.items() if one["name"] == output)
        key = next(same, None) or slug(output, self.found)
        self.found.setdefault(key, {"key": key, "name": output}).pop("external", None)
        return [key]


def actors(drawn: Drawing, keys: Keys) -> list[dict[str, Any]]:
    """Return the columns of the table, and note their keys."""
    columns = []
    given = {one.actor.get("key") for one in drawn.lanes if one.actor}
    for lane in drawn.lanes:
        taken = {*keys.actors.values(), *given}
        key = lane.actor.get("key") if lane.actor else slug(lane.name, taken)
        keys.actors[lane.id] = key
        post = lane.actor.get("post") if lane.actor else key
        columns.append({"key": key, "printed": lane.name, "post": post})
    return columns


def note_documents(drawn: Drawing, keys: Keys, steps: list[Node]) -> None:
    """Note the documents of a drawing, in its order, and their keys.

    What another tool drew is external if no step gives it; equal names are one document.
    """
    found = keys.found
    by_name: dict[str, str] = {}
    invented = []
    for key, about, name, ids in _papers(drawn):
        paper = key or by_name.get(name) or slug(name, found)
        by_name.setdefault(name, paper)
        keys.papers |= dict.fromkeys(ids, paper)
        if about is not None:
            found[paper] = {"key": paper, "name": name, **_kept(drawn, about)}
        elif paper not in found:
            found[paper] = {"key": paper, "name": name}
            invented.append(paper)
    given = {keys.papers.get(one) for node in steps for one in node.gives}
    for paper in invented:
        if paper not in given:
            found[paper]["external"] = True


def _papers(drawn: Drawing) -> list[tuple[str, Said | None, str, list[str]]]:
    """Return key, our words, name and ids of each data object, then of what refers to none."""
    found: list[tuple[str, Said | None, str, list[str]]] = []
    for key, element in drawn.objects.items():
        about = said(element, "document", drawn.blame)
        ids = [one for one, ref in drawn.references.items() if ref.get("dataObjectRef") == key]
        name = _name(drawn, element, [drawn.references[one] for one in ids])
        if about is not None or ids or name:
            found.append((about.get("key") if about else "", about, name, [key, *ids]))
    for key, element in drawn.references.items():
        if element.get("dataObjectRef", "") not in drawn.objects:
            found.append(("", None, element.get("name", ""), [key]))
    return found


def _name(drawn: Drawing, element: Element, references: list[Element]) -> str:
    """Return the name of a document: what its references are called now, if they agree."""
    own = element.get("name", "")
    new = {one.get("name", ""): one for one in references if one.get("name", "") not in ("", own)}
    if len(new) > 1:
        first, second = list(new)[:2]
        what = T("One document has two names here: {one}, {other}.", one=first[:80],
                 other=second[:80])  # fmt: skip
        drawn.blame(new[second], what)
    return next(iter(new), own)


def _kept(drawn: Drawing, about: Said) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key in ("external", "stored"):
        if about.get(key) not in ("", "true", "false"):
            drawn.wrong(about.line, T("{key} must be true or false.", key=key))
        elif about.get(key) == "true":
            kept[key] = True
    copies = about.get("copies") or "1"
    if not re.fullmatch(r"[0-9]{1,4}", copies):
        drawn.wrong(about.line, T("{key} must be a whole number.", key="copies"))
    elif int(copies) != 1:
        kept["copies"] = int(copies)
    return kept


def block(drawn: Drawing, called: str) -> tuple[str, dict[str, Any], list[str]]:
    """Return id, identity block and changes of a drawing; empty what it does not say."""
    assert drawn.sop is not None, "a drawing with steps has a process"
    ours = said(drawn.sop, "sop", drawn.blame)
    identity: dict[str, Any] = {
        one.name: [] if one.name in LISTS else "" for one in fields(Identity)
    } | {"title": drawn.name}
    if ours is None:
        identity["note"] = drawn.about.strip()
    for one in held(drawn.sop, "sop", "identity"):
        for key, texts in read(one, drawn.blame).texts.items():
            identity[key] = texts if key in LISTS else texts[0]
    changes = [read(one, drawn.blame).get("key") for one in held(drawn.sop, "sop", "change")]
    return ours.get("id") if ours else called, identity, changes
