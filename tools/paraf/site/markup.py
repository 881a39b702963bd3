"""Text of the office as Markdown and HTML that means nothing but itself."""

import posixpath
import string
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import quote

from paraf.core import phrases
from paraf.core.page import Page
from paraf.core.words import Say, T

# Letters and digits of any script stay; every sign that Markdown or HTML may read does not.
_REFERENCES = {ord(sign): f"&#{ord(sign)};" for sign in string.punctuation}


def literal(text: str) -> str:
    """Return `text` on one line, safe in Markdown and in HTML alike, in a link, cell or quotes."""
    return " ".join(text.split()).translate(_REFERENCES)


def link(title: str, target: str, page: str) -> str:
    """Return a Markdown link from `page` to `target`, both paths below `content/`."""
    relative = posixpath.relpath(target, posixpath.dirname(page) or ".")
    return f"[{literal(title)}]({quote(relative)})"


def address(url: str) -> str:
    """Return the path of a page on the site as an address holds it."""
    return quote(url)


def time(day: date, say: Say) -> str:
    """Return a `time` element that shows `day` in words."""
    return f'<time datetime="{day.isoformat()}">{literal(say(phrases.day(day)))}</time>'


def entries(pages: Sequence[Page], page: str, say: Say) -> str:
    """Return links from `page` to `pages`, each with date and summary; a word if there are none."""
    if not pages:
        return f"<p>{literal(say(T('Nothing has been published here yet.')))}</p>"
    items = "\n".join(_entry(one, page, say) for one in pages)
    return f'<ul class="paraf-list" markdown>\n{items}\n</ul>'


def _entry(one: Page, page: str, say: Say) -> str:
    head = f"{link(one.meta.title, one.path, page)} {time(one.meta.date, say)}"
    return f'<li markdown="span">{head}<p>{literal(one.meta.summary)}</p></li>'


def newest_first(pages: Iterable[Page]) -> list[Page]:
    """Return the pages by date, the newest first; those of one day by path."""
    return sorted(sorted(pages, key=lambda one: one.path), key=_day, reverse=True)


def _day(page: Page) -> date:
    return page.meta.date
