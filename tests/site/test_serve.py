"""A site is shown on loopback."""

import socket
import threading
from pathlib import Path

import httpx
import pytest

from paraf.ports import Fault
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


def test_a_port_in_use_is_a_fault(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Fault, match=f"port {port}"), serving(tmp_path, port=port):
            pass
