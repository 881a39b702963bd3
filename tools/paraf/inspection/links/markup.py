"""What a page refers to, by HTML's own list of the attributes that hold an address."""

import codecs
import re
from collections.abc import Callable, Iterator
from typing import cast

from paraf.inspection.links import style
from paraf.inspection.links.document import Document, Link, Spot
from paraf.inspection.links.element import Element, line, select, values

_TAGS = (
    *("area", "audio", "base", "blockquote", "body", "button", "del", "embed", "form"),
    *(
        "frame",
        "iframe",
        "image",
        "img",
        "input",
        "ins",
        "link",
        "map",
        "meta",
        "object",
        "q",
        "script",
    ),
    *("source", "style", "track", "use", "video"),
)
# A link is heard by its text, its image's alternative, or a label (WCAG 2.2, 2.4.4).
_BARE = (
    "//a[@href and not(normalize-space()) and not(@aria-label or @aria-labelledby or @title)"
    " and not(@aria-hidden='true' or @hidden)"
    " and not(.//*[@aria-label or @aria-labelledby or @title or self::title])"
    " and not(.//img[normalize-space(@alt)] or .//input or .//object)]"
)
_USES = {
    ("a", "href"): "link",
    ("area", "href"): "link",
    ("form", "action"): "form",
    ("button", "formaction"): "form",
    ("input", "formaction"): "form",
    ("blockquote", "cite"): "link",
    ("q", "cite"): "link",
    ("ins", "cite"): "link",
    ("del", "cite"): "link",
    ("img", "longdesc"): "link",
    ("img", "src"): "image",
    ("input", "src"): "image",
    ("image", "href"): "image",
    ("image", "xlink:href"): "image",
    ("video", "poster"): "image",
    ("body", "background"): "image",
    ("table", "background"): "image",
    ("td", "background"): "image",
    ("video", "src"): "media",
    ("audio", "src"): "media",
    ("source", "src"): "media",
    ("track", "src"): "media",
    ("embed", "src"): "media",
    ("object", "data"): "media",
    ("iframe", "src"): "frame",
    ("frame", "src"): "frame",
    ("script", "src"): "script",
    ("script", "href"): "script",
    ("use", "href"): "part",
    ("use", "xlink:href"): "part",
    ("img", "usemap"): "part",
    ("object", "usemap"): "part",
}
# The relations that are fetched or followed; `preconnect`, `profile`, `author` and others name
# a host, a vocabulary or a person.
_RELATIONS = {
    "canonical": "canonical",
    "stylesheet": "style",
    "icon": "image",
    "apple-touch-icon": "image",
    "apple-touch-icon-precomposed": "image",
    "mask-icon": "image",
    "image_src": "image",
    "manifest": "app",
    "modulepreload": "script",
    "next": "link",
    "prev": "link",
    "help": "link",
    "license": "link",
    "search": "link",
    "amphtml": "alternate",
}
_PRELOADS = {"style": "style", "script": "script", "image": "image", "video": "media"}
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_METAS = {"og:image": "image", "og:image:url": "image", "twitter:image": "image",
          "og:video": "media", "og:audio": "media", "msapplication-tileimage": "image"}  # fmt: skip
# Possessive all of them, as others wrote what is read: nothing is looked at again and again.
_REFRESH = re.compile(
    r"""\s*+[\d.]*+\s*+[;,]?+\s*+(?:url\s*+=\s*+)?+(?P<quote>["']?)(?P<url>.+)""", re.I
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_CANDIDATE = re.compile(r"[ \t\n\f\r,]*+([^ \t\n\f\r]++)")
_DESCRIPTORS = re.compile(r"(?:[^,(]|\([^)]*+(?:\)|\Z))*+")


def read(path: str, body: bytes) -> Document:
    """Return the facts of the HTML file at `path`."""
    from lxml import etree

    encoding = _encoding(body)
    parser = etree.HTMLParser(
        encoding=encoding, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = cast("Element | None", etree.fromstring(body, parser))
    except (etree.ParseError, ValueError):  # an encoding that libxml2 has not heard of
        root = None
    if root is None:  # nothing but blanks
        return Document(path, "page")
    ids = values("//@id", root)
    reader = _Reader()
    reader.anchors(root)
    for element in root.iter(*_TAGS):
        reader.see(element)
    if b"url(" in body.lower() or encoding.startswith("utf-16"):
        for element in select("//*[@style]", root):
            reader.style(element, element.get("style", ""))
    bare = [
        Spot(line(one), one.get("href", ""))
        for one in select(_BARE, root)
        if not _leads_to_itself(one)
    ]
    return Document(
        path,
        "page",
        tuple(Link(use, number, raw) for (use, raw), number in reader.links.items()),
        tuple(dict.fromkeys(name for name in (*ids, *reader.names) if name)),
        _doubled(root) if len(set(ids)) < len(ids) else (),
        tuple(bare),
        reader.base or "",
        reader.hidden,
    )


class _Reader:
    """Adds up what the elements of a page say, in their order."""

    def __init__(self) -> None:
        self.links: dict[tuple[str, str], int] = {}
        self.names: list[str] = []
        self.base: str | None = None
        self.hidden = False

    def anchors(self, root: Element) -> None:
        """Add the plain links, two of three references, and the places that they name."""
        links = self.links
        for element in root.iter("a"):
            raw, name = element.get("href"), element.get("name")
            if name:
                self.names.append(name)
            if raw is not None:
                key = ("link" if element.get("download") is None else "download", raw)
                if key not in links:
                    links[key] = line(element)

    def see(self, element: Element) -> None:
        tag = element.tag
        told = dict(element.items())
        special = _SPECIAL.get(tag)
        if special is not None:
            special(self, element, told)
        for attribute, value in told.items():
            use = _USES.get((tag, attribute))
            if use is not None:
                self.add(use, element, value)
        if "srcset" in told:
            self._candidates(element, told["srcset"])

    def add(self, use: str, element: Element, raw: str) -> None:
        if (use, raw) not in self.links:
            self.links[use, raw] = line(element)

    def _candidates(self, element: Element, value: str) -> None:
        for raw in candidates(value):
            self.add("srcset", element, raw)

    def style(self, element: Element, text: str) -> None:
        for link in style.links(text, line(element)):
            self.links.setdefault((link.use, link.raw), link.line)

    def _base(self, element: Element, told: dict[str, str]) -> None:
        del element
        if self.base is None and "href" in told:
            self.base = told["href"]

    def _link(self, element: Element, told: dict[str, str]) -> None:
        raw = told.get("href")
        relations = told.get("rel", "").lower().split()
        if raw is not None:
            for use in _related(relations, told):
                self.add(use, element, raw)
        if "imagesrcset" in told:
            self._candidates(element, told["imagesrcset"])

    def _map(self, element: Element, told: dict[str, str]) -> None:
        del element
        if told.get("name"):
            self.names.append(told["name"])

    def _meta(self, element: Element, told: dict[str, str]) -> None:
        content = told.get("content", "")
        name = (told.get("property") or told.get("name") or "").lower()
        if name in _METAS:
            self.add(_METAS[name], element, content)
        elif name in ("robots", "googlebot"):
            self.hidden |= bool({"noindex", "none"} & set(re.split(r"[\s,]+", content.lower())))
        elif told.get("http-equiv", "").lower() == "refresh":
            raw = refresh(content)
            if raw:
                self.add("refresh", element, raw)

    def _sheet(self, element: Element, told: dict[str, str]) -> None:
        del told
        if element.text:
            self.style(element, element.text)


_SPECIAL: dict[str, Callable[[_Reader, Element, dict[str, str]], None]] = {
    "base": _Reader._base,
    "link": _Reader._link,
    "map": _Reader._map,
    "meta": _Reader._meta,
    "style": _Reader._sheet,
}


def candidates(value: str) -> Iterator[str]:
    """Yield the addresses of a `srcset`, by HTML's own rule: an address may hold commas within.

    The work grows with the length of `value`, whatever it holds.
    """
    at = 0
    while (found := _CANDIDATE.match(value, at)) is not None:
        raw, at = found[1], found.end()
        yield raw.rstrip(",")
        if not raw.endswith(","):
            rest = _DESCRIPTORS.match(value, at)
            at = rest.end() if rest else at


def refresh(content: str) -> str:
    """Return where a `<meta http-equiv=refresh>` leads; empty if it loads the same page again."""
    found = _REFRESH.fullmatch(content)
    if found is None or not re.search(r"[;,\s]", content.strip()):
        return ""
    url = found["url"].strip()
    return url.partition(found["quote"])[0] if found["quote"] else url


def _related(relations: list[str], told: dict[str, str]) -> Iterator[str]:
    if "alternate" in relations:
        if told.get("type", "").lower() in _FEEDS:
            yield "feed"
        else:  # an alternative style sheet is a style sheet
            yield "style" if "stylesheet" in relations else "alternate"
        return
    for one in relations:
        if one in ("preload", "prefetch"):
            yield _PRELOADS.get(told.get("as", ""), "link")
        elif one in _RELATIONS:
            yield _RELATIONS[one]


def _doubled(root: Element) -> tuple[Spot, ...]:
    """Return the ids that an element before had (HTML: an id is unique in its tree)."""
    known: set[str] = set()
    found = []
    for element in select("//*[@id]", root):
        name = element.get("id", "")
        if name in known:
            found.append(Spot(line(element), name))
        elif name:
            known.add(name)
    return tuple(found)


def _leads_to_itself(element: Element) -> bool:
    """Say whether this is no more than a place with a name, as those of numbered lines are."""
    raw = element.get("href", "")
    return raw.startswith("#") and raw[1:] in (element.get("id"), element.get("name"))


def _encoding(body: bytes) -> str:
    """Return how a page is written: by its mark, by what it says, or as nearly all are."""
    if body.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if body.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        return "utf-16"
    found = _CHARSET.search(body, 0, 1024)
    try:
        return codecs.lookup(found[1].decode()).name if found else "utf-8"
    except LookupError:
        return "utf-8"
