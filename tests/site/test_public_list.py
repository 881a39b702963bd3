"""The list of public information, as a page and as CSV."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from paraf.core.page import InformationClass, Page
from paraf.core.public_list import Listing, Period
from paraf.site.public_list import csv_files, csv_paths
from paraf.site.sources import Site
from paraf.site.stage import stage
from small_office import office, page, say, write

ADDRESS = "https://kantor.example/"
DIP = page("ppid/daftar.md", "Daftar", "# Daftar\n\n<!-- paraf:public-list -->\n",
           kind=InformationClass.ANYTIME)  # fmt: skip
CSV = "ppid/daftar.csv"
EXTENSIONS = ["tables", "attr_list", "md_in_html", "toc"]


def listed(tree: Path, *pages: Page) -> tuple[html.HtmlElement, list[list[str]]]:
    """Return the page as it is shown, and the lines of the CSV beside it."""
    every = [DIP, *pages]
    write(tree, every)
    site = Site(tree / "content", every, [], say)
    made = csv_files(site, ADDRESS)
    stage(tree, tree / "staged", pages=every, sops=[], say=say, made=made)
    text = (tree / "staged" / DIP.path).read_text().split("---\n", 2)[-1]
    data = (tree / "staged" / CSV).read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(StringIO(data, newline=""), delimiter=";"))
    return html.fromstring(markdown.markdown(text, extensions=EXTENSIONS)), rows[1:]


def cells(root: html.HtmlElement) -> list[list[str]]:
    rows = root.xpath("//table/tbody/tr")
    return [[" ".join(one.text_content().split()) for one in row] for row in rows]


def test_a_page_is_listed_with_all_that_the_law_asks(tmp_path: Path) -> None:
    own = Listing("Bidang Data", "Kepala", "Kota Contoh", "5 tahun", Period.YEARLY)
    body = "[data](berkas/a.xlsx) [juga](berkas/b.pdf) [halaman](y.md) ![x](z.png) [z](tiada.zip)"
    one = page("data/x.md", "Data pegawai", body, listing=own, summary="Jumlah pegawai.")
    for name in ("berkas/a.xlsx", "berkas/b.pdf", "z.png"):
        (tmp_path / "content/data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content/data" / name).write_bytes(b"x")
    root, rows = listed(tmp_path, one)
    assert cells(root) == [
        ["B-1", "Data pegawai Jumlah pegawai.", "Bidang Data", "Kepala",
         "16 November 2026, Kota Contoh", "Web page, PDF, XLSX", "5 tahun", "every year"],
    ]  # fmt: skip
    assert root.xpath("//tbody//a/@href") == ["../data/x.md"]
    assert rows == [
        ["B-1", "Data pegawai", "Jumlah pegawai.", "Bidang Data", "Kepala", "2026-11-16",
         "Kota Contoh", "Web page, PDF, XLSX", "5 tahun", "every year", "berkala",
         f"{ADDRESS}data/x/"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "address",
    ["x" * 5000, "https://a.example/" + "b" * 300, "%00", "../" * 90],
    ids=["endless", "elsewhere", "nothing", "above"],
)
def test_no_address_on_a_page_stops_the_list(tmp_path: Path, address: str) -> None:
    _, rows = listed(tmp_path, page("x.md", "X", f"[a]({address})"))
    assert rows[0][7] == "Web page"


def test_classes_stand_apart_and_exempt_information_nowhere(tmp_path: Path) -> None:
    kinds = {one: page(f"{one.value}.md", f"Isi {one.value}", kind=one) for one in InformationClass}
    exempt = kinds.pop(InformationClass.EXEMPT)
    site = Site(tmp_path, [DIP, *kinds.values(), exempt], [], say)
    assert b"Isi dikecualikan" not in csv_files(site, ADDRESS)[CSV]
    root, rows = listed(tmp_path, *kinds.values())
    assert [one.text for one in root.xpath("//h2")] == [
        "Information given periodically",
        "Information announced at once",
        "Information available at any time",
    ]
    assert [one[0] for one in rows] == ["B-1", "SM-1", "SS-1"]
    # Only what is periodic is renewed, whatever the office says of all its pages.
    assert [len(one) for one in cells(root)] == [8, 7, 7]


def test_a_class_without_pages_says_so(tmp_path: Path) -> None:
    root, rows = listed(tmp_path)
    assert rows == []
    assert root.text_content().count("Nothing has been published here yet.") == 3


def test_what_leads_to_information_is_not_listed_unless_it_says_so(tmp_path: Path) -> None:
    pages = [one for one in office() if "downloads" not in one.body and "sops" not in one.body]
    hidden = page("x.md", "Tersembunyi", listing=Listing(listed=False))
    shown = page("berita/index.md", "Berita", "<!-- paraf:list berita -->",
                 listing=Listing(listed=True))  # fmt: skip
    _, rows = listed(tmp_path, *pages, hidden, shown)
    assert [one[1] for one in rows] == ["Hasil ujian", "Berita", "Jadwal"]


def test_what_is_new_comes_last_and_moves_no_number(tmp_path: Path) -> None:
    old = [page(f"{name}.md", name, day=date(2026, 1, day)) for name, day in (("z", 1), ("a", 2))]
    _, before = listed(tmp_path / "before", *old)
    _, after = listed(tmp_path / "after", page("b.md", "b", day=date(2026, 1, 3)), *old)
    assert after[:2] == before
    assert [one[:2] for one in after] == [["B-1", "z"], ["B-2", "a"], ["B-3", "b"]]


def test_a_narrow_screen_and_a_screen_reader_are_told_what_each_cell_is(tmp_path: Path) -> None:
    root, _ = listed(tmp_path, page("x.md", "X"))
    (table,) = root.xpath("//table")
    assert table.get("role") == "table"
    assert root.xpath("//h2/@id") == ["dip-berkala", "dip-serta-merta", "dip-setiap-saat"]
    assert table.get("aria-labelledby") == "dip-berkala"
    heads = [one.text for one in table.xpath("./thead/tr/th[@scope='col']")]
    assert table.xpath("./tbody/tr/*/@data-label") == heads
    assert table.xpath("./tbody/tr/*/@role") == ["cell", "rowheader", *["cell"] * 6]


def test_the_csv_opens_in_an_indonesian_excel(tmp_path: Path) -> None:
    pages = [DIP, page("x.md", 'Kata "kutip"; titik koma', summary="Baris\nkedua")]
    data = csv_files(Site(tmp_path, pages, [], say), ADDRESS)[CSV]
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").split("\r\n")
    assert lines[1].startswith('B-1;"Kata ""kutip""; titik koma";Baris kedua;')
    assert (len(lines), lines[-1]) == (3, "")


signs = st.text(st.sampled_from("=+-@\t\r ;\"'\n") | st.characters(codec="utf-8"), max_size=12)


@given(signs, signs)
def test_no_cell_is_ever_a_formula(title: str, place: str) -> None:
    one = page("x.md", title, listing=Listing(place=place))
    data = csv_files(Site(Path(), [DIP, one], [], say), ADDRESS)[CSV].decode("utf-8-sig")
    rows = list(csv.reader(StringIO(data, newline=""), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("body", ["", "```\n<!-- paraf:public-list -->\n```\n"])
def test_where_no_page_asks_for_the_list_there_is_no_csv(body: str) -> None:
    pages = [page("a.md", "A", body)]
    assert csv_paths(pages) == frozenset()
    assert csv_files(Site(Path(), pages, [], say), ADDRESS) == {}


def test_no_sign_in_the_front_matter_means_anything(tmp_path: Path) -> None:
    evil = 'a|b <script>x</script> ](j) "q" *b* {#id .c} </td>'
    root, _ = listed(tmp_path, page("x.md", evil, summary=evil, listing=Listing(evil, evil, evil)))
    (row,) = cells(root)
    assert row[1:4] == [f"{evil} {evil}", evil, evil]
    assert root.xpath("//script | //em") == []
