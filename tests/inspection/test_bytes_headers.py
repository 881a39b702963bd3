"""What headers may say of a file, and what a packed file may hold."""

import gzip

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraf.core.evidence import Finding, Severity
from paraf.core.serving import caching, media_type
from paraf.core.words import T
from paraf.inspection.bytes.headers import judge_headers
from paraf.inspection.fetch import Answer
from paraf.inspection.findings import folded, shown
from paraf.inspection.kinds import KINDS
from paraf.inspection.web.packing import Torn, unpacking

LAWS = settings(max_examples=80, deadline=None, database=None)
DATE = "Sat, 21 Nov 2026 08:00:00 GMT"


def judged(path: str, body: bytes = b"", **headers: str) -> list[str]:
    """Return the kinds of what is wrong with a file; underscores in names stand for dashes."""
    told = {"content-type": media_type(path), "cache-control": caching(path)}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    got = Answer(200, len(body), "", body, None, {name: one for name, one in told.items() if one})
    return [one.kind for one in judge_headers(path, path, got)]


@pytest.mark.parametrize(
    "path",
    [
        *("index.html", "robots.txt", "sitemap.xml", "sitemap.xml.gz", "a/berkas.pdf", "a.csv"),
        *("assets/main.484c7ddc.min.css", "assets/x.js.map", "pagefind/pagefind-entry.json"),
        *("pagefind/fragment/id_1a2b3c4d.pf_fragment", "a/tabel.xlsx", "a/b.geojson", "TANPA"),
        *("assets/modul.mjs", "assets/huruf.woff2", "a/kalender.ics", "situs.webmanifest"),
    ],
)
def test_what_paraf_itself_serves_is_right(path: str) -> None:
    assert judged(path) == []


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("a.js", "text/plain; charset=utf-8"),
        ("a.mjs", "application/octet-stream"),
        ("a.css", ""),
        ("a.svg", "text/xml"),
        ("a.pdf", "text/html"),
        ("index.html", "text/plain; charset=utf-8"),
    ],
)
def test_a_wrong_type_is_found(path: str, told: str) -> None:
    assert judged(path, content_type=told) == ["type-wrong"]


@pytest.mark.parametrize("path", ["a.csv", "a.docx", "a.woff2", "a.pf_index"])
def test_unnamed_bytes_do_no_harm_to_what_is_only_saved(path: str) -> None:
    assert judged(path, content_type="application/octet-stream", cache_control="no-cache") == []


@pytest.mark.parametrize(
    ("path", "body", "told", "kinds"),
    [
        ("a.html", b"", "text/html; charset=ISO-8859-1", ["charset-wrong"]),
        ("a.js", b"", 'text/javascript; charset="windows-1252"', ["charset-wrong"]),
        ("a.html", b"", "text/html;charset=UTF8", []),
        ("a.html", "é".encode(), "text/html", ["charset-missing"]),
        ("a.html", '<meta charset="utf-8">é'.encode(), "text/html", []),
        ("a.html", b"x" * 2000 + '<meta charset="utf-8">é'.encode(), "text/html",
         ["charset-missing"]),
        ("a.txt", "é".encode(), "text/plain", ["charset-missing"]),
        ("a.txt", b"ascii", "text/plain", []),
        ("a.css", b"", "text/css", []),
    ],
)  # fmt: skip
def test_a_text_tells_its_encoding(path: str, body: bytes, told: str, kinds: list[str]) -> None:
    assert judged(path, body, content_type=told) == kinds


@pytest.mark.parametrize(
    ("path", "told", "kinds"),
    [
        ("index.html", "max-age=600", []),
        ("index.html", "max-age=601", ["cache-stale"]),
        ("index.html", "public, MAX-AGE=31536000, immutable", ["cache-stale"]),
        ("index.html", "no-cache, max-age=31536000", []),
        ("index.html", "no-store", []),
        ("index.html", "private", ["cache-unsaid"]),
        ("index.html", "max-age=bogus", []),
        ("search/search_index.json", "max-age=86400", ["cache-stale"]),
        ("sitemap.xml.gz", "max-age=86400", ["cache-stale"]),
        (".well-known/release.json", "max-age=86400", ["cache-stale"]),
        ("a/berkas.pdf", "max-age=86400", []),
        ("a/berkas.pdf", "max-age=31536000", ["cache-stale"]),
        ("assets/main.484c7ddc.min.css", "max-age=31536000", []),
        ("assets/main.484c7ddc.min.css", "no-cache", ["cache-missing"]),
        ("assets/index-BxYz12ab.js", "max-age=31536000", []),
        ("assets/extra.css", "max-age=31536000", ["cache-stale"]),
        ("assets/extra.css", "no-cache", []),
    ],
)
def test_a_file_is_kept_as_long_as_it_is_good(path: str, told: str, kinds: list[str]) -> None:
    assert judged(path, cache_control=told, last_modified=DATE) == kinds


@pytest.mark.parametrize(
    ("expires", "kinds"),
    [
        ("Sat, 21 Nov 2026 08:05:00 GMT", []),
        ("Sun, 22 Nov 2026 08:00:00 GMT", ["cache-stale"]),
        ("0", []),
        ("yesterday", []),
        ("Sat, 21 Nov 2026 08:05:00", []),
    ],
)
def test_an_older_header_is_read_too(expires: str, kinds: list[str]) -> None:
    assert judged("index.html", cache_control="", expires=expires, date=DATE) == kinds


def test_a_page_of_which_nothing_is_said_is_guessed_at() -> None:
    assert judged("index.html", cache_control="", last_modified=DATE) == ["cache-unsaid"]
    assert judged("index.html", cache_control="") == []


@LAWS
@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=60))
def test_whatever_headers_say_is_judged_and_can_be_shown(kind: str, cache: str, date: str) -> None:
    got = Answer(200, 0, "", b"", None, {
        "content-type": kind, "cache-control": cache, "expires": date, "date": date,
    })  # fmt: skip
    for one in judge_headers("a.html", "a.html", got):
        assert str(one.what).isprintable()
        assert len(str(one.what)) < 300


@LAWS
@given(st.text(max_size=200))
def test_what_is_shown_is_short_and_plain(said: str) -> None:
    assert shown(said).isprintable()
    assert len(shown(said)) <= 81


def unpacked(encoding: str, body: bytes, step: int = 1000) -> bytes | None:
    """Return what a body unpacks to that comes in steps; None where it is torn."""
    packed = unpacking(encoding)
    assert packed is not None
    try:
        steps = [body[at : at + step] for at in range(0, len(body), step)]
        out = b"".join(piece for one in steps for piece in packed.pieces(one))
    except Torn:
        return None
    return out if packed.whole else None


@LAWS
@given(st.binary(max_size=5000))
def test_what_was_packed_unpacks_to_itself(body: bytes) -> None:
    assert unpacked("gzip", gzip.compress(body)) == body
    assert unpacked("br", brotli.compress(body, quality=1)) == body


@LAWS
@given(st.binary(max_size=300), st.sampled_from(["gzip", "br"]), st.integers(1, 300))
def test_what_is_cut_or_has_more_behind_it_is_torn(body: bytes, encoding: str, step: int) -> None:
    packed = gzip.compress(body) if encoding == "gzip" else brotli.compress(body, quality=1)
    assert unpacked(encoding, packed[:-1], step) is None
    assert unpacked("gzip", gzip.compress(body) + b"more", step) is None


@LAWS
@given(st.binary(min_size=1, max_size=300), st.sampled_from(["deflate", "zstd", "gzip, gzip"]))
def test_what_nobody_was_offered_is_torn(body: bytes, encoding: str) -> None:
    assert unpacked(encoding, body) is None


def test_what_is_not_packed_needs_no_unpacking() -> None:
    assert unpacking("") is unpacking(" Identity ") is None


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [
        ("gzip", gzip.compress(bytes(9_000_000), 1)),
        ("br", brotli.compress(bytes(9_000_000), quality=1)),
    ],
)
def test_what_is_packed_comes_out_in_small_pieces(encoding: str, bomb: bytes) -> None:
    packed = unpacking(encoding)
    assert packed is not None
    pieces = list(packed.pieces(bomb))
    assert b"".join(pieces) == bytes(9_000_000)
    assert max(map(len, pieces)) < 1_000_000
    assert packed.whole


@LAWS
@given(
    st.lists(
        st.builds(
            lambda kind, place, said: Finding(
                kind, Severity.BLOCK, place, 0, T("{said} is wrong.", said=said), T("Mend it.")
            ),
            st.sampled_from(sorted(KINDS)),
            st.sampled_from(["a", "b", "c"]),
            st.sampled_from(["x", "y"]),
        ),
        max_size=12,
    ),
    st.integers(0, 12),
    st.randoms(use_true_random=False),
)
def test_folding_knows_no_order_and_no_shares(
    findings: list[Finding], at: int, chance: object
) -> None:
    mixed = list(findings)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    whole = folded(findings)
    assert folded(mixed) == whole
    assert folded([*folded(mixed[:at]), *folded(mixed[at:])]) == whole
