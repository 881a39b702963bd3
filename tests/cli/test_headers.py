"""`paraf headers` prints settings for the office's own site, or for anyone's."""

import base64
import hashlib
from pathlib import Path

import pytest

from language.catalogues import paraf
from office_world import BOT
from paraf.cli import headers
from paraf.site.servers.settings import SERVERS
from pipeline.live import live


def test_anyones_site_gets_settings_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<script>a()</script>")
    code, said = paraf("headers", "nginx", "--site", str(tmp_path), "--url", "https://a.example/")
    assert code == 0, said
    assert f'root "{tmp_path.resolve()}";' in said
    assert "script-src 'self' 'sha256-" in said
    assert 'ssl_certificate "/etc/letsencrypt/live/a.example/fullchain.pem";' in said


def test_every_server_that_can_be_written_for_may_be_named() -> None:
    assert set(headers.SERVERS) == set(SERVERS)


@pytest.mark.parametrize(
    "words",
    [
        ("nginx", "--url", "https://a.example/"),
        ("nginx", "--url", "a.example", "--site", "."),
        ("iis", "--url", "https://a.example/", "--site", "."),
    ],
)
def test_what_is_typed_wrongly_is_said(words: tuple[str, ...]) -> None:
    code, said = paraf("headers", *words)
    assert code == 2
    assert "Traceback" not in said


def test_the_settings_suit_the_live_site_and_the_one_to_come(tmp_path: Path) -> None:
    with live(tmp_path) as office:
        script = "<script>only_live()</script>"
        (office.world.live.resolve() / "lama.html").write_text(script)
        done = office.run(BOT, "headers", "caddy", "--root", "/srv/www")
    assert done.code == 0, done.out
    assert base64.b64encode(hashlib.sha256(b"only_live()").digest()).decode() in done.out
    assert done.out.count("'sha256-") > 3
    assert "'wasm-unsafe-eval'" in done.out
    assert 'root * "/srv/www"' in done.out
