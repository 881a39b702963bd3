"""The preparer's own words: Markdown that can only become plain, harmless HTML."""

from importlib import import_module
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
TAGS = {"p", "strong", "em", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br", "a"}
SCHEMES = {"http", "https", "mailto"}
# Raw HTML stays text; pictures are evidence, and evidence is not written by hand.
UNREAD = ("html", "image_link", "image_reference", "short_image_ref")


class Plain:
    """Python-Markdown's last look at the tree: lets only plain elements through."""

    def run(self, root: Element) -> None:
        """Strip everything else."""
        for element in root.iter():
            if element is not root:
                _strip(element)


def as_html(text: str) -> str:
    """Return `text` as HTML of a few plain elements; raw HTML in it stays visible as text."""
    reader: Any = import_module("markdown").Markdown(output_format="xhtml")
    reader.preprocessors.deregister("html_block")
    for name in UNREAD:
        reader.inlinePatterns.deregister(name)
    reader.treeprocessors.register(Plain(), "plain", -1)
    return str(reader.convert(text))


def _strip(element: Element) -> None:
    href = element.get("href", "")
    element.attrib.clear()
    if element.tag in HEADINGS:
        # The report has its own headings; a remark's are all one level below them.
        element.tag = "h3"
    elif element.tag not in TAGS:
        element.tag = "span"
    elif element.tag == "a" and _harmless(href):
        element.set("href", href)


def _harmless(href: str) -> bool:
    try:
        return urlsplit(href).scheme.lower() in SCHEMES
    except ValueError:
        return False
