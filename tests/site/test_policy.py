"""The policy of a built site is read from its own files, and the site works under it."""

import base64
import hashlib
from pathlib import Path

import pytest

from paraf.core.policy import CSP, parse, weaknesses
from paraf.core.serving import ASKED, KEPT, caching, is_hidden, media_type
from paraf.site.policy import headers, loads

URL = "https://bkd.contoh.example/"


def source(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def page(folder: Path, html: str, path: str = "index.html") -> Path:
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(html.encode())
    return folder


def test_every_script_that_stands_in_a_page_is_allowed_by_its_digest(tmp_path: Path) -> None:
    page(tmp_path, "<script>a()</script><SCRIPT type='module'>b()\r\nc()</SCRIPT >")
    page(tmp_path, "<script\n data-x='>'>d()</script>", "a/index.html")
    assert loads(tmp_path).scripts == {source("a()"), source("b()\nc()"), source("d()")}


def test_what_a_browser_does_not_run_is_not_allowed(tmp_path: Path) -> None:
    page(
        tmp_path,
        '<script type="application/json">{"a": 1}</script><script src="a.js">x()</script>'
        "<!-- <script>y()</script> --><p onclick='z()'>z</p>",
    )
    assert loads(tmp_path).scripts == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "<script>b()</script>",
        "</article><script>b()</script>",
        "</article><article><script>b()</script>",
        '</article><script src="https://jahat.example/b.js"></script>',
        "<SCRIPT>b()",
        "<!--> <script>b()</script> -->",
    ],
)
def test_a_script_that_a_text_brings_along_is_not_allowed(tmp_path: Path, text: str) -> None:
    theme = "<script>a()</script><article class='x'>{}</article><script>c()</script>"
    page(tmp_path, theme.format("<p>teks</p>"))
    page(tmp_path, theme.format(text), "a/index.html")
    found = loads(tmp_path)
    assert found.scripts == {source("a()"), source("c()")}
    assert "script-src" not in found.sources


def test_the_way_to_the_root_may_be_of_any_depth(tmp_path: Path) -> None:
    script = 'root=new URL("{}",location)'
    flat = page(tmp_path / "flat", f"<script>{script.format('.')}</script>")
    deep = page(tmp_path / "deep", f"<script>{script.format('../../..')}</script>", "a/b/c/i.html")
    assert headers(flat, URL) == headers(deep, URL)
    assert source(script.format("..")) in loads(flat).scripts
    # What stands for no way is left as it is.
    other = page(tmp_path / "other", '<script>root=new URL("/",location)</script>')
    assert loads(other).scripts == {source(script.format("/"))}


def test_what_a_page_loads_from_elsewhere_is_allowed_where_it_is_loaded(tmp_path: Path) -> None:
    page(
        tmp_path,
        '<img src="data:image/png;base64,aaa"><iframe src="//peta.example/a?b"></iframe>'
        '<img srcset="https://a.example/1.png 1x, b.png 2x">'
        '<link rel="stylesheet" href="https://gaya.example:8443/a.css"><a href="https://b.example">'
        '<form action="https://c.example/kirim"></form><img src=\'https://"; script-src *;.x/\'>',
    )
    (tmp_path / "a.css").write_text("a{mask:url( 'data:image/svg+xml,<svg/>')}@import \"/b.css\";")
    (tmp_path / "b.css").write_text("@import url('https://huruf.example/c.css');@import url(d.css)")
    found = {name: set(sources) for name, sources in loads(tmp_path).sources.items()}
    assert found == {
        "img-src": {"data:", "https://a.example"},
        "frame-src": {"https://peta.example"},
        "style-src": {"https://gaya.example:8443", "https://huruf.example"},
        "form-action": {"https://c.example"},
    }


def test_a_text_that_dresses_an_element_changes_nothing(tmp_path: Path) -> None:
    plain = page(tmp_path / "plain", "<style>p{}</style><p>a</p>")
    dressed = page(tmp_path / "dressed", "<style>p{}</style><p style='margin:0'>a</p>")
    assert headers(dressed, URL) == headers(plain, URL)
    policy = parse(headers(plain, URL)[CSP])
    assert policy["style-src"] == ("'self'", source("p{}"))
    assert policy["style-src-attr"] == ("'unsafe-inline'",)
    assert weaknesses([policy]) == ()


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("assets/javascripts/bundle.a5f9d56c.min.js", KEPT),
        ("assets/stylesheets/main.57a0d79d.min.css.map", KEPT),
        ("pagefind/fragment/id_e64698a.pf_fragment", KEPT),
        ("pagefind/pagefind.id_317a5a5cdb.pf_meta", KEPT),
        ("pagefind/pagefind-entry.json", ASKED),
        ("pagefind/pagefind.js", ASKED),
        ("unduhan/berkas/jadwal.20261116.pdf", ASKED),
        ("berita/20261116/index.html", ASKED),
        ("", ASKED),
    ],
)
def test_only_what_holds_a_digest_in_its_name_is_kept_unasked(path: str, kept: str) -> None:
    assert caching(path) == kept


def test_types_are_those_of_the_registry() -> None:
    assert media_type("a/b.HTML") == "text/html; charset=utf-8"
    assert media_type("a.tar.gz") == "application/gzip"
    assert media_type("a.b/c") == "application/octet-stream"


@pytest.mark.parametrize(
    ("path", "hidden"),
    [
        (".git/config", True),
        ("a/.env", True),
        ("a/b.html~", True),
        ("a.pdf.bak", True),
        (".well-known/security.txt", False),
        (".well-known", False),
        (".well-knownx", True),
        ("unduhan/a.b.pdf", False),
    ],
)
def test_what_is_never_served(path: str, hidden: bool) -> None:
    assert is_hidden(path) is hidden
