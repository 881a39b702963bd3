"""The transport against a forge that lies, stumbles, dawdles and hangs up."""

import json
import logging
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from door import NOW, Act, Door, Hours, Visit, break_off, giving, hang_up, opened
from paraf.forge.answer import AnswerFault, digest, read
from paraf.forge.exchange import Heard, Memory
from paraf.forge.refusals import Paused, Refused, Unheard
from paraf.forge.rest import Patience, Rest
from paraf.ports import ForgeFault

pytestmark = pytest.mark.server
TOKEN = "s3cr3t-t0k3n-of-the-bot"


@pytest.fixture
def door() -> Iterator[Door]:
    with opened() as door:
        yield door


@pytest.fixture
def hours() -> Hours:
    return Hours()


def rest(door: Door, hours: Hours, **patience: Any) -> Rest:
    limits = Patience(**patience)
    return Rest(f"{door.url}/api/v1/", TOKEN, "token", patience=limits, watch=hours.watch)


FINE = giving(200, {"id": 7})


def test_the_token_goes_in_a_header_and_the_query_in_the_address(door: Door, hours: Hours) -> None:
    door.plan = [FINE]
    forge = rest(door, hours)
    assert forge.get("/user", {"a": "b c&d", "n": 2}).answer.whole("id") == 7
    method, path, headers, _ = door.seen[0]
    assert (method, path) == ("GET", "/api/v1/user?a=b+c%26d&n=2")
    assert headers["Authorization"] == f"token {TOKEN}"
    assert TOKEN not in repr(forge)
    assert forge.requests == 1


def test_what_is_sent_is_json_and_an_empty_answer_is_good(door: Door, hours: Hours) -> None:
    door.plan = [giving(204)]
    reply = rest(door, hours).put("/x", {"text": "é\ud800"})
    assert (reply.status, reply.answer.value) == (204, None)
    assert json.loads(door.seen[0][3]) == {"text": "é\ud800"}
    assert door.seen[0][2]["Content-Type"] == "application/json"


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_question_is_asked_again_when_the_forge_stumbles(
    door: Door, hours: Hours, status: int
) -> None:
    door.plan = [giving(status), giving(status), FINE]
    assert rest(door, hours).get("/user").answer.whole("id") == 7
    assert hours.waits == [0.5, 1.0]


def test_a_forge_that_stays_down_is_given_up(door: Door, hours: Hours) -> None:
    door.plan = [giving(502, b"<html>Bad gateway</html>")]
    with pytest.raises(Refused, match="The forge failed at GET /user: 502") as caught:
        rest(door, hours).get("/user")
    assert caught.value.remedy is not None
    assert len(door.seen) == 4
    assert hours.waits == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("act", [giving(500), giving(502), hang_up, break_off])
def test_a_deed_is_never_done_twice(door: Door, hours: Hours, act: Act) -> None:
    door.plan = [act, FINE]
    with pytest.raises(ForgeFault):
        rest(door, hours).post("/merge", {})
    assert len(door.seen) == 1
    assert hours.waits == []


@pytest.mark.parametrize("act", [hang_up, break_off])
def test_a_question_is_asked_again_when_the_answer_breaks_off(
    door: Door, hours: Hours, act: Act
) -> None:
    door.plan = [act, FINE]
    assert rest(door, hours).get("/user").answer.whole("id") == 7
    door.plan = [act]
    with pytest.raises(Unheard, match="gave no whole answer to GET /user") as caught:
        rest(door, hours).get("/user")
    assert caught.value.sent


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_deed_that_the_forge_put_off_is_asked_for_again(
    door: Door, hours: Hours, method: str
) -> None:
    door.plan = [giving(429, Retry_After="7"), giving(503, Retry_After="3"), FINE]
    rest(door, hours).send(method, "/x", {})
    assert hours.waits == [7.0, 3.0]
    assert len(door.seen) == 3


def test_a_merge_is_not_even_asked_for_again_by_a_busy_forge(door: Door, hours: Hours) -> None:
    door.plan = [giving(503, Retry_After="3"), FINE]
    with pytest.raises(Refused):
        rest(door, hours).post("/merge", {}, once=True)
    assert len(door.seen) == 1


def test_nobody_at_the_door_is_worth_another_try_even_for_a_deed(hours: Hours) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    forge = Rest(f"http://127.0.0.1:{port}", TOKEN, "token", watch=hours.watch)
    with pytest.raises(Unheard, match="cannot be reached") as caught:
        forge.post("/x", {}, once=True)
    assert not caught.value.sent
    assert hours.waits == [0.5, 1.0, 2.0]


def test_a_date_says_when_to_come_back(door: Door, hours: Hours) -> None:
    door.plan = [giving(429, Retry_After="Sat, 21 Nov 2026 08:00:09 GMT"), FINE]
    rest(door, hours).get("/x")
    assert hours.waits == [9.0]


def test_a_date_that_is_over_means_now_and_nonsense_the_usual_while(
    door: Door, hours: Hours
) -> None:
    door.plan = [
        giving(429, Retry_After="Sat, 21 Nov 2026 07:00:00 GMT"),
        giving(429, Retry_After="soon"),
        giving(429),
        FINE,
    ]
    rest(door, hours).get("/x")
    assert hours.waits == [0.0, 1.0, 2.0]


def test_who_wants_too_long_a_pause_is_left_alone_and_it_is_said_until_when(
    door: Door, hours: Hours
) -> None:
    door.plan = [giving(429, Retry_After="3600")]
    with pytest.raises(Paused, match="2026-11-21T09:00:00") as caught:
        rest(door, hours).post("/x", {})
    assert caught.value.until == datetime(2026, 11, 21, 9, tzinfo=UTC)
    assert hours.waits == []


def test_pauses_add_up_to_a_bound(door: Door, hours: Hours) -> None:
    door.plan = [giving(429, Retry_After="25")]
    with pytest.raises(Paused):
        rest(door, hours, tries=99).get("/x")
    assert hours.waits == [25.0, 25.0]


def test_the_limit_of_githubs_kind_is_kept(door: Door, hours: Hours) -> None:
    reset = {"X_RateLimit_Remaining": "0", "X_RateLimit_Reset": f"{int(NOW.timestamp()) + 20}"}
    door.plan = [giving(403, {"message": "API rate limit exceeded"}, **reset), FINE]
    rest(door, hours).post("/x", {})
    assert hours.waits == [21.0]


def test_githubs_second_limit_is_kept_without_a_header_too(door: Door, hours: Hours) -> None:
    said = {"message": "You have exceeded a secondary rate limit."}
    door.plan = [giving(403, said, X_RateLimit_Remaining="4000"), FINE]
    rest(door, hours).get("/x")
    assert hours.waits == [60.0]


def test_a_403_about_rights_is_no_limit(door: Door, hours: Hours) -> None:
    door.plan = [giving(403, {"message": "Must be admin"}, X_RateLimit_Remaining="4000")]
    with pytest.raises(Refused, match="does not let the program do this: GET /x: Must be admin"):
        rest(door, hours).get("/x")
    assert len(door.seen) == 1


def test_what_did_not_change_is_not_sent_again(door: Door, hours: Hours) -> None:
    def serve(visit: Visit) -> None:
        fresh = visit.headers.get("If-None-Match") == '"v1"'
        visit.answer(304 if fresh else 200, b"" if fresh else {"id": 7}, ETag='"v1"')

    door.plan = [serve]
    forge = rest(door, hours)
    first, second = forge.get("/x"), forge.get("/x")
    assert first == second
    assert second.answer.whole("id") == 7
    assert "If-None-Match" not in door.seen[0][2]
    door.plan = [giving(200, {"id": 8}, ETag='"v2"'), FINE]
    assert forge.get("/x").answer.whole("id") == 8
    assert forge.get("/x").answer.whole("id") == 7
    forge.get("/x")
    assert "If-None-Match" not in door.seen[-1][2]


def test_half_an_answer_is_asked_for_again_and_not_kept(door: Door, hours: Hours) -> None:
    half = giving(200, b'{"id": 7', ETag='"v1"')
    door.plan = [half, FINE]
    forge = rest(door, hours)
    assert forge.get("/x").answer.whole("id") == 7
    assert "If-None-Match" not in door.seen[1][2]
    door.plan = [half]
    with pytest.raises(AnswerFault, match="no whole JSON"):
        forge.get("/x")
    with pytest.raises(AnswerFault):
        forge.post("/x")
    assert len(door.seen) == 2 + 4 + 1


def test_not_changed_without_having_asked_is_no_answer(door: Door, hours: Hours) -> None:
    door.plan = [giving(304)]
    with pytest.raises(Refused):
        rest(door, hours).get("/x")


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 40)), max_size=40))
def test_the_memory_stays_within_its_bounds_and_forgets_the_oldest(
    asked: list[tuple[str, int]],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("paraf.forge.exchange.KEPT", 3)
        patch.setattr("paraf.forge.exchange.KEPT_BYTES", 60)
        memory = Memory()
        model: dict[str, int] = {}
        for url, size in asked:
            model.pop(url, None)
            model[url] = size
            while len(model) > 3 or sum(model.values()) > 60:
                model.pop(next(iter(model)))
            memory.keep(url, Heard(200, {"etag": "x"}, b" " * size))
        held = {url: len(one.body) for url in "abcdefgh" if (one := memory.get(url))}
        assert held == model


def test_a_redirection_within_the_forge_is_followed_by_questions_only(
    door: Door, hours: Hours
) -> None:
    door.plan = [giving(307, Location="/api/v1/new"), FINE]
    assert rest(door, hours).get("/old").answer.whole("id") == 7
    assert door.seen[1][1] == "/api/v1/new"
    door.plan = [giving(302, Location="/user/login")]
    with pytest.raises(ForgeFault, match="sends POST /x on to"):
        rest(door, hours).post("/x")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_the_token_follows_nobody_to_another_host(door: Door, hours: Hours, status: int) -> None:
    with opened() as other:
        other.plan = [FINE]
        door.plan = [giving(status, Location=f"{other.url}/api/v1/x")]
        with pytest.raises(ForgeFault, match="sends GET /x on to"):
            rest(door, hours).get("/x")
        door.plan = [giving(200, [], Link=f'<{other.url}/api/v1/x?page=2>; rel="next"')]
        with pytest.raises(ForgeFault, match="on to"):
            list(rest(door, hours).pages("/x", {}))
        assert other.seen == []


def test_redirections_in_a_circle_end(door: Door, hours: Hours) -> None:
    door.plan = [giving(307, Location="/api/v1/x")]
    with pytest.raises(ForgeFault, match="on to"):
        rest(door, hours).get("/x")
    assert len(door.seen) == 3


def test_pages_are_followed_to_their_end(door: Door, hours: Hours) -> None:
    def serve(visit: Visit) -> None:
        page = int(visit.path.partition("page=")[2] or 1)
        more = {"Link": f'<{door.url}/api/v1/x?page={page + 1}>; rel="next", <y>; rel="last"'}
        visit.answer(200, [{"id": page}], **(more if page < 4 else {}))

    door.plan = [serve]
    replies = list(rest(door, hours).pages("/x", {}))
    assert [row.whole("id") for one in replies for row in one.answer.rows()] == [1, 2, 3, 4]
    with pytest.raises(ForgeFault, match="more than 3 pages"):
        list(rest(door, hours, pages=3).pages("/x", {}))


def test_an_answer_above_the_limit_is_not_read_to_its_end(door: Door, hours: Hours) -> None:
    door.plan = [lambda visit: visit.answer(200, b"[" + b" " * 3_000_000 + b"]")]
    with pytest.raises(ForgeFault, match="more than 100000 bytes"):
        rest(door, hours, size=100_000).get("/x")


def test_a_forge_that_says_nothing_is_given_up_in_time(door: Door, hours: Hours) -> None:
    over = threading.Event()
    door.plan = [lambda visit: (over.wait(20), hang_up(visit))[1]]
    with pytest.raises(Unheard, match="gave no whole answer"):
        rest(door, hours, silence=0.05, tries=2).get("/x")
    over.set()
    assert len(door.seen) == 2


def test_a_forge_that_drips_is_given_up_in_time(door: Door, hours: Hours) -> None:
    over = threading.Event()

    def drip(visit: Visit) -> None:
        visit.send_response(200)
        visit.send_header("Content-Length", "100000")
        visit.end_headers()
        while not over.wait(0.01):
            visit.wfile.write(b" ")
            visit.wfile.flush()

    door.plan = [drip]
    with pytest.raises(Unheard, match="too slow"):
        rest(door, hours, answer=0.1, tries=1).get("/x")
    over.set()


@pytest.fixture
def sealed(door: Door, tmp_path: Path) -> tuple[str, Path]:
    """The door behind TLS, with a certificate of an office's own: its address, and the file."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("no openssl at hand to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    wishes = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    names = "-subj /CN=forge -addext subjectAltName=IP:127.0.0.1"
    subprocess.run(
        [openssl, *f"{wishes} {names}".split(), "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    door.socket = context.wrap_socket(door.socket, server_side=True)
    return door.url.replace("http:", "https:"), certificate


def test_a_certificate_of_nobody_is_not_trusted_and_nothing_is_tried_again(
    door: Door, hours: Hours, sealed: tuple[str, Path]
) -> None:
    with pytest.raises(Unheard, match=r"certificate of 127.* is not trusted") as caught:
        Rest(sealed[0], TOKEN, "token", watch=hours.watch).get("/x")
    assert not caught.value.sent
    assert hours.waits == []
    assert door.seen == []


def test_an_offices_own_authority_is_trusted_once_this_computer_knows_it(
    door: Door, hours: Hours, sealed: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", f"{sealed[1]}")
    door.plan = [FINE]
    forge = Rest(sealed[0], TOKEN, "token", watch=hours.watch)
    assert forge.get("/x").answer.whole("id") == 7


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b'{"id": 7', "is no whole JSON"),
        (b'{"id": NaN}', "is no whole JSON"),
        (b"<html>", "is no whole JSON"),
        (b"\xff", "is no whole JSON"),
        (b"[" * 100_000, "is no whole JSON"),
        (b"", "should be an object"),
        (b"[]", "should be an object"),
        (b"{}", "GET /user: id: is missing"),
        (b'{"id": "7"}', "GET /user: id: should be a whole number"),
        (b'{"id": true}', "GET /user: id: should be a whole number"),
        (b'{"id": 7.0}', "GET /user: id: should be a whole number"),
        (b'{"id": null}', "GET /user: id: should be a whole number"),
    ],
)
def test_an_answer_that_is_not_understood_names_its_place(
    door: Door, hours: Hours, body: bytes, told: str
) -> None:
    door.plan = [giving(200, body)]
    with pytest.raises(AnswerFault) as caught:
        rest(door, hours).get("/user").answer.whole("id")
    assert told in str(caught.value)
    assert "GET /user" in str(caught.value)


def test_the_place_of_a_mistake_deep_inside_is_named() -> None:
    answer = read(b'[{"user": {"id": 1}}, {"user": {"id": "2"}}]', "GET /pulls")
    with pytest.raises(AnswerFault, match=r"GET /pulls: \[1\]\.user\.id: should be"):
        [one.at("user").whole("id") for one in answer.rows()]
    with pytest.raises(AnswerFault, match=r"GET /pulls: \[0\]: should be an object"):
        read(b"[null]", "GET /pulls").rows()
    assert read(b"null", "GET /pulls").rows() == ()


@pytest.mark.parametrize(
    ("value", "ask"),
    [
        ("2026-11-21T08:00:00", "moment"),
        ("yesterday", "moment"),
        ("0001-01-01T00:00:00+14:00", "moment"),
        ("12ab", "commit"),
        ("A" * 40, "commit"),
        (1, "text"),
        ("true", "flag"),
        (1, "flag"),
    ],
)
def test_every_kind_of_value_is_held_to_its_kind(value: object, ask: str) -> None:
    answer = read(json.dumps({"field": value}).encode(), "GET /x")
    with pytest.raises(AnswerFault, match="GET /x: field"):
        getattr(answer, ask)("field")


def test_an_unknown_word_is_a_fault_and_steers_no_screen() -> None:
    answer = read(b'{"state": "\\u001b[2JMAYBE"}', "GET /x")
    with pytest.raises(AnswerFault, match="unknown value") as caught:
        answer.choice("state", {"APPROVED": 1})
    assert str(caught.value).isprintable()


def test_times_are_the_same_moment_wherever_the_forge_stands() -> None:
    east = read(b'{"at": "2026-11-21T15:00:00+07:00"}', "x").moment("at")
    assert east == read(b'{"at": "2026-11-21T08:00:00Z"}', "x").moment("at")
    assert digest(at=east) == digest(at=NOW)


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.integers(), max_size=4))
def test_a_digest_covers_every_field_and_not_their_order(fields: dict[str, str | int]) -> None:
    assert digest(**fields) == digest(**dict(reversed(fields.items())))
    for name in fields:
        assert digest(**fields) != digest(**(fields | {name: [1]}))


LEAKS = [
    giving(400, {"message": f"bad token {TOKEN}"}),
    giving(401, {"message": f"bad token {TOKEN}"}),
    giving(403, {"message": f"bad token {TOKEN}", "errors": [{"message": TOKEN}]}),
    giving(422, {"errors": [TOKEN]}),
    giving(500, TOKEN.encode()),
    giving(302, Location=f"https://evil.example/{TOKEN}"),
    giving(200, TOKEN.encode()),
    hang_up,
]


@pytest.mark.parametrize("act", LEAKS)
def test_the_token_stands_in_no_fault(door: Door, hours: Hours, act: Act) -> None:
    door.plan = [act]
    with pytest.raises(ForgeFault) as caught:
        rest(door, hours).get("/x")
    fault = caught.value
    told = f"{fault} {fault!r} {fault.what!r} {fault.remedy!r} {vars(fault)} {fault.__cause__}"
    assert TOKEN not in told
    assert str(fault).isprintable()


def test_the_token_stands_in_no_log(
    door: Door, hours: Hours, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    door.plan = [FINE]
    rest(door, hours).get("/x")
    assert "/api/v1/x" in caplog.text
    assert TOKEN not in caplog.text


@pytest.mark.parametrize("token", ["", "two words", f"{TOKEN}\n", "ключ", "\x1b[2J"])
def test_a_token_that_fits_no_header_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(ForgeFault, match="The token is empty") as caught:
        Rest("https://git.office.example", token, "token")
    assert not token or token not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "git.office.example",
        "ftp://git.office.example",
        "https://bot:secret@git.office.example",
        "https://git.office.example?token=secret",
        "https://git.office.example#secret",
        "https://:443",
        "https://git.office.example:99999",
        "https://git.office.example/\n",
    ],
)
def test_an_address_that_is_more_or_less_than_one_is_refused(url: str) -> None:
    with pytest.raises(ForgeFault, match="address must be like") as caught:
        Rest(url, TOKEN, "token")
    assert "secret" not in str(caught.value)


def test_cookies_are_not_kept(door: Door, hours: Hours) -> None:
    door.plan = [giving(200, {"id": 1}, Set_Cookie="session=1"), FINE]
    forge = rest(door, hours)
    forge.get("/x")
    forge.get("/x")
    assert "Cookie" not in door.seen[1][2]


def test_what_is_not_there_can_be_asked_for(door: Door, hours: Hours) -> None:
    door.plan = [giving(404, {"message": "Not found"}), giving(404), giving(403)]
    forge = rest(door, hours)
    assert forge.find("/x") is None
    with pytest.raises(Refused, match="knows nothing at GET /x"):
        forge.get("/x")
    with pytest.raises(Refused):
        forge.find("/x")
