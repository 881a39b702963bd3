"""Whether two pages of the site have one title: in a search nobody knows which to open."""

from collections import defaultdict
from collections.abc import Iterator

from paraf.core.evidence import Finding
from paraf.core.words import T
from paraf.manuscript.finding import shown, warns
from paraf.manuscript.links import Shelf
from paraf.manuscript.page.front import line_in_front


def check_titles(shelf: Shelf) -> Iterator[Finding]:
    """Find pages of the draft that have the title of another page."""
    draft = shelf.draft
    titled: dict[str, list[str]] = defaultdict(list)
    for path, page in sorted(draft.pages.items()):
        titled[_plain(page.meta.title)].append(path)
    for path in shelf.changed():
        title = draft.pages[path].meta.title
        others = [one for one in titled[_plain(title)] if one != path]
        if others and title.strip():
            what = T("The page {other} has the same title, “{title}”.",
                     other=shown(others[0]), title=title)  # fmt: skip
            line = line_in_front(draft.root, path, "title")
            yield warns("title-twin", path, what, _REMEDY, line=line)


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())


_REMEDY = T("Say in the title what sets it apart: the year, the period, the unit.")
