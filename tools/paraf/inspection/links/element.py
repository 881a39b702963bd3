"""The little of lxml's elements that is used here: its stubs know neither lines nor plain words."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Protocol, overload


class Element(Protocol):
    """An element of a parsed file; names and values are str, `sourceline` counts from 1."""

    tag: str
    text: str | None
    sourceline: int | None

    @overload
    def get(self, name: str) -> str | None:
        """Return an attribute; None if there is none."""

    @overload
    def get(self, name: str, default: str) -> str:
        """Return an attribute, or the default."""

    def items(self) -> list[tuple[str, str]]:
        """Return all attributes in their order."""

    def iter(self, *tags: str) -> "Iterator[Element]":
        """Yield this element and those below it that have one of the tags."""

    def getparent(self) -> "Element | None":
        """Return the element around this one."""


def line(element: Element) -> int:
    """Return the line on which the start tag of an element ends; 0 if that is not known."""
    return element.sourceline or 0


def select(expression: str, root: Element) -> list[Element]:
    """Return the elements that an XPath expression selects, in their order."""
    found: list[Element] = _compiled(expression)(root)
    return found


def values(expression: str, root: Element) -> list[str]:
    """Return the attributes that an XPath expression selects, in their order."""
    found: list[str] = _compiled(expression)(root)
    return found


@cache
def _compiled(expression: str) -> Any:
    from lxml import etree

    return etree.XPath(expression, smart_strings=False)
