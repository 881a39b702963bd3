"""What stands in the draft's own texts: its pages, and the record of its case."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from paraf.core.page import Page
from paraf.manuscript.passage import Lines
from paraf.manuscript.personal.recognise import Known, recognise
from paraf.manuscript.reading.markdown import plain, read_markdown
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot

_ROW = re.compile(r"\d+")


def see_text(text: str, known: Known) -> tuple[Seen, ...]:
    """Return the personal data in a text, masked, on the lines where it stands.

    Markup between two digits hides nothing: of each kind, what the source says is held against what
    a reader sees, and the larger count is told.
    """
    source = _seen(text, known)
    bare = plain(text)
    shown = _seen(bare, known) if bare != text else source
    written, read = _counts(source), _counts(shown)
    return tuple(
        [one for one in source if written[one.kind] >= read[one.kind]]
        + [one for one in shown if written[one.kind] < read[one.kind]]
    )


def see_front(page: Page, text: str, known: Known) -> tuple[Seen, ...]:
    """Return the personal data in a page's front matter that its source `text` does not show.

    YAML writes a digit in more than one way: what is published are the values.
    """
    front = text.split("\n")[: page.line - 1]
    whole = "\n".join(front)
    # What the office says of all its pages is none of this page's.
    values = [(key, value) for key, value in _values(page) if value and key in whole]
    told = "\n".join(f"{key}: {value}" for key, value in values)
    found = recognise((Lines(told, Spot(line=1)),), known)
    shown, said = _counts(see_text(whole, known)), _counts(found)
    return tuple(
        replace(one, spot=Spot(line=_line(front, values[one.spot.line - 1][0])))
        for one in found
        if shown[one.kind] < said[one.kind]
    )


def _values(page: Page) -> Iterator[tuple[str, str]]:
    """Yield what a page says of itself, each on one line, with its key in the front matter."""
    meta, listing = page.meta, page.meta.listing
    said = [("title", meta.title), ("summary", meta.summary)]
    said += [("unit", listing.unit), ("responsible", listing.responsible)]
    said += [("place", listing.place), ("retention", listing.retention)]
    said += [("former", one) for one in meta.former]
    yield from ((key, " ".join(value.split())) for key, value in said)


def _line(front: Sequence[str], key: str) -> int:
    return next((n for n, line in enumerate(front, 1) if line.startswith(f"{key}:")), 1)


def _seen(text: str, known: Known) -> list[Seen]:
    return list(_placed(recognise(read_markdown(text), known)))


def _placed(seen: tuple[Seen, ...]) -> Iterator[Seen]:
    for one in seen:
        # A row of a page's table is its line in the file.
        row = _ROW.search(one.spot.cell)
        yield replace(one, spot=Spot(line=int(row[0]))) if row else one


def _counts(seen: Iterable[Seen]) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in seen:
        found[one.kind] += one.count
    return found
