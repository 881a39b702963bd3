"""Pictures as paper shows them. PDF knows no WebP: unpacked, it weighs ten times as much."""

from io import BytesIO

WIDE = 1000
"""Pixels: pictures of a desktop are wider, those of a phone are not."""
SHAPES = {False: (640, 2.2), True: (1280, 0.75)}
"""How many pixels paper has for a narrow picture and a wide one, and how high it is by its width:
`document.css` shows no more of it."""
QUALITY = 82


def printable(content: bytes) -> bytes:
    """Return a WebP picture as JPEG, its top, no larger than paper shows it; others as they are.

    The same bytes give the same bytes. OSError if it is damaged.
    """
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return content
    from PIL import Image

    with Image.open(BytesIO(content)) as opened:
        # JPEG has no transparency, and a page stands on white.
        over = opened.convert("RGBA")
        picture = Image.new("RGB", over.size, "white")
        picture.paste(over, mask=over)
    width, high = SHAPES[picture.width > WIDE]
    picture = picture.crop((0, 0, picture.width, min(picture.height, int(picture.width * high))))
    if picture.width > width:
        picture = picture.resize((width, max(1, picture.height * width // picture.width)))
    file = BytesIO()
    picture.save(file, "JPEG", quality=QUALITY, optimize=True)
    return file.getvalue()
