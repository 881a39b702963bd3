"""Makes pictures as telephones take them."""

import io
from random import Random

from PIL import Image

from corpus.said import Made, Place, Planted, Truth


def photo(rng: Random, name: str, *, where: bool) -> Made:
    """Return a small JPEG; with `where` it tells the place where it was taken."""
    picture = Image.new("RGB", (64, 48), tuple(rng.randrange(256) for _ in range(3)))
    exif = Image.Exif()
    exif[271] = "Perangkat"
    truths: tuple[Truth, ...] = ()
    if where:
        exif[34853] = {
            1: "S",
            2: (7.0, float(rng.randint(30, 59)), round(rng.uniform(0, 59), 2)),
            3: "E",
            4: (110.0, float(rng.randint(0, 59)), round(rng.uniform(0, 59), 2)),
        }
        truths = (Truth(Planted("gps", "tempat"), Place("metadata", part="metadata")),)
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, quality=60)
    return Made(name, out.getvalue(), truths, "photo")
