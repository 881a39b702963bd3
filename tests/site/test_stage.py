"""Generated parts of pages."""

import hashlib
from datetime import date
from pathlib import Path

import markdown
import pytest
from lxml import html

from paraf.core.page import InformationClass, Page
from paraf.ports import BuildFault
from paraf.site.faults import BrokenPages
from paraf.site.stage import stage
from small_office import DOWNLOAD, office, page, say, sop, write

EVIL = """a|b <script>x</script> ](j) [x](y) "q" 'r' `c` *b* \\ &amp; {#id .c} --> --- # 1."""


def staged(tree: Path, pages: list[Page], **more: str) -> Path:
    write(tree, pages, **more)
    stage(tree, tree / "staged", pages=pages, sops=[sop()], say=say)
    return tree / "staged"


def shown(path: Path) -> html.HtmlElement:
    text = path.read_text().split("---\n", 2)[-1]
    return html.fromstring(
        markdown.markdown(text, extensions=["tables", "attr_list", "md_in_html", "toc"])
    )


def test_a_section_is_listed_newest_first_without_its_index(tmp_path: Path) -> None:
    into = staged(tmp_path, office(), **DOWNLOAD)
    links = shown(into / "pengumuman/index.md").xpath("//ul[@class='paraf-list']/li/a")
    assert [(one.text, one.get("href")) for one in links] == [
        ("Jadwal", "baru.md"),
        ("Hasil ujian", "lama.md"),
    ]


def test_pages_of_one_day_are_listed_by_path(tmp_path: Path) -> None:
    pages = [page("b/index.md", "B", "<!-- paraf:list b -->")]
    pages += [page(f"b/{name}.md", name) for name in ("z", "a", "m")]
    links = shown(staged(tmp_path, pages) / "b/index.md").xpath("//li/a")
    assert [one.text for one in links] == ["a", "m", "z"]


def test_the_newest_pages_are_listed_from_elsewhere(tmp_path: Path) -> None:
    root = shown(staged(tmp_path, office(), **DOWNLOAD) / "index.md")
    (link,) = root.xpath("//ul[@class='paraf-list']/li/a")
    assert link.get("href") == "pengumuman/baru.md"
    (time,) = root.xpath("//li/time")
    assert (time.get("datetime"), time.text) == ("2026-11-16", "16 November 2026")
    assert root.xpath("//li/p")[0].text == "Tentang Jadwal."


@pytest.mark.parametrize("field", ["title", "summary"])
def test_no_sign_in_a_title_or_summary_means_anything(tmp_path: Path, field: str) -> None:
    bad = {"title": "Judul", "summary": "Isi", field: EVIL}
    pages = [
        page("b/index.md", "B", "# B\n\n<!-- paraf:list b -->\n\nsetelahnya\n"),
        page("b/x.md", bad["title"], "x", summary=bad["summary"]),
    ]
    root = shown(staged(tmp_path, pages) / "b/index.md")
    (item,) = root.xpath("//li")
    assert [one.tag for one in item] == ["a", "time", "p"]
    shown_text = item.xpath("./a" if field == "title" else "./p")[0].text_content()
    assert shown_text == EVIL
    assert root.xpath("//script") == []


def test_downloads_show_name_type_size_date_and_digest(tmp_path: Path) -> None:
    root = shown(staged(tmp_path, office(), **DOWNLOAD) / "unduhan/index.md")
    cells = root.xpath("//div[@class='paraf-downloads']//td")
    assert cells[0].xpath("./a")[0].get("href") == "berkas/2026/jadwal.csv"
    *texts, sum_ = [one.text_content() for one in cells]
    assert texts == ["jadwal.csv", "CSV", "18 bytes", "16 November 2026"]
    file = tmp_path / "content/unduhan/berkas/2026/jadwal.csv"
    assert sum_ == hashlib.sha256(file.read_bytes()).hexdigest()
    assert cells[4].xpath("./code/@class") == ["paraf-digest"]


def test_a_download_that_no_page_links_has_no_date(tmp_path: Path) -> None:
    pages = [page("unduhan/index.md", "Unduhan", "<!-- paraf:downloads -->")]
    name = "content/unduhan/berkas/a [1]|(x) & b%20.pdf"
    root = shown(staged(tmp_path, pages, **{name: "x"}) / "unduhan/index.md")
    cells = root.xpath("//td")
    assert cells[0].text_content() == "a [1]|(x) & b%20.pdf"
    assert cells[3].text_content() == ""


def test_a_class_lists_its_pages_by_section(tmp_path: Path) -> None:
    other = page("ppid.md", "Lain", kind=InformationClass.ANYTIME)
    root = shown(staged(tmp_path, [*office(), other], **DOWNLOAD) / "berkala.md")
    assert [one.text for one in root.xpath("//h2")] == ["Pengumuman", "SOP", "Unduhan"]
    assert "Lain" not in root.text_content()
    assert "Beranda" not in root.text_content()


def test_procedures_are_listed_with_their_issuer_and_rows(tmp_path: Path) -> None:
    root = shown(staged(tmp_path, office(), **DOWNLOAD) / "sop/index.md")
    (item,) = root.xpath("//ul[@class='paraf-list paraf-sops']/li")
    assert item.xpath("./strong")[0].text_content() == 'Memutakhirkan "Data" | Situs'
    assert "Kantor <Contoh>, Bidang" in item.text_content()
    assert "01/2026 · 2 rows" in item.text_content()
    assert item.xpath(".//a") == []


def test_procedures_link_to_the_pages_and_papers_that_are_made(tmp_path: Path) -> None:
    write(tmp_path, office(), **DOWNLOAD)
    made = {"sop/SOP-01-a.md": b"# Prosedur\n", "sop/SOP-01-a.pdf": b"%PDF"}
    stage(tmp_path, tmp_path / "staged", pages=office(), sops=[sop()], say=say, made=made)
    links = shown(tmp_path / "staged/sop/index.md").xpath("//ul/li//a")
    assert [one.get("href") for one in links] == ["SOP-01-a.md", "SOP-01-a.pdf"]
    assert (tmp_path / "staged/sop/SOP-01-a.pdf").read_bytes() == b"%PDF"


def test_an_officers_file_is_not_overwritten_by_a_generated_one(tmp_path: Path) -> None:
    write(tmp_path, [*office(), page("sop/SOP-01-a.md", "Milik kantor")], **DOWNLOAD)
    with pytest.raises(BrokenPages) as broken:
        stage(
            tmp_path, tmp_path / "staged", pages=office(), sops=[sop()], say=say,
            made={"sop/SOP-01-a.md": b"x"},
        )  # fmt: skip
    (found,) = broken.value.findings
    assert (found.kind, found.place) == ("generated", "content/sop/SOP-01-a.md")


def test_an_empty_section_says_so(tmp_path: Path) -> None:
    pages = [page("berita/index.md", "Berita", "<!-- paraf:list berita -->")]
    text = (staged(tmp_path, pages) / "berita/index.md").read_text()
    assert "Nothing has been published here yet&#46;" in text


def test_what_stands_in_a_block_of_code_is_left_alone(tmp_path: Path) -> None:
    body = "```\n<!-- paraf:list nowhere -->\n```\n"
    pages = [page("index.md", "Beranda", body)]
    assert body in (staged(tmp_path, pages) / "index.md").read_text()


@pytest.mark.parametrize(
    "directive",
    ["nonsense", "list", "list nowhere", "latest pengumuman x", "latest pengumuman 0", "", "class",
     "class dikecualikan", "sops now"],
)  # fmt: skip
def test_a_directive_that_means_nothing_is_named_by_file_and_line(
    tmp_path: Path, directive: str
) -> None:
    body = f"# Baris tujuh\n\n<!-- paraf:{directive} -->\n"
    with pytest.raises(BrokenPages) as caught:
        staged(tmp_path, [*office(), page("x/a.md", "A", body)], **DOWNLOAD)
    (finding,) = caught.value.findings
    assert (finding.place, finding.line) == ("content/x/a.md", 9)
    assert str(caught.value).startswith("content/x/a.md:9: ")


def test_exempt_information_is_never_staged(tmp_path: Path) -> None:
    secret = page("rahasia.md", "Rahasia", kind=InformationClass.EXEMPT)
    with pytest.raises(BrokenPages, match="never published"):
        staged(tmp_path, [secret])


def test_a_page_in_another_encoding_is_named(tmp_path: Path) -> None:
    write(tmp_path, [])
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_bytes(b"caf\xe9")
    with pytest.raises(BrokenPages, match=r"content/a\.md: The page is not UTF-8"):
        stage(tmp_path, tmp_path / "staged", pages=[], sops=[], say=say)


def test_a_link_in_the_content_is_refused(tmp_path: Path) -> None:
    write(tmp_path, [page("index.md", "Beranda", day=date(2026, 1, 1))])
    (tmp_path / "content/passwd").symlink_to("/etc/passwd")
    with pytest.raises(BuildFault, match="passwd is a link"):
        stage(tmp_path, tmp_path / "staged", pages=[], sops=[], say=say)
