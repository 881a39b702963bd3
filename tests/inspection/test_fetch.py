"""How a server is asked: once more where it helps, and never what is not ours."""

import pytest

from inspection.website import Handler, Website
from paraf.inspection.fetch import Answer, Ask, Fault, Patience, Silence, Web, opened

pytestmark = pytest.mark.server

QUICK = Patience(seconds=1.0, waits=(0.01, 0.02))


def got(answer: Answer | Silence) -> Answer:
    assert isinstance(answer, Answer), answer
    return answer


def test_an_answer_tells_its_headers_in_small_letters(website: Website) -> None:
    website.tricks["index.html"] = lambda handler: handler.answer(
        200, b"isi", **{"X-Satu": "1", "x-satu": "2"}
    )
    with opened() as web:
        answer = got(web.get(website.url, limit=100, keep=True))
    assert answer.body == b"isi"
    assert answer.headers["content-length"] == "3"
    assert answer.headers["x-satu"] in ("2", "1, 2")


def test_what_is_not_kept_is_still_hashed(website: Website) -> None:
    with opened() as web:
        answer = got(web.get(f"{website.url}assets/situs.js", limit=1000))
    assert answer.body == b""
    assert answer.sha256 == website.manifest.files["assets/situs.js"].sha256


def test_a_server_error_is_waited_for_and_asked_again(website: Website) -> None:
    website.tricks["index.html"] = lambda handler: handler.answer(500, b"")
    waits: list[float] = []
    with opened(waits.append, patience=QUICK) as web:
        assert got(web.get(website.url, limit=100)).tries == 3
    assert waits == [0.01, 0.02]


def test_what_is_not_there_is_asked_for_once(website: Website) -> None:
    with opened() as web:
        assert got(web.get(f"{website.url}tiada/", limit=100)).status == 404
    assert website.asked == ["tiada/index.html"]


def test_a_sick_server_does_not_cost_minutes(website: Website) -> None:
    website.tricks["index.html"] = lambda handler: handler.answer(500, b"")
    waits: list[float] = []
    with opened(waits.append, patience=QUICK) as web:
        for _ in range(30):
            web.get(website.url, limit=100)
    assert len(waits) == 20


def test_redirections_are_followed_within_the_site_alone(website: Website) -> None:
    website.tricks["lama"] = lambda handler: handler.answer(301, b"", Location="/berita/")
    website.tricks["keluar"] = lambda handler: handler.answer(
        301, b"", Location="http://elsewhere.example/"
    )
    with opened() as web:
        assert got(web.follow(f"{website.url}lama", limit=9000)).status == 200
        assert got(web.follow(f"{website.url}keluar", limit=9000)).status == 301


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://[::1", "ftp://127.0.0.1/", "bukan alamat", "http://"]
)
def test_what_is_no_address_on_the_web_is_not_asked(url: str) -> None:
    with opened() as web:
        answer = web.get(url, limit=100)
    assert isinstance(answer, Silence)
    assert answer.fault is Fault.ADDRESS


def test_a_host_that_nobody_knows_is_said_to_be_so() -> None:
    with opened(patience=QUICK) as web:
        answer = web.once(Ask("http://tiada.invalid/", 100))
    assert isinstance(answer, Silence)
    assert (answer.fault, answer.gone) == (Fault.NAME, True)


def test_a_port_where_nobody_listens_is_said_to_be_so(website: Website) -> None:
    website.stop()
    with opened(patience=QUICK) as web:
        answer = web.once(Ask(website.url, 100))
    assert isinstance(answer, Silence)
    assert (answer.fault, answer.gone) == (Fault.REFUSED, True)


def streamed(web: Web, site: Website, paths: list[str]) -> dict[str, int]:
    asks = [Ask(f"{site.url}{path}", 10_000) for path in paths]
    return {
        ask.url.removeprefix(site.url): got(answer).status
        for ask, answer in web.stream(asks, seconds=20)
    }


def test_a_stream_answers_everything_and_can_be_used_again(website: Website) -> None:
    paths = ["", "berita/", "assets/situs.js", "tiada", "assets/titik.png"]
    with opened(patience=QUICK, connections=2) as web:
        for _ in range(2):
            assert streamed(web, website, paths) == dict(
                zip(paths, (200, 200, 200, 404, 200), strict=True)
            )


def test_a_stream_that_nobody_reads_on_asks_no_more(website: Website) -> None:
    with opened(patience=QUICK, connections=2) as web:
        stream = web.stream((Ask(f"{website.url}{n}", 9) for n in range(1000)), seconds=20)
        next(stream)
        stream.close()
        assert len(website.asked) < 10
        assert streamed(web, website, ["berita/"]) == {"berita/": 200}


def test_a_stream_without_anything_to_ask_ends() -> None:
    with opened() as web:
        assert list(web.stream([], seconds=1)) == []


def test_a_proxy_of_the_environment_is_used_but_not_for_this_machine(
    website: Website, monkeypatch: pytest.MonkeyPatch
) -> None:
    website.tricks["http://elsewhere.example/x"] = lambda handler: handler.answer(200, b"lewat")
    monkeypatch.setenv("http_proxy", website.url)
    monkeypatch.delenv("no_proxy", raising=False)
    with opened(patience=QUICK) as web:
        asked = web.once(Ask("http://elsewhere.example/x", 100, keep=True))
        assert got(asked).body == b"lewat"
        website.tricks["assets/situs.js"] = lambda handler: Handler.answer(handler, 200, b"sini")
        assert got(web.once(Ask(f"{website.url}assets/situs.js", 9, keep=True))).body == b"sini"
