"""Pages in a real browser: what is seen of them, and every defect that is planted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from everything import long
from inspection.website import PAGE, Handler, Website, manifest_of, quiet
from paraf.core.article import digest
from paraf.core.evidence import ExpectedPage, FileSum
from paraf.core.inspecting import Budgets, InspectionRules
from paraf.inspection.browser.pages import Viewed, check_pages
from paraf.inspection.evidence.difference import compare
from paraf.inspection.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.server]
QUICK = InspectionRules(devices=("desktop",), themes=("light",))


def look(
    site: Website, into: Path, browser: Path, rules: InspectionRules = QUICK, **how: object
) -> Viewed:
    live = Site(site.url, site.manifest, site.release, site.pages, rules=rules)
    around, built = how.pop("around", ()), how.pop("built", None)
    live = replace(live, around=around, built=built)
    return check_pages(live, into, quiet, browser=browser, compare=compare, **how)


def told(viewed: Viewed) -> list[tuple[str, str]]:
    return sorted((one.kind, one.place) for one in viewed.findings)


def size(file: Path) -> tuple[int, int]:
    with Image.open(file) as image:
        assert image.format == "WEBP"
        return image.size


def written(site: Website, folder: Path) -> Path:
    """Write what is served now into a folder, as a built site is."""
    for path, body in site.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)
    return folder


def put(site: Website, path: str, body: str, *, head: str = "") -> ExpectedPage:
    """Serve a page with some article."""
    page = PAGE.format(title="Uji - BKD", body=f"<h1>Uji</h1>{body}").replace(
        "</head>", f"{head}</head>"
    )
    site.files[f"{path}index.html"] = page.encode()
    return ExpectedPage(path, "Uji", ("Uji",), {})


def test_a_good_site_is_seen_on_every_screen_and_in_every_theme(
    website: Website, into: Path, browser: Path, tmp_path: Path
) -> None:
    site, news = website, website.pages[1]
    site.alter(
        "assets/situs.css",
        "article",
        "@media (prefers-color-scheme: dark) { html { background: #111; color: #eee }"
        " a { color: #9cf } } article:not(#x)",
    )
    site.alter("assets/situs.css", "#222", "inherit")
    body = site.files["berita/index.html"].decode()
    marked = digest(body[body.index("<article>") + 9 : body.index("</article>")])
    site.pages = (replace(news, article=marked),)
    built = written(site, tmp_path / "built")
    viewed = look(site, into, browser, InspectionRules(), around=("",), built=built)
    assert viewed.findings == ()
    assert [(one.path, one.device, one.theme, one.status) for one in viewed.pages] == [
        (path, device, theme, 200)
        for path in ("berita/", "")
        for device in ("desktop", "phone")
        for theme in ("light", "dark")
    ]
    light, dark, phone, *_ = viewed.pages
    assert (light.title, light.headings) == ("Berita kita - BKD", ("Berita kita", "Jadwal"))
    assert light.article == marked
    assert size(into / phone.screenshot)[0] == 720
    assert size(into / dark.screenshot)[0] == 1280
    with Image.open(into / dark.screenshot) as image:
        assert max(image.convert("RGB").getpixel((1270, 10))) < 40
    assert light.figures["requests"] == 3
    assert 500 < light.figures["bytes"] < 3000
    assert light.figures.keys() == {"lcp", "cls", "bytes", "requests"}
    assert viewed.requests[f"{site.url}assets/situs.css"] == {"", "berita/"}
    assert viewed.tools["axe-core"].startswith("4.")
    assert {str(one.what): one.count for one in viewed.checked} == {
        "pages opened in a browser": 2,
        "views of them, by screen and theme": 8,
        "pages tried against the rules of WCAG 2.2 AA": 2,
        "pages walked through by keyboard": 2,
        "pictures held against the preview": 4,
        "downloads clicked": 1,
    }


@dataclass(frozen=True)
class Defect:
    """What is planted into an article, and what is to be said of it."""

    body: str
    kind: str
    what: str
    head: str = ""


DEFECTS = {
    "a console error": Defect(
        '<script>console.error("gawat")</script>',
        "console-error",
        "The page reports an error: gawat",
    ),
    "an exception": Defect(
        "<script>undefined_name()</script>",
        "console-error",
        "The page reports an error: undefined_name is not defined",
    ),
    "an image below the fold that is not there": Defect(
        '<p style="height: 20000px"></p><img src="/hilang.png" loading="lazy" alt="">',
        "request-failed",
        "The page asks for {url}hilang.png, in vain: 404",
    ),
    "a foreign image": Defect(
        '<img src="{foreign}assets/titik.png" alt="">',
        "request-foreign",
        "The page loads something from elsewhere: {foreign}assets/titik.png",
    ),
    "an image that is none": Defect(
        '<img src="/assets/bukan.png" alt="">',
        "image-undecoded",
        "The browser cannot show the image {url}assets/bukan.png.",
    ),
    "a policy that is broken": Defect(
        "<script>console.log(1)</script>",
        "csp-violation",
        "The page does what the site's policy forbids: script-src-elem: inline",
        "<meta http-equiv=content-security-policy content=\"script-src 'self'\">",
    ),
    "a dialog": Defect(
        "<script>alert('Selamat!')</script>",
        "page-intrudes",
        "The page opens something by itself: alert(“Selamat!”)",
    ),
    "a window": Defect(
        "<script>open('/')</script>",
        "page-intrudes",
        "The page opens something by itself: {url}",
    ),
    "an image without words": Defect(
        '<img src="/assets/titik.png">',
        "accessibility",
        "An image has no words for those who do not see it. (image-alt: img)",
    ),
    "words that stand out too little": Defect(
        '<p style="color: #ccc">Samar</p>',
        "accessibility",
        "Words stand out too little from what is behind them. (color-contrast: p)",
    ),
    "a trap for the keyboard": Defect(
        "<input aria-label=a onkeydown=\"event.key === 'Tab' && event.preventDefault()\">"
        "<p><a href='/'>sesudahnya</a></p>",
        "keyboard-unreached",
        "The keyboard does not get away from input.",
    ),
    "a menu that the keyboard cannot skip": Defect(
        "<a href=/>di dalam</a><script>document.querySelector('header').innerHTML +="
        " '<p><button>x</button></p>'.repeat(130)</script>",
        "keyboard-unreached",
        "The Tab key does not lead to the text.",
    ),
    "an article that is not printed": Defect(
        "<style>@media print { article { display: none } }</style>",
        "print-hidden",
        "In print the page has no text.",
    ),
    "a navigation that is printed": Defect(
        "<script>document.body.insertAdjacentHTML('afterbegin', '<nav id=menu>M</nav>')</script>",
        "print-navigation",
        "The navigation is printed with the text: nav#menu",
    ),
    "another heading": Defect(
        "<h3>Tambahan</h3>",
        "headings-differ",
        "The headings are “Uji · Tambahan”, not “Uji” as they were marked.",
    ),
}


def test_every_planted_defect_is_found_on_its_page(
    website: Website, into: Path, browser: Path
) -> None:
    """One browser for all defects, one page for each."""
    foreign = website.url.replace("127.0.0.1", "localhost")
    website.files["assets/bukan.png"] = b"bukan gambar"
    pages, expected = [], []
    for number, one in enumerate(DEFECTS.values()):
        path = f"d{number}/"
        pages.append(put(website, path, one.body.replace("{foreign}", foreign), head=one.head))
        what = one.what.replace("{url}", website.url).replace("{foreign}", foreign)
        expected.append((one.kind, f"{website.url}{path}", what))
    website.pages = tuple(pages)
    viewed = look(website, into, browser)
    assert sorted((one.kind, one.place, str(one.what)) for one in viewed.findings) == sorted(
        expected
    )
    # What is taller than a picture can be is cut; it is looked at all the same.
    assert size(into / "screenshots/d2-desktop.webp") == (1280, 16000)


def test_what_only_a_phone_or_the_dark_shows_is_found(
    website: Website, into: Path, browser: Path
) -> None:
    website.pages = (
        put(website, "lebar/", '<div id=lebar style="width: 500px">x</div>'),
        put(website, "geser/", '<div style="overflow-x: auto"><p style="width: 500px">x</p></div>'),
        put(website, "gelap/", "<p class=g>Gelap</p>", head="<style>@media"
            " (prefers-color-scheme: dark) { .g { color: #ddd } }</style>"),
    )  # fmt: skip
    viewed = look(website, into, browser, InspectionRules())
    assert [(one.kind, one.place, str(one.what)) for one in viewed.findings] == [
        ("overflow", f"{website.url}lebar/",
         "The page is wider than 360 px: div#lebar (508 px) sticks out."),
        ("accessibility", f"{website.url}gelap/",
         "In the dark theme: Words stand out too little from what is behind them."
         " (color-contrast: p)"),
    ]  # fmt: skip


def test_what_costs_more_than_the_office_allows_is_told(
    website: Website, into: Path, browser: Path
) -> None:
    noise = BytesIO()
    Image.effect_noise((200, 200), 90).save(noise, "PNG")
    website.files["assets/besar.png"] = noise.getvalue()
    moving = (
        "<script>requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => {"
        " document.querySelector('h1').style.marginTop = '300px' }), 60))</script>"
    )
    website.pages = (
        put(website, "mahal/", f"<img src=/assets/besar.png alt=derau><p>Isi</p>{moving}"),
    )
    rules = replace(QUICK, budgets=Budgets(lcp=0, cls=0.01, kilobytes=20, requests=3))
    viewed = look(website, into, browser, rules)
    assert {one.kind for one in viewed.findings} == {
        "lcp-over", "cls-over", "weight-over", "requests-over"
    }  # fmt: skip
    assert "desktop: It asks for 4 files; the budget is 3." in map(
        str, (f.what for f in viewed.findings)
    )


def test_a_page_that_is_not_what_was_marked_is_told_how(
    website: Website, into: Path, browser: Path
) -> None:
    website.alter("index.html", "<title>Beranda", "<title>Diretas")
    home, news = website.pages
    other = replace(put(website, "isi/", "<p>Tanggal 4.</p>"),
                    article=digest("<h1>Uji</h1><p>Tanggal 3.</p>"))  # fmt: skip
    website.tricks["bisu/index.html"] = lambda handler: handler.answer(410, b"")
    website.pages = (home, other, replace(news, path="hilang/"), replace(news, path="bisu/"))
    viewed = look(website, into, browser)
    assert sorted(str(one.what) for one in viewed.findings) == [
        "The server answers 404.",
        "The server answers 410.",
        "The text is not the one that was marked.",
        "The title is “Diretas - BKD”, not “Beranda” as it was marked.",
    ]
    assert (into / "screenshots/hilang-desktop.webp").exists()


def test_a_strict_policy_is_kept_and_hinders_nothing_of_ours(
    website: Website, into: Path, browser: Path
) -> None:
    page = put(website, "ketat/", '<img src="/assets/titik.png"><script>satu()</script>')

    def strict(handler: Handler) -> None:
        policy = {"Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self';"
                  " script-src 'self'; require-trusted-types-for 'script'"}  # fmt: skip
        handler.answer(200, website.files["ketat/index.html"], **policy)

    website.tricks["ketat/index.html"] = strict
    website.pages = (page,)
    assert told(look(website, into, browser, InspectionRules())) == [
        ("accessibility", f"{website.url}ketat/"),
        ("csp-violation", f"{website.url}ketat/"),
    ]


@long
def test_what_does_not_look_like_its_preview_is_shown(
    website: Website, into: Path, browser: Path, tmp_path: Path
) -> None:
    website.pages = (put(website, "a/", "<p>Isi</p><time>tadi</time>"), website.pages[1])
    built = written(website, tmp_path / "built")
    website.alter("a/index.html", "tadi", "baru saja")
    assert look(website, into, browser, built=built).findings == ()
    website.alter("a/index.html", "<p>Isi", "<style>p { font-size: 40px }</style><p>Isi")
    viewed = look(website, into, browser, built=built)
    assert told(viewed) == [("picture-differs", f"{website.url}a/")]
    assert viewed.pages[0].difference == "screenshots/a-desktop-difference.webp"
    assert size(into / viewed.pages[0].difference)[0] == 1280
    assert viewed.pages[1].difference == ""
    (built / "a/index.html").unlink()
    (finding,) = look(website, into, browser, built=built).findings
    assert str(finding.what) == "The preview cannot be drawn: 404"


SEARCH = """<form role="search"><label for="q">Cari</label><input id="q" type="search"></form>
<p role="status"></p><ol></ol><script>document.forms[0].onsubmit = event => {
  event.preventDefault();
  const list = document.querySelector('ol');
  list.replaceChildren();
  document.querySelector('[role=status]').textContent = 'Mencari …';
  setTimeout(() => {
    for (const [title, place] of INDEX)
      if (title === q.value) list.innerHTML += `<li><a href="${place}">x</a></li>`;
    document.querySelector('[role=status]').textContent = `${list.children.length} ditemukan`;
  }, 20);
}</script>"""


def test_a_page_that_the_search_does_not_know_is_told(
    website: Website, into: Path, browser: Path
) -> None:
    found = replace(put(website, "ada/", "<p data-pagefind-body>x</p>"), title="Uji")
    lost = put(website, "lupa/", "<p data-pagefind-body>x</p>")
    website.alter("lupa/index.html", "<title>Uji", "<title>Lupa")
    unsearched = put(website, "tidak/", "<p>x</p>")
    website.files["pagefind/pagefind.js"] = b""
    put(website, "cari/", SEARCH.replace("INDEX", "[['Uji', '../ada/?x=1'], ['Lupa', '../ada/']]"))
    website.remark()
    website.pages = (found, replace(lost, title="Lupa"), unsearched)
    viewed = look(website, into, browser)
    assert [(one.kind, one.place, str(one.what)) for one in viewed.findings] == [
        ("search-missing", f"{website.url}lupa/",
         "The search for “Lupa” does not lead to the page.")
    ]  # fmt: skip


class TestDownloads:
    """One page offers them all, and each has its fault."""

    @pytest.fixture
    def endless(self, website: Website) -> Iterator[None]:
        over: list[bool] = []

        def trickle(handler: Handler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", "application/pdf")
            handler.end_headers()
            handler.close_connection = True
            with handler.connection:
                while not over:
                    handler.wfile.write(b"x" * 4096)

        website.tricks["lebih.pdf"] = trickle
        yield
        over.append(True)

    def test_each_is_clicked_and_compared(
        self, website: Website, into: Path, browser: Path, endless: None
    ) -> None:
        def silent(handler: Handler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Length", "5")
            handler.end_headers()
            handler.wfile.write(b"se")
            handler.wfile.flush()
            handler.connection.recv(1)  # until the browser gives up

        good = {
            "baik.pdf": b"%PDF-1.7",
            "baik.csv": b"a,b",
            "ubah.pdf": b"satu",
            "pindah.csv": b"c",
        }
        website.files |= {**good, "ubah.pdf": b"dua!", "baru.csv": b"c"}
        website.tricks["sunyi.csv"] = silent
        website.tricks["pindah.csv"] = lambda one: one.answer(302, b"", Location="/baru.csv")
        links = (
            '<p><a href="/baik.pdf" target="_blank">a</a></p>',
            '<p><a href="../baik.csv" download>b</a></p>',
            "<details><summary>x</summary><a href=/ubah.pdf>c</a></details>",
            *(f"<p><a href=/{one}>{one}</a></p>" for one in
              ("hilang.pdf", "lebih.pdf", "sunyi.csv", "pindah.csv")),
        )  # fmt: skip
        page = put(website, "unduh/", "".join(links))
        lost = ("hilang.pdf", "lebih.pdf", "sunyi.csv", "tiada.pdf")
        sums = manifest_of(good).files | dict.fromkeys(lost, FileSum(5, "00"))
        website.pages = (replace(page, downloads=sums),)
        assert told(look(website, into, browser, patience=3.0)) == sorted([
            ("download-changed", f"{website.url}ubah.pdf"),
            ("download-status", f"{website.url}hilang.pdf"),
            ("download-changed", f"{website.url}lebih.pdf"),
            ("download-slow", f"{website.url}sunyi.csv"),
            ("download-missing", f"{website.url}unduh/"),
        ])  # fmt: skip
