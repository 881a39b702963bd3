"""The archive of the pages: what was answered, found again by programs that are not ours."""

import gzip
import json
import random
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright
from warcio.archiveiterator import ArchiveIterator

from inspection.website import Handler, Website
from paraf.inspection.browser.chromium import FLAGS, find
from paraf.inspection.evidence import wacz, warc
from paraf.inspection.evidence.exchange import Exchange, asking
from paraf.inspection.evidence.wacz import PageEntry, Written

AT = datetime(2026, 11, 21, 8, 0, 7, tzinfo=UTC)
SITE = "https://bkd.contoh.example/"
PAGES = (PageEntry("", "Beranda"), PageEntry("berita/", "Berita kita"))
ROOT = Path(__file__).parents[2]
PLAYER = ROOT / "build" / "replay"


def answer(body: bytes, status: str = "200 OK", kind: str = "text/html") -> Exchange:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return Exchange(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", head.encode(), body)


def written(
    file: Path,
    answers: dict[str, Exchange | None],
    *,
    pages: tuple[PageEntry, ...] = PAGES,
    at: datetime = AT,
) -> Written:
    """Write an archive of a site that answers as it is told."""
    return wacz.write(file, SITE, pages, answers, at=at, fetch=lambda url: answers[url])


def told(body: bytes = b"<h1>Berita</h1>") -> dict[str, Exchange | None]:
    return {
        SITE: answer(b"<h1>Beranda</h1>"),
        f"{SITE}berita/": answer(body),
        f"{SITE}assets/a.css": answer(b"h1 {}", kind="text/css"),
    }


def archived(website: Website, file: Path, *more: str) -> Written:
    """Archive a site on a real server."""
    loaded = ("assets/situs.css", "assets/situs.js", "assets/titik.png", *more)
    requests = [f"{website.url}{path}" for path in loaded]
    return wacz.write(file, website.url, PAGES, requests, at=AT, fetch=asking(patience=5))


def members(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as packed:
        return {one: packed.read(one) for one in packed.namelist()}


def test_another_program_reads_every_answer_as_it_came(website: Website, tmp_path: Path) -> None:
    file = tmp_path / "pages.wacz"
    archived(website, file)
    stream = BytesIO(members(file)["archive/data.warc.gz"])
    found = {}
    for record in ArchiveIterator(stream, check_digests="raise"):
        if record.rec_type == "response":
            assert record.http_headers.get_statuscode() == "200"
            assert record.rec_headers["WARC-Date"] == "2026-11-21T08:00:07Z"
            assert record.rec_headers["WARC-IP-Address"] == "127.0.0.1"
            found[record.rec_headers["WARC-Target-URI"]] = record.content_stream().read()
    base = website.url
    assert found == {
        base: website.files["index.html"],
        f"{base}berita/": website.files["berita/index.html"],
        f"{base}assets/situs.css": website.files["assets/situs.css"],
        f"{base}assets/situs.js": website.files["assets/situs.js"],
        f"{base}assets/titik.png": website.files["assets/titik.png"],
    }


def test_an_answer_s_digest_is_that_of_the_site_s_manifest(
    website: Website, tmp_path: Path
) -> None:
    archived(website, tmp_path / "a.wacz")
    index = members(tmp_path / "a.wacz")["indexes/index.cdx"].decode()
    assert website.manifest.files["assets/situs.css"].sha256 in index


def test_the_index_leads_to_each_answer(tmp_path: Path) -> None:
    written(tmp_path / "a.wacz", told())
    inside = members(tmp_path / "a.wacz")
    records, lines = inside["archive/data.warc.gz"], inside["indexes/index.cdx"].decode()
    assert lines.splitlines() == sorted(lines.splitlines())
    seen = set()
    for line in lines.splitlines():
        key, moment, about = line.split(" ", 2)
        one = json.loads(about)
        assert (key, moment) == (warc.surt(one["url"]), "20261121080007")
        start, length = int(one["offset"]), int(one["length"])
        record = gzip.decompress(records[start : start + length])
        assert f"WARC-Target-URI: {one['url']}\r\n".encode() in record
        assert b"WARC-Type: response\r\n" in record
        seen.add(one["url"])
    assert seen == set(told())


def test_the_package_names_every_file_by_its_digest(tmp_path: Path) -> None:
    written(tmp_path / "a.wacz", told())
    inside = members(tmp_path / "a.wacz")
    package = json.loads(inside["datapackage.json"])
    assert package["wacz_version"] == "1.1.1"
    assert (package["mainPageUrl"], package["mainPageDate"]) == (SITE, "2026-11-21T08:00:07Z")
    named = {one["path"]: (one["hash"], one["bytes"]) for one in package["resources"]}
    alone = {"datapackage.json", "datapackage-digest.json"}
    others = {path: data for path, data in inside.items() if path not in alone}
    assert named == {path: (warc.digest(data), len(data)) for path, data in others.items()}
    seal = json.loads(inside["datapackage-digest.json"])
    assert seal == {"path": "datapackage.json", "hash": warc.digest(inside["datapackage.json"])}


def test_the_pages_are_listed_for_whoever_opens_the_archive(tmp_path: Path) -> None:
    written(tmp_path / "a.wacz", told())
    lines = members(tmp_path / "a.wacz")["pages/pages.jsonl"].decode().splitlines()
    said = [json.loads(line) for line in lines]
    assert said[0]["format"] == "json-pages-1.0"
    assert [(one["url"], one["title"], one["ts"]) for one in said[1:]] == [
        (SITE, "Beranda", "2026-11-21T08:00:07Z"),
        (f"{SITE}berita/", "Berita kita", "2026-11-21T08:00:07Z"),
    ]


def test_the_same_answers_at_the_same_moment_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "a.wacz", tmp_path / "b.wacz"
    first = written(one, told())
    second = written(two, dict(reversed(told().items())))
    assert one.read_bytes() == two.read_bytes()
    assert first == second
    written(two, told(), at=AT + timedelta(seconds=1))
    assert one.read_bytes() != two.read_bytes()
    written(two, told(b"<h1>Lain</h1>"))
    assert one.read_bytes() != two.read_bytes()


def test_what_did_not_answer_is_named(tmp_path: Path) -> None:
    answers = {**told(), f"{SITE}a.js": None, f"{SITE}berita/": None}
    done = written(tmp_path / "a.wacz", answers)
    assert done.left == (f"{SITE}berita/", f"{SITE}a.js")
    inside = members(tmp_path / "a.wacz")
    assert json.loads(inside["datapackage.json"])["leftOut"] == list(done.left)
    assert b"Berita kita" not in inside["pages/pages.jsonl"]


def test_pictures_are_left_out_first_where_there_is_no_room(tmp_path: Path) -> None:
    answers = {f"{SITE}{one:02}.png": answer(_noise(one), kind="image/png") for one in range(8)}
    done = written(tmp_path / "a.wacz", {**told(), **answers, f"{SITE}z.js": answer(b"1")})
    assert (tmp_path / "a.wacz").stat().st_size < wacz.BUDGET + 20_000
    assert done.left == tuple(f"{SITE}{one:02}.png" for one in (4, 5, 6, 7))
    assert f"{SITE}z.js" in done.kept


def _noise(seed: int) -> bytes:
    """Return a megabyte that no compression makes smaller."""
    return random.Random(seed).randbytes(1_100_000)


def test_nothing_of_another_site_is_asked_for(tmp_path: Path) -> None:
    asked = []

    def fetch(url: str) -> Exchange:
        asked.append(url)
        return answer(b"")

    loaded = [f"{SITE}a.js#x", "https://lain.example/b.js", "data:,x", "http://bkd.contoh.example/"]
    wacz.write(tmp_path / "a.wacz", SITE, (), loaded, at=AT, fetch=fetch)
    assert asked == [f"{SITE}a.js"]


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.bkd.contoh.example/A/?B=c", "example,contoh,bkd)/a/?b=c"),
        ("https://bkd.contoh.example", "example,contoh,bkd)/"),
        ("http://bkd.contoh.example:80/", "example,contoh,bkd)/"),
        ("http://127.0.0.1:8000/a", "127.0.0.1:8000)/a"),
        ("http://[::1]:8000/a", "::1:8000)/a"),
    ],
)
def test_addresses_are_indexed_from_the_end_of_the_host(url: str, key: str) -> None:
    assert warc.surt(url) == key


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_answer_makes_a_record_that_reads_back(body: bytes, kind: str) -> None:
    kind = "".join(sign for sign in kind if sign.isascii() and sign.isprintable())
    exchange = replace(answer(b"", kind=kind), body=body)
    pair = warc.exchanged(f"{SITE}a", exchange, AT)
    stream = BytesIO(b"".join(one.data for one in pair))
    blocks = [one.raw_stream.read() for one in ArchiveIterator(stream, no_record_parse=True)]
    assert blocks == [exchange.response + body, exchange.request]


# How a server is asked.


def once(website: Website, trick: Callable[[Handler], None], **more: float) -> Exchange | None:
    website.tricks["berita/index.html"] = trick
    return asking(**{"patience": 5.0, **more})(f"{website.url}berita/")


def raw(data: bytes) -> Callable[[Handler], None]:
    def send(handler: Handler) -> None:
        handler.wfile.write(data)
        handler.close_connection = True

    return send


def test_request_and_answer_are_kept_to_the_byte(website: Website) -> None:
    said = b"HTTP/1.1 404 Tidak Ada\r\nserver: x\r\nX-A:  b \r\nContent-Length: 4\r\n\r\nisi\n"
    got = once(website, raw(said))
    assert got is not None
    assert (got.response + got.body, got.status, got.header("x-a")) == (said, 404, "b")
    host = website.url.removeprefix("http://").rstrip("/")
    assert got.request.startswith(f"GET /berita/ HTTP/1.1\r\nHost: {host}\r\n".encode())


def test_a_chunked_answer_is_kept_with_its_chunks(website: Website) -> None:
    body = b"3\r\nisi\r\n0\r\n\r\n"
    got = once(website, raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body))
    assert got is not None
    assert got.body == body


def test_what_is_said_before_the_answer_is_left_out(website: Website) -> None:
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    got = once(website, raw(early + b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nisi"))
    assert got is not None
    assert got.response.startswith(b"HTTP/1.1 200 OK")


def test_a_redirection_is_an_answer(website: Website) -> None:
    got = once(website, lambda handler: handler.answer(301, b"", Location="/lain/"))
    assert got is not None
    assert (got.status, got.header("Location")) == (301, "/lain/")
    assert website.asked == ["berita/index.html"]


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nisi",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nisi\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + b"x" * 5000,
        b"HTTP/1.1 200 OK",
        b"HTTP/1.1 103 Early Hints\r\n\r\n",
    ],
)
def test_half_an_answer_and_too_much_are_none(website: Website, said: bytes) -> None:
    assert once(website, raw(said), largest=4000) is None


def test_a_server_that_dawdles_is_not_waited_for(website: Website) -> None:
    never = threading.Event()

    def dawdle(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n")
        never.wait(5)

    assert once(website, dawdle, patience=0.2) is None
    never.set()


def test_a_server_that_is_overwhelmed_is_asked_again(website: Website) -> None:
    def trick(handler: Handler) -> None:
        handler.answer(503 if len(website.asked) < 3 else 200, b"isi")

    got = once(website, trick)
    assert got is not None
    assert (got.status, len(website.asked)) == (200, 3)
    got = once(website, lambda handler: handler.answer(500, b"rusak"))
    assert got is not None
    assert (got.status, len(website.asked)) == (500, 6)


def test_all_answers_together_have_their_time(website: Website) -> None:
    now = [0.0]
    fetch = asking(altogether=10, clock=lambda: now[0])
    assert fetch(website.url) is not None
    now[0] = 10
    assert fetch(website.url) is None
    assert website.asked == ["index.html"]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://[::1", "http:///a", "http://127.0.0.1:9/a\r\nX: y"]
)
def test_an_address_that_leads_nowhere_has_no_answer(url: str) -> None:
    assert asking(patience=1)(url) is None


# The archive played again, by replayweb.page in a browser.


class Files(SimpleHTTPRequestHandler):
    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *it: Files(*it, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


PLAYING = """<!doctype html><meta charset="utf-8"><script src="ui.js"></script>
<style>html, body, replay-web-page {{ display: block; height: 100%; margin: 0 }}</style>
<replay-web-page source="pages.wacz" url="{url}" replayBase="/replay/"></replay-web-page>"""


@pytest.mark.browser
@pytest.mark.server
@pytest.mark.skipif(
    not (PLAYER / "sw.js").exists(), reason="no replayweb.page: make build/replay/ready"
)
def test_the_pages_play_again_after_the_site_is_gone(website: Website, tmp_path: Path) -> None:
    script = b"document.body.dataset.siap = 'ya, dari arsip'"
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(script), script)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\nTransfer-Encoding: chunked\r\n\r\n"
    website.tricks["assets/situs.js"] = raw(head + chunks)
    archived(website, tmp_path / "pages.wacz")
    url = f"{website.url}berita/"
    website.stop()
    (tmp_path / "replay").mkdir()
    (tmp_path / "replay" / "sw.js").symlink_to(PLAYER / "sw.js")
    (tmp_path / "ui.js").symlink_to(PLAYER / "ui.js")
    (tmp_path / "index.html").write_text(PLAYING.format(url=url))
    browser = find(None)
    with served(tmp_path) as player, sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser, args=[*FLAGS])
        tab = running.new_page()
        tab.goto(player)
        shown = tab.frame_locator("replay-web-page iframe").frame_locator("iframe")
        article = shown.locator("article")
        article.wait_for(timeout=60_000)
        assert article.inner_text().startswith("Berita kita")
        assert shown.locator("title").text_content(timeout=5000) == "Berita kita - BKD"
        shown.locator("body[data-siap='ya, dari arsip']").wait_for(timeout=20_000)
        running.close()
