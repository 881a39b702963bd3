"""The sheet that an official reads in a minute."""

import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from PIL import Image
from playwright.sync_api import sync_playwright

from inspection.test_record import evidences
from paraf.core.evidence import Checked, Evidence, FileSum, Finding, PageSeen, Severity
from paraf.core.words import T, english
from paraf.inspection.accepted import accept
from paraf.inspection.browser import axe
from paraf.inspection.browser.chromium import FLAGS, find
from paraf.inspection.evidence import summary
from paraf.inspection.findings import block
from paraf.records.catalogue import voice

URL = "https://bkd.contoh.example/"
ZONE = ZoneInfo("Asia/Jakarta")
ABOUT = summary.About("BKD Provinsi Contoh", "2026-0042", "Jadwal seleksi PPPK")
FIXED = T("Publish the release again, then inspect anew.")


def view(path: str, device: str, theme: str = "light", *, differs: bool = False) -> PageSeen:
    name = f"screenshots/{path.strip('/') or 'index'}-{device}-{theme}"
    difference = f"{name}-difference.webp" if differs else ""
    figures = {"lcp": 432.6, "bytes": 184_200, "requests": 17}
    title = f"Halaman {path}"
    return PageSeen(path, device, 200, title, (), f"{name}.webp", theme, "", difference, figures)


VIEWS = tuple(
    view(path, device, theme)
    for path in ("", "berita/", "kontak/")
    for device in ("phone", "desktop")
    for theme in ("light", "dark")
)
GOOD = Evidence(
    URL, "b7" * 32, 214, 3_400_000, VIEWS, (),
    at="2026-11-17T03:10:22Z",
    tools={"Chromium": "142.0", "axe-core": "4.11.0"},
    checked=(Checked("bytes", T("Files compared"), 214), Checked("links", T("Links"), 4120)),
    artifacts={
        "pages.wacz": FileSum(73_018, "ab" * 32),
        "screenshots/index-phone-light.webp": FileSum(9, "cd" * 32),
    },
)  # fmt: skip


def broken(count: int = 1) -> tuple[Finding, ...]:
    what = T("The server answers {status}.", status=404)
    return tuple(
        block("link-broken", f"{URL}{n}/", what, T("Correct it."), n) for n in range(count)
    )


def sheet(evidence: Evidence, about: summary.About = ABOUT) -> str:
    return summary.html(evidence, say=voice("id"), language="id", zone=ZONE, about=about)


def read(evidence: Evidence) -> str:
    text = lxml_html.fromstring(sheet(evidence).encode()).text_content()
    return " ".join(str(text).split())


def test_a_good_inspection_says_so_first() -> None:
    (heading,) = lxml_html.fromstring(sheet(GOOD).encode()).findall(".//h1")
    assert heading.text_content() == "Situs yang tayang sesuai dengan naskah yang disetujui"
    text = read(GOOD)
    for said in (
        "BKD Provinsi Contoh", "Cek website, perkara 2026-0042", "Jadwal seleksi PPPK", URL,
        "17 November 2026, pukul 10.10 WIB", "b7" * 32, "214 Berkas dibandingkan", "4120 Tautan",
        "pages.wacz", "ab" * 32, "1 gambar", "axe-core 4.11.0, Chromium 142.0",
        "ponsel: bagian utama tampil setelah 0,4 detik · 184,2 kB · 17 permintaan",
    ):  # fmt: skip
        assert said in text


def test_without_a_case_nobody_has_approved_anything() -> None:
    for findings in ((), broken()):
        page = sheet(replace(GOOD, findings=findings), summary.About())
        (heading,) = lxml_html.fromstring(page.encode()).findall(".//h1")
        assert "sebagaimana mestinya" in heading.text_content()
        assert "None" not in page


def test_what_is_wrong_is_grouped_with_what_to_do_and_who() -> None:
    text = read(replace(GOOD, findings=broken(7)))
    assert "Situs yang tayang belum sesuai dengan naskah yang disetujui" in text
    assert "Harus diperbaiki: 1." in text
    assert "(7×)" in text
    assert "Server menjawab 404. Penyusun halaman: Correct it." in text
    assert f"{URL}0/ · {URL}1/:1 · {URL}2/:2 · dan 4 lagi" in text


def test_what_blocks_is_told_before_what_is_noted() -> None:
    noted = block("sitemap-incomplete", URL, T("Two pages are missing."), T("Build anew."))
    assert noted.severity is Severity.WARN
    text = read(replace(GOOD, findings=(noted, *broken())))
    order = ("Yang harus diperbaiki", "Server menjawab", "Yang diperiksa", "Two pages are missing.")
    assert [text.index(one) for one in order] == sorted(text.index(one) for one in order)
    assert "sesuai dengan naskah" in read(replace(GOOD, findings=(noted,)))


def test_what_the_office_lives_with_asks_for_nothing() -> None:
    (finding,) = accept(broken(), {"link-broken": "situs mitra pindah"})
    text = read(replace(GOOD, findings=(finding,)))
    assert "situs mitra pindah" in text
    assert "Correct it." not in text


def test_a_site_that_is_down_is_said_to_be_down() -> None:
    down = block("server-unreachable", URL, T("The server does not answer."), T("See to it."))
    assert "Situs tidak dapat diperiksa" in read(replace(GOOD, findings=(down,), pages=()))


def test_a_page_that_differs_is_shown_first_with_the_picture_of_it() -> None:
    pages = (*VIEWS[:4], view("berita/", "phone", differs=True), *VIEWS[8:])
    root = lxml_html.fromstring(sheet(replace(GOOD, pages=pages)).encode())
    sections = root.findall(".//section")
    assert sections[0].findtext("h3") == "Halaman berita/"
    first = sections[0].find(".//img")
    assert first is not None
    assert first.get("src") == "screenshots/berita-phone-light-difference.webp"
    assert str(first.get("alt")).startswith("Yang berbeda dari pratinjau")


def test_only_some_pages_are_shown_at_once_and_none_is_lost() -> None:
    pages = tuple(view(f"p{n}/", "phone") for n in range(30))
    root = lxml_html.fromstring(sheet(replace(GOOD, pages=pages)).encode())
    assert len(root.findall(".//section")) == 30
    assert len(root.findall(".//details/section")) == 30 - summary.SHOWN
    assert "Halaman lain: 28" in root.text_content()


class Loads(HTMLParser):
    """Everything that a file asks a browser to load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found += [
            str(value) for name, value in attrs if name in ("src", "href", "style", "srcset")
        ]
        assert not any(name.startswith("on") for name, _ in attrs)


def test_the_sheet_needs_nothing_but_the_pictures_beside_it() -> None:
    seen = Loads()
    seen.feed(sheet(replace(GOOD, findings=broken())))
    assert not seen.tags & {"script", "iframe", "object", "link", "form"}
    shots = {one.screenshot for one in VIEWS}
    assert set(seen.found) == shots | {"pages.wacz"}


def test_the_style_is_the_same_on_every_sheet_so_that_a_policy_can_name_it() -> None:
    def style(page: str) -> str:
        (found,) = re.findall("<style>(.*?)</style>", page, re.S)
        return hashlib.sha256(found.encode()).hexdigest()

    other = summary.html(
        replace(GOOD, findings=broken(3)), say=english, language="en", zone=ZoneInfo("UTC")
    )
    assert style(sheet(GOOD)) == style(other)


@settings(max_examples=40, deadline=None)
@given(evidences, st.text(max_size=30))
def test_nothing_that_was_seen_can_become_part_of_the_sheet(evidence: Evidence, text: str) -> None:
    nasty = f"</style><script>alert(1)</script>{text}"
    pages = (view(nasty, nasty), *evidence.pages)
    finding = Finding(nasty, Severity.BLOCK, nasty, 0, T("{x}", x=nasty), T("{x}", x=nasty))
    full = replace(evidence, at="", pages=pages, findings=(finding, *evidence.findings))
    seen = Loads()
    seen.feed(summary.html(full, say=english, language="en", zone=ZONE,
                           about=summary.About(nasty, nasty, nasty)))  # fmt: skip
    assert "script" not in seen.tags
    assert not any(":" in one.partition("/")[0] for one in seen.found)


BROKEN = f"""async () => (await axe.run(document, {{runOnly: {list(axe.TAGS)}}}))
    .violations.map(one => [one.id, one.nodes.map(node => node.html)])"""


@pytest.mark.browser
def test_the_sheet_prints_on_one_page_fits_a_phone_and_is_open_to_everybody(tmp_path: Path) -> None:
    for one in VIEWS:
        (tmp_path / "screenshots").mkdir(exist_ok=True)
        size = (780, 3000) if one.device == "phone" else (1280, 1500)
        Image.new("RGB", size, "#abc").save(tmp_path / one.screenshot, quality=10)
    noted = block("lcp-over", f"{URL}berita/", T("It takes 3.1 s."), T("Make it smaller."))
    for name, findings in (("good", ()), ("bad", (*broken(9), noted))):
        (tmp_path / f"{name}.html").write_text(sheet(replace(GOOD, findings=findings)), "utf-8")
    browser = find(None)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser, args=[*FLAGS])
        tab = running.new_page(viewport={"width": 360, "height": 740})
        for name in ("good", "bad"):
            tab.goto((tmp_path / f"{name}.html").as_uri())
            assert tab.evaluate("document.documentElement.scrollWidth") == 360
            printed = tab.pdf(prefer_css_page_size=True)
            assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
            tab.evaluate(axe.script())
            for colours in ("light", "dark"):
                tab.emulate_media(color_scheme=colours)
                assert tab.evaluate(BROKEN) == []
        running.close()
