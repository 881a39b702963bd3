"""Links to other sites are followed politely, at most once a day, and only ever warn."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from manuscript.drafts import RULES, draft, written
from manuscript.paging import said
from paraf.core.checking import ManuscriptRules
from paraf.core.evidence import Severity
from paraf.core.words import T
from paraf.inspection.links.elsewhere import Manners
from paraf.manuscript.page.check import Means
from paraf.manuscript.page.elsewhere import Fate, Followed
from paraf.pipeline.other_sites import follower

BODY = (
    "# A\n\n[satu](https://a.example/1)\n\n[dua](https://b.example/2)\n\n[BKN](tel:+62274512345)\n"
)
DAY = date(2026, 11, 16)


class Told:
    """Other sites of which all is known, and who asked for what."""

    def __init__(self, **fates: Fate) -> None:
        self.fates = {f"https://{name}.example/{n}": fate for n, (name, fate) in
                      enumerate(fates.items(), 1)}  # fmt: skip
        self.asked: list[tuple[str, ...]] = []

    def __call__(self, urls: Collection[str]) -> Mapping[str, Followed]:
        self.asked.append(tuple(urls))
        why = T("no answer came")
        return {url: Followed(self.fates[url], why) for url in urls if url in self.fates}


def test_a_link_that_leads_nowhere_warns_with_its_line(tmp_path: Path) -> None:
    told = Told(a=Fate.BROKEN, b=Fate.MOVED)
    found = said(draft(tmp_path, written("berita/a.md", BODY)), means=Means(follow=told))
    assert [(f.kind, f.severity, f.line) for f in found] == [
        ("external-broken", Severity.WARN, 9),
        ("external-moved", Severity.WARN, 11),
    ]
    assert told.asked == [("https://a.example/1", "https://b.example/2")]


def test_a_machine_without_a_net_is_told_once(tmp_path: Path) -> None:
    told = Told(a=Fate.SILENT, b=Fate.SILENT)
    found = said(draft(tmp_path, written("berita/a.md", BODY)), means=Means(follow=told))
    assert [f.kind for f in found] == ["external-unasked"]
    one = Told(a=Fate.SILENT)
    found = said(draft(tmp_path / "2", written("berita/a.md", BODY)), means=Means(follow=one))
    assert [f.kind for f in found] == ["external-silent"]


def test_nobody_is_asked_where_the_rules_do_not_want_it_or_nothing_changed(tmp_path: Path) -> None:
    told = Told(a=Fate.BROKEN)
    rules = replace(RULES, manuscript=ManuscriptRules(external=False))
    means = Means(follow=told)
    assert said(draft(tmp_path, written("berita/a.md", BODY)), rules, means) == []
    standing = written("berita/a.md", BODY)
    assert (
        said(draft(tmp_path / "2", written("b.md", "# B\n"), standing=standing), RULES, means) == []
    )
    assert told.asked == []


class Server(BaseHTTPRequestHandler):
    """Answers 404 below /gone, sends /moved away for good, and counts."""

    asked: ClassVar[list[str]] = []

    def do_HEAD(self) -> None:
        self.asked.append(self.path)
        self.send_response({"/gone": 404, "/moved": 301, "/busy": 503}.get(self.path, 200))
        if self.path == "/moved":
            self.send_header("Location", "/fine")
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    Server.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://situs.example:{server.server_port}"
    server.shutdown()
    server.server_close()


LOCAL = Manners(
    pause=lambda _: None,
    resolve=lambda host: [ip_address("127.0.0.1")] if host == "situs.example" else [],
    allowed=lambda _: True,
    budget=20,
)


@pytest.mark.server
def test_answers_of_a_day_are_remembered(tmp_path: Path, site: str) -> None:
    urls = [f"{site}/{name}" for name in ("fine", "gone", "moved", "busy")]
    follow = follower(tmp_path / "links", DAY, LOCAL)
    first = follow(urls)
    assert {url.rpartition("/")[2]: one.fate for url, one in first.items()} == {
        "gone": Fate.BROKEN,
        "moved": Fate.MOVED,
    }
    asked = len(Server.asked)
    again = follower(tmp_path / "links", DAY, LOCAL)(urls)
    assert {url: str(one.why) for url, one in again.items()} == {
        url: str(one.why) for url, one in first.items()
    }
    assert len(Server.asked) == asked
    follower(tmp_path / "links", date(2026, 11, 17), LOCAL)(urls[:1])
    assert len(Server.asked) == asked + 1


def test_a_damaged_memory_is_as_good_as_none_and_holds_no_address(tmp_path: Path) -> None:
    unknown = "https://tiada.example/?nik=3404010101800001"
    follow = follower(tmp_path, DAY, replace(LOCAL, resolve=lambda _: []))
    assert follow([unknown])[unknown].fate is Fate.BROKEN
    (file,) = tmp_path.glob("*.json")
    assert "3404010101800001" not in file.read_text()
    file.write_text('{"a": [')
    assert follow([unknown])[unknown].fate is Fate.BROKEN


def test_who_does_not_answer_is_asked_again(tmp_path: Path) -> None:
    def nobody(host: str) -> list:
        raise OSError

    follow = follower(tmp_path, DAY, replace(LOCAL, resolve=nobody))
    assert follow(["https://a.example/"])["https://a.example/"].fate is Fate.SILENT
    assert list(tmp_path.glob("*.json")) == []
