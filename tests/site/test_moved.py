"""Old addresses lead on: without a server's doing, without a script, past every check."""

import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from paraf.core.page import Page
from paraf.core.policy import policy
from paraf.inspection.links.check import built_documents
from paraf.inspection.links.judge import judge
from paraf.inspection.site import Site
from paraf.site.build import build
from paraf.site.faults import BrokenPages
from paraf.site.manifest import measure
from paraf.site.moved import write_redirects
from paraf.site.policy import loads
from small_office import DOWNLOAD, EPOCH, office, page, quiet, say, sop, write

URL = "https://kantor.contoh.example/"
OLD = ("pengumuman/jadwal lama/", "arsip/2019/jadwal/", "unduhan/berkas/2019/lama.pdf")


def pages(former: tuple[str, ...]) -> list[Page]:
    found = office()
    return [
        replace(one, meta=replace(one.meta, former=former)) if one.path.endswith("baru.md") else one
        for one in found
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("tree")
    write(tree, office(), **DOWNLOAD)
    build(tree, tree / "out", pages=pages(OLD), sops=[sop()], epoch=EPOCH, say=say, progress=quiet)
    return tree / "out"


class Reader(HTMLParser):
    """Collects what a redirect says to browsers, search engines and people."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def first(self, tag: str, **wanted: str) -> dict[str, str | None]:
        names = {name.replace("_", "-"): value for name, value in wanted.items()}
        return next(a for t, a in self.tags if t == tag and names.items() <= a.items())


@pytest.mark.parametrize(
    ("old", "way"),
    [
        ("pengumuman/jadwal lama", "../baru/"),
        ("arsip/2019/jadwal", "../../../pengumuman/baru/"),
        ("unduhan/berkas/2019/lama.pdf", "../../../../pengumuman/baru/"),
    ],
)
def test_an_old_address_leads_to_the_page_in_its_place(site: Path, old: str, way: str) -> None:
    html = (site / old / "index.html").read_text()
    told = Reader(html)
    assert told.first("meta", http_equiv="refresh")["content"] == f"0; url={way}"
    assert told.first("a")["href"] == way
    assert told.first("meta", name="robots")["content"] == "noindex"
    assert told.first("link", rel="canonical")["href"] == f"{URL}pengumuman/baru/"
    assert told.first("html")["lang"] == "id"
    assert "<script" not in html
    assert "style" not in html
    assert (site / old / way / "index.html").resolve().is_file()


def test_a_redirect_is_in_no_sitemap_and_no_search(site: Path) -> None:
    assert "lama" not in (site / "sitemap.xml").read_text().replace("pengumuman/lama/", "")
    assert "data-pagefind-ignore" in (site / OLD[0] / "index.html").read_text()


def test_the_inspection_finds_nothing_wrong_with_redirects(site: Path) -> None:
    looked = Site(URL, measure(site), None, built=site)
    documents = built_documents(looked, quiet, processes=1)
    assert {f"{old.rstrip('/')}/index.html" for old in OLD} <= {one.path for one in documents}
    wrong = [one for one in judge(looked, documents) if "lama" in one.place or "2019" in one.place]
    assert [(one.kind, str(one.what)) for one in wrong] == []


def test_redirects_need_no_other_policy(site: Path, tmp_path: Path) -> None:
    out = tmp_path / "without"
    shutil.copytree(site, out)
    for old in OLD:
        (out / old / "index.html").unlink()
    assert policy(loads(site)) == policy(loads(out))


@pytest.mark.parametrize(
    "old", ["pengumuman/lama/", "index.html", "berkala/a/index.html", "../luar/", ".git/", "a//b"]
)
def test_what_stands_there_is_never_written_over(tmp_path: Path, old: str) -> None:
    site = tmp_path / "site"
    for path in ("index.html", "pengumuman/lama/index.html", "pengumuman/baru/index.html"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text("<html lang=id>lama")
    (site / "berkala").write_text("a file")
    (found,) = write_redirects(site, pages((old,)), say)
    assert (found.kind, found.place) == ("former", "content/pengumuman/baru.md")
    assert sorted(one.name for one in tmp_path.rglob("*") if one.is_file()) == [
        "berkala", "index.html", "index.html", "index.html",
    ]  # fmt: skip
    assert {one.read_text() for one in site.rglob("index.html")} == {"<html lang=id>lama"}


def test_a_redirect_from_the_root_and_to_the_root_finds_its_way(tmp_path: Path) -> None:
    home = page("index.md", "Beranda <kami>")
    home = replace(home, meta=replace(home.meta, former=("lama/",)))
    (tmp_path / "index.html").write_text('<html lang="en">')
    assert write_redirects(tmp_path, [home], say) == ()
    html = (tmp_path / "lama/index.html").read_text()
    assert 'url=../"' in html
    assert "Beranda &lt;kami&gt;" in html
    assert 'lang="en"' in html


def test_a_build_with_an_old_address_that_is_taken_says_which_page(tmp_path: Path) -> None:
    write(tmp_path, office(), **DOWNLOAD)
    wrong = pages(("pengumuman/lama/",))
    with pytest.raises(BrokenPages) as broken:
        build(tmp_path, tmp_path / "out", pages=wrong, sops=[sop()], epoch=EPOCH, say=say,
              progress=quiet)  # fmt: skip
    assert [one.kind for one in broken.value.findings] == ["former"]
