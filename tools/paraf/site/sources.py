"""What the generated parts of a site are made of, and which of them a page asks for."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from paraf.core.page import Page
from paraf.core.sop import Sop
from paraf.core.words import Say
from paraf.site import markup


@dataclass(frozen=True, slots=True)
class Site:
    """What generated parts are made of; `content` is the folder of the sources, `made` are the
    paths of files that others generate."""

    content: Path
    pages: Sequence[Page]
    sops: Sequence[Sop]
    say: Say
    made: Collection[str] = ()

    def section(self, name: str) -> list[Page]:
        """Return the pages below the folder `name` but its own index, newest first."""
        inside = (one for one in self.pages if one.path.startswith(f"{name}/"))
        return markup.newest_first(one for one in inside if one.path != f"{name}/index.md")


SIGN = "paraf:"
"""Stands in every directive."""
_COMMENT = re.compile(r"\s*<!--\s*paraf:(?P<asked>.*?)\s*-->\s*")
_FENCE = re.compile(r"\s*(?P<fence>`{3,}|~{3,})[^`]*")


def lines(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield each line of a page, with what it asks for, such as `latest berita 3`.

    An ordinary line asks for nothing, and neither does one in a block of code: None.
    """
    fence: str | None = None
    for line in text.replace("\r\n", "\n").split("\n"):
        sign = _FENCE.fullmatch(line)
        if sign and fence in (None, sign["fence"][:3]):
            fence = None if fence else sign["fence"][:3]
        found = None if fence else _COMMENT.fullmatch(line)
        yield line, found["asked"] if found else None


def asks(page: Page) -> frozenset[str]:
    """Return the names of the generated parts that a page asks for."""
    if SIGN not in page.body:
        return frozenset()
    asked = (one for _, one in lines(page.body) if one is not None)
    return frozenset((one.split() or [""])[0] for one in asked)
