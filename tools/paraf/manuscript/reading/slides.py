"""Reads presentations (PPTX): slides with their numbers, notes, comments, properties."""

from collections.abc import Iterator

from paraf.core.checking import Limits
from paraf.manuscript.markup import attribute, events, flag
from paraf.manuscript.packed import Packed
from paraf.manuscript.passage import Lines, Passage
from paraf.manuscript.reading.packed_rest import is_dull, is_markup, part_of, read_rest
from paraf.manuscript.reading.packed_within import (
    authors,
    guarded,
    pictures,
    read_pictures,
    read_within,
)
from paraf.manuscript.reading.sheet_book import relations
from paraf.manuscript.reading.word_markup import read_markup
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot

_NUMBER = 3
_DECK = "ppt/presentation.xml"
ENOUGH = 40
"""Letters and digits below which a presentation with pictures is one of pictures."""


@guarded
def read_slides(
    packed: Packed, limits: Limits, *, inside: bool = False
) -> Iterator[Passage | Seen]:
    """Yield what a presentation says, slide by slide; then what is kept beside the slides."""
    numbers = dict(_slides(packed))
    spots = {name: spot for name, spot in _spots(packed, numbers) if name in packed.members}
    rest = [one for one in packed.members if one not in spots and not is_dull(one)]
    spots |= {one: Spot(part=part_of(one)) for one in rest if _written(one)}
    signs = 0
    for name, spot in spots.items():
        told = 0
        for one in _part(packed, name, spot):
            if isinstance(one, int):
                signs += one
                told = one
            else:
                yield one
        # A slide's notes hold at least its number.
        if spot.hidden or (spot.part in ("note", "comment") and told > _NUMBER):
            yield Seen("hidden-content", spot)
    for name in rest:
        if name not in spots and is_markup(packed, name):
            yield from read_rest(packed.pieces(name), Spot(part=part_of(name)), name=name)
    yield from authors(packed)
    yield from read_pictures(packed)
    yield from read_within(packed, limits, inside=inside)
    yield from pictures(packed, textless=signs < ENOUGH)


def _part(packed: Packed, name: str, spot: Spot) -> Iterator[Passage | Seen | int]:
    """Yield what a slide, its notes or its comments say, and how many signs that is."""
    if spot.part != "comment":
        yield from read_markup(packed.pieces(name), spot, name=name)
        return
    for one in read_rest(packed.pieces(name), spot, name=name):
        yield one
        yield len(one.text) if isinstance(one, Lines) else 0


def _slides(packed: Packed) -> Iterator[tuple[str, int]]:
    """Yield the members that are slides, in their order, with their numbers."""
    targets = relations(packed, _DECK)
    number = 0
    for event, _, element in events(packed.pieces(_DECK), tags=("sldId",), name=_DECK):
        if event == "start":
            number += 1
            ids = [str(value) for key, value in element.items() if str(key).endswith("}id")]
            yield targets.get(ids[0] if ids else "", ""), number


def _spots(packed: Packed, numbers: dict[str, int]) -> Iterator[tuple[str, Spot]]:
    for name, number in numbers.items():
        yield name, Spot(page=number, hidden=_hidden(packed, name))
        for target in relations(packed, name).values():
            part = part_of(target)
            if "notesSlide" in target:
                yield target, Spot(page=number, part="note")
            elif part in ("comment", "textbox"):
                yield target, Spot(page=number, part=part)


def _hidden(packed: Packed, name: str) -> bool:
    for event, _, element in events(packed.pieces(name), tags=("sld",), name=name):
        if event == "start":
            return not flag(attribute(element, "show"), default=True)
    return False


def _written(name: str) -> bool:
    # Masters and layouts: what they say stands on every slide.
    return name.startswith(("ppt/slides/slide", "ppt/slideMasters/slide", "ppt/slideLayouts/slide"))
