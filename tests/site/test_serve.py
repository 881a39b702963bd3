"""A site is shown on loopback."""

import socket
import threading
from pathlib import Path

import httpx
import pytest

from paraf.ports import Fault
from paraf.site.policy import headers
from paraf.site.serve import serving

pytestmark = pytest.mark.server


def release(root: Path, name: str) -> Path:
    folder = root / name
    (folder / "sub").mkdir(parents=True)
    (folder / "index.html").write_text(name)
    (folder / "sub/index.html").write_text(f"sub {name}")
    (folder / "404.html").write_text(f"tiada {name}")
    return folder


def test_a_site_is_served_from_the_first_moment_and_no_longer_than_asked(tmp_path: Path) -> None:
    with serving(release(tmp_path, "a")) as address:
        assert httpx.get(address).text == "a"
        assert httpx.get(f"{address}sub/").text == "sub a"
        assert httpx.get(f"{address}sub", follow_redirects=True).text == "sub a"
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)
    assert not [one for one in threading.enumerate() if one.name == "paraf-site"]


def test_what_is_not_there_is_answered_with_the_sites_own_page(tmp_path: Path) -> None:
    with serving(release(tmp_path, "a")) as address:
        answer = httpx.get(f"{address}tiada/")
        assert (answer.status_code, answer.text) == (404, "tiada a")
        assert httpx.post(address).status_code == 405


def test_a_switched_link_is_followed_at_once(tmp_path: Path) -> None:
    current = tmp_path / "current"
    current.symlink_to(release(tmp_path, "a"))
    with serving(current) as address, httpx.Client() as client:
        assert client.get(address).text == "a"
        fresh = tmp_path / "fresh"
        fresh.symlink_to(release(tmp_path, "b"))
        fresh.replace(current)
        assert client.get(address).text == "b"
        assert client.get(f"{address}x").text == "tiada b"


def test_nothing_outside_the_site_is_served(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("rahasia")
    site = release(tmp_path, "a")
    (site / "link").symlink_to(tmp_path / "secret")
    with serving(site) as address:
        for path in ("../secret", "..%2fsecret", "%2e%2e/secret", "link"):
            assert "rahasia" not in httpx.get(f"{address}{path}").text


def test_pages_come_with_the_policy_that_they_themselves_ask_for(tmp_path: Path) -> None:
    site = release(tmp_path, "a")
    (site / "sub/index.html").write_text("<script>a()</script>")
    with serving(site) as address:
        for path in ("", "sub/", "tiada/"):
            told = httpx.get(f"{address}{path}").headers
            assert {name: told[name] for name in headers(site, address)} == headers(site, address)
    assert "sha256-" in headers(site, address)["Content-Security-Policy"]


def test_a_switched_release_brings_its_own_policy(tmp_path: Path) -> None:
    current = tmp_path / "current"
    current.symlink_to(release(tmp_path, "a"))
    other = release(tmp_path, "b")
    (other / "index.html").write_text("<script>b()</script>")
    with serving(current) as address:
        assert "sha256-" not in httpx.get(address).headers["Content-Security-Policy"]
        fresh = tmp_path / "fresh"
        fresh.symlink_to(other)
        fresh.replace(current)
        assert "sha256-" in httpx.get(address).headers["Content-Security-Policy"]


def test_a_folder_leads_to_its_slash_and_never_to_another_host(tmp_path: Path) -> None:
    site = release(tmp_path, "a")
    (site / "b c").mkdir()
    (site / "b c/index.html").write_text("b c")
    with serving(site) as address:
        for path, way in (("sub?x=1", "/sub/?x=1"), ("/sub", "/sub/"), ("b%20c", "/b%20c/")):
            answer = httpx.get(f"{address}{path}")
            assert (answer.status_code, answer.headers["Location"]) == (301, way)
        assert httpx.get(f"{address}index.html/").status_code == 404


def test_what_is_hidden_is_not_served(tmp_path: Path) -> None:
    site = release(tmp_path, "a")
    for path in (".git/config", "index.html.bak", ".well-known/security.txt", "kosong/.x"):
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_text("isi")
    with serving(site) as address:
        answers = {
            path: httpx.get(f"{address}{path}") for path in (".git/config", "index.html.bak")
        }
        assert {one.text for one in answers.values()} == {"tiada a"}
        assert httpx.get(f"{address}.well-known/security.txt").text == "isi"
        assert httpx.get(f"{address}kosong/").status_code == 404


def test_text_is_packed_for_whoever_takes_it_and_asked_for_anew_by_its_mark(tmp_path: Path) -> None:
    site = release(tmp_path, "a")
    text = "panjang " * 100
    (site / "a.css").write_text(text)
    (site / "a.pdf").write_text(text)
    (site / "b.57a0d79d.min.js").write_text(text)
    with serving(site) as address:
        packed = httpx.get(f"{address}a.css", headers={"Accept-Encoding": "br, gzip;q=0.5"})
        plain = httpx.get(f"{address}a.css", headers={"Accept-Encoding": "gzip;q=0"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in plain.headers
        assert packed.text == plain.text == text
        assert packed.headers["ETag"] != plain.headers["ETag"]
        assert packed.headers["Content-Type"] == "text/css; charset=utf-8"
        again = httpx.get(f"{address}a.css", headers={"If-None-Match": packed.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        (site / "a.css").write_text(text.upper())
        fresh = httpx.get(f"{address}a.css", headers={"If-None-Match": packed.headers["ETag"]})
        assert (fresh.status_code, fresh.text) == (200, text.upper())
        assert fresh.headers["Cache-Control"] == "no-cache"
        assert "immutable" in httpx.get(f"{address}b.57a0d79d.min.js").headers["Cache-Control"]
        assert "Content-Encoding" not in httpx.get(f"{address}a.pdf").headers


def test_a_large_file_is_streamed_and_may_be_had_in_parts(tmp_path: Path) -> None:
    site = release(tmp_path, "a")
    with (site / "a.zip").open("wb") as file:
        file.truncate(5_000_000)
    with serving(site) as address:
        part = httpx.get(f"{address}a.zip", headers={"Range": "bytes=10-19"})
        assert (part.status_code, len(part.content)) == (206, 10)
        whole = httpx.get(f"{address}a.zip")
        assert (len(whole.content), whole.headers["Content-Type"]) == (5_000_000, "application/zip")


def test_a_port_in_use_is_a_fault(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Fault, match=f"port {port}"), serving(tmp_path, port=port):
            pass
