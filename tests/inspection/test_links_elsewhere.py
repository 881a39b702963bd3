"""Links to other sites: asked politely, judged mildly, never asked within a network."""

import socket
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Event, Thread

import pytest

from inspection.website import manifest_of, quiet
from paraf.core.evidence import ExpectedPage, Finding
from paraf.core.inspecting import InspectionRules
from paraf.inspection.links.check import Linked, check_links
from paraf.inspection.links.document import read
from paraf.inspection.links.elsewhere import PAUSE, Fate, Manners, Told, follow
from paraf.inspection.site import Site

pytestmark = pytest.mark.server
HERE = ip_address("127.0.0.1")


class Handler(BaseHTTPRequestHandler):
    """Another site: what it answers stands in the path."""

    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self.server.asked.append((self.command, self.headers["Host"], self.path))  # type: ignore[attr-defined]
        _, how, *_ = self.path.split("/")
        if how == "tetes":
            self.drip()
            return
        port = self.server.server_address[1]
        places = {
            "301": "/200",
            "302": "/200",
            "308": "/putar",
            "303": f"http://dalam.example:{port}/200",
        }
        if how == "get":
            how = "405" if self.command == "HEAD" else "200"
        self.send_response(301 if how == "putar" else int(how))
        if how in places:
            self.send_header("Location", places[how])
        if how == "putar":
            self.send_header("Location", "/putar")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD

    def drip(self) -> None:
        """Send a head that never ends, until nobody is there to hear it."""
        self.close_connection = True
        never = Event()
        try:
            self.connection.sendall(b"HTTP/1.1 200 OK\r\nX-Panjang: ")
            while not never.wait(0.1):
                self.connection.sendall(b"a")
        except OSError:
            self.server.left.set()  # type: ignore[attr-defined]

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    asked: list[tuple[str, str, str]]
    left: Event


@dataclass
class Elsewhere:
    """What other sites were asked, and what waiting there was between."""

    server: Server
    waited: list[float] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)

    @property
    def asked(self) -> list[tuple[str, str, str]]:
        return self.server.asked

    def url(self, path: str, host: str = "luar.example") -> str:
        return f"http://{host}:{self.server.server_address[1]}/{path}"

    def manners(self, **more: object) -> Manners:
        """Names of this test's own: all lead to loopback, which counts as public but for one."""
        return Manners(
            pause=self.waited.append, resolve=self.resolve, allowed=lambda one: one == HERE, **more
        )  # type: ignore[arg-type]

    def resolve(self, host: str) -> Sequence[object]:
        self.looked_up.append(host)
        if host == "macet.example":
            raise socket.gaierror(socket.EAI_AGAIN, "try again")
        known = {
            "luar.example": [HERE],
            "lain.example": [HERE],
            "dalam.example": [ip_address("10.0.0.1")],
        }
        return known.get(host, [])

    def told(self, *urls: str) -> Mapping[str, Told]:
        return follow(urls, self.manners())

    def fate(self, url: str) -> Fate:
        return self.told(url)[url].fate


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def elsewhere(server: Server) -> Elsewhere:
    server.asked = []
    server.left = Event()
    return Elsewhere(server)


@pytest.mark.parametrize(
    ("path", "fate"),
    [
        ("200", Fate.FINE),
        ("302", Fate.FINE),
        ("get", Fate.FINE),
        ("301", Fate.MOVED),
        ("404", Fate.BROKEN),
        ("410", Fate.BROKEN),
        ("putar", Fate.BROKEN),
        ("401", Fate.UNKNOWN),
        ("403", Fate.UNKNOWN),
        ("429", Fate.UNKNOWN),
        ("500", Fate.UNKNOWN),
        ("503", Fate.UNKNOWN),
        ("999", Fate.UNKNOWN),
    ],
)
def test_only_what_is_surely_gone_counts_as_broken(
    elsewhere: Elsewhere, path: str, fate: Fate
) -> None:
    assert elsewhere.fate(elsewhere.url(path)) is fate


def test_a_head_is_enough_and_a_busy_site_is_left_alone(elsewhere: Elsewhere) -> None:
    elsewhere.told(elsewhere.url("200"), elsewhere.url("429"), elsewhere.url("get"))
    assert Counter((method, path) for method, _, path in elsewhere.asked) == {
        ("HEAD", "/200"): 1,
        ("HEAD", "/429"): 1,
        ("HEAD", "/get"): 1,
        ("GET", "/get"): 1,
    }
    assert {host.partition(":")[0] for _, host, _ in elsewhere.asked} == {"luar.example"}


def test_there_is_a_pause_between_questions_to_one_host(elsewhere: Elsewhere) -> None:
    same = [elsewhere.url(f"200/{n}") for n in range(3)]
    elsewhere.told(*same, elsewhere.url("200", "lain.example"))
    assert elsewhere.waited == [PAUSE, PAUSE]


def test_a_name_that_does_not_exist_is_broken_and_one_that_cannot_be_told_is_not(
    elsewhere: Elsewhere,
) -> None:
    assert elsewhere.fate("https://tiada.example/") is Fate.BROKEN
    assert elsewhere.fate("https://macet.example/") is Fate.UNKNOWN
    assert elsewhere.fate("https://situs.invalid/") is Fate.BROKEN
    assert elsewhere.looked_up == ["tiada.example", "macet.example"]


def test_a_server_that_refuses_is_asked_twice(elsewhere: Elsewhere) -> None:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port = bound.getsockname()[1]
    assert elsewhere.fate(f"http://luar.example:{port}/") is Fate.BROKEN
    assert elsewhere.looked_up == ["luar.example"] * 2
    assert elsewhere.waited == [PAUSE]


def test_a_server_that_speaks_no_tls_cannot_be_told(elsewhere: Elsewhere) -> None:
    url = elsewhere.url("200").replace("http:", "https:")
    assert elsewhere.fate(url) is Fate.UNKNOWN


def test_what_is_at_an_address_within_a_network_is_not_asked(elsewhere: Elsewhere) -> None:
    url, led = elsewhere.url("200", "dalam.example"), elsewhere.url("303")
    told = elsewhere.told(url, led)
    assert [told[url].fate, told[led].fate] == [Fate.PRIVATE, Fate.PRIVATE]
    assert str(told[led].why) == "dalam.example is at 10.0.0.1, within a network"
    assert [path for _, _, path in elsewhere.asked] == ["/303"]


@pytest.mark.parametrize("host", ["127.0.0.1", "169.254.169.254", "[::1]"])
def test_by_default_no_address_within_a_network_is_asked(elsewhere: Elsewhere, host: str) -> None:
    url = elsewhere.url("200", host)
    assert follow([url], Manners(pause=elsewhere.waited.append))[url].fate is Fate.PRIVATE
    assert elsewhere.asked == []


def test_when_the_time_is_over_nobody_is_asked(elsewhere: Elsewhere) -> None:
    url = elsewhere.url("404")
    assert follow([url], elsewhere.manners(budget=-1.0))[url].fate is Fate.UNKNOWN
    assert elsewhere.asked == []


def checked(
    elsewhere: Elsewhere, html: str, url: str = "https://bkd.contoh.example/", **more: object
) -> Linked:
    files = {"index.html": html.encode(), "lain.html": html.replace("404", "410").encode()}
    documents = [one for path, body in files.items() if (one := read(path, body))]
    rules = InspectionRules(external=bool(more.pop("external", True)))
    site = Site(url, manifest_of(files), None, (ExpectedPage("", "", (), {}),), rules=rules)
    return check_links(site, documents, quiet, manners=elsewhere.manners(**more))


def kinds(findings: Sequence[Finding]) -> list[tuple[str, int]]:
    return [(one.kind, one.line) for one in findings]


def test_the_links_of_the_case_s_pages_are_followed_and_those_of_others_are_not(
    elsewhere: Elsewhere,
) -> None:
    html = "\n".join(
        f'<a href="{elsewhere.url(path, host)}#x">x</a>'
        for path, host in (
            ("404", "luar.example"),
            ("301", "lain.example"),
            ("503", "luar.example"),
            ("200", "dalam.example"),
        )
    )
    linked = checked(elsewhere, html)
    assert kinds(linked.findings) == [
        ("external-broken", 1),
        ("link-redirected", 2),
        ("link-local", 4),
    ]
    assert str(linked.findings[0].what) == (
        f"The link to {elsewhere.url('404')} leads nowhere: the answer is 404."
    )
    assert [(str(one.what), one.count) for one in linked.checked][2:] == [
        ("Links to other sites", 4),
        ("Links to other sites that could not be judged", 1),
    ]
    assert "/410" not in {path for _, _, path in elsewhere.asked}


def test_the_office_may_want_nobody_asked(elsewhere: Elsewhere) -> None:
    html = f'<a href="{elsewhere.url("404")}">x</a>'
    assert checked(elsewhere, html, external=False).findings == ()
    assert elsewhere.asked == []


def test_from_a_preview_nobody_is_asked(elsewhere: Elsewhere) -> None:
    html = f'<a href="{elsewhere.url("404")}">x</a><a href="https://a.invalid/">x</a>'
    linked = checked(elsewhere, html, "http://127.0.0.1:8000/")
    assert kinds(linked.findings) == [("external-broken", 1)]
    assert elsewhere.asked == elsewhere.looked_up == []


def test_who_answers_drop_by_drop_holds_up_nobody(elsewhere: Elsewhere) -> None:
    slow, well = elsewhere.url("tetes"), elsewhere.url("200", "lain.example")
    began = time.monotonic()
    told = follow([slow, elsewhere.url("200"), well], elsewhere.manners(budget=1.0))
    assert time.monotonic() - began < 3
    assert {url: one.fate for url, one in told.items()} == {
        slow: Fate.UNKNOWN,
        elsewhere.url("200"): Fate.UNKNOWN,
        well: Fate.FINE,
    }
    assert str(told[slow].why) == "there was no time left"
    assert elsewhere.server.left.wait(10), "nobody listens any longer"
