"""Whether pictures say what they show, and none is there for nothing."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from paraf.core.evidence import Finding
from paraf.core.page import Page
from paraf.core.words import T
from paraf.manuscript.finding import blocks, shown, warns
from paraf.manuscript.links import Shelf, line_of
from paraf.manuscript.page.source import Source
from paraf.manuscript.read import Reading, file_of

LONGEST = 150
"""Most signs of the words for a picture: they are read aloud in one breath."""

_FILE = re.compile(r".*\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?)|(?:img|dsc|image|foto|wa)[-_]?\d+.*",
                   re.IGNORECASE)  # fmt: skip
_EMPTY = re.compile(
    r"(?:gambar|foto|image|picture|photo|logo|ikon|icon|grafik)\W*\d*", re.IGNORECASE
)
_BEGINS = re.compile(r"(?:gambar dari|ini adalah gambar|image of|picture of|photo of)\b",
                     re.IGNORECASE)  # fmt: skip
_MEANT = re.compile(r"""\balt=(?:""|'')""")


def check_pictures(path: str, page: Page, reading: Reading) -> Iterator[Finding]:
    """Find pictures whose words are missing, or say nothing to those who cannot see them."""
    source = Source(page)
    for picture in reading.root.iter("img"):
        target = str(picture.get("src", ""))
        line = line_of(page, target)
        alt = picture.get("alt")
        if alt is None:
            what = T("The picture {target} has no words for those who cannot see it.",
                     target=target)  # fmt: skip
            yield blocks("alt", path, what, _ALT, line=line)
        elif not str(alt).strip():
            meant = line and _MEANT.search(source.lines[line - page.line])
            if not meant:
                what = T("The picture {target} has no words; this is right for decoration alone.",
                         target=target)  # fmt: skip
                yield warns("alt", path, what, _DECORATION, line=line)
        else:
            yield from _words(path, " ".join(str(alt).split()), target, line)


def _words(path: str, alt: str, target: str, line: int) -> Iterator[Finding]:
    file = PurePosixPath(unquote(target))
    if _FILE.fullmatch(alt) or alt.casefold() in (file.name.casefold(), file.stem.casefold()):
        what = T("“{alt}” is the name of a file, and does not say what the picture shows.", alt=alt)
        yield warns("alt", path, what, _ALT, line=line)
    elif _EMPTY.fullmatch(alt):
        what = T("“{alt}” does not say what the picture shows.", alt=alt)
        yield warns("alt", path, what, _ALT, line=line)
    elif begins := _BEGINS.match(alt):
        what = T("The words for the picture begin with “{words}”; that it is a picture is said "
                 "anyway.", words=begins[0])  # fmt: skip
        yield warns("alt", path, what, T("Begin with what it shows."), line=line)
    elif len(alt) > LONGEST:
        what = T("The words for the picture have {count} signs; at most {longest} are read well.",
                 count=len(alt), longest=LONGEST)  # fmt: skip
        yield warns("alt", path, what, _LONG, line=line)


def check_unused(shelf: Shelf) -> Iterator[Finding]:
    """Find files that the draft adds to the site and no page refers to.

    What the case names as a download is looked at elsewhere.
    """
    draft = shelf.draft
    added = [
        one.path
        for one in draft.entries
        if not one.deleted and one.path.startswith("content/") and not one.path.endswith(".md")
    ]
    added = [path for path in added if path not in draft.case.downloads]
    if not added:
        return
    used = {
        file_of(link, draft.pages[path], shelf.tree)
        for path in shelf.changed()
        for link in shelf.read(path).links
    }
    for path in added:
        name = PurePosixPath(path).name
        if path not in used and not any(name in unquote(one.body) for one in draft.pages.values()):
            what = T("No page shows or offers this file.")
            yield warns("unused", shown(path), what, _UNUSED)


_ALT = T("Say in a few words what it shows: ![these words](picture.png).")
_DECORATION = T(
    "Say in a few words what it shows: ![these words](picture.png). For decoration alone write "
    '{{ alt="" }} behind it.'
)
_LONG = T("Say the most important here, and the rest in the text beside it.")
_UNUSED = T("Refer to it from a page of the draft, or take it out.")
