"""What is expected of a page is what the theme really shows."""

import hashlib
from pathlib import Path

import pytest
from lxml import html

from paraf.manuscript.read import expect, read
from paraf.site.build import build
from paraf.site.stage import written_out
from small_office import DOWNLOAD, EPOCH, office, page, quiet, say, sop, write

EXTENSIONS = (
    ("attr_list", {}),
    ("md_in_html", {}),
    ("tables", {}),
    ("toc", {"permalink": True}),
)
PAGES = [
    page("uji/biasa.md", "Biasa", "# Biasa *miring* & `kode`\n\n## Dua { #dua }\n\n### Tiga\n"),
    page("uji/tanpa.md", "Judul  dari | & atas", "Teks.\n\n## Satu &amp; dua\n"),
    page("uji/html.md", "HTML", "<h1>Ditulis\n sendiri</h1>\n\n<div markdown>\n## Dalam\n</div>\n"),
    page("uji/kosong.md", "Kosong", "\n"),
    page("uji/index.md", "Indeks", "# Indeks\n\n```\n# bukan judul\n```\n"),
]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("tree")
    pages = write(tree, [*office(), *PAGES], **DOWNLOAD)
    out = tree / "out"
    build(tree, out, pages=pages, sops=[sop()], epoch=EPOCH, say=say, progress=quiet)
    return tree


@pytest.mark.parametrize("one", [*office(), *PAGES], ids=lambda one: one.path)
def test_title_and_headings_are_those_of_the_built_page(tree: Path, one) -> None:
    one = written_out(one, tree, pages=[*office(), *PAGES], sops=[sop()], say=say)
    expected = expect(one, root=tree, tree=paths(tree), extensions=EXTENSIONS, downloads=())
    shown = html.parse(str(tree / "out" / expected.path / "index.html")).getroot()
    for sign in shown.xpath("//a[@class='headerlink']"):
        sign.drop_tree()
    headings = shown.xpath("//article//*[self::h1 or self::h2 or self::h3]")
    assert expected.headings == tuple(" ".join(h.text_content().split()) for h in headings)
    assert shown.xpath("//title")[0].text == f"{expected.title} - Kantor Contoh"


def test_the_downloads_that_a_page_offers_are_expected_with_their_bytes(tree: Path) -> None:
    (offering,) = (one for one in office() if one.path == "pengumuman/baru.md")
    download = "content/unduhan/berkas/2026/jadwal.csv"
    downloads = (download, "content/unduhan/berkas/2026/lain.pdf")
    expected = expect(
        offering, root=tree, tree=paths(tree), extensions=EXTENSIONS, downloads=downloads
    )
    assert expected.path == "pengumuman/baru/"
    ((path, one),) = expected.downloads.items()
    assert path == "unduhan/berkas/2026/jadwal.csv"
    assert one.sha256 == hashlib.sha256((tree / download).read_bytes()).hexdigest()


def paths(tree: Path) -> tuple[str, ...]:
    files = (one for one in tree.rglob("*") if one.is_file())
    return tuple(one.relative_to(tree).as_posix() for one in files)


@pytest.mark.parametrize("body", ["", "\0", "<b", "</article><p>", "&#0;", "<!--", "<svg><a>"])
def test_any_body_can_be_read(body: str) -> None:
    assert read(body, EXTENSIONS).headings == ()
