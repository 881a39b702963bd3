"""What one file refers to and can be referred to by: facts without a judgement."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

PAGES = (".html", ".htm", ".xhtml")
READ = (*PAGES, ".css", ".svg", ".xml", ".xml.gz", ".rss", ".atom", ".webmanifest")
NAMED = frozenset({"manifest.json", "robots.txt"})


class Link(NamedTuple):
    """A reference as it stands in a file.

    `use` says what the file wants of it (the keys of `uses.USES`), `raw` is the address
    as written, its entities decoded; `line` counts from 1, 0 where it is not known.
    """

    use: str
    line: int
    raw: str


class Spot(NamedTuple):
    """A word of a file, and the line that it stands on."""

    line: int
    word: str


@dataclass(frozen=True, slots=True)
class Document:
    """The facts of one file of a site: small enough to keep for every file, and JSON-able.

    `path` is its path in the manifest, `form` is `page`, `style`, `picture`, `sitemap`, `feed`,
    `app` or `robots`. `links` holds each reference once, where it stands first. `names` are the
    places that a fragment may lead to. `doubled` are ids that an element before had, `bare` links
    that say nothing to who hears them; `base` is what `<base href>` says. `hidden` pages are not
    for search engines. `faults` are mistakes of the file as such, in its parser's words.
    """

    path: str
    form: str
    links: tuple[Link, ...] = ()
    names: tuple[str, ...] = ()
    doubled: tuple[Spot, ...] = ()
    bare: tuple[Spot, ...] = ()
    base: str = ""
    hidden: bool = False
    faults: tuple[Spot, ...] = ()


def is_read(path: str) -> bool:
    """Say whether `read` makes anything of a file of this path."""
    name = path.rpartition("/")[2].lower()
    return name.endswith(READ) or name in NAMED


def read(path: str, body: bytes) -> Document | None:
    """Return the facts of the file at `path`; None if it can refer to nothing.

    Whatever the bytes are, it ends: what cannot be understood is told as a fault or left out.
    """
    from paraf.inspection.links import data, markup, style

    name = path.rpartition("/")[2].lower()
    if name.endswith(PAGES):
        return markup.read(path, body)
    if name.endswith(".css"):
        return Document(path, "style", tuple(style.links(body.decode("utf-8", "replace"))))
    if name.endswith(".webmanifest") or name == "manifest.json":
        return data.read_app(path, body)
    if name == "robots.txt":
        return data.read_robots(path, body)
    return data.read_xml(path, body) if is_read(path) else None


def as_json(document: Document) -> Mapping[str, object]:
    """Return a document as plain JSON values; `from_json` returns it."""
    return {
        name: value
        for name in Document.__slots__
        if (value := getattr(document, name)) not in ((), "", False)
    }


def from_json(told: Mapping[str, Any]) -> Document:
    """Return the document that `as_json` wrote; KeyError, TypeError or ValueError for another."""
    return Document(
        path=str(told["path"]),
        form=str(told["form"]),
        links=tuple(
            Link(str(use), int(line), str(raw)) for use, line, raw in told.get("links", ())
        ),
        names=tuple(map(str, told.get("names", ()))),
        doubled=_spots(told.get("doubled", ())),
        bare=_spots(told.get("bare", ())),
        base=str(told.get("base", "")),
        hidden=bool(told.get("hidden", False)),
        faults=_spots(told.get("faults", ())),
    )


def _spots(told: Any) -> tuple[Spot, ...]:
    return tuple(Spot(int(line), str(word)) for line, word in told)
