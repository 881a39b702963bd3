"""Certificates, versions and ciphers of TLS on a real nginx: what is wrong is found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from garden.authority import Authority
from garden.nginx import FOUND, Server, berth
from garden.nginx import serving as nginx
from inspection.website import quiet
from paraf.core.evidence import FileSum, Manifest
from paraf.core.inspecting import InspectionRules
from paraf.inspection.concluding import Manner
from paraf.inspection.inspect import inspect
from paraf.inspection.site import Site
from paraf.inspection.transport.check import check_transport

pytestmark = pytest.mark.server

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
MANIFEST = Manifest({"a.js": FileSum(1, "0" * 64)}, "0" * 64)


@dataclass(frozen=True)
class Many:
    """Servers by what is wrong with each, and whom to trust."""

    urls: Mapping[str, str]
    root: Path


OLD = ("ssl_protocols TLSv1 TLSv1.1 TLSv1.2;", "ssl_ciphers DEFAULT:@SECLEVEL=0;")
GOOD = ("ssl_protocols TLSv1.2 TLSv1.3;",)
WRONG: dict[str, tuple[dict[str, object], tuple[str, ...], list[str]]] = {
    "nothing": ({}, GOOD, []),
    "old": ({}, OLD, ["tls-old", "tls-old"]),
    "weak": ({}, (*GOOD, "ssl_ciphers HIGH:aNULL:@SECLEVEL=0;"), ["tls-weak"]),
    "expired": ({"valid": ("20240101", "20250101")}, GOOD, ["certificate-expired"]),
    "expiring": ({"valid": ("20260101", "20261201")}, GOOD, ["certificate-expiring"]),
    "short-lived": ({"valid": ("20261118", "20261124")}, GOOD, []),
    "early": ({"valid": ("20300101", "20310101")}, GOOD, ["certificate-expired"]),
    "other name": ({"names": "DNS:www.contoh.example"}, GOOD, ["certificate-name"]),
    "not whole": ({"whole": False}, GOOD, ["chain-incomplete"]),
    "two": (
        {"names": "DNS:www.contoh.example", "valid": ("20240101", "20250101")},
        GOOD,
        ["certificate-name", "certificate-expired"],
    ),
}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Many]:
    if FOUND is None:
        pytest.skip("no nginx on this machine")
    folder = tmp_path_factory.mktemp("transport")
    known, stranger = Authority(folder / "ca"), Authority(folder / "stranger")
    servers = {
        name: Server(
            berth(),
            certificate=known.certificate(name.replace(" ", "-"), **given),
            directives=[*directives, "return 200;"],
        )
        for name, (given, directives, _) in WRONG.items()
    }
    foreign = stranger.certificate("foreign")
    servers["stranger"] = Server(berth(), certificate=foreign, directives=["return 200;"])
    with nginx(folder / "nginx", [*servers.values()]):
        yield Many({name: one.url for name, one in servers.items()}, known.root)


def of_tls(many: Many, name: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("SSL_CERT_FILE", str(many.root))
    site = Site(many.urls[name], MANIFEST, None, headers={})
    findings, _ = check_transport(site, quiet, now=NOW)
    return [one.kind for one in findings if one.kind.startswith(("cert", "chain", "tls"))]


@pytest.mark.parametrize("name", list(WRONG))
def test_what_is_wrong_with_tls_is_found(
    many: Many, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert of_tls(many, name, monkeypatch) == WRONG[name][2]


def test_an_authority_that_nobody_knows_is_found(
    many: Many, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert of_tls(many, "stranger", monkeypatch) == ["certificate-untrusted"]


def test_headers_are_judged_behind_a_bad_certificate_too(
    many: Many, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(many.root))
    site = Site(many.urls["expired"], MANIFEST, None)
    findings, _ = check_transport(site, quiet, now=NOW)
    assert "hsts-missing" in {one.kind for one in findings}


def test_the_certificate_of_every_other_name_is_looked_at(
    many: Many, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(many.root))
    rules = InspectionRules(names=("localhost",))
    site = Site(many.urls["nothing"], MANIFEST, None, rules=rules)
    findings, _ = check_transport(site, quiet, now=NOW)
    port = site.url.rsplit(":", 1)[1]
    assert [(one.kind, one.place) for one in findings if one.kind.startswith("cert")] == [
        ("certificate-name", f"https://localhost:{port}")
    ]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [("expired", {"certificate-expired"}), ("other name", {"certificate-name"}),
     ("not whole", {"chain-incomplete"}), ("stranger", {"certificate-untrusted"})],
)  # fmt: skip
def test_a_whole_inspection_says_why_nobody_can_trust_the_server(
    many: Many, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kinds: set[str]
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(many.root))
    seen = inspect(
        Site(many.urls[name], MANIFEST, None),
        into=tmp_path,
        browser=None,
        progress=quiet,
        now=lambda: NOW,
        manner=Manner(parts=frozenset({"bytes", "transport"})),
    )
    assert {one.kind for one in seen.findings} == {"server-unreachable", *kinds}
