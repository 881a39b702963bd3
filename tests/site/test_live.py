"""A preview on loopback that renews itself, asked as browsers and as strangers ask."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from paraf.core.evidence import Finding, Severity
from paraf.core.policy import allowed, parse
from paraf.core.words import T
from paraf.site import unbuilt
from paraf.site.live import EVENTS, SCRIPT, Live, living
from small_office import say

pytestmark = pytest.mark.server
TAG = '<script src="/.paraf/live.js" data-serial="{}" defer></script>'
WRONG = Finding("link", Severity.BLOCK, "content/a.md", 9, T("The link {link} leads to no page or "
                "file of this site.", link="<b>x</b>"), T("Correct it."))  # fmt: skip


def built(root: Path, name: str) -> Path:
    site = root / name
    (site / "sub").mkdir(parents=True)
    for path, text in (("index.html", name), ("sub/index.html", f"sub {name}"), ("404.html", "4")):
        (site / path).write_text(f"<body>{text}</body>" + " " * 300)
    (site / "a.css").write_text("a{}")
    (root / "secret.html").write_text("rahasia")
    return site


@contextmanager
def shown(root: Path) -> Iterator[tuple[Live, str]]:
    with living() as (live, url):
        live.show(built(root, "satu"))
        yield live, url


def news(url: str, serial: str) -> Iterator[str]:
    """Yield what an open tab hears, until the server has no more to say."""
    with httpx.stream("GET", f"{url}{EVENTS[1:]}", params={"serial": serial}, timeout=20) as told:
        assert told.headers["Content-Type"].startswith("text/event-stream")
        yield from told.iter_lines()


def test_a_page_is_shown_with_the_script_and_nothing_else_is_altered(tmp_path: Path) -> None:
    with shown(tmp_path) as (_, url):
        for path, words in (("", "satu"), ("sub/", "sub satu"), ("tiada/", "4")):
            answer = httpx.get(f"{url}{path}")
            assert answer.text.startswith(f"<body>{words}{TAG.format(1)}</body>")
            assert answer.headers["Cache-Control"] == "no-store"
            policy = parse(answer.headers["Content-Security-Policy"])
            assert allowed(policy, "script-src") == {"'self'"}
            assert allowed(policy, "connect-src") == {"'self'"}
        sheet = httpx.get(f"{url}a.css")
        assert (sheet.text, "ETag" in sheet.headers) == ("a{}", True)
        assert "EventSource" in httpx.get(f"{url}{SCRIPT[1:]}").text
    assert "script" not in (tmp_path / "satu/index.html").read_text()


def test_a_page_is_whole_whatever_the_browser_says_it_has(tmp_path: Path) -> None:
    with shown(tmp_path) as (live, url):
        kept = {"If-None-Match": "*", "Range": "bytes=0-3", "Accept-Encoding": "gzip"}
        assert TAG.format(1) in httpx.get(url, headers=kept).text
        live.show(built(tmp_path, "dua"))
        assert "<body>dua" in httpx.get(url, headers=kept).text
        assert httpx.head(url).headers["Content-Length"] == str(len(httpx.get(url).content))


def test_every_open_tab_hears_of_a_new_site_and_one_that_missed_it_at_once(tmp_path: Path) -> None:
    with shown(tmp_path) as (live, url):
        heard: list[list[str]] = [[], []]
        begun = threading.Barrier(3)

        def listen(into: list[str]) -> None:
            lines = news(url, "1")
            into.append(next(lines))
            begun.wait(20)
            into.extend(lines)

        tabs = [threading.Thread(target=listen, args=(one,)) for one in heard]
        for tab in tabs:
            tab.start()
        begun.wait(20)
        live.show(built(tmp_path, "dua"))
        for tab in tabs:
            tab.join(20)
        assert all("event: renewed" in one for one in heard)
        assert "event: renewed" in list(news(url, "1"))
        assert "event: renewed" in list(news(url, "another server's"))


def test_what_cannot_be_built_is_told_on_every_page_until_it_can(tmp_path: Path) -> None:
    with shown(tmp_path) as (live, url):
        live.tell(unbuilt.page([WRONG], say, "en"), unbuilt.headers())
        for path in ("", "sub/", "tiada"):
            answer = httpx.get(f"{url}{path}")
            assert answer.status_code == 503
            assert "content/a.md:9" in answer.text
            assert "&lt;b&gt;x" in answer.text
            assert TAG.format(2) in answer.text
        assert httpx.get(f"{url}a.css").text == "a{}"
        live.show(built(tmp_path, "dua"))
        assert "<body>dua" in httpx.get(url).text


def test_a_draft_that_was_never_built_is_told_too() -> None:
    with living() as (live, url):
        assert httpx.get(url).status_code == 503
        live.tell(unbuilt.page([WRONG], say, "en"), unbuilt.headers())
        assert "content/a.md:9" in httpx.get(f"{url}gambar.png").text


STRANGERS = (
    "attacker.example", "attacker.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil",
    "127.0.0.1:{port}.evil.example", "", "[::1]:{port}", "0.0.0.0:{port}",
)  # fmt: skip


def test_only_who_asks_this_computer_by_its_name_is_answered(tmp_path: Path) -> None:
    with shown(tmp_path) as (_, url), httpx.Client() as client:
        port = httpx.URL(url).port
        for host in STRANGERS:
            for path in ("", "sub/", EVENTS[1:], SCRIPT[1:], "a.css"):
                answer = client.get(f"{url}{path}", headers={"Host": host.format(port=port)})
                assert (answer.status_code, answer.text) in ((421, "421"), (400, "")), (host, path)
        assert client.get(url, headers={"Host": f"LOCALHOST:{port}"}).status_code == 200


def test_a_request_without_a_host_is_not_answered(tmp_path: Path) -> None:
    with (
        shown(tmp_path) as (_, url),
        socket.create_connection(("127.0.0.1", httpx.URL(url).port or 0), timeout=20) as line,
    ):
        line.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert b"satu" not in line.makefile("rb").read()


def test_nothing_outside_the_site_is_shown(tmp_path: Path) -> None:
    with shown(tmp_path) as (_, url):
        for path in ("../secret.html", "..%2fsecret.html", "%2e%2e/secret.html", "//secret.html",
                     ".paraf/../../secret.html", ".paraf/", ".git/config"):  # fmt: skip
            assert "rahasia" not in httpx.get(f"{url}{path}").text
            assert httpx.get(f"{url}{path}").status_code == 404
        assert httpx.post(url).status_code == 405


def test_an_open_tab_keeps_no_preview_from_ending(tmp_path: Path) -> None:
    heard: list[str] = []
    with shown(tmp_path) as (_, url):
        lines = news(url, "1")
        heard.append(next(lines))
        rest = threading.Thread(target=lambda: heard.extend(lines))
        rest.start()
    rest.join(20)
    assert not rest.is_alive()
    assert "event: renewed" not in heard


def test_two_previews_at_once_know_nothing_of_one_another(tmp_path: Path) -> None:
    with shown(tmp_path / "a") as (_, one), living() as (other, two):
        other.show(built(tmp_path / "b", "lain"))
        assert "satu" in httpx.get(one).text
        assert "lain" in httpx.get(two).text
