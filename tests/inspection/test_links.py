"""Every reference of a site leads somewhere, judged from its files alone."""

import gzip
import json
import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from inspection.website import Website, manifest_of, quiet
from paraf.core.evidence import ExpectedPage, Severity
from paraf.core.inspecting import InspectionRules
from paraf.inspection.bytes.check import check_bytes
from paraf.inspection.kinds.links import LINKS
from paraf.inspection.links.check import built_documents, check_links
from paraf.inspection.links.document import as_json, from_json, is_read, read
from paraf.inspection.links.judge import judge
from paraf.inspection.share import Share
from paraf.inspection.site import Site

URL = "https://bkd.contoh.example/"
HEAD = '<!doctype html><html lang="id"><head><meta charset="utf-8"><title>x</title>{}</head>'
PAGE = HEAD + "<body>\n{}\n</body></html>"
LOCS = "".join(f"<url><loc>{URL}{path}</loc></url>\n" for path in ("", "berita/", "lama.html"))
SITEMAP = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{LOCS}</urlset>'
SOUND: Mapping[str, str | bytes] = {
    "index.html": PAGE.format(
        f'<link rel="canonical" href="{URL}"><link rel="stylesheet" href="assets/situs.css">',
        '<h1 id="beranda">Beranda</h1><a href="berita/#jadwal">Jadwal</a> <a href="lama.html">x</a>'
        '<img src="/assets/titik.png" alt="" srcset="assets/titik.png, assets/titik.png 2x">',
    ),
    "berita/index.html": PAGE.format(
        f'<link rel="canonical" href="{URL}berita/">',
        '<h2 id="jadwal">Jadwal</h2><a href="..">Beranda</a> <a href="#jadwal">di sini</a>'
        '<a href="jadwal (1).pdf" download>Unduh</a> <a href="jadwal%20(1).pdf">lagi</a>',
    ),
    "lama.html": PAGE.format(f'<link rel="canonical" href="{URL}lama.html">', "lama"),
    "404.html": PAGE.format("", '<a href="/">Beranda</a>'),
    "berita/jadwal (1).pdf": b"%PDF-1.7",
    "assets/situs.css": "@font-face { src: url(huruf.woff2) }\n",
    "assets/huruf.woff2": b"",
    "assets/titik.png": b"",
    "assets/tanda.svg": '<svg xmlns="http://www.w3.org/2000/svg"><symbol id="panah"/></svg>',
    "sitemap.xml": SITEMAP,
    "sitemap.xml.gz": gzip.compress(SITEMAP.encode()),
    "robots.txt": f"User-agent: *\nSitemap: {URL}sitemap.xml\n",
}

Told = list[tuple[str, str, int]]


def site_of(files: Mapping[str, bytes], url: str = URL, **more: object) -> Site:
    return Site(url, manifest_of(dict(files)), None, **more)  # type: ignore[arg-type]


def in_bytes(files: Mapping[str, str | bytes]) -> dict[str, bytes]:
    return {path: one if isinstance(one, bytes) else one.encode() for path, one in files.items()}


def sentences(changes: Mapping[str, str | bytes], url: str = URL, **more: object) -> list[str]:
    files = in_bytes(SOUND | changes)
    site = site_of(files, url, **more)
    documents = [one for path, body in files.items() if (one := read(path, body))]
    return [
        f"{one.kind} {one.place.removeprefix(url)}:{one.line} {one.what}".replace(url, "/")
        for one in judge(site, documents)
    ]


def on_home(html: str, head: str = "", **more: str | bytes) -> list[str]:
    """What is found when the home page says this, too, in its body and head."""
    home = str(SOUND["index.html"])
    home = home.replace("</body>", f"{html}\n</body>").replace("</head>", f"{head}</head>")
    return sentences({"index.html": home, **more})


def test_a_sound_site_has_no_finding() -> None:
    assert sentences({}) == []


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ('<a href="hilang/">x</a>', "link-broken"),
        ('<a href="/hilang/?halaman=2">x</a>', "link-broken"),
        (f'<a href="{URL}hilang/">x</a>', "link-broken"),
        ('<a href="//BKD.contoh.example:443/hilang/">x</a>', "link-broken"),
        ('<a href=" hil\tang/ ">x</a>', "link-broken"),
        ('<a href="berita\\hilang">x</a>', "link-broken"),
        ('<a href="berita/jadwal.html">x</a>', "link-broken"),
        ('<form action="kirim"></form>', "link-broken"),
        ('<iframe src="peta.html"></iframe>', "link-broken"),
        ('<blockquote cite="/sumber/">x</blockquote>', "link-broken"),
        ('<a href="hilang.pdf">x</a>', "download-broken"),
        ('<a href="hilang" download>x</a>', "download-broken"),
        ('<img src="hilang.png" alt="">', "image-broken"),
        ('<input type="image" src="hilang.png" alt="Cari">', "image-broken"),
        ('<video poster="hilang.png"></video>', "image-broken"),
        ('<svg><image href="hilang.png"/></svg>', "image-broken"),
        ('<svg><use xlink:href="hilang.svg#panah"/></svg>', "image-broken"),
        ('<img srcset="assets/titik.png 1x, hilang.png 2x" alt="">', "srcset-broken"),
        ('<picture><source srcset="hilang.avif"></picture>', "srcset-broken"),
        ('<video src="hilang.webm"></video>', "media-broken"),
        ('<audio><source src="hilang.ogg"></audio>', "media-broken"),
        ('<video><track src="hilang.vtt"></video>', "media-broken"),
        ('<object data="hilang.pdf"></object>', "media-broken"),
        ('<embed src="hilang.pdf">', "media-broken"),
        ('<script src="hilang.js"></script>', "script-broken"),
        ('<p style="background: url(&quot;hilang.png&quot;)">x</p>', "css-broken"),
        ("<style>p { background: url( 'hilang.png' ) }</style>", "css-broken"),
        ('<style>@import "hilang.css";</style>', "css-broken"),
    ],
)
def test_whatever_a_page_refers_to_must_be_there(tag: str, kind: str) -> None:
    (found,) = on_home(tag)
    assert found.startswith(f"{kind} :3 ")
    assert "hilang" in found or "not exist" in found or "no such page" in found


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ('<link rel="stylesheet" href="hilang.css">', "css-broken"),
        ('<link rel="shortcut icon" href="hilang.ico">', "image-broken"),
        ('<link rel="preload" as="image" imagesrcset="hilang.png 1x">', "srcset-broken"),
        ('<link rel="preload" as="font" href="hilang.woff2">', "download-broken"),
        ('<link rel="manifest" href="hilang.webmanifest">', "link-broken"),
        ('<link rel="alternate" hreflang="en" href="/en/">', "alternate-broken"),
        ('<link rel="alternate" type="application/rss+xml" href="/rss.xml">', "feed-broken"),
        (f'<meta property="og:image" content="{URL}hilang.png">', "image-broken"),
        ('<meta http-equiv="refresh" content="5; url=\'/hilang/\'">', "link-broken"),
        ('<meta http-equiv="refresh" content="0;/hilang/">', "link-broken"),
    ],
)
def test_whatever_a_head_refers_to_must_be_there(tag: str, kind: str) -> None:
    assert [one.partition(" ")[0] for one in on_home("", tag)] == [kind]


@pytest.mark.parametrize(
    "tag",
    [
        '<a href="#">x</a>',
        '<a href="#TOP">x</a>',
        '<a href="#:~:text=Jadwal">x</a>',
        '<a href="berita/#jadwal:~:text=Jadwal">x</a>',
        '<a href="#/pencarian">the way of a program</a>',
        '<a href="assets/tanda.svg#panah">x</a>',
        '<a href="assets/tanda.svg#svgView(viewBox(0,0,1,1))">x</a>',
        '<a href="berita/jadwal%20(1).pdf#page=2">x</a>',
        '<svg><use href="assets/tanda.svg#panah"/><use href="#beranda"/></svg>',
        '<a href="./././berita/../berita/%2e%2e/berita/index.html">x</a>',
        '<a href="../../../berita/">x</a>',
        '<a href="?halaman=2">x</a> <a href="https:///bkd.contoh.example">x</a>',
        '<a href="mailto:a@b.example">x</a> <a href="tel:1">x</a> <a href="WhatsApp:1">x</a>',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">',
        '<img srcset="data:image/png;base64,AAAA, assets/titik.png 2x" alt="">',
        '<a href="https://elsewhere.example/hilang">x</a>',
        '<a href="//elsewhere.example/hilang">x</a>',
        '<link rel="preconnect" href="//cdn.example">',
        '<!-- <a href="hilang/">x</a> -->',
        '<script>"<a href=hilang/>"</script>',
        '<form action=""></form>',
        '<a id="baris-1" name="baris-1" href="#baris-1"></a>',
        '<a href="." title="Beranda"></a> <a href="."><img src="assets/titik.png" alt="B"></a>',
        "<style>/* url(hilang.png) */ p::after { content: 'url(hilang.png)' }</style>",
        '<style>@namespace svg url(http://www.w3.org/2000/svg); p { fill: url("#a") }</style>',
    ],
)
def test_what_is_right_is_not_told(tag: str) -> None:
    assert on_home(tag) == []


def test_a_missing_place_is_found_on_the_page_itself_and_on_another() -> None:
    assert on_home('<a href="#bawah">x</a><a href="berita/#a%20b">x</a>') == [
        "anchor-missing :3 / has no place named bawah.",
        "anchor-missing :3 /berita/ has no place named a b.",
    ]


def test_a_place_may_be_written_in_percent_signs() -> None:
    assert on_home('<h2 id="tanya jawab é">x</h2><a href="#tanya%20jawab%20%C3%A9">x</a>') == []


def test_a_base_moves_all_references_even_those_to_places() -> None:
    page = PAGE.format('<base href="/assets/">', '<img src="titik.png" alt=""><a href="#x">x</a>')
    assert sentences({"lama.html": page}) == [
        "link-broken lama.html:2 The link to /assets/ leads nowhere: there is no such page."
    ]


def test_a_base_on_another_site_leads_away() -> None:
    page = PAGE.format('<base href="https://elsewhere.example/">', '<a href="hilang">x</a>')
    assert sentences({"lama.html": page}) == []


def test_an_empty_step_in_a_path_is_found() -> None:
    assert [one.split()[0] for one in on_home('<a href="berita//">x</a>')] == ["case-differs"]


def test_capitals_and_small_letters_differ_on_a_web_server() -> None:
    assert on_home('<a href="Berita/">x</a><img src="assets/Titik.PNG" alt="">') == [
        "case-differs :3 /Berita/ is written /berita/ in truth; web servers tell the two apart.",
        "case-differs :3 /assets/Titik.PNG is written /assets/titik.png in truth;"
        " web servers tell the two apart.",
    ]


def test_what_an_encrypted_page_loads_is_encrypted() -> None:
    found = on_home(
        '<img src="http://elsewhere.example/a.png" alt=""><a href="http://elsewhere.example/">x</a>'
        '<img src="http://bkd.contoh.example/assets/titik.png" alt="">'
    )
    assert [one.split()[0] for one in found] == ["content-mixed", "content-mixed"]


@pytest.mark.parametrize(
    "link",
    [
        *("http://localhost:8000/", "http://127.0.0.1/a", "https://[::1]/", "http://0x7f.1/"),
        *("http://2130706433/", "http://10.0.0.1/", "//192.168.1.1/", "http://169.254.169.254/"),
        *("http://[::ffff:10.0.0.1]/", "http://admin@10.0.0.1/", "http://intranet/a"),
        *("http://server.local./", "FILE:///C:/a.pdf", "C:\\dokumen\\a.pdf", "\\\\server\\a.pdf"),
    ],
)
def test_a_link_to_the_readers_own_machine_or_network_is_found(link: str) -> None:
    assert [one.split()[0] for one in on_home(f'<a href="{link}">x</a>')] == ["link-local"]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:void(0)",
        " JaVa&#10;Script:x()",
        "vbscript:x",
        "data:text/html,<script>x</script>",
    ],
)
def test_a_link_that_runs_a_program_is_found(link: str) -> None:
    assert [one.split()[0] for one in on_home(f'<a href="{link}">x</a>')] == ["link-unsafe"]


@pytest.mark.parametrize("link", ["https://", "http://a b/", "http://a:b/", "http://1.2.3.4.5/"])
def test_what_is_no_address_is_found(link: str) -> None:
    assert [one.split()[0] for one in on_home(f'<a href="{link}">x</a>')] == ["link-broken"]


def test_a_host_may_be_written_in_its_own_letters() -> None:
    url = "https://xn--bcher-kva.example/"
    link = f'<a href="https://BÜCHER.example/hilang">x</a><link rel=canonical href="{url}">'
    assert next(one.split()[0] for one in sentences({"index.html": link}, url)) == "link-broken"


def test_a_link_without_words_or_address_is_told_but_blocks_nothing() -> None:
    found = on_home('<a href="berita/"><img src="assets/titik.png" alt=""></a><a href="">x</a>')
    assert found == [
        "link-empty :3 The link has no address.",
        "link-empty :3 The link to berita/ has no words: nobody hears where it leads.",
    ]
    assert LINKS["link-empty"].severity is Severity.WARN


def test_two_places_of_one_name_are_told() -> None:
    found = on_home('<p id="jadwal"></p>\n<p id="jadwal"></p>')
    assert found == ["id-twice :4 Another place before is also named jadwal."]


def test_a_link_that_needs_a_redirection_is_told() -> None:
    rules = InspectionRules(redirects={"/dulu/": "/berita/"}, others=("/aplikasi",))
    page = '<a href="berita">x</a><a href="dulu/">x</a><a href="aplikasi/masuk?x=1">x</a>'
    page += '<a href="http://bkd.contoh.example/berita/">x</a>'
    assert [one.split()[0] for one in sentences({"404.html": page}, rules=rules)] == [
        *("link-redirected", "link-redirected", "link-redirected"),
    ]


def test_a_mistake_of_the_theme_is_told_once_and_one_of_a_few_pages_on_each() -> None:
    many = {f"h/{n}.html": '<a href="/hilang/">x</a><a href="#x">x</a>' for n in range(20)}
    few = {f"h/{n}.html": '<a href="/jauh/">x</a>' for n in range(20, 23)}
    hidden = {
        path: f'<meta name="robots" content="noindex">{one}'
        for path, one in {**many, **few}.items()
    }
    page = ExpectedPage("h/7.html", "", (), {})
    found = [one for one in sentences(hidden, pages=[page]) if one.startswith("link-broken")]
    assert found == [
        "link-broken h/7.html:1 The link to /hilang/ leads nowhere: there is no such page."
        " The same in 19 more files.",
        *(
            f"link-broken h/{n}.html:1 The link to /jauh/ leads nowhere: there is no such page."
            for n in (20, 21, 22)
        ),
    ]


def test_a_style_sheet_refers_from_where_it_lies() -> None:
    css = (
        'p { background: url(titik.png), url("/assets/titik\\2epng") }\n@import url("x.css") print;'
    )
    assert sentences({"assets/situs.css": css}) == [
        "css-broken assets/situs.css:2 The style sheet /assets/x.css does not exist."
    ]


def test_an_app_s_icons_must_be_there() -> None:
    app = {"icons": [{"src": "assets/titik.png"}, {"src": "i.png"}, 7], "start_url": "/mulai"}
    found = sentences({"manifest.webmanifest": json.dumps(app), "app/manifest.json": "{"})
    assert [one.split()[:2] for one in found] == [
        ["link-broken", "app/manifest.json:1"],
        ["link-broken", "manifest.webmanifest:0"],
        ["image-broken", "manifest.webmanifest:0"],
    ]


RSS = """<rss version="2.0"><channel><title>x</title><link>{url}</link>
<item><link>{url}{path}</link><enclosure url="{url}a.pdf" type="application/pdf" length="1"/></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="/atom.xml"/>
<entry><link href="hilang/"/></entry></feed>"""


def test_a_feed_leads_to_what_is_there_and_can_be_read() -> None:
    found = sentences(
        {
            "rss.xml": RSS.format(url=URL, path="hilang/"),
            "atom.xml": ATOM,
            "patah.rss": "<rss>\n<channel>",
        }
    )
    assert sorted(one.split()[:2] for one in found) == [
        ["feed-broken", "atom.xml:2"],
        ["feed-broken", "patah.rss:2"],
        ["feed-broken", "rss.xml:2"],
        ["feed-broken", "rss.xml:2"],
    ]


def test_a_drawing_that_cannot_be_read_is_found() -> None:
    assert [one.split()[0] for one in sentences({"assets/x.svg": "<svg><g></svg>"})] == [
        "image-broken"
    ]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("hilang/", "lists /hilang/, which does not exist"),
        ("berita", "/berita is found by a redirection only"),
        ("Berita/", "/Berita/ is written /berita/ in truth"),
        ("#beranda", "/#beranda leads into the middle"),
    ],
)
def test_a_sitemap_lists_pages_as_they_are(entry: str, said: str) -> None:
    sitemap = SITEMAP.replace(f"{URL}lama.html", f"{URL}lama.html</loc><loc>{URL}{entry}")
    found = sentences({"sitemap.xml": sitemap, "sitemap.xml.gz": gzip.compress(sitemap.encode())})
    assert [one.split()[:2] for one in found] == [
        ["sitemap-broken", "sitemap.xml:4"],
        ["sitemap-broken", "sitemap.xml.gz:4"],
    ]
    assert said in found[0]


@pytest.mark.parametrize(
    "loc", ["https://elsewhere.example/", "http://bkd.contoh.example/", "/berita/", "", "mailto:x"]
)
def test_a_sitemap_lists_whole_addresses_of_its_own_site(loc: str) -> None:
    sitemap = SITEMAP.replace("</urlset>", f"<url><loc>{loc}</loc></url></urlset>")
    found = sentences({"sitemap.xml": sitemap, "sitemap.xml.gz": gzip.compress(sitemap.encode())})
    assert {one.split()[0] for one in found} == {"sitemap-broken"}
    assert len(found) == 2


def test_a_page_that_no_sitemap_lists_is_told() -> None:
    page = PAGE.format("{}", "x")
    found = sentences(
        {
            "baru.html": page,
            "lain.html": page.format('<meta name="robots" content="noindex, follow">'),
            "pindah.html": page.format('<meta http-equiv="refresh" content="0; url=/berita/">'),
            "kembar.html": page.format(f'<link rel="canonical" href="{URL}berita/">'),
        }
    )
    assert found == ["sitemap-incomplete sitemap.xml:0 /baru.html is not in the sitemap."]


def test_a_packed_sitemap_is_the_same_as_the_one_beside_it() -> None:
    other = SITEMAP.replace(f"<url><loc>{URL}berita/</loc></url>", "")
    assert [
        one.split()[:2] for one in sentences({"sitemap.xml.gz": gzip.compress(other.encode())})
    ] == [["sitemap-broken", "sitemap.xml.gz:0"]]


@pytest.mark.parametrize(
    "body",
    [b"", b"<urlset>", b"\x1f\x8b\x08", gzip.compress(b"<urlset>")[:-9]],
    ids=["nothing", "not packed", "a head only", "packed by half"],  # a packed body holds the time
)
def test_a_sitemap_that_cannot_be_read_is_found(body: bytes) -> None:
    kinds = {one.split()[0] for one in sentences({"sitemap.xml.gz": body})}
    assert kinds == {"sitemap-broken"}


def test_robots_names_a_sitemap_that_is_there() -> None:
    found = sentences({"robots.txt": f"Sitemap: {URL}peta.xml # dulu\nsitemap:/sitemap.xml"})
    assert [one.split()[:2] for one in found] == [
        ["sitemap-broken", "robots.txt:1"],
        ["sitemap-broken", "robots.txt:2"],
    ]


@pytest.mark.parametrize(
    "canonical",
    [f"{URL}hilang/", f"{URL}berita", f"{URL}Berita/", "https://elsewhere.example/berita/", "",
     "http://bkd.contoh.example/berita/", f"{URL}berita/#jadwal", "http://localhost/berita/"],
)  # fmt: skip
def test_a_page_gives_its_true_address(canonical: str) -> None:
    page = str(SOUND["berita/index.html"]).replace(f"{URL}berita/", canonical)
    found = sentences({"berita/index.html": page})
    assert found[0].startswith("canonical-wrong berita/:1")


def test_a_page_gives_one_address() -> None:
    found = on_home("", f'<link rel="canonical" href="{URL}berita/">')
    assert [one.split()[0] for one in found] == ["canonical-wrong"]


def test_a_preview_may_say_where_the_site_will_be_at_home() -> None:
    assert sentences({}, "http://127.0.0.1:8000/") == []
    assert sentences({}, "http://10.1.2.3/") == []


def test_a_public_site_that_says_it_is_another_is_found_once() -> None:
    found = sentences({}, "https://www.contoh.example/")
    assert [one.split()[0] for one in found] == ["canonical-wrong"]


def test_a_site_may_lie_in_a_folder_of_its_host() -> None:
    url = f"{URL}situs/"
    files = {
        path: one.replace(URL, url) if isinstance(one, str) else one for path, one in SOUND.items()
    }
    files["sitemap.xml.gz"] = gzip.compress(str(files["sitemap.xml"]).encode())
    files["404.html"] = '<a href="/situs/">x</a><a href="/lain/">x</a><a href="/situs">x</a>'
    files["index.html"] = str(files["index.html"]).replace("/assets", "/situs/assets")
    assert sentences(files, url) == []


def test_the_order_of_the_documents_does_not_matter_and_they_survive_json() -> None:
    files = in_bytes({**SOUND, **{f"h/{n}.html": '<a href="/x/"></a>' for n in range(9)}})
    site = site_of(files)
    documents = [one for path, body in files.items() if (one := read(path, body))]
    told = [from_json(json.loads(json.dumps(as_json(one)))) for one in documents]
    assert told == documents
    random.Random(1).shuffle(told)
    assert judge(site, told) == judge(site, documents) != ()


def test_several_processes_and_several_shares_read_the_same(tmp_path: Path) -> None:
    files = in_bytes({**SOUND, **{f"h/{n}.html": f'<a href="{n}/"></a>' for n in range(600)}})
    for path, body in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(body)
    site = site_of(files, built=tmp_path)
    alone = built_documents(site, quiet, processes=1)
    assert built_documents(site, quiet, processes=2) == alone
    shares = [replace(site, share=Share(number, 3)) for number in (1, 2, 3)]
    each = [built_documents(one, quiet) for one in shares]
    assert sorted((one for part in each for one in part), key=lambda one: one.path) == list(alone)
    assert check_links(shares[0], each[0], quiet).findings == ()
    whole = check_links(site, None, quiet)
    assert whole.findings == judge(site, alone)
    assert next(one.count for one in whole.checked) == len(alone)


def test_without_anything_to_read_nothing_is_passed() -> None:
    with pytest.raises(ValueError, match="built"):
        check_links(site_of(in_bytes(SOUND)), None, quiet)


@pytest.mark.server
def test_what_is_fetched_byte_by_byte_is_all_read(website: Website) -> None:
    body = gzip.compress(SITEMAP.encode())
    more = ("sitemap.xml", "sitemap.xml.gz", "a.svg", "robots.txt", "app.webmanifest", "b/rss.xml",
            "manifest.json", "a.xhtml", "index.html.gz", "data.json")  # fmt: skip
    website.files |= {path: body if path.endswith(".gz") else b"x" for path in more}
    website.remark()
    read: set[str] = set()
    site = Site(website.url, website.manifest, website.release)
    check_bytes(site, quiet, reader=lambda path, _: read.add(path))
    assert read == {path for path in website.manifest.files if is_read(path)}
    assert "sitemap.xml.gz" in read
