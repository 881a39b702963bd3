"""The bed of the garden: a small office site without a fault, made by plain code."""

import hashlib
import json
from dataclasses import dataclass

from garden import seeds
from garden.files import pdf, png, sound


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: its path below the root, its title and what its article holds (HTML)."""

    path: str
    title: str
    body: str
    lang: str = "id"


def hashed(name: str, body: str) -> str:
    """Return the name with a piece of the content's digest in it, as bundlers give it."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(body.encode()).hexdigest()[:8]}.{ending}"


STYLE = hashed("situs.css", seeds.CSS)
SCRIPT = hashed("situs.js", seeds.JS)
FINDER = "pagefind/pagefind.js"
"""Where the inspection knows that a site has a search, on its page `cari/`."""


def leaves() -> list[Leaf]:
    """Return the pages of the site without a fault."""
    news = [Leaf(f"berita/{slug}/", title, _news(slug, words)) for slug, title, words in seeds.NEWS]
    services = [
        Leaf(f"layanan/{slug}/", title, f'<p>{words}</p>\n<p><a href="../">Semua layanan</a></p>')
        for slug, title, words in seeds.SERVICES
    ]
    return [
        Leaf("", "Beranda", _home()),
        Leaf("berita/", "Berita", _listed(news, "berita/")),
        *news,
        Leaf("layanan/", "Layanan", _listed(services, "layanan/")),
        *services,
        Leaf("unduhan/", "Unduhan", seeds.DOWNLOADS),
        Leaf("galeri/", "Galeri", seeds.GALLERY),
        Leaf("kontak/", "Kontak", seeds.CONTACT),
        Leaf("cari/", "Cari", seeds.FIND),
        Leaf("en/", "About us", seeds.ABOUT, "en"),
        Leaf("tentang/", "Tentang kami", seeds.TENTANG),
    ]


def _news(slug: str, words: str) -> str:
    return f"""<p>{words}</p>
<h2 id="syarat">Syarat</h2>
<p>Syarat lengkap ada dalam lampiran. Pertanyaan dijawab di <a href="../../kontak/">Kontak</a>.</p>
<h2 id="lampiran">Lampiran</h2>
<p><a href="lampiran/{slug}.pdf">Unduh lampiran (PDF)</a></p>"""


def _home() -> str:
    first = "\n".join(
        f'<li><a href="berita/{slug}/">{title}</a></li>' for slug, title, _ in seeds.NEWS[:3]
    )
    return f"""<div class="banner"></div>
<p>Selamat datang di situs resmi.</p>
<ul>
{first}
</ul>
<p><a href="cari/">Cari di situs ini</a> atau baca <a href="tentang/">tentang kami</a>.</p>"""


def _listed(pages: list[Leaf], below: str) -> str:
    lines = "\n".join(
        f'<li><a href="{page.path.removeprefix(below)}">{page.title}</a></li>' for page in pages
    )
    return f"<ul>\n{lines}\n</ul>"


def alternates(url: str, path: str) -> str:
    """Return the links between the two languages of a page; empty for a page with one."""
    if path not in ("en/", "tentang/"):
        return ""
    return (
        f'<link rel="alternate" hreflang="id" href="{url}tentang/">\n'
        f'<link rel="alternate" hreflang="en" href="{url}en/">\n'
    )


def page(url: str, leaf: Leaf) -> bytes:
    """Return a whole page of the site that stands at `url`."""
    up = "../" * leaf.path.count("/")
    nav = "\n".join(f'<li><a href="{f"{up}{path}" or "./"}">{title}</a></li>'
                    for path, title in seeds.NAV)  # fmt: skip
    search = leaf.path == "cari/"
    return seeds.PAGE.format(
        lang=leaf.lang,
        title=leaf.title,
        name=seeds.NAME,
        url=url,
        path=leaf.path,
        up=up,
        home=up or "./",
        css=STYLE,
        js=SCRIPT,
        nav=nav,
        body=leaf.body,
        searched="" if search else " data-pagefind-body",
        head=alternates(url, leaf.path),
        foot=f'<script src="{up}{FINDER}"></script>\n' if search else "",
    ).encode()


def missing(url: str) -> bytes:
    """Return the page for what does not exist; its addresses hold at every depth."""
    root = "/" + url.split("/", 3)[3]
    whole = page(url, Leaf("", "Halaman tidak ada", f'<p><a href="{root}">Beranda</a></p>'))
    text = whole.decode().replace(f'<link rel="canonical" href="{url}">\n', "")
    for name in ("gambar/", "assets/", "feed.xml", *(path for path, _ in seeds.NAV if path)):
        text = text.replace(f'"{name}', f'"{root}{name}')
    return text.replace('"./"', f'"{root}"').encode()


def site(url: str) -> dict[str, bytes]:
    """Return every file of the site that stands at `url` (with its slash at the end)."""
    pages = leaves()
    files = {f"{one.path}index.html": page(url, one) for one in pages}
    files |= {f"berita/{slug}/lampiran/{slug}.pdf": pdf(title) for slug, title, _ in seeds.NEWS}
    return files | {
        "404.html": missing(url),
        "unduhan/berkas/formulir-cuti.pdf": pdf("Formulir cuti"),
        "unduhan/berkas/pegawai.csv": ("nama;unit\n" + "Ani;Umum\n" * 60).encode(),
        f"assets/{STYLE}": seeds.CSS.encode(),
        f"assets/{SCRIPT}": seeds.JS.encode(),
        FINDER: seeds.SEARCH.encode(),
        "cari/indeks.json": index(pages),
        "gambar/motif.png": png(8, 8, (250, 250, 250)),
        "gambar/kantor.png": png(320, 180),
        "gambar/kantor-besar.png": png(640, 360),
        "gambar/mars.wav": sound(),
        "gambar/lambang.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">'
        b'<rect width="8" height="8" fill="#0b4a8f"/></svg>',
        "feed.xml": feed(url, pages),
        "sitemap.xml": sitemap(url, [one.path for one in pages]),
        "robots.txt": f"User-agent: *\nAllow: /\nSitemap: {url}sitemap.xml\n".encode(),
        ".well-known/security.txt": (
            "Contact: mailto:aman@bkd.contoh.example\nExpires: 2027-09-01T00:00:00Z\n"
            f"Preferred-Languages: id, en\nCanonical: {url}.well-known/security.txt\n"
        ).encode(),
    }


def index(pages: list[Leaf]) -> bytes:
    """Return what the search looks through."""
    return json.dumps([{"path": one.path, "title": one.title} for one in pages]).encode()


def sitemap(url: str, paths: list[str]) -> bytes:
    """Return the list of pages for search engines."""
    lines = "\n".join(f"<url><loc>{url}{path}</loc></url>" for path in paths)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{lines}\n</urlset>\n"
    ).encode()


def feed(url: str, pages: list[Leaf]) -> bytes:
    """Return the news as RSS."""
    items = "\n".join(
        f"<item><title>{one.title}</title><link>{url}{one.path}</link>"
        f"<guid>{url}{one.path}</guid></item>"
        for one in pages
        if one.path.startswith("berita/") and one.path != "berita/"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>\n'
        f"<title>{seeds.NAME}</title><link>{url}</link>\n"
        f"<description>Berita {seeds.NAME}</description>\n"
        f"{items}\n</channel></rss>\n"
    ).encode()
