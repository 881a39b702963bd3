"""The picture that shows an official what differs: where to look first, and what stands there."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

Rectangle = tuple[int, int, int, int]

CELL = 16
"""Pixels: marks that are nearer to one another than two of these are framed together."""
FRAMES = 60
"""So many places are framed one by one; where there are more, one frame goes around them all."""
COLOUR = (200, 16, 90)
HATCH = (148, 158, 168)
FADED = 0.7
"""How much of the live picture is faded to white, so that the frames stand out."""
STRONG = 150
"""Of 255: how strongly what differs is coloured; what stands there can still be read."""
TALLEST = 16_383
"""Pixels: what a WebP file can hold."""
AROUND = 200
"""Pixels that are shown above the first frame and below the last one."""
QUALITY = 70


def drawn(live: Image.Image, marks: Image.Image, masks: Sequence[Rectangle]) -> bytes:
    """Return WebP of `live`, faded but for the framed places around `marks`, `masks` hatched.

    Of a tall page, only what lies between the first frame and the last one is shown.
    """
    page = Image.blend(live, Image.new("RGB", live.size, "white"), FADED)
    frames = framed(marks)
    for frame in frames:
        page.paste(live.crop(frame), frame[:2])
    page.paste(COLOUR, mask=marks.point(lambda value: STRONG if value else 0))
    pen = ImageDraw.Draw(page)
    for frame in frames:
        pen.rectangle((frame[0], frame[1], frame[2] - 1, frame[3] - 1), outline=COLOUR, width=3)
    for box in masks:
        _hatch(page, box)
    first, last = min(one[1] for one in frames), max(one[3] for one in frames)
    page = page.crop((0, max(0, first - AROUND), page.width, min(page.height, last + AROUND)))
    if page.height > TALLEST:
        page = page.resize((max(1, page.width * TALLEST // page.height), TALLEST))
    file = BytesIO()
    page.save(file, "WEBP", quality=QUALITY, method=2)
    return file.getvalue()


def framed(marks: Image.Image) -> list[Rectangle]:
    """Return the places that hold all marks, from the top; marks near to one another share one."""
    cells = marks.reduce(CELL).point(lambda value: 255 if value else 0)
    wide, left = cells.width, {at for at, value in enumerate(cells.tobytes()) if value}
    found = []
    while left:
        group = _group(left, wide)
        columns, rows = [at % wide for at in group], [at // wide for at in group]
        found.append(_place(min(columns), min(rows), max(columns), max(rows), marks))
    if len(found) > FRAMES:
        sides = tuple(zip(*found, strict=True))
        return [(min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))]
    return sorted(found, key=lambda one: (one[1], one[0]))


def _group(left: set[int], wide: int) -> list[int]:
    """Take from `left` the cells that hang together, with at most one empty one between two."""
    group = [left.pop()]
    for at in group:
        for down in (-2, -1, 0, 1, 2):
            for right in (-2, -1, 0, 1, 2):
                near = at + down * wide + right
                if near in left and abs(near % wide - at % wide) <= 2:
                    left.remove(near)
                    group.append(near)
    return group


def _place(left: int, top: int, right: int, bottom: int, marks: Image.Image) -> Rectangle:
    """Return the pixels of some cells, with a margin of half a cell."""
    half = CELL // 2
    return (
        max(0, left * CELL - half),
        max(0, top * CELL - half),
        min(marks.width, (right + 1) * CELL + half),
        min(marks.height, (bottom + 1) * CELL + half),
    )


def _hatch(page: Image.Image, box: Rectangle) -> None:
    left, top, right, bottom = box
    right, bottom = min(right, page.width), min(bottom, page.height)
    if left >= right or top >= bottom:
        return
    patch = page.crop((left, top, right, bottom))
    pen = ImageDraw.Draw(patch)
    for start in range(-patch.height, patch.width, 14):
        pen.line((start, patch.height, start + patch.height, 0), fill=HATCH, width=2)
    pen.rectangle((0, 0, patch.width - 1, patch.height - 1), outline=HATCH, width=2)
    page.paste(patch, (left, top))
