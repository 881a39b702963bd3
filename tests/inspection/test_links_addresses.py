"""Addresses mean what the URL Standard says, hosts what browsers make of them."""

from ipaddress import ip_address
from urllib.parse import quote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraf.inspection.links import hosts
from paraf.inspection.links.address import Home, Way
from paraf.inspection.links.document import read
from paraf.inspection.links.markup import candidates, refresh
from paraf.inspection.links.style import links

NAMES = st.text("abz.-_~ é", min_size=1, max_size=4).filter(lambda name: name.strip(". "))
PARTS = st.lists(st.one_of(NAMES, st.sampled_from(["..", "."])), max_size=6)


@given(PARTS, PARTS, st.booleans())
def test_a_relative_reference_is_resolved_as_the_standard_library_does(
    base: list[str], parts: list[str], rooted: bool
) -> None:
    """It drops empty segments, which the URL Standard keeps: so there are none."""
    page = quote("/".join(name for name in base if name not in ("", ".", "..")))
    raw = ("/" if rooted else "") + quote("/".join(parts))
    url = "https://a.example/"
    home = Home(url)
    target = home.target(home.base(page), raw)
    wanted = urlsplit(urljoin(url + page, raw or "")).path.lstrip("/")
    assert target.way is Way.OWN
    assert quote(target.path) == wanted


@given(st.text(max_size=40), st.text(max_size=10))
def test_whatever_is_written_is_resolved(raw: str, base: str) -> None:
    home = Home("https://a.example/b/", "http://x.example/")
    home.target(home.base("c/index.html", base), raw)


@given(st.binary(max_size=200), st.sampled_from(["a.html", "a.css", "sitemap.xml.gz", "a.svg",
       "a.webmanifest", "robots.txt", "rss.xml"]))  # fmt: skip
def test_whatever_a_file_holds_is_read(body: bytes, path: str) -> None:
    document = read(path, body)
    assert document is None or document.path == path


@pytest.mark.parametrize(
    ("authority", "host"),
    [
        ("Contoh.Example.", "contoh.example"),
        ("user:pass@contoh.example:443", "contoh.example"),
        ("b%C3%BCcher.example", "xn--bcher-kva.example"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("１２７.0.0.1", "127.0.0.1"),
        ("0177.1", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("[::FFFF:7f00:1]:80", "::ffff:7f00:1"),
        ("a b", None),
        ("256.1.1.1", None),
        ("[::1", None),
        ("a:x", None),
        ("", None),
    ],
)
def test_a_host_has_one_way_to_be_written(authority: str, host: str | None) -> None:
    named = hosts.named(authority)
    if host is not None and ":" in host:
        assert named is not None
        assert ip_address(named) == ip_address(host)
    else:
        assert named == host


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00::1"),
        *("::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "ff02::1"),
    ],
)
def test_addresses_within_networks_are_not_public(address: str) -> None:
    assert not hosts.is_public(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_other_addresses_are_public(address: str) -> None:
    assert hosts.is_public(ip_address(address))


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("a.png", ["a.png"]),
        ("a.png 1x,b.png 2x", ["a.png", "b.png"]),
        (" a.png , b.png 100w ,", ["a.png", "b.png"]),
        ("a,b.png 1x, c", ["a,b.png", "c"]),
        ("data:image/png;base64,AA== 1x, b.png (max-width: 1px, x) 2x, c.png", 
         ["data:image/png;base64,AA==", "b.png", "c.png"]),
        ("", []),
    ],
)  # fmt: skip
def test_the_addresses_of_a_srcset_are_told_apart(value: str, found: list[str]) -> None:
    assert list(candidates(value)) == found


@pytest.mark.parametrize(
    ("content", "url"),
    [
        ("0; url=/a", "/a"),
        ("5;URL='a b' x", "a b"),
        ("0.5,/a", "/a"),
        ("1 url = /a", "/a"),
        ("5", ""),
        ("", ""),
    ],
)
def test_a_refresh_leads_where_it_says(content: str, url: str) -> None:
    assert refresh(content) == url


def test_a_style_sheet_is_read_by_its_tokens() -> None:
    text = r"""/* url(no) */ @import "a.css"; @import url('b.css') screen;
    .x { background: URL( c\ d.png ), url("e\
f.png"); content: "url(no)"; --y: my-url(no) }
    @font-face { src: url(g.woff2) format("woff2"), url(data:font/woff2;base64,AA) }
    @namespace svg url(http://www.w3.org/2000/svg);"""
    assert [(link.use, link.line, link.raw) for link in links(text)] == [
        ("import", 1, "a.css"),
        ("import", 1, "b.css"),
        ("css", 2, "c d.png"),
        ("css", 2, "ef.png"),
        ("css", 4, "g.woff2"),
    ]


def test_a_page_is_read_as_it_says_it_is_written() -> None:
    text = '<meta charset="iso-8859-1"><a href="\xe9">x</a>'
    document = read("a.html", text.encode("latin-1"))
    assert document is not None
    assert [link.raw for link in document.links] == ["\xe9"]
    document = read("a.html", '<a href="\xe9">x</a>'.encode("utf-16"))
    assert document is not None
    assert [link.raw for link in document.links] == ["\xe9"]
