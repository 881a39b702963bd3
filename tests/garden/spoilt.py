"""Scripts, styles and pictures that spoil a page."""

import random
import zlib

from garden.files import png
from garden.garden import Garden, Plant, add, both, edit, head, say

SLOW = "limit_rate 1;"
WIDE = '<div class="lebar" role="img" aria-label="Bagan">Bagan</div>'
STEEP = "article { transform: skewY(4deg) }"
EATER = """(function () {
  var kept = [];
  setInterval(function () {
    for (var i = 0; i < 8; i++) { kept.push(new Uint8Array(4000000).fill(7)); }
  }, 10);
}());
"""
BARRIERS = (
    ("a picture without words", "image-alt", '<p><img src="../../gambar/kantor.png"></p>'),
    ("a field without a name", "label", '<p><input type="text"></p>'),
    ("a button without words", "button-name", '<p><button type="button"></button></p>'),
    ("a list of nothing that is listed", "list", "<ul><p>Pertama</p></ul>"),
    ("an unknown language", "valid-lang", '<p lang="xx-nusantara">Kata</p>'),
    ("a role that does not exist", "aria-roles", '<p role="pengumuman">Kata</p>'),
)
DARK = """.redup { color: #555 }
@media (prefers-color-scheme: dark) { article p { color: #333 } }
"""
TRAP = """document.addEventListener('keydown', function (event) {
  if (event.key === 'Tab') { event.preventDefault(); document.querySelector('.brand').focus(); }
});
"""
LATE = (
    """document.querySelector('article').prepend(document.createElement('div'));
document.querySelector('article > div').className = 'iklan';
"""
    + "// keterangan yang panjang\n" * 12
)


def script(page: str, name: str, body: str) -> Plant:
    """Give a page a script of its own."""
    up = "../" * page.count("/")
    return both(
        add(f"assets/{name}.js", body.encode()),
        edit(
            f"{page}index.html", "</body>", f'<script src="{up}assets/{name}.js"></script>\n</body>'
        ),
    )


def style(page: str, name: str, body: str) -> Plant:
    """Give a page a style sheet of its own."""
    up = "../" * page.count("/")
    link = f'<link rel="stylesheet" href="{up}assets/{name}.css">'
    return both(add(f"assets/{name}.css", body.encode()), head(page, link))


def many(it: Garden) -> None:
    """Give a page 61 pictures."""
    for number in range(61):
        it.files[f"gambar/ubin/{number}.png"] = png(4, 4, (number, 90, 90))
    tiles = "".join(
        f'<img src="../../gambar/ubin/{n}.png" alt="" width="4" height="4">' for n in range(61)
    )
    say("layanan/kartu/", f"<p>{tiles}</p>")(it)


def padded(picture: bytes, size: int) -> bytes:
    """Return a PNG with so many bytes of noise in a comment.

    Chromium counts a picture with hardly any bytes for its pixels not as the main part of a page.
    """
    noise = random.Random(1).randbytes(size)
    parts = (len(noise).to_bytes(4), b"teXt", noise, zlib.crc32(b"teXt" + noise).to_bytes(4))
    return picture[:-12] + b"".join(parts) + picture[-12:]


def heavy(it: Garden) -> None:
    """Give a page a picture of more than 2 MB."""
    it.files["gambar/peta.png"] = padded(png(1, 1), 2_300_000)
    say(
        "layanan/taspen/",
        '<p><img src="../../gambar/peta.png" alt="Peta" width="9" height="9"></p>',
    )(it)
