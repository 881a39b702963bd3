"""Pictures as they are kept: WebP, a third of a PNG."""

from collections.abc import Callable, Sequence
from io import BytesIO

from paraf.inspection.picture import Box, Difference

Compare = Callable[[bytes, bytes, Sequence[Box]], Difference]
"""Live picture, preview, and what is not compared, in pixels of the pictures."""
QUALITY = 75
"""Small print reads well; 90 takes half as much again, for good, in the git of the office."""
METHOD = 2
"""How hard to try, of 6: a tenth smaller with 4, for twice the time."""


def webp(png: bytes) -> bytes:
    """Return a PNG as WebP."""
    from PIL import Image

    out = BytesIO()
    with Image.open(BytesIO(png)) as image:
        image.convert("RGB").save(out, "WEBP", quality=QUALITY, method=METHOD)
    return out.getvalue()


def scaled(boxes: Sequence[Box], scale: float) -> list[Box]:
    """Return boxes of a page, in CSS pixels, as pixels of its picture."""
    return [Box(*(side * scale for side in (b.x, b.y, b.width, b.height))) for b in boxes]
