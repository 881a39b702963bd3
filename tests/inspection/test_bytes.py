"""Every file of the release is live, byte for byte, or it is named."""

import gzip
from typing import Any

import brotli
import pytest

from inspection.website import PDF, Handler, Website, quiet, serving
from paraf.core.evidence import FileSum, Finding, Manifest
from paraf.core.inspecting import InspectionRules
from paraf.inspection.bytes.check import Compared, check_bytes
from paraf.inspection.fetch import Patience
from paraf.inspection.findings import address, folded
from paraf.inspection.share import Share
from paraf.inspection.site import Site

pytestmark = pytest.mark.server


BOMB = gzip.compress(bytes(50_000_000), 1)
QUICK = Patience(seconds=1.0, slowest=100_000, waits=(0.01, 0.02), longest=0.05)


def compare(live: Website, **also: Any) -> Compared:
    """Compare a site with the patience of a test; `also` are further fields of `Site`."""
    site = Site(live.url, live.manifest, live.release, live.pages, **also)
    return check_bytes(site, quiet, patience=QUICK)


def told(site: Website, findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(one.kind, one.place.removeprefix(site.url)) for one in findings]


def test_a_site_as_it_was_marked_has_no_finding(website: Website) -> None:
    found = compare(website)
    weight = sum(one.size for one in website.manifest.files.values())
    assert (found.files, found.bytes, found.findings) == (7, weight, ())


def test_a_page_is_fetched_by_the_address_that_visitors_use(website: Website) -> None:
    seen: list[str] = []
    website.tricks["berita/index.html"] = lambda handler: (
        seen.append(handler.path),
        handler.answer(200, website.files["berita/index.html"]),
    )[1]
    assert compare(website).findings == ()
    assert seen == ["/berita/"]


@pytest.mark.parametrize("path", ["berita/index.html", PDF, "assets/situs.js"])
def test_a_changed_byte_is_named(website: Website, path: str) -> None:
    website.files[path] = website.files[path].replace(b"a", b"b", 1)
    found = compare(website).findings
    assert [one.kind for one in found] == ["file-changed"]
    assert path.removesuffix("index.html").split(" ")[0] in found[0].place


def test_an_endless_file_is_not_read_to_its_end(website: Website) -> None:
    website.files["assets/situs.css"] += b"x" * 3_000_000
    found = compare(website)
    assert told(website, found.findings) == [("file-changed", "assets/situs.css")]
    assert found.bytes < 2_000_000


def test_a_missing_file_is_named(website: Website) -> None:
    del website.files["assets/situs.js"]
    assert told(website, compare(website).findings) == [("file-missing", "assets/situs.js")]


def test_a_server_error_is_tried_three_times(website: Website) -> None:
    website.tricks["assets/situs.js"] = lambda handler: handler.answer(502, b"")
    found = compare(website)
    assert told(website, found.findings) == [("file-status", "assets/situs.js")]
    assert str(found.findings[0].what) == "The server answers 502."
    assert website.asked.count("assets/situs.js") == 3


def test_a_server_that_is_well_again_at_the_second_try_is_well(website: Website) -> None:
    def stumble(handler: Handler) -> None:
        del website.tricks["assets/situs.js"]
        handler.hang_up()

    website.tricks["assets/situs.js"] = stumble
    assert compare(website).findings == ()


def test_a_file_at_which_the_server_hangs_up_is_one_finding(website: Website) -> None:
    website.tricks["assets/situs.js"] = Handler.hang_up
    assert told(website, compare(website).findings) == [("file-silent", "assets/situs.js")]


def test_a_soft_404_is_found(website: Website) -> None:
    website.not_found = 200
    found = compare(website).findings
    assert [one.kind for one in found] == ["soft-404"]
    assert "answers 200, not 404" in str(found[0].what)


def test_a_redirection_is_not_the_file(website: Website) -> None:
    website.tricks["assets/situs.js"] = lambda handler: handler.answer(301, b"", Location="/")
    assert told(website, compare(website).findings) == [("file-status", "assets/situs.js")]


@pytest.mark.parametrize("notice", [b"{}", b"<html>", b"[]"])
def test_a_site_that_does_not_name_its_release_is_still_compared(
    website: Website, notice: bytes
) -> None:
    website.files[".well-known/release.json"] = notice
    found = compare(website)
    assert told(website, found.findings) == [("release-unknown", ".well-known/release.json")]
    assert found.files == 7


def test_of_another_release_nothing_else_is_told(website: Website) -> None:
    website.files[".well-known/release.json"] = b'{"release": "0123456789abcdef"}'
    website.files["index.html"] = b"lain"
    found = compare(website)
    assert told(website, found.findings) == [("release-other", ".well-known/release.json")]


def test_a_server_that_is_down_is_one_finding(website: Website) -> None:
    website.stop()
    found = compare(website)
    assert told(website, found.findings) == [("server-unreachable", "")]
    assert found.files == 0


def test_a_server_that_goes_down_meanwhile_is_one_finding(website: Website) -> None:
    def down(handler: Handler) -> None:
        handler.hang_up()
        website.stop()

    website.tricks["assets/situs.css"] = down
    found = compare(website)
    assert told(website, found.findings) == [("server-unreachable", "")]
    assert found.files < 7


def test_a_server_that_only_hangs_up_is_one_finding(website: Website) -> None:
    for path in website.manifest.files:
        website.tricks[path] = Handler.hang_up
    assert told(website, compare(website).findings) == [("server-unreachable", "")]


def test_a_server_that_only_makes_errors_is_one_finding(website: Website) -> None:
    for path in website.manifest.files:
        website.tricks[path] = lambda handler: handler.answer(502, b"")
    (found,) = compare(website).findings
    assert str(found.what) == "The server does not answer: HTTP 502"


def test_a_server_that_fails_at_every_second_file_does_not_cost_hours(website: Website) -> None:
    for number in range(200):
        website.files[f"z/{number:03}"] = b"z"
        if number % 2:
            website.tricks[f"z/{number:03}"] = Handler.hang_up
    website.remark()
    assert told(website, compare(website).findings) == [("server-unreachable", "")]


@pytest.mark.parametrize("of", [2, 3])
def test_shares_together_find_what_one_inspection_finds(website: Website, of: int) -> None:
    website.files["assets/situs.js"] += b" "
    del website.files["assets/titik.png"]
    for path in ("berita/index.html", "assets/situs.css"):
        body = website.files[path]
        website.tricks[path] = lambda handler, body=body: handler.answer(  # type: ignore[misc]
            200, body, "text/plain", **{"Cache-Control": "max-age=31536000"}
        )
    whole = compare(website)
    shares = [compare(website, share=Share(number, of)) for number in range(1, of + 1)]
    assert len(whole.findings) == 6
    assert folded(one for share in shares for one in share.findings) == whole.findings
    assert sum(share.files for share in shares) == whole.files == 7
    assert sum(share.bytes for share in shares) == whole.bytes


def test_a_reader_is_given_every_document(website: Website) -> None:
    read: dict[str, bytes] = {}
    site = Site(website.url, website.manifest, website.release)
    check_bytes(site, quiet, reader=read.__setitem__)
    wanted = ("404.html", "assets/situs.css", "berita/index.html", "index.html")
    assert read == {path: website.files[path] for path in wanted}


def test_what_is_told_to_be_done_reaches_all(website: Website) -> None:
    told: list[tuple[int, int]] = []
    site = Site(website.url, website.manifest, website.release)
    check_bytes(site, lambda _, done=0, total=0: told.append((done, total)))
    assert (7, 7) in told
    assert all(done <= total for done, total in told)


def test_a_file_whose_size_nobody_knows_is_compared_all_the_same(website: Website) -> None:
    sums = {path: FileSum(-1, one.sha256) for path, one in website.manifest.files.items()}
    website.manifest = Manifest(sums, website.manifest.digest)
    website.files["assets/situs.js"] += b" "
    found = compare(website)
    assert told(website, found.findings) == [("file-changed", "assets/situs.js")]


def test_an_answer_is_not_taken_for_the_file_because_it_is_packed(website: Website) -> None:
    body = gzip.compress(website.files["assets/situs.js"])
    website.tricks["assets/situs.js"] = lambda handler: handler.answer(
        200, body, "text/javascript", **{"Content-Encoding": "gzip"}
    )
    found = compare(website)
    assert told(website, found.findings) == [("compression-broken", "assets/situs.js")]


def test_a_page_for_what_is_missing_may_have_its_own_status(website: Website) -> None:
    body = website.files["404.html"]
    website.tricks["404.html"] = lambda handler: handler.answer(404, body)
    assert compare(website).findings == ()


def test_what_belongs_to_others_is_left_to_them(website: Website) -> None:
    website.tricks["assets/index.html"] = lambda handler: handler.answer(200, b"Index of /assets/")
    website.files["lama/berkas.pdf"] = b"lama"
    assert told(website, compare(website, former=("lama/berkas.pdf",)).findings) == [
        ("file-former", "lama/berkas.pdf"),
        ("listing-exposed", "assets/"),
    ]
    rules = InspectionRules(others=("lama/", "assets"))
    assert compare(website, former=("lama/berkas.pdf",), rules=rules).findings == ()


def test_on_a_server_that_answers_everything_nothing_is_taken_for_a_secret(
    website: Website,
) -> None:
    website.not_found = 200
    website.files["lama/berkas.pdf"] = b"lama"
    website.tricks["lama/berkas.pdf"] = lambda handler: handler.answer(
        200, b"lama", "application/pdf"
    )
    found = compare(website, former=("lama/berkas.pdf", "lama/tiada.pdf"))
    assert sorted({one.kind for one in found.findings}) == ["file-former", "soft-404"]


@pytest.mark.parametrize(
    ("location", "kinds"),
    [
        ("/berita/", []),
        ("/berita/#jadwal", []),
        ("/lama", []),
        ("/", ["redirect-wrong"]),
        ("/tiada/", ["redirect-wrong"]),
        ("/a/", ["redirect-loop"]),
    ],
)
def test_an_old_address_leads_to_where_it_should(
    website: Website, location: str, kinds: list[str]
) -> None:
    website.tricks["a/index.html"] = lambda handler: handler.answer(301, b"", Location=location)
    website.tricks["lama"] = lambda handler: handler.answer(301, b"", Location="berita/")
    rules = InspectionRules(redirects={"a/": "berita/"})
    assert [one.kind for one in compare(website, rules=rules).findings] == kinds


def test_an_old_address_that_is_gone_does_not_lead_on(website: Website) -> None:
    rules = InspectionRules(redirects={"a/": "berita/", "b/": f"{website.url}berita/"})
    found = compare(website, rules=rules).findings
    assert told(website, found) == [("redirect-missing", "a/"), ("redirect-missing", "b/")]


def test_a_site_may_be_below_a_folder(website: Website) -> None:
    for path in [*website.files]:
        website.files[f"bkd/{path}"] = website.files.pop(path)
    website.files["404.html"] = website.files["bkd/404.html"]
    website.url += "bkd/"
    rules = InspectionRules(redirects={"a/": "berita/"})
    website.tricks["bkd/a/index.html"] = lambda handler: handler.answer(
        301, b"", Location="/bkd/berita/"
    )
    assert compare(website, rules=rules).findings == ()


@pytest.mark.parametrize(
    ("told", "kinds"),
    [
        ({"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}, []),
        ({"Content-Encoding": "gzip", "Vary": "*"}, []),
        ({"Content-Encoding": "gzip"}, ["vary-missing"]),
        ({"Content-Encoding": "gzip", "Vary": "Origin"}, ["vary-missing"]),
        ({"Content-Encoding": "br", "Vary": "Accept-Encoding"}, ["compression-broken"]),
        ({}, ["compression-missing"]),
    ],
)
def test_a_text_travels_packed_and_says_so(
    website: Website, told: dict[str, str], kinds: list[str]
) -> None:
    website.files["assets/situs.css"] = body = b"article { color: #222 }\n" * 100
    website.remark()

    def serve(handler: Handler) -> None:
        if "gzip" in handler.headers["Accept-Encoding"] and told:
            handler.answer(200, gzip.compress(body), "text/css", **told)
        else:
            handler.answer(200, body, "text/css")

    website.tricks["assets/situs.css"] = serve
    found = compare(website)
    assert [one.kind for one in found.findings] == kinds


def packed_beside(website: Website, path: str, body: bytes, packed: bytes) -> None:
    """Serve `packed` as it is stored beside a file to whoever takes it, and `body` to others."""

    def serve(handler: Handler) -> None:
        more = {"Vary": "Accept-Encoding", "Cache-Control": "no-cache"}
        kind = {"html": "text/html; charset=utf-8", "css": "text/css", "pdf": "application/pdf"}[
            path.rpartition(".")[2]
        ]
        if "gzip" in handler.headers["Accept-Encoding"]:
            handler.answer(200, packed, kind, **{"Content-Encoding": "gzip"}, **more)
        else:
            handler.answer(200, body, kind, **more)

    website.tricks[path] = serve


@pytest.mark.parametrize("path", ["index.html", "berita/index.html", "assets/situs.css", PDF])
def test_a_file_that_lies_there_packed_with_other_bytes_is_found(
    website: Website, path: str
) -> None:
    body = website.files[path]
    packed_beside(website, path, body, gzip.compress(body))
    assert compare(website).findings == ()
    packed_beside(website, path, body, gzip.compress(body.replace(b"a", b"o")))
    (found,) = compare(website).findings
    assert (found.kind, found.place) == ("file-changed", address(website.url, path))


def test_a_packed_file_that_is_cut_cannot_be_unpacked(website: Website) -> None:
    body = website.files["index.html"]
    packed_beside(website, "index.html", body, gzip.compress(body)[:-9])
    assert told(website, compare(website).findings) == [("compression-broken", "")]


def test_a_file_that_is_right_for_browsers_alone_is_found(website: Website) -> None:
    body = website.files["index.html"]
    packed_beside(website, "index.html", body.replace(b"a", b"o"), gzip.compress(body))
    assert told(website, compare(website).findings) == [("file-changed", "")]


@pytest.mark.parametrize("more", [{}, {"Age": "9"}])
def test_what_is_packed_while_it_is_sent_is_asked_for_once_but_for_samples_and_caches(
    website: Website, more: dict[str, str]
) -> None:
    paths = ("index.html", "berita/index.html", "404.html")
    for path in paths:
        packed = gzip.compress(website.files[path])

        def serve(handler: Handler, path: str = path, packed: bytes = packed) -> None:
            if "gzip" not in handler.headers["Accept-Encoding"]:
                handler.answer(200, website.files[path])
                return
            handler.send_response(200)
            told = {"Content-Type": "text/html", "Content-Encoding": "gzip", **more}
            for name, value in (told | {"Transfer-Encoding": "chunked"}).items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed))

        website.tricks[path] = serve
    assert compare(website).findings == ()
    assert website.asked.count("404.html") == (2 if more else 1)
    assert website.asked.count("berita/index.html") == 2


def test_a_file_packed_in_one_of_two_ways_with_other_bytes_is_found(website: Website) -> None:
    body = website.files["index.html"]

    def serve(handler: Handler) -> None:
        more = {"Vary": "Accept-Encoding"}
        offer = handler.headers["Accept-Encoding"]
        if "br" in offer:
            handler.answer(200, brotli.compress(body), **{"Content-Encoding": "br"}, **more)
        elif "gzip" in offer:
            other = gzip.compress(body.replace(b"a", b"o"))
            handler.answer(200, other, **{"Content-Encoding": "gzip"}, **more)
        else:
            handler.answer(200, body, **more)

    website.tricks["index.html"] = serve
    assert told(website, compare(website).findings) == [("file-changed", "")]


def test_a_small_body_that_unpacks_to_gigabytes_is_not_unpacked(website: Website) -> None:
    packed_beside(website, "index.html", website.files["index.html"], BOMB)
    found = compare(website)
    assert told(website, found.findings) == [("file-changed", "")]
    assert found.bytes < 2_000_000


def test_a_file_that_is_packed_itself_is_compared_as_it_is(website: Website) -> None:
    website.files["berita/data.csv.gz"] = gzip.compress(b"a,b")
    website.remark()
    assert compare(website).findings == ()


def test_a_file_does_not_lead_to_a_host_that_nobody_named(website: Website) -> None:
    with serving() as inner:
        for start in ("assets/situs.js", "lama/index.html"):
            website.tricks[start] = lambda handler: handler.answer(
                302, b"", Location=f"{inner.url.replace('127.0.0.1', 'localhost')}rahasia"
            )
        rules = InspectionRules(redirects={"lama/": "berita/"})
        assert told(website, compare(website, rules=rules).findings) == [
            ("file-status", "assets/situs.js"),
            ("redirect-wrong", "lama/"),
        ]
        assert inner.asked == []
        rules = InspectionRules(
            redirects={"lama/": f"{inner.url.replace('127.0.0.1', 'localhost')}rahasia"}
        )
        compare(website, rules=rules)
        assert "rahasia" in inner.asked


def test_a_name_that_is_no_text_has_an_address() -> None:
    name = b"caf\xe9 1.pdf".decode("utf-8", "surrogateescape")
    assert address("https://bkd.example", f"a/{name}") == "https://bkd.example/a/caf%E9%201.pdf"


def named(website: Website, name: str) -> str:
    """Let the site be found under a name that every machine knows to be itself."""
    port = website.url.rstrip("/").rpartition(":")[2]
    website.url = f"http://{name}:{port}/"
    return port


def lead(website: Website, location: str) -> None:
    """Lead whoever asks for the home page by a name with www to another address."""

    def serve(handler: Handler) -> None:
        if handler.headers["Host"].startswith("www."):
            handler.answer(301, b"", Location=location)
        else:
            handler.answer(200, website.files["index.html"])

    website.tricks["index.html"] = serve


@pytest.mark.parametrize(("own", "twin"), [("bkd", "www.bkd"), ("www.bkd", "bkd")])
def test_a_site_that_is_there_with_and_without_www_is_double(
    website: Website, own: str, twin: str
) -> None:
    port = named(website, f"{own}.localhost")
    (found,) = compare(website).findings
    assert (found.kind, found.place) == ("name-double", f"http://{twin}.localhost:{port}/")


def test_a_name_with_www_may_lead_to_the_site_or_elsewhere(website: Website) -> None:
    named(website, "bkd.localhost")
    for location in (website.url, "/portal/"):
        lead(website, location)
        assert compare(website).findings == ()


@pytest.mark.parametrize(
    ("location", "kinds"),
    [("{url}", []), ("{url}berita/", []), ("/", ["name-dead"]), ("/tiada/", ["name-dead"])],
)
def test_a_name_that_the_office_gives_leads_to_the_site(
    website: Website, location: str, kinds: list[str]
) -> None:
    port = named(website, "bkd.localhost")
    lead(website, location.format(url=website.url))
    rules = InspectionRules(names=(f"www.bkd.localhost:{port}",))
    assert [one.kind for one in compare(website, rules=rules).findings] == kinds


def test_a_name_that_nobody_knows_is_dead(website: Website) -> None:
    rules = InspectionRules(names=("tiada.invalid",))
    (found,) = compare(website, rules=rules).findings
    assert (found.kind, found.place) == ("name-dead", "http://tiada.invalid/")
