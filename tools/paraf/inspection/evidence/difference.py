"""Two pictures of a page, held against one another: how much differs, and a picture of where.

Pillow is slow to load: import this module only where pictures are compared.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil

from PIL import Image, ImageChops

from paraf.inspection.evidence.drawing import Rectangle, drawn
from paraf.inspection.picture import Box, Difference

Chosen = Callable[[Image.Image, Image.Image], Image.Image]

TOLERATED = 48
"""Of 255: how far a colour may be from all its neighbours' in the other picture."""
STRIP = 128
"""Rows that are looked at in one go: so many stay in the processor's cache."""


def compare(
    live: bytes, preview: bytes, masks: Sequence[Box] = (), *, scale: float = 1.0
) -> Difference:
    """Return what differs between two pictures of the same page (WebP, or what Pillow reads).

    Edges that are drawn a pixel further, and letters that are smoothed otherwise, do not count: a
    pixel differs where its colour stands nowhere in the 3 x 3 around it in the other picture. Of
    pages of different height, what one has more is found and differs, not all that it moves down.
    `masks` are places of the live page that are not judged; `scale` says how many pixels of the
    pictures are one of theirs. The picture of the difference is the live one, faded, what differs
    in a strong colour and framed, masks hatched. ValueError if one of them is no picture.
    """
    if live == preview:
        return Difference(0.0, None)
    pair = _aligned(_opened(live), _opened(preview))
    marks, judged = _marks(pair), Image.new("L", pair.live.size, 255)
    boxes = [_moved(_scaled(box, scale), pair) for box in masks]
    for box in boxes:
        judged.paste(0, box)
    marks = ImageChops.multiply(marks, judged)
    differing, of = marks.histogram()[255], judged.histogram()[255]
    if not differing:
        return Difference(0.0, None)
    return Difference(differing / of, drawn(pair.live, marks, boxes))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pictures of one size: where one has rows that the other has not, that one is padded.

    `only` are places that are in one of them alone. The live picture was padded by `added` rows
    below its row `from_row`.
    """

    live: Image.Image
    preview: Image.Image
    only: tuple[Rectangle, ...]
    from_row: int
    added: int


def _opened(data: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(data)) as image:
            return image.convert("RGB")
    except OSError as error:
        raise ValueError("no picture") from error


def _aligned(live: Image.Image, preview: Image.Image) -> Pair:
    """Lay what is alike at the top and at the bottom of two pictures at the same place."""
    low, high = sorted((live.height, preview.height))
    width = max(live.width, preview.width)
    top, bottom = low, 0
    if low < high:
        top = _alike(live, preview)
        flipped = (image.transpose(Image.Transpose.FLIP_TOP_BOTTOM) for image in (live, preview))
        bottom = min(_alike(*flipped), low - top)
    middles = [image.height - top - bottom for image in (live, preview)]
    gap = (0, top + min(middles), width, top + max(middles))
    side = (min(live.width, preview.width), 0, width, high)
    only = tuple(one for one in (gap, side) if one[0] < one[2] and one[1] < one[3])
    size = (width, high)
    rows = (top, bottom)
    return Pair(
        _padded(live, size, rows),
        _padded(preview, size, rows),
        only,
        from_row=live.height - bottom,
        added=high - live.height,
    )


def _alike(one: Image.Image, two: Image.Image) -> int:
    """Return how many rows of two pictures are the same, from the top."""
    size = (min(one.width, two.width), min(one.height, two.height))
    strips = _strips(one.crop((0, 0, *size)), two.crop((0, 0, *size)))
    for top, marks in strips:
        place = marks.getbbox()
        if place is not None:
            return top + place[1]
    return size[1]


def _padded(image: Image.Image, size: tuple[int, int], rows: tuple[int, int]) -> Image.Image:
    """Return `image` on a white page, its last `rows[1]` rows at the bottom of it."""
    if image.size == size:
        return image
    page = Image.new("RGB", size, "white")
    page.paste(image, (0, 0))
    if image.height < size[1]:
        last = image.crop((0, image.height - rows[1], image.width, image.height))
        page.paste("white", (0, image.height - rows[1], *size))
        page.paste(last, (0, size[1] - rows[1]))
    return page


def _scaled(box: Box, scale: float) -> Rectangle:
    """Return the pixels that a box touches."""
    right, bottom = box.x + box.width, box.y + box.height
    return (int(box.x * scale), int(box.y * scale), ceil(right * scale), ceil(bottom * scale))


def _moved(box: Rectangle, pair: Pair) -> Rectangle:
    """Return where a place of the live picture lies in the padded one."""
    left, top, right, bottom = box
    above = pair.added if top >= pair.from_row else 0
    below = pair.added if bottom > pair.from_row else 0
    return (left, top + above, right, bottom + below)


def _marks(pair: Pair) -> Image.Image:
    """Return a picture of the pair's size that is 255 where the two differ and 0 elsewhere."""
    marks = Image.new("L", pair.live.size, 0)
    for top, found in _strips(pair.live, pair.preview):
        marks.paste(found, (0, top))
    for box in pair.only:
        marks.paste(255, box)
    return marks


def _strips(one: Image.Image, two: Image.Image) -> Iterator[tuple[int, Image.Image]]:
    """Yield, from the top, where strips of two pictures of one size differ, and in which row."""
    width, height = one.size
    for top in range(0, height, STRIP):
        bottom = min(height, top + STRIP)
        rows = (0, top, width, bottom)
        # What does not differ at its own place cannot differ from all around it.
        if _beyond(ImageChops.difference(one.crop(rows), two.crop(rows))).getbbox():
            first, last = max(0, top - 1), min(height, bottom + 1)
            strip = _differing(one.crop((0, first, width, last)), two.crop((0, first, width, last)))
            yield top, strip.crop((0, top - first, width, bottom - first))


def _differing(one: Image.Image, two: Image.Image) -> Image.Image:
    return _beyond(ImageChops.lighter(_outside(one, two), _outside(two, one)))


def _beyond(far: Image.Image) -> Image.Image:
    """Return 255 where a colour is further away than is tolerated."""
    red, green, blue = far.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point(lambda value: 255 if value > TOLERATED else 0)


def _outside(one: Image.Image, other: Image.Image) -> Image.Image:
    """Return how far each colour of `one` is from the span of those around it in the other."""
    above = ImageChops.subtract(one, _spread(other, ImageChops.lighter))
    below = ImageChops.subtract(_spread(other, ImageChops.darker), one)
    return ImageChops.lighter(above, below)


def _spread(image: Image.Image, chosen: Chosen) -> Image.Image:
    """Return `image` with each pixel as the lightest (darkest) of the 3 x 3 around it."""
    for right, down in ((1, 0), (0, 1)):
        before = ImageChops.offset(image, right, down)
        after = ImageChops.offset(image, -right, -down)
        image = chosen(image, chosen(before, after))
    return image
