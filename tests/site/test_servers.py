"""Real web servers, told what `paraf headers` prints, serve a site as the inspection asks for."""

import shutil
import ssl
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from garden.authority import Authority
from inspection.website import quiet
from paraf.core.evidence import Release
from paraf.core.inspecting import InspectionRules
from paraf.core.serving import KEPT, is_hidden
from paraf.core.words import english
from paraf.inspection.bytes.check import check_bytes
from paraf.inspection.site import Site
from paraf.inspection.transport.check import check_transport
from paraf.ports import Fault
from paraf.site.manifest import manifest, measure
from paraf.site.policy import headers
from paraf.site.servers.served import Served
from paraf.site.servers.settings import SERVERS, settings
from web_servers import ports, program, running

pytestmark = pytest.mark.server

NOW = datetime(2026, 11, 21, tzinfo=UTC)
PAGE = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>
<style>p {{ color: #222 }}</style><link rel="stylesheet" href="/assets/main.57a0d79d.min.css">
</head><body><p style="margin: 0">{title}</p>
<script>scope=new URL("{root}",location)</script></body></html>
"""
NOTICE = "Contact: mailto:a@bkd.contoh.example\nExpires: 2027-09-01T00:00:00Z\n"
REDIRECTS = {"lama/": "a/index.html", "dokumen lama.pdf": "unduhan/jadwal 2026.pdf"}
LONG = "/* panjang */ " * 100


@dataclass(frozen=True)
class Live:
    """A server that serves the release `current` leads to."""

    url: str
    plain: str
    offered: Mapping[str, str]
    current: Path
    trust: Path

    def ask(self, path: str, method: str = "GET", **told: str) -> httpx.Response:
        place = path if path.startswith("http") else f"{self.url}{path}"
        trust = ssl.create_default_context(cafile=str(self.trust))
        with httpx.Client(verify=trust) as client:
            return client.request(method, place, headers=told)

    def switch(self, release: Path) -> None:
        fresh = self.current.with_name("fresh")
        fresh.symlink_to(release)
        fresh.replace(self.current)


def release(folder: Path, *more: str) -> Path:
    """Write a small site with pages at `more` folders."""
    depths = {path: "/".join([".."] * path.count("/")) or "." for path in ("", "a/", *more)}
    pages = {
        f"{path}index.html": PAGE.format(title=path, root=root) for path, root in depths.items()
    }
    files = {
        **pages,
        "404.html": PAGE.format(title="Tidak ada", root="/"),
        "assets/main.57a0d79d.min.css": LONG,
        "assets/situs.js": LONG,
        "unduhan/jadwal 2026.pdf": "%PDF-1.7 " + LONG,
        "unduhan/data.csv": LONG,
        ".well-known/security.txt": NOTICE,
    }
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    return folder


@pytest.fixture(scope="module")
def world() -> Iterator[Path]:
    """Give a folder that everybody may read, as that of a public site, with a certificate."""
    folder = Path(tempfile.mkdtemp(prefix="paraf-servers-"))
    folder.chmod(0o755)
    authority = Authority(folder / "ca")
    authority.certificate("site", names="DNS:localhost,IP:127.0.0.1")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module", params=["nginx", "apache", "htaccess", "caddy"])
def live(request: pytest.FixtureRequest, world: Path) -> Iterator[Live]:
    server = request.param
    if program(server) is None:
        pytest.skip(f"no {server} on this machine")
    place = world / server
    first = release(place / "releases/1")
    (first / "rahasia").mkdir()
    for hidden in (".git/config", "index.html.bak", "rahasia/x.txt~"):
        (first / hidden).parent.mkdir(exist_ok=True)
        (first / hidden).write_text("rahasia")
    current = place / "current"
    current.symlink_to(first)
    plain, port = ports(2)
    url = f"https://localhost:{port}/"
    served = Served(
        root=str(current),
        url=url,
        headers=headers(first, url),
        names=("127.0.0.1",),
        redirects=REDIRECTS,
        certificate=str(world / "ca/site.chain.pem"),
        key=str(world / "ca/site.key"),
        plain=plain,
    )
    text = settings(server, served, english)
    if server == "htaccess":
        (place / ".htaccess").write_text(text)
        text = host(served)
    with running(server, text, place, (plain, port)):
        yield Live(
            url, f"http://localhost:{plain}/", served.headers, current, world / "ca/root.pem"
        )


def host(served: Served) -> str:
    """Return what a host for rent has in its own settings."""
    folder = Path(served.root).parent
    tls = f'SSLEngine on\nSSLCertificateFile "{served.certificate}"\nSSLProtocol +TLSv1.2 +TLSv1.3'
    blocks = ((served.plain, ""), (served.port, f'{tls}\nSSLCertificateKeyFile "{served.key}"'))
    each = "".join(
        f'<VirtualHost *:{port}>\nDocumentRoot "{served.root}"\n{more}\n</VirtualHost>\n'
        for port, more in blocks
    )
    right = f'<Directory "{folder}">\nAllowOverride All\nRequire all granted\n</Directory>\n'
    return f"ServerTokens Prod\n{right}{each}"


def findings(live: Live, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("SSL_CERT_FILE", str(live.trust))
    files = measure(live.current.resolve()).files
    shown = manifest({path: one for path, one in files.items() if not is_hidden(path)})
    told = Release(shown.digest, 1, "c1")
    (live.current / ".well-known/release.json").write_text(
        f'{{"v": 1, "release": "{told.digest}"}}'
    )
    # At another port than 443 there is no other door to guess: it is named.
    other = live.plain.removeprefix("http://localhost").removesuffix("/")
    rules = InspectionRules(names=(f"127.0.0.1{other}",), redirects=REDIRECTS)
    site = Site(live.url, shown, told, rules=rules, headers=live.offered)
    found, checked = check_transport(site, quiet, now=NOW)
    assert [one.count > 0 for one in checked] == [True, True]
    compared = check_bytes(site, quiet)
    assert compared.files == len(shown.files)
    return [f"{one.kind} {one.place} {one.what}" for one in (*found, *compared.findings)]


def test_the_inspection_finds_nothing(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    assert findings(live, monkeypatch) == []


def test_a_release_with_a_deeper_page_needs_no_other_settings(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = live.current.resolve()
    live.switch(release(before.with_name("2"), "b/c/d/e/"))
    try:
        assert live.ask("b/c/d/e/").status_code == 200
        assert headers(live.current, live.url) == live.offered
        assert findings(live, monkeypatch) == []
    finally:
        live.switch(before)


def test_every_other_way_in_leads_to_the_one_address(live: Live) -> None:
    port = live.url.rsplit(":", 1)[1]
    for path in ("", "a/", "a/?x=1"):
        answer = live.ask(f"{live.plain}{path}")
        assert (answer.status_code, answer.headers["Location"]) == (301, f"{live.url}{path}")
        answer = live.ask(f"https://127.0.0.1:{port}{path}")
        assert (answer.status_code, answer.headers["Location"]) == (301, f"{live.url}{path}")


def test_a_folder_is_reached_without_its_slash_on_the_same_host(live: Live) -> None:
    answer = live.ask("a")
    assert answer.status_code in (301, 308)
    assert httpx.URL(f"{live.url}a").join(answer.headers["Location"]) == f"{live.url}a/"


def test_old_paths_lead_to_the_new_ones(live: Live) -> None:
    for old, new in (("lama/", "a/"), ("dokumen%20lama.pdf", "unduhan/jadwal%202026.pdf")):
        answer = live.ask(old)
        assert (answer.status_code, answer.headers["Location"]) == (301, f"{live.url}{new}")


def test_what_is_not_public_is_as_if_it_were_not_there(live: Live) -> None:
    page = (live.current / "404.html").read_text()
    for path in (
        "tiada/",
        ".git/config",
        "index.html.bak",
        "rahasia/x.txt~",
        "rahasia/",
        "assets/",
    ):
        answer = live.ask(path)
        assert (path, answer.status_code, answer.text) == (path, 404, page)
        assert answer.headers["Content-Security-Policy"] == live.offered["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["Content-Type"].lower() == "text/html; charset=utf-8"


def test_each_file_has_its_type_and_is_kept_and_packed_as_it_should_be(live: Live) -> None:
    wanted = {
        "": ("text/html; charset=utf-8", "no-cache", True),
        "assets/situs.js": ("text/javascript; charset=utf-8", "no-cache", True),
        "assets/main.57a0d79d.min.css": ("text/css; charset=utf-8", KEPT, True),
        "unduhan/jadwal%202026.pdf": ("application/pdf", "no-cache", False),
        "unduhan/data.csv": ("text/csv; charset=utf-8", "no-cache", True),
        ".well-known/security.txt": ("text/plain; charset=utf-8", "no-cache", False),
    }
    for path, (kind, kept, packed) in wanted.items():
        answer = live.ask(path, **{"Accept-Encoding": "gzip"})
        told = answer.headers
        assert (path, answer.status_code, told["Content-Type"].lower()) == (path, 200, kind)
        assert (path, told["Cache-Control"]) == (path, kept)
        assert (path, told.get("Content-Encoding") == "gzip") == (path, packed)
        assert ("Accept-Encoding" in told.get("Vary", "")) or not packed


def test_a_browser_that_has_a_page_is_told_so(live: Live) -> None:
    mark = live.ask("", **{"Accept-Encoding": "identity"}).headers["ETag"]
    again = live.ask("", **{"Accept-Encoding": "identity", "If-None-Match": mark})
    assert again.status_code == 304
    assert again.headers["Cache-Control"] == "no-cache"


def test_an_old_path_may_lead_into_a_page_or_to_another_site() -> None:
    away = {"a b": "b c/index.html#d", "b": "https://b.example/?x=1", "c": "index.html"}
    assert list(Served("/srv", "https://a.example/", {}, redirects=away).ways()) == [
        ("/a b", "https://a.example/b%20c/#d"),
        ("/b", "https://b.example/?x=1"),
        ("/c", "https://a.example/"),
    ]


@pytest.mark.parametrize("server", sorted(SERVERS))
@pytest.mark.parametrize(
    "wrong",
    [
        {"root": '/srv/www/"; return 200'},
        {"root": "/srv/$host"},
        {"names": ("www.a.example; }",)},
        {"redirects": {"lama\n/": "/"}},
        {"url": "https://a.example/b/"},
    ],
)
def test_nothing_breaks_out_of_its_place_in_the_settings(
    server: str, wrong: Mapping[str, str]
) -> None:
    given = {"root": "/srv", "url": "https://a.example/", "headers": {}, **wrong}
    with pytest.raises(Fault):
        settings(server, Served(**given), english)
