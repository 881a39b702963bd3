"""A BPMN file's XML to elements: no DOCTYPE, no entities, nothing from elsewhere, bounded."""

import re
from collections.abc import Iterator

from lxml import etree

from paraf.core.words import T, Text
from paraf.ports import Mistake, RecordFault
from paraf.procedure.bpmn_words import BPMN, OURS

Element = etree._Element

LONGEST = 5_000_000
"""Characters of a file; the largest of the five is a fortieth."""
DECLARED = re.compile(r"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{1,40})")


def parse(data: bytes, file: str) -> Element:
    """Return the `definitions` of a BPMN 2.0 file; RecordFault, by line, if it is none."""
    text = _text(data, file)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        detail = (error.msg or "").partition(", line ")[0]
        raise _wrong(file, error.lineno or 1, T("This is not XML: {detail}.", detail=detail)) \
            from None  # fmt: skip
    if root.tag != f"{{{BPMN}}}definitions":
        what = T("This is no BPMN 2.0 file: it begins with {element}.", element=_short(root))
        raise _wrong(file, line(root), what)
    return root


def _text(data: bytes, file: str) -> str:
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        lines = data[: error.start].count(b"\n") + 1
        raise _wrong(file, lines, T("The file is not UTF-8 text.")) from None
    if len(text) > LONGEST:
        what = T("The file is too long; at most {most} characters are read.", most=LONGEST)
        raise _wrong(file, 1, what)
    declared = DECLARED.match(text)
    if declared and declared[1].lower() not in ("utf-8", "us-ascii"):
        what = T("The file says that it is in {encoding}; save it as UTF-8.", encoding=declared[1])
        raise _wrong(file, 1, what)
    # Before the parser sees it: an entity of entities is huge before anybody looks at the tree.
    doctype = text.find("<!DOCTYPE")
    if doctype >= 0:
        what = T("A BPMN file with a DOCTYPE is not read; take it out.")
        raise _wrong(file, text.count("\n", 0, doctype) + 1, what)
    return text


def _wrong(file: str, at: int, what: Text) -> RecordFault:
    return RecordFault([Mistake(file, at, what)])


def _short(element: Element) -> str:
    return etree.QName(element).localname[:60]


def line(element: Element) -> int:
    """Return the line of an element, counted from 1."""
    at: object = element.sourceline  # the stubs know no type of it
    return at if isinstance(at, int) else 1


def kind(element: Element) -> str:
    """Return the name of an element of the standard; empty for one of another vocabulary."""
    name = etree.QName(element)
    return name.localname if name.namespace == BPMN else ""


def children(element: Element, *kinds: str) -> Iterator[Element]:
    """Yield the elements of the standard directly in another, all or those of some kinds."""
    for one in element:
        if kind(one) and (not kinds or kind(one) in kinds):
            yield one


def inner(element: Element, name: str) -> str:
    """Return the text of the first child of a kind, without space around it; empty if none."""
    found = next(children(element, name), None)
    return ((found.text or "") if found is not None else "").strip()


def ours(element: Element) -> Iterator[Element]:
    """Yield what we have added to an element of the standard."""
    for extension in children(element, "extensionElements"):
        for one in extension:
            if etree.QName(one).namespace == OURS:
                yield one


def documentation(element: Element) -> str:
    """Return what is written about an element, for people."""
    texts = [one.text or "" for one in children(element, "documentation")]
    return "\n".join(one for one in texts if one)
