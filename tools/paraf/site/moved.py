"""Redirects: small pages at old addresses, for any web server and without a script.

The page that takes the place of an old one names its address under `former` in its front matter.
"""

import posixpath
import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from paraf.core.evidence import Finding, Severity
from paraf.core.page import Page
from paraf.core.words import Say, T, Text

_CANONICAL = re.compile(r"<link\b[^>]*\brel=[\"']?canonical\b[^>]*>", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]*?\blang=[\"']?([A-Za-z-]+)", re.IGNORECASE)
_HEAD = 20_000
"""So many signs of a built page hold its language and its canonical address."""


def write_redirects(site: Path, pages: Sequence[Page], say: Say) -> tuple[Finding, ...]:
    """Write a redirect at each old address of the `pages` into the built `site`.

    An old address that is no plain path, or at which something stands, is a finding; nothing is
    written there.
    """
    return tuple(
        found
        for page in pages
        for old in page.meta.former
        if (found := _write(site, page, old, say)) is not None
    )


def _write(site: Path, page: Page, old: str, say: Say) -> Finding | None:
    parts = old.strip("/").split("/")
    if not all(map(_plain, parts)):
        what = T("“{address}” is no old path of this site, such as pengumuman/lama/.", address=old)
        return _finding(page, what)
    folder = site.joinpath(*parts)
    above = [site.joinpath(*parts[:depth]) for depth in range(1, len(parts) + 1)]
    if (folder / "index.html").exists() or any(one.is_file() for one in above):
        what = T("The old address {address} is that of a page or file which is still there.",
                 address=old)  # fmt: skip
        return _finding(page, what)
    target = site / page.url / "index.html"
    if not target.is_file():
        return None
    folder.mkdir(parents=True, exist_ok=True)
    way = quote(posixpath.relpath(page.url or ".", "/".join(parts)) + "/")
    text = "".join(_lines(page, way, target.read_text("utf-8")[:_HEAD], say))
    (folder / "index.html").write_text(text, "utf-8")
    return None


def _plain(part: str) -> bool:
    odd = any(sign in '<>:"|?*%#\\' or not sign.isprintable() for sign in part)
    return bool(part) and not part.startswith(".") and part == part.strip() and not odd


def _lines(page: Page, way: str, head: str, say: Say) -> Iterator[str]:
    """Yield the lines of a redirect: for browsers, for search engines, and for people."""
    language = _LANGUAGE.search(head)
    canonical = _CANONICAL.search(head)
    title = escape(page.meta.title)
    moved = escape(say(T("What was at this address has moved.")))
    link = f'<a href="{escape(way)}">{title}</a>'
    yield "<!doctype html>\n"
    yield f'<html lang="{language[1] if language else "id"}" data-pagefind-ignore="all">\n'
    yield '<head>\n<meta charset="utf-8">\n'
    yield f"<title>{title}</title>\n"
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="robots" content="noindex">\n'
    yield f'<meta http-equiv="refresh" content="0; url={escape(way)}">\n'
    yield f"{canonical[0]}\n" if canonical else ""
    yield f"</head>\n<body>\n<main>\n<h1>{moved}</h1>\n<p>{link}</p>\n</main>\n</body>\n</html>\n"


def _finding(page: Page, what: Text) -> Finding:
    remedy = T("Correct it at the top of the page, under former.")
    return Finding("former", Severity.BLOCK, f"content/{page.path}", 0, what, remedy)
