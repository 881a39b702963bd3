"""What stands in the draft's own texts: its pages, and the record of its case."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

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


def _seen(text: str, known: Known) -> list[Seen]:
    return list(_placed(recognise(read_markdown(text), known)))


def _placed(seen: tuple[Seen, ...]) -> Iterator[Seen]:
    for one in seen:
        # A row of a page's table is its line in the file.
        row = _ROW.search(one.spot.cell)
        yield replace(one, spot=Spot(line=int(row[0]))) if row else one


def _counts(seen: list[Seen]) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in seen:
        found[one.kind] += one.count
    return found
