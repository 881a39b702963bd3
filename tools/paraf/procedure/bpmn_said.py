"""What our own elements in a BPMN file say. Strict, as the YAML is: nothing unknown in them."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields

from lxml import etree

from paraf.core.sop import Identity
from paraf.core.words import T, Text
from paraf.procedure.bpmn_parse import Element, line, ours
from paraf.procedure.bpmn_words import OURS

Blame = Callable[[Element, Text], None]
"""Notes a mistake at an element."""

LISTS = {one.name for one in fields(Identity) if isinstance(one.default, tuple)}
FIELDS = {one.name for one in fields(Identity) if one.name != "title"}
KNOWN: dict[str, tuple[set[str], set[str]]] = {
    "sop": ({"id"}, {"identity", "change"}),
    "identity": (set(), FIELDS),
    "change": ({"key"}, set()),
    "actor": ({"key", "post"}, set()),
    "document": ({"key", "external", "stored", "copies"}, set()),
    "step": (
        {"label", "act", "change", "mark", "to", "action", "next"},
        {"activity", "does", "inputs", "norm", "output", "remark", "note", "needs", "gives"},
    ),
    "verdict": (set(), set()),
    "returns": (set(), set()),
    "answer": ({"key"}, set()),
}
"""Our elements, each with its attributes and with the elements that it holds."""


@dataclass(frozen=True, slots=True)
class Said:
    """One of our elements: its attributes, and the texts in it by name, in order."""

    line: int
    attributes: dict[str, str]
    texts: dict[str, list[str]] = field(default_factory=dict)

    def get(self, key: str) -> str:
        """Return an attribute; empty if it is not there."""
        return self.attributes.get(key, "")

    def text(self, key: str) -> str:
        """Return the first text of a name; empty if there is none."""
        return self.texts.get(key, [""])[0]


def said(element: Element, name: str, blame: Blame) -> Said | None:
    """Return what our element `name` says about one of the standard; None if it is not there."""
    found = None
    for one in ours(element):
        here = etree.QName(one).localname
        if here not in KNOWN:
            blame(one, T("{key} is not known here.", key=here[:60]))
        elif here == name and found is None:
            found = read(one, blame)
        elif here == name:
            blame(one, T("{key} stands here twice.", key=name))
    return found


def read(element: Element, blame: Blame) -> Said:
    """Return what one of our elements says."""
    attributes, inside = KNOWN[etree.QName(element).localname]
    for key in element.attrib:
        if not str(key).startswith("{") and str(key) not in attributes:
            blame(element, T("{key} is not known here.", key=str(key)[:60]))
    texts: dict[str, list[str]] = {}
    for one in element:
        name = etree.QName(one)
        if name.namespace == OURS and name.localname in inside:
            texts.setdefault(name.localname, []).append(one.text or "")
        else:
            blame(one, T("{key} is not known here.", key=name.localname[:60]))
    plain = {str(key): str(value) for key, value in element.attrib.items()}
    return Said(line(element), plain, texts)


def held(element: Element, owner: str, name: str) -> list[Element]:
    """Return the elements called `name` in our element `owner` about one of the standard."""
    return [
        one
        for ground in ours(element)
        if etree.QName(ground).localname == owner
        for one in ground
        if one.tag == f"{{{OURS}}}{name}"
    ]
