"""Whether a page still holds what `paraf new` wrote for its writer to replace."""

from collections.abc import Collection, Iterator

from paraf.core.evidence import Finding
from paraf.core.words import T
from paraf.manuscript.finding import blocks
from paraf.manuscript.links import Shelf
from paraf.manuscript.page.front import line_in_front
from paraf.manuscript.page.source import Source


def check_skeleton(shelf: Shelf, skeleton: Collection[str]) -> Iterator[Finding]:
    """Find pages of the draft whose summary or text is still that of the skeleton.

    `skeleton` are its sentences, in every language that the program speaks.
    """
    draft = shelf.draft
    for path in shelf.changed():
        page = draft.pages[path]
        if page.meta.summary.strip() in skeleton:
            what = T("The summary is still the one that a new page is given.")
            line = line_in_front(draft.root, path, "summary")
            yield blocks("summary", path, what, _SUMMARY, line=line)
        lines = {line.strip() for line in page.body.split("\n")}
        if left := next((one for one in skeleton if one in lines), None):
            what = T("The text of the page is still to be written.")
            line = Source(page).saying(left)
            yield blocks("skeleton", path, what, _TEXT, line=line)


_SUMMARY = T("Say in one sentence what the page is about; lists and search engines show it.")
_TEXT = T("Write it in the place of this sentence.")
