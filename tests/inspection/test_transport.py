"""Headers, certificates and TLS of a live site: what is wrong is found, what is right is not."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from door import Act, Door, Visit, opened
from inspection.website import quiet
from paraf.core.evidence import FileSum, Manifest
from paraf.core.policy import CSP, Loads, headers
from paraf.inspection.kinds.transport import TRANSPORT
from paraf.inspection.share import Share
from paraf.inspection.site import Site
from paraf.inspection.transport.answers import Answer
from paraf.inspection.transport.check import check_transport
from paraf.inspection.transport.headers import judge_headers
from paraf.inspection.transport.notice import judge_notice

pytestmark = pytest.mark.server

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
NOTICE = b"Contact: mailto:a@bkd.contoh.example\nExpires: 2027-09-01T00:00:00Z\n"
MANIFEST = Manifest({"a.js": FileSum(1, "0" * 64)}, "0" * 64)
PARTS = Path(__file__).parents[2] / "tools/paraf/inspection/transport"
WHOLE = Share()
OFFERED = headers(Loads(scripts=frozenset({"'sha256-a='"})), secure=True)


def answer(path: str = "", status: int = 200, **changed: str | None) -> Answer:
    """Return an answer as it should be, but for what is `changed`; None takes a header away."""
    told: dict[str, str | None] = {"Content-Type": "text/html; charset=utf-8", **OFFERED}
    told |= {name.replace("_", "-"): value for name, value in changed.items()}
    shown = {name.lower(): (value,) for name, value in told.items() if value is not None}
    return Answer(f"https://bkd.contoh.example/{path}", status, shown, b"")


def kinds(one: Answer, offered: Mapping[str, str] | None = OFFERED) -> list[str]:
    return [found.kind for found in judge_headers(one, offered)]


@pytest.mark.parametrize("offered", [OFFERED, None])
def test_what_was_offered_is_right(offered: Mapping[str, str] | None) -> None:
    assert kinds(answer(), offered) == []


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"Content_Security_Policy": None}, ["csp-missing", "framing-open"]),
        (
            {"Content_Security_Policy": None, "X_Frame_Options": "DENY"},
            ["csp-missing"],
        ),
        (
            {"Content_Security_Policy": OFFERED[CSP].replace("script-src", "script-src *")},
            ["csp-weak"],
        ),
        ({"Content_Security_Policy": OFFERED[CSP].replace(" 'sha256-a='", "")}, ["csp-differs"]),
        (
            {"Content_Security_Policy": OFFERED[CSP].replace("frame-ancestors 'none'", "")},
            ["csp-weak", "framing-open"],
        ),
        # One header may hold two policies: both must be met.
        ({"Content_Security_Policy": f"{OFFERED[CSP]}, {OFFERED[CSP]}"}, []),
        ({"Content_Security_Policy": f"{OFFERED[CSP]}, script-src 'self'"}, ["csp-differs"]),
        ({"Strict_Transport_Security": None}, ["hsts-missing"]),
        ({"Strict_Transport_Security": "max-age=0"}, ["hsts-missing"]),
        ({"Strict_Transport_Security": "max-age=3600"}, ["hsts-short"]),
        ({"X_Content_Type_Options": None}, ["nosniff-missing"]),
        ({"Referrer_Policy": "unsafe-url"}, ["referrer-weak"]),
        ({"Referrer_Policy": None}, ["referrer-weak"]),
        ({"Referrer_Policy": "unsafe-url, same-origin"}, []),
        ({"Permissions_Policy": None}, ["permissions-missing"]),
        ({"Permissions_Policy": "camera=(self)"}, ["permissions-missing"]),
        ({"Server": "nginx/1.22.1"}, ["server-told"]),
        ({"Server": "nginx"}, []),
        ({"X_Powered_By": "PHP/8.2"}, ["server-told"]),
        ({"Set_Cookie": "sid=1"}, ["cookie-set"]),
        ({"Access_Control_Allow_Origin": "*"}, ["cors-open"]),
        ({"Access_Control_Allow_Origin": "https://elsewhere.example"}, ["cors-open"]),
        ({"Access_Control_Allow_Origin": "https://bkd.contoh.example"}, []),
    ],
)
def test_each_wrong_header_is_found(changed: dict[str, str | None], found: list[str]) -> None:
    assert kinds(answer(**changed)) == found


def test_a_site_of_which_nothing_is_known_is_judged_in_general() -> None:
    other = "default-src 'self'; base-uri 'self'; frame-ancestors 'self'"
    assert kinds(answer(Content_Security_Policy=other), None) == []
    assert kinds(answer(Strict_Transport_Security="max-age=16000000"), None) == []
    assert kinds(answer(Permissions_Policy="camera=()"), None) == []


def test_only_pages_need_a_policy() -> None:
    script = answer(Content_Type="text/javascript", Content_Security_Policy=None)
    assert kinds(script) == []


@pytest.mark.parametrize(
    ("body", "changed", "found"),
    [
        (NOTICE, {}, []),
        (NOTICE, {"status": 404}, ["security-txt-missing"]),
        (NOTICE, {"Content_Type": "text/html"}, ["security-txt-missing"]),
        (NOTICE, {"Content_Type": "application/octet-stream"}, ["security-txt-invalid"]),
        (NOTICE.replace(b"2027-09-01", b"2026-12-20"), {}, ["security-txt-expiring"]),
        (NOTICE.replace(b"2027-09-01", b"2026-11-01"), {}, ["security-txt-invalid"]),
        (NOTICE.partition(b"\n")[2], {}, ["security-txt-invalid"]),
        (NOTICE + b"Canonical: https://other.example/a\n", {}, ["security-txt-invalid"]),
    ],
)
def test_the_live_security_txt_is_read(
    body: bytes, changed: dict[str, str | int], found: list[str]
) -> None:
    one = answer(".well-known/security.txt", **{"Content_Type": "text/plain", **changed})
    read = Answer(one.url, one.status, one.headers, body)
    assert [each.kind for each in judge_notice(read, NOW)] == found


@dataclass
class Whole:
    """A site that is as it should be, with room for what is not, by path."""

    changed: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def __call__(self, visit: Visit) -> None:
        paths = {
            "/": "text/html",
            "/a.js": "text/javascript",
            "/.well-known/security.txt": "text/plain",
        }
        told = {
            "Content-Type": paths.get(visit.path, "text/html"),
            **headers(Loads(), secure=False),
        }
        told |= self.changed.get(visit.path, {})
        visit.server_version, visit.sys_version = "pintu", ""
        body = NOTICE if visit.path.endswith(".txt") else b"x"
        visit.answer(200 if visit.path in paths else 404, body, **told)


@pytest.fixture
def door() -> Iterator[Door]:
    with opened() as one:
        yield one


def found(door: Door, site: Act, share: Share = WHOLE) -> list[tuple[str, str]]:
    door.plan = [site]
    asked = Site(f"{door.url}/", MANIFEST, None, share=share)
    findings, _ = check_transport(asked, quiet, now=NOW)
    return [(one.kind, one.place.removeprefix(door.url)) for one in findings]


def test_a_good_site_is_asked_a_few_times_and_nothing_is_found(door: Door) -> None:
    assert found(door, Whole()) == []
    assert [path for _, path, _, _ in door.seen] == [
        "/",
        "/a.js",
        "/paraf-tiada/",
        "/.well-known/security.txt",
    ]


def test_a_mistake_is_told_once_where_it_is_first_seen(door: Door) -> None:
    cookie = {"Set-Cookie": "sid=1"}
    site = Whole({"/a.js": cookie, "/paraf-tiada/": {**cookie, "X-Content-Type-Options": "x"}})
    assert found(door, site) == [("cookie-set", "/a.js"), ("nosniff-missing", "/paraf-tiada/")]


def test_only_the_first_of_several_machines_looks(door: Door) -> None:
    assert found(door, Whole({"/": {"Set-Cookie": "sid=1"}}), Share(2, 3)) == []
    assert door.seen == []


def test_a_server_that_is_away_is_nobodys_finding_here() -> None:
    site = Site("https://127.0.0.1:9/", MANIFEST, None)
    findings, checked = check_transport(site, quiet, now=NOW)
    assert findings == ()
    assert [one.count for one in checked] == [0, 0]


@pytest.mark.parametrize("beginning", [b"", b"HTTP/1.1 200 OK\r\nServer: x", b"\x16\x03\x01"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_server_that_says_next_to_nothing_is_not_waited_for(
    scheme: str, beginning: bytes
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        threading.Thread(target=mumble, args=(silent, beginning), daemon=True).start()
        site = Site(f"{scheme}://127.0.0.1:{silent.getsockname()[1]}/", MANIFEST, None)
        findings, checked = check_transport(site, quiet, now=NOW, patience=0.2)
        silent.shutdown(socket.SHUT_RDWR)
    assert findings == ()
    assert {one.count for one in checked} == {0}


def mumble(silent: socket.socket, beginning: bytes) -> None:
    """Say a beginning to everybody, and then no more."""
    lines = []
    with suppress(OSError):
        while True:
            lines.append(silent.accept()[0])
            lines[-1].sendall(beginning)
    for one in lines:
        one.close()


def test_a_page_without_end_is_judged_by_its_headers(door: Door) -> None:
    def endless(visit: Visit) -> None:
        visit.answer(
            200, b"x" * 100_000, **{"Content-Type": "text/html", "Content_Length": "9999999"}
        )
        visit.close_connection = True

    assert ("csp-missing", "/") in found(door, endless)


def test_no_kind_is_declared_that_is_never_found() -> None:
    source = "".join(one.read_text() for one in PARTS.glob("*.py"))
    assert [kind for kind in TRANSPORT if f'"{kind}"' not in source] == []
