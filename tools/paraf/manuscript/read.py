"""A page as its reader will see it: headings, links, pictures, and what may be linked to."""

import hashlib
import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from paraf.core.article import digest
from paraf.core.evidence import ExpectedPage, FileSum
from paraf.core.page import Page

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from lxml.html import HtmlElement

Extensions = tuple[tuple[str, Mapping[str, object]], ...]
"""The site's Markdown extensions, each with its settings, as `mkdocs.yml` names them."""

# MkDocs adds these three to whatever a site names.
_ALWAYS: Extensions = (("toc", {}), ("tables", {}), ("fenced_code", {}))
_MARK = "data-paraf-source"
_ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "xlink:href")


@dataclass(frozen=True, slots=True)
class Link:
    """Something that a page refers to. `tag` and `attribute` say how.

    `source` links are written in Markdown: they name files of `content/`, and the builder turns
    them into addresses. The others are written in HTML and stay as they are.
    """

    tag: str
    attribute: str
    target: str
    source: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page holds once it is rendered. `tags` are its elements, each with its attributes.

    `root` is the whole of it as a tree, an `article` element, to be looked at and left as it is.
    It is not `whole` where the page goes so deep that the rest could not be read: nothing is known
    of what stands there, and a browser shows it all the same. `html` is what was rendered.
    """

    headings: tuple[tuple[int, str], ...]
    anchors: frozenset[str]
    links: tuple[Link, ...]
    tags: tuple[tuple[str, Mapping[str, str]], ...]
    root: "HtmlElement" = field(compare=False, repr=False)
    whole: bool = True
    html: str = field(default="", compare=False, repr=False)


def read(body: str, extensions: Extensions) -> Reading:
    """Render the body of a page as the site will, and return what is in it."""
    return _read(_converted(body, extensions))


def _read(article: str) -> Reading:
    from lxml import html

    parser = html.HTMLParser()
    root = html.fragment_fromstring(article, create_parent="article", parser=parser)
    elements = [one for one in root.iter() if isinstance(one.tag, str)][1:]
    return Reading(
        headings=tuple(_headings(elements)),
        anchors=frozenset(_anchors(elements)),
        links=tuple(_links(elements)),
        tags=tuple((str(one.tag), {str(k): str(v) for k, v in one.items()}) for one in elements),
        root=root,
        # libxml2 stops at its limits of depth and size, and says so nowhere else.
        whole=not parser.error_log.filter_from_fatals(),
        html=article,
    )


def expect(
    page: Page,
    *,
    root: Path,
    tree: Collection[str],
    extensions: Extensions,
    downloads: Collection[str],
) -> ExpectedPage:
    """Return what the live page has to show.

    `page` is as it will be built, generated parts written out. `downloads` are paths of the
    repository; those that the page links to are expected from it, with the bytes below `root`.
    """
    article = _converted(page.body, extensions)
    reading = _read(article)
    headings = [text for _, text in reading.headings]
    if not any(level == 1 for level, _ in reading.headings):
        # The theme then puts the title above the article.
        headings.insert(0, _plain(page.meta.title))
        article = f"<h1>{escape(page.meta.title)}</h1>{article}"
    offered = {one for link in reading.links if (one := file_of(link, page, tree)) is not None}
    return ExpectedPage(
        path=page.url,
        title=page.meta.title,
        headings=tuple(headings),
        downloads={
            path.removeprefix("content/"): _sum(root / path)
            for path in sorted(offered.intersection(downloads))
        },
        article=digest(article),
    )


def file_of(link: Link, page: Page, tree: Collection[str]) -> str | None:
    """Return the file of the repository that a relative link names; None if there is none.

    An address written in HTML is taken from the page's place on the site; it may name a page by
    its folder.
    """
    try:
        parts = urlsplit(link.target)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    base = posixpath.dirname(page.path) if link.source else page.url
    path = posixpath.normpath(posixpath.join(base, unquote(parts.path)))
    if link.source:
        names = [path]
    else:
        # What is written in HTML stays as it is: on the site there are no .md files.
        names = [f"{path}.md", f"{path}/index.md"] + [path] * (not path.endswith(".md"))
    below = (posixpath.normpath(f"content/{name}") for name in names if not path.startswith("../"))
    return next((name for name in below if name in tree), None)


class _Marking:
    """Marks what was written as Markdown, at the very point where MkDocs resolves its links."""

    def run(self, root: "Element") -> None:
        """Mark all links and pictures of a parsed page; called by Python-Markdown."""
        for element in root.iter():
            if element.tag in ("a", "img"):
                element.set(_MARK, "")


def _converted(body: str, extensions: Extensions) -> str:
    # By name, for it ships no types: everything of it is Any here.
    markdown = import_module("markdown")
    named = dict((*_ALWAYS, *extensions))
    parser = markdown.Markdown(
        extensions=list(named), extension_configs={name: dict(one) for name, one in named.items()}
    )
    parser.treeprocessors.register(_Marking(), "paraf-marking", 0)
    return str(parser.convert(body))


def _headings(elements: "list[HtmlElement]") -> Iterator[tuple[int, str]]:
    for element in elements:
        if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            for sign in element.xpath(".//*[contains(@class, 'headerlink')]"):
                sign.drop_tree()
            yield int(element.tag[1]), _plain(str(element.text_content()))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _anchors(elements: "list[HtmlElement]") -> Iterator[str]:
    for element in elements:
        yield from (str(one) for one in (element.get("id"),) if one)
        if element.tag == "a" and element.get("name"):
            yield str(element.get("name"))


def _links(elements: "list[HtmlElement]") -> Iterator[Link]:
    for element in elements:
        for attribute in _ADDRESSES:
            target = element.get(attribute)
            if target is not None and "headerlink" not in str(element.get("class")):
                source = element.get(_MARK) is not None
                yield Link(str(element.tag), attribute, str(target), source)


def _sum(path: Path) -> FileSum:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return FileSum(file.tell(), sha256)
