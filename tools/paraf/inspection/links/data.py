"""What the files for programs refer to: sitemaps, feeds, drawings, an app's manifest, robots."""

import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator
from typing import cast

from paraf.inspection.links import style
from paraf.inspection.links.document import Document, Link, Spot
from paraf.inspection.links.element import Element, line

LARGEST = 52_428_800
"""Bytes of a sitemap, unpacked (sitemaps.org); more of a packed file is not read."""
_XLINK = "{http://www.w3.org/1999/xlink}href"


def read_app(path: str, body: bytes) -> Document | None:
    """Return what a web app's manifest refers to; None if it is some other JSON."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as wrong:
        return Document(path, "app", faults=(Spot(getattr(wrong, "lineno", 0), str(wrong)),))
    if not isinstance(told, dict) or not ({"icons", "start_url"} & told.keys()):
        return None
    links = []
    if isinstance(told.get("start_url"), str):
        links.append(Link("link", 0, told["start_url"]))
    for name in ("icons", "screenshots"):
        icons = told.get(name)
        for icon in icons if isinstance(icons, list) else ():
            if isinstance(icon, dict) and isinstance(icon.get("src"), str):
                links.append(Link("image", 0, icon["src"]))
    return Document(path, "app", tuple(dict.fromkeys(links)))


def read_robots(path: str, body: bytes) -> Document:
    """Return the sitemaps that `robots.txt` names (RFC 9309, 2.2.4)."""
    links = []
    for number, said in enumerate(body.decode("utf-8", "replace").splitlines(), 1):
        name, _, value = said.partition("#")[0].partition(":")
        if name.strip().lower() == "sitemap" and value.strip():
            links.append(Link("map", number, value.strip()))
    return Document(path, "robots", tuple(links))


def read_xml(path: str, body: bytes) -> Document | None:
    """Return the facts of an XML file, packed or not, by its root; None for a kind not known."""
    from lxml import etree

    form = "sitemap" if "sitemap" in path.rpartition("/")[2] else ""
    form = form or {"svg": "picture", "rss": "feed", "atom": "feed"}.get(
        path.rpartition(".")[2], ""
    )
    try:
        if path.endswith(".gz") and not body.startswith(b"<"):  # a server may have unpacked it
            with gzip.open(io.BytesIO(body)) as packed:
                body = packed.read(LARGEST)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        root = cast("Element", etree.fromstring(body, parser))
    except etree.XMLSyntaxError as wrong:
        faults = (Spot(wrong.lineno or 0, str(wrong.msg)),)
        return Document(path, form, faults=faults) if form else None
    except (OSError, EOFError, zlib.error, ValueError) as wrong:
        return Document(path, form, faults=(Spot(0, str(wrong)),)) if form else None
    reader = _ROOTS.get(_local(root))
    return None if reader is None else reader(path, root)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _sitemap(path: str, root: Element) -> Document:
    """sitemaps.org 0.9; also the pages' other languages and pictures, as search engines read."""
    links = []
    index = _local(root) == "sitemapindex"
    for element in root.iter("{*}loc", "{*}link"):
        parent = element.getparent()
        if _local(element) == "link":
            links.append(Link("alternate", line(element), element.get("href", "")))
        elif parent is not None:
            use = {"url": "loc", "sitemap": "map", "image": "image"}.get(_local(parent), "loc")
            links.append(Link(use, line(element), (element.text or "").strip()))
    faults = () if links else (Spot(0, "no <loc>"),)
    # A page that is listed twice is told, so these stay as they are.
    return Document(path, "sitemap", tuple(links), names=("index",) if index else (), faults=faults)


def _feed(path: str, root: Element) -> Document:
    """RSS 2.0, RSS 1.0 and Atom (RFC 4287)."""
    found = dict.fromkeys(_feed_links(root))
    return Document(path, "feed", tuple(found))


def _feed_links(root: Element) -> Iterator[Link]:
    for element in root.iter("{*}link", "{*}url", "{*}enclosure", "{*}content"):
        number = line(element)
        for name in ("href", "url", "src"):
            if element.get(name):
                yield Link("entry", number, element.get(name, ""))
        text = (element.text or "").strip()
        if text and _local(element) in ("link", "url"):
            yield Link("entry", number, text)
    for element in root.iter("{*}guid"):
        if element.get("isPermaLink", "true") == "true" and (element.text or "").strip():
            yield Link("entry", line(element), (element.text or "").strip())


def _picture(path: str, root: Element) -> Document:
    links: dict[Link, None] = {}
    names = []
    for element in root.iter("*"):
        number = line(element)
        if element.get("id"):
            names.append(element.get("id", ""))
        raw = element.get("href") or element.get(_XLINK)
        use = {"a": "link", "image": "image", "use": "part"}.get(_local(element))
        if raw and use:
            links[Link(use, number, raw)] = None
        if _local(element) == "style":
            links |= dict.fromkeys(style.links(element.text or "", number))
    return Document(path, "picture", tuple(links), tuple(names))


_ROOTS: dict[str, Callable[[str, Element], Document]] = {
    "urlset": _sitemap,
    "sitemapindex": _sitemap,
    "rss": _feed,
    "feed": _feed,
    "RDF": _feed,
    "svg": _picture,
}
