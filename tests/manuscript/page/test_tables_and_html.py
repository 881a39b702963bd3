"""Tables have heads, and HTML only dresses text."""

from pathlib import Path

import pytest

from manuscript.drafts import draft, written
from manuscript.paging import kinds, said


def found(root: Path, body: str) -> list[tuple[str, int]]:
    return kinds(draft(root, written("berita/a.md", f"# A\n\n{body}\n")))


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ("| | |\n|---|---|\n| Cuti | 5 hari |\n| Pensiun | 9 hari |", "table-heads"),
        ("| Layanan | |\n|---|---|\n| Cuti | 5 hari |\n| Pensiun | 9 hari |", "table-heads"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
         "table-heads"),
        ("| Hanya satu kolom |\n|---|\n| a |\n| b |", "table-layout"),
        ('<table role="presentation"><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr>'
         "</table>", "table-layout"),
    ],
)  # fmt: skip
def test_tables_that_cannot_be_read_aloud_are_named(tmp_path: Path, table: str, kind: str) -> None:
    assert found(tmp_path, table) == [(kind, 9)]


def test_a_table_with_heads_is_taken_its_corner_may_be_empty(tmp_path: Path) -> None:
    table = "| | Golongan |\n|:--|--:|\n| Budi | III/a |\n| Siti | III/b |"
    assert found(tmp_path, table) == []


@pytest.mark.parametrize(
    "html",
    [
        "teks<br>\nlagi",
        "H<sub>2</sub>O dan m<sup>2</sup>",
        '<abbr title="Aparatur Sipil Negara">ASN</abbr>',
        '<div class="bkd-facts" markdown>\n\nteks\n\n</div>',
        "teks\n{ .bkd-lead }",
        "| a | b |\n|:-:|--:|\n| 1 | 2 |\n| 3 | 4 |",
        "<details><summary>Rincian</summary>isi</details>",
        '<form role="search" action="./" method="get">'
        '<label for="q">Cari</label><input id="q" name="q" type="search">'
        '<button type="submit">Cari</button></form>',
        '<noscript><p>Tanpa JavaScript, pakai <a href="./">daftar</a>.</p></noscript>',
        "`<script>` dan `<nama>`, juga `<noscript>`",
        "<!-- paraf:list berita -->",
    ],
)
def test_html_that_dresses_text_is_taken(tmp_path: Path, html: str) -> None:
    assert found(tmp_path, html) == []


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ('<p style="color: red">teks</p>', "html"),
        ("teks\n{ style='color: red' }", "html"),
        ('<font color="red">teks</font>', "html"),
        ("<marquee>teks</marquee>", "html"),
        ("<video src='a.mp4'></video>", "html"),
        ("<svg><path d='M0 0'/></svg>", "html"),
        ('<form method="post" action="./"></form>', "html"),
        ('<label for="p">x</label><input id="p" type="password">', "html"),
        ('<img src="a.png" srcset="b.png 2x" alt="Denah kantor">', "html"),
        ('<a href="./" ping="https://jahat.example/">beranda</a>', "html"),
        ("Tulis <nama> di sini.", "html"),
        ("<script>alert(1)</script>", "active"),
        ('<b onclick="x()">teks</b>', "active"),
        ("<iframe src='./'></iframe>", "active"),
        ("<object data='a.pdf'></object>", "active"),
        ('<noscript><b title="</noscript><script>a()</script>">x</b></noscript>', "active"),
        ('<noscript><b>x</b title="</noscript><script>a()</script>"></noscript>', "active"),
        ("<noscript><!-- </noscript><script>a()</script> --></noscript>", "active"),
        ('<noscript title="</noscript><script>a()</script>">x</noscript>', "active"),
        ("<NOSCRIPT><b>x", "active"),
    ],
)
def test_what_acts_or_looks_otherwise_is_refused(tmp_path: Path, html: str, kind: str) -> None:
    got = [one for one in found(tmp_path, html) if one[0] in ("html", "active")]
    assert kind in {name for name, _ in got}
    assert all(line in (9, 10) for _, line in got)


def test_a_placeholder_in_angles_gets_a_remedy_that_keeps_it(tmp_path: Path) -> None:
    one = draft(tmp_path, written("berita/a.md", "# A\n\nTulis <nama> dulu.\n"))
    assert "`<nama>`" in str(said(one)[0].remedy)
