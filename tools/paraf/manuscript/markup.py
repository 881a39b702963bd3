"""Reads XML that nobody vouches for: in pieces, nothing fetched, no signs of its own expanded."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Protocol
from xml.parsers import expat

from paraf.manuscript.packed import Broken, damaged
from paraf.manuscript.seen import Seen

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def events(
    pieces: Iterable[bytes], *, tags: Sequence[str] | None = None, name: str = ""
) -> "Iterator[tuple[str, str, Element]]":
    """Yield `start` and `end` with each element's local name, of the elements in `tags` or of all.

    What has been read is let go: an element's own children are gone once its `end` was taken, so
    that memory does not grow with the file. No bytes have no elements. Raises `Broken` for what
    is no XML.
    """
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("start", "end"),
        tag=[f"{{*}}{tag}" for tag in tags] if tags else None,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    begun = False
    try:
        for piece in pieces:
            begun = True
            parser.feed(piece)
            yield from _read(parser)
        if begun:
            parser.close()
            yield from _read(parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError) as fault:
        raise Broken(damaged(name)) from fault


class Target(Protocol):
    """Hears what an XML file holds, in its order; text comes in pieces of any length."""

    def begin(self, name: str, given: Mapping[str, str]) -> None:
        """Hear an element begin, with its attributes; names are without namespaces."""

    def end(self, name: str) -> None:
        """Hear it end."""

    def data(self, text: str) -> None:
        """Hear text."""


class _Local:
    """Tells a target what lxml tells, without the namespaces."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._target.begin(local(tag), {local(key): value for key, value in attributes.items()})

    def end(self, tag: str) -> None:
        self._target.end(local(tag))

    def data(self, data: str) -> None:
        self._target.data(data)

    def comment(self, text: str) -> None:
        """Pass over what is no text."""

    def close(self) -> None:
        """Hear the end of the file."""


def hear(pieces: Iterable[bytes], target: Target, *, name: str = "") -> Iterator[None]:
    """Tell a target what an XML file holds, and stop after each piece for what it has made of it.

    Raises `Broken` for what is no XML.
    """
    from lxml import etree

    parser = etree.XMLParser(
        target=_Local(target),  # type: ignore[arg-type]  # lxml gives str to Python 3, never bytes
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    begun = False
    try:
        for piece in pieces:
            begun = True
            parser.feed(piece)
            yield
        if begun:
            parser.close()
            yield
    except (etree.XMLSyntaxError, AssertionError) as fault:
        raise Broken(damaged(name)) from fault


def _read(parser: "object") -> "Iterator[tuple[str, str, Element]]":
    for event, element in parser.read_events():  # type: ignore[attr-defined]  # the stubs lack it
        if not isinstance(element.tag, str):
            continue
        yield event, local(element.tag), element
        if event == "end":
            element.clear(keep_tail=True)
            above = element.getparent()
            while above is not None and element.getprevious() is not None:
                del above[0]


def local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition("}")[2]


def flag(value: str | None, *, default: bool = False) -> bool:
    """Return what an attribute of Office says: present without a value means yes."""
    if value is None:
        return default
    return value.strip().lower() not in ("0", "false", "off", "none")


def count(value: str | None, most: int) -> int:
    """Return a number that an attribute tells, from 1 to `most`; 1 for none, and for nonsense."""
    plain = value is not None and value.isascii() and value.isdigit() and len(value) < 10
    return max(1, min(most, int(value))) if plain and value else 1


def attribute(element: "Element", name: str) -> str | None:
    """Return an attribute by its local name, whatever namespace it is in; None without it."""
    plain = element.get(name)
    if plain is not None:
        return str(plain)
    found = (value for key, value in element.items() if local(str(key)) == name)
    return next((str(value) for value in found), None)


def defines_signs(pieces: Iterable[bytes]) -> bool:
    """Say whether an XML file brings a DTD; only what stands before its first element is read.

    Bytes that are no XML bring none.
    """
    pieces = iter(pieces)
    first = next(pieces, b"")
    if _PLAIN.match(first):
        return False
    parser = expat.ParserCreate()
    seen: list[Seen] = []
    begun: list[str] = []

    def doctype(*_: object) -> None:
        seen.append(Seen("doctype"))

    def begin(name: str, _attributes: object) -> None:
        begun.append(name)

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = begin
    try:
        for piece in chain((first,), pieces):
            for at in range(0, len(piece), _LOOK):
                parser.Parse(piece[at : at + _LOOK])
                if seen or begun:
                    return bool(seen)
    except (expat.ExpatError, ValueError, LookupError):
        return bool(seen)
    return bool(seen)


_LOOK = 4096
"""Bytes that are looked at before asking whether that was enough."""
_PLAIN = re.compile(
    rb"""(?:\xef\xbb\xbf)?<\?xml version=["']1\.0["'] encoding=["'](?i:utf-8)["']"""
    rb"""(?: standalone=["'](?:yes|no)["'])?[ ]?\?>[ \r\n\t]*<[A-Za-z]"""
)
"""How most parts begin: with their first element, which no DTD can follow."""
