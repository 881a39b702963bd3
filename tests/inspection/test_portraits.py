"""Pictures of drafts: what they show, how large they are, and that nothing of them is run."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from inspection.website import PAGE, Website, quiet
from paraf.inspection.browser import chromium
from paraf.inspection.browser.portraits import LARGEST, Portrait, portraits
from paraf.ports import BrowserFault

pytestmark = [pytest.mark.browser, pytest.mark.server]
LOUD = "background: rgb(255, 0, 0); position: fixed; inset: 0"


@pytest.fixture(scope="module")
def browser() -> Path:
    return chromium.find(None)


def put(site: Website, body: str, path: str = "draf/") -> None:
    """Serve a page."""
    site.files[f"{path}index.html"] = PAGE.format(title="Draf - BKD", body=body).encode()


def taken(site: Website, browser: Path, *paths: str) -> dict[str, Portrait]:
    """Return the pictures of pages by path and device."""
    found = portraits(site.url, paths, quiet, browser=browser)
    return {f"{one.path} {one.device}": one for one in found}


def image(one: Portrait) -> Image.Image:
    """Return a picture as a browser would draw it."""
    return Image.open(BytesIO(one.image)).convert("RGB")


def test_a_page_is_pictured_for_a_phone_and_for_a_desktop(website: Website, browser: Path) -> None:
    put(website, "<h1>Draf</h1>" + "<p>Isi</p>" * 400)
    found = taken(website, browser, "draf/", "berita/")
    assert list(found) == ["draf/ phone", "draf/ desktop", "berita/ phone", "berita/ desktop"]
    assert image(found["draf/ phone"]).size == (720, 2800)
    assert image(found["draf/ desktop"]).size == (1280, 1200)
    assert {Image.open(BytesIO(one.image)).format for one in found.values()} == {"WEBP"}


def test_nothing_of_a_draft_is_run_and_no_other_host_is_asked(
    website: Website, browser: Path
) -> None:
    other = website.url.replace("127.0.0.1", "localhost")
    put(website, f"""
        <script>document.body.innerHTML = '<div style="{LOUD}"></div>'; fetch('/script')</script>
        <img src="/titik-hilang.png" onerror="fetch('/onerror')">
        <img src="{other}titik-lain.png"><iframe src="{other}bingkai/"></iframe>
        <meta http-equiv="refresh" content="0; url={other}pindah/">
    """)  # fmt: skip
    found = taken(website, browser, *["draf/"] * 4)
    assert image(found["draf/ desktop"]).getpixel((900, 400)) == (255, 255, 255)
    asked = set(website.asked)
    assert "titik-hilang.png" in asked
    assert not asked & {"script", "onerror", "titik-lain.png", "bingkai/index.html",
                        "pindah/index.html"}  # fmt: skip


def test_a_page_that_is_not_there_has_no_picture(website: Website, browser: Path) -> None:
    assert list(taken(website, browser, "hilang/", "berita/")) == [
        "berita/ phone",
        "berita/ desktop",
    ]


def test_a_colourful_page_is_kept_small(website: Website, browser: Path) -> None:
    noise = BytesIO()
    Image.effect_noise((1280, 1400), 120).save(noise, "PNG")
    website.files["assets/derau.png"] = noise.getvalue()
    put(website, '<img src="/assets/derau.png" style="width: 100%; height: 1400px">')
    found = taken(website, browser, "draf/")
    assert "draf/ desktop" in found
    assert all(len(one.image) <= LARGEST for one in found.values())


def test_without_a_browser_there_is_a_fault(website: Website, tmp_path: Path) -> None:
    none = tmp_path / "chromium"
    none.write_text("#!/bin/sh\nexit 1\n")
    none.chmod(0o755)
    with pytest.raises(BrowserFault):
        taken(website, none, "berita/")
