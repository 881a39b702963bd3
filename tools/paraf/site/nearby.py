"""The pages around some pages, read from the built site: what changes with them, or leads there."""

import html
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

OWN = ((b"<article", b"</article>"), (b"<main", b"</main>"), (b"<body", b"</body>"))
"""Where a page's own text is: the menus around it, which link to everything, are left out."""
LINK = re.compile(rb"""<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
SEARCH = re.compile(rb"""role\s*=\s*["']?search\b""", re.IGNORECASE)
HOME = ""


def nearby(root: Path, url: str, paths: Collection[str], most: int) -> tuple[str, ...]:
    """Return the paths of the pages around `paths`: home, those that list them, the search.

    `root` is the folder of the built site, `url` its address; paths are as visitors address them
    (`berita/`). A page lists another if its own text links to it; the nearest to the root come
    first, and no more than `most`: the cost must not grow with the site. Where that is 0 there are
    none at all. None of `paths` is among them.
    """
    if not most:
        return ()
    wanted = {path for path in paths if path}
    names = tuple({_word(path) for path in wanted})
    listing, search = [], []
    for path, own in _pages(root):
        if path in paths or path == HOME:
            continue
        if SEARCH.search(own):
            search.append(path)
        elif any(name in own for name in names) and _links(own, path, url) & wanted:
            listing.append(path)
    found = (HOME, *sorted(listing, key=_depth)[:most], *sorted(search, key=_depth)[:1])
    there = (root / "index.html").is_file()
    return tuple(path for path in found if path not in paths and (path != HOME or there))


def _depth(path: str) -> tuple[int, str]:
    return path.count("/"), path


def _word(path: str) -> bytes:
    """Return what every link to a page holds: the last part of its path, as it may be written."""
    last = path.rstrip("/").rpartition("/")[2]
    plain = re.match(r"[A-Za-z0-9._-]*", last)
    return plain[0].encode() if plain else b""


def _pages(root: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(root.rglob("*.html")):
        path = file.relative_to(root).as_posix()
        if path != "404.html":
            yield (
                path.removesuffix("index.html") if _is_index(path) else path,
                _own(file.read_bytes()),
            )


def _own(body: bytes) -> bytes:
    for begin, end in OWN:
        first, last = body.find(begin), body.rfind(end)
        if 0 <= first < last:
            return body[first:last]
    return body


def _links(own: bytes, path: str, url: str) -> set[str]:
    """Return the pages of the same site that a page's own text links to."""
    found = set()
    for match in LINK.finditer(own):
        raw = next(group for group in match.groups() if group is not None)
        target = _target(html.unescape(raw.decode("utf-8", "replace")).strip(), f"{url}{path}")
        if target.startswith(url):
            shown = unquote(target.removeprefix(url))
            # As visitors address it, whichever way it is written.
            found.add(shown.removesuffix("index.html") if _is_index(shown) else shown)
    return found


def _target(raw: str, base: str) -> str:
    try:
        return urldefrag(urljoin(base, raw)).url.partition("?")[0]
    except ValueError:  # no address at all
        return ""


def _is_index(path: str) -> bool:
    return f"/{path}".endswith("/index.html")
