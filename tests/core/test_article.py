"""An article is its words and blocks, whatever a theme makes of them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraf.core.article import digest, lines

ARTICLE = """<h1 id="jadwal">Jadwal</h1>
<p>Pendaftaran <em>dibuka</em> pada <a href="../x.md">3 November</a>.</p>
<ul><li>Satu</li><li>Dua<ol><li>Dua a</li></ol></li></ul>
<table><thead><tr><th>Hari</th><th>Jam</th></tr></thead>
<tbody><tr><td>Senin</td><td>07.30</td></tr></tbody></table>
<pre><code>sha256sum BERKAS</code></pre><p><img src="a.png" alt="Peta kantor"></p>"""

SAME = {
    "signs beside headings": ("Jadwal</h1>", 'Jadwal<a class="headerlink" href="#">¶</a></h1>'),
    "a wrapper": ("<table>", '<div class="md-typeset__scrollwrap"><div><table>'),
    "a copy button": ("<pre>", '<pre><nav class="md-code__nav"><button>Salin</button></nav>'),
    "white space": ("Pendaftaran ", "Pendaftaran\n\n   "),
    "attributes": ("<ul>", '<ul class="daftar" data-x="1">'),
    "addresses": ("../x.md", "../x/"),
    "end tags that may be left out": ("</li><li>Dua<", "<li>Dua<"),
    "cells left open": ("</th><th>Jam</th></tr></thead>", "<th>Jam"),
    "a body that browsers add": ("<tr><td>Senin", "<tbody><tr><td>Senin"),
    "a paragraph left open": (".</p>\n<ul>", ".\n<ul>"),
    "a script": ("<ul>", "<script>'<p>' + 1</script><ul>"),
    "a remark": ("<ul>", "<!-- paraf --><ul>"),
    "emphasis": ("<em>dibuka</em>", "dibuka"),
    "what is filled in while it is read": ("<ul>", '<p role="status">Mencari …</p><ul>'),
    "a note of the theme": ("<ul>", '<p class="bkd-note">Terbit <time>kini</time></p><ul>'),
    "an entity": ("Dua a", "Dua&#32;a"),
}
OTHER = {
    "a word": ("dibuka", "ditutup"),
    "a word more": ("Satu", "Satu lagi"),
    "a word less": ("Pendaftaran ", ""),
    "its place": ("<li>Satu</li><li>Dua<", "<li>Dua</li><li>Satu<"),
    "a heading of another level": ("<h1", "<h2"),
    "an item that became two": ("Satu", "Sa</li><li>tu"),
    "another kind of list": ("<ol><li>Dua a</li></ol>", "<ul><li>Dua a</li></ul>"),
    "a list in two": ("<li>Dua<", "</ul><ul><li>Dua<"),
    "an item of the list above": ("<ol><li>Dua a</li></ol></li>", "</li><li>Dua a</li>"),
    "a cell in another row": ("<td>07.30", "</tr><tr><td>07.30"),
    "the words of an image": ("Peta kantor", "Peta"),
    "a number": ("07.30", "07.31"),
    "what is said by no element": ("<ul>", "Bohong<ul>"),
}


@pytest.mark.parametrize(("old", "new"), SAME.values(), ids=SAME)
def test_it_is_the_same_with(old: str, new: str) -> None:
    assert old in ARTICLE
    assert digest(ARTICLE.replace(old, new, 1)) == digest(ARTICLE)


@pytest.mark.parametrize(("old", "new"), OTHER.values(), ids=OTHER)
def test_it_is_another_with(old: str, new: str) -> None:
    assert old in ARTICLE
    assert digest(ARTICLE.replace(old, new, 1)) != digest(ARTICLE)


def test_its_lines_can_be_read() -> None:
    assert lines(ARTICLE)[:7] == (
        "h1 Jadwal",
        "p Pendaftaran dibuka pada 3 November.",
        "ul ",
        "ul/li Satu",
        "ul/li Dua",
        "ul/li/ol ",
        "ul/li/ol/li Dua a",
    )


words = st.lists(st.text("abcdefghij", min_size=1, max_size=6), min_size=1, max_size=6)
blocks = st.lists(st.tuples(st.sampled_from(["p", "h2", "li", "td", "blockquote"]), words),
                  min_size=1, max_size=6)  # fmt: skip


def written(article: list[tuple[str, list[str]]], between: str = " ") -> str:
    return "".join(f"<{tag}>{between.join(said)}</{tag}>" for tag, said in article)


@given(blocks, st.data())
def test_one_changed_word_changes_it(article: list[tuple[str, list[str]]], data: st.DataObject):
    block = data.draw(st.integers(0, len(article) - 1))
    word = data.draw(st.integers(0, len(article[block][1]) - 1))
    other = [(tag, [*said]) for tag, said in article]
    other[block][1][word] += "x"
    assert digest(written(other)) != digest(written(article))


@given(blocks, st.sampled_from(["\n", "  ", "\t \n"]))
def test_how_it_is_spaced_and_wrapped_does_not_change_it(
    article: list[tuple[str, list[str]]], space: str
) -> None:
    wrapped = re.sub(r"(</\w+>)", r"\1" + space, written(article, space))
    assert digest(f"<div><section>{wrapped}</section></div>") == digest(written(article))


@given(st.text("<>/!-pli \"'=&;#x0a\x00é", max_size=60))
def test_whatever_is_written_has_a_digest(html: str) -> None:
    assert len(digest(html)) == 64
