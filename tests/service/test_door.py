"""Webhooks over HTTP: who is heard, who is refused, and that nobody learns more than that."""

import asyncio
import json

import pytest

from paraf.service import door
from service.running import SECRET, House, Story, Webhook, repository, serve, signed, webhook

pytestmark = pytest.mark.server


def outcome(house: House, word: str, family: str = "gitea") -> float:
    return house.count("paraf_webhooks_total", forge=family, outcome=word)


async def raw(house: House, *pieces: bytes) -> bytes:
    """Send bytes as they are, and return all that is answered until the other side closes."""
    host, port = house.service.addresses[0].removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    for piece in pieces:
        writer.write(piece)
    await writer.drain()
    async with asyncio.timeout(20):
        try:
            answer = await reader.read()
        except ConnectionResetError:
            # Whoever goes on sending to a closed door may not hear why.
            answer = b""
    writer.close()
    return answer


def answers(hook: Webhook, status: int, word: str, *, runs: int = 1) -> Story:
    """A story: the webhook is answered so, counted so, and so many runs begin in all."""

    async def story(house: House) -> None:
        await house.known()
        assert await house.post(hook) == status
        assert outcome(house, word, hook.family) == 1
        await house.begun("situs", runs)
        assert house.runs == ["situs"] * runs

    return story


def test_a_signed_webhook_wakes_its_repository() -> None:
    serve(answers(webhook(), 202, "accepted", runs=2))


def test_a_forge_is_free_to_write_a_repository_s_name_in_capitals() -> None:
    serve(answers(webhook("BKD/Situs"), 202, "accepted", runs=2))


def test_forgejo_is_heard_at_gitea_s_door() -> None:
    hook = webhook()
    headers = {k.replace("gitea", "forgejo"): v for k, v in hook.headers.items()}
    serve(answers(Webhook(hook.body, headers), 202, "accepted", runs=2))


def test_github_is_heard_at_its_own_door() -> None:
    house = House((repository(),), named={"situs": ("github", "bkd/situs")})
    serve(answers(webhook(family="github"), 202, "accepted", runs=2), house=house)


WRONG = {
    "another secret": (webhook(secret="a secret of nobody"), 401, "unsigned"),
    "no signature": (Webhook(b"{}", {"content-type": "application/json"}), 401, "unsigned"),
    "another body": (Webhook(b"{}", webhook().headers), 401, "unsigned"),
    "another repository": (webhook("bkd/other"), 404, "unknown"),
    "another forge": (webhook(family="github"), 404, "unknown"),
    "no repository": (signed(b'{"zen": "Keep it logically awesome."}'), 400, "malformed"),
    "a list": (signed(b"[1]"), 400, "malformed"),
    "a number for a name": (signed(b'{"repository": {"full_name": 7}}'), 400, "malformed"),
    "no JSON": (signed(b"payload=%7B%7D"), 400, "malformed"),
    "no text": (signed(b"\xff\xfe\x00"), 400, "malformed"),
    "JSON without end": (signed(b"[" * 100_000), 400, "malformed"),
    "a form": (
        Webhook(
            webhook().body,
            {**webhook().headers, "content-type": "application/x-www-form-urlencoded"},
        ),
        415,
        "not-json",
    ),
    "no type": (
        Webhook(webhook().body, {k: v for k, v in webhook().headers.items() if "type" not in k}),
        415,
        "not-json",
    ),
}


@pytest.mark.parametrize(("hook", "status", "word"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_refused_counted_and_wakes_nobody(
    hook: Webhook, status: int, word: str
) -> None:
    serve(answers(hook, status, word))


def test_a_repository_s_secret_opens_no_other_repository() -> None:
    other = repository("simpeg", secret="another secret of the office")

    async def story(house: House) -> None:
        await house.known()
        assert await house.post(webhook("bkd/simpeg")) == 404
        hook = webhook("bkd/simpeg", secret="another secret of the office")
        assert await house.post(hook) == 202
        await house.begun("simpeg", 2)
        assert house.runs.count("situs") == 1

    serve(story, repository(), other)


def test_of_repositories_that_share_a_secret_the_named_one_is_woken() -> None:
    async def story(house: House) -> None:
        await house.known()
        assert await house.post(webhook("bkd/simpeg")) == 202
        await house.begun("simpeg", 2)
        assert house.runs.count("situs") == 1

    serve(story, repository(), repository("simpeg"))


def test_before_its_name_is_known_whoever_knows_the_secret_is_heard() -> None:
    async def story(house: House) -> None:
        await house.begun("situs", 1)
        assert await house.post(webhook("bkd/whatever")) == 202
        house.let_end("situs")
        await house.begun("situs", 2)

    serve(story)


def test_a_repository_without_a_secret_hears_nobody() -> None:
    async def story(house: House) -> None:
        await house.known()
        assert await house.post(webhook("bkd/situs", secret="")) == 401

    serve(story, repository(secret=""))


def test_a_replay_is_answered_as_the_first_time_and_wakes_nobody() -> None:
    async def story(house: House) -> None:
        await house.known()
        assert await house.post(webhook()) == 202
        await house.begun("situs", 2)
        house.let_end("situs")
        await house.says(2)
        assert await house.post(webhook()) == 202
        assert await house.post(webhook(), **{"x-gitea-delivery": "two"}) == 202
        assert outcome(house, "accepted") == 1
        assert outcome(house, "replayed") == 2
        assert await house.post(webhook(delivery="three")) == 202
        await house.begun("situs", 3)
        assert house.runs == ["situs"] * 3

    serve(story)


def test_a_refused_webhook_does_not_use_up_its_delivery() -> None:
    async def story(house: House) -> None:
        await house.known()
        assert await house.post(webhook(secret="a secret of nobody")) == 401
        assert await house.post(webhook()) == 202
        await house.begun("situs", 2)

    serve(story)


def test_too_much_is_refused_before_it_is_sent() -> None:
    async def story(house: House) -> None:
        head = b"POST /webhook/gitea HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
        sign = f"x-gitea-signature: {'0' * 64}\r\n".encode()
        length = f"content-length: {door.LARGEST + 1}\r\n\r\n".encode()
        answer = await raw(house, head + sign + length)
        assert answer.startswith(b"HTTP/1.1 413 ")
        assert outcome(house, "too-large") == 1

    serve(story)


def test_too_much_is_refused_where_it_does_not_say_how_much() -> None:
    async def story(house: House) -> None:
        head = b"POST /webhook/gitea HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
        sign = f"x-gitea-signature: {'0' * 64}\r\ntransfer-encoding: chunked\r\n\r\n".encode()
        size = 1_000_000
        chunk = b"%x\r\n" % size + b"x" * size + b"\r\n"
        await raw(house, head + sign, *[chunk] * (door.LARGEST // size + 1))
        assert outcome(house, "too-large") == 1

    serve(story)


def test_the_largest_webhook_that_is_allowed_is_heard() -> None:
    shell = len(webhook(text="").body)
    hook = webhook(text="x" * (door.LARGEST - shell))
    assert len(hook.body) == door.LARGEST
    serve(answers(hook, 202, "accepted", runs=2))


def test_who_sends_too_slowly_is_not_waited_for() -> None:
    async def story(house: House) -> None:
        head = b"POST /webhook/gitea HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
        sign = f"x-gitea-signature: {'0' * 64}\r\ncontent-length: 100\r\n\r\n".encode()
        answer = await raw(house, head + sign + b"{")
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert outcome(house, "slow") == 1

    serve(story, slowest=0.05)


def test_who_goes_away_half_way_is_no_fault() -> None:
    async def story(house: House) -> None:
        host, port = house.service.addresses[0].removeprefix("http://").split(":")
        _, writer = await asyncio.open_connection(host, int(port))
        head = b"POST /webhook/gitea HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
        sign = f"x-gitea-signature: {'0' * 64}\r\ncontent-length: 100\r\n\r\n".encode()
        writer.write(head + sign + b"{")
        await writer.drain()
        writer.transport.abort()
        while outcome(house, "malformed") == 0:
            await asyncio.sleep(0)

    serve(story)


def test_bodies_in_flight_are_bounded_altogether() -> None:
    serve(answers(webhook(text="x" * 1000), 503, "crowded"), in_flight=1000)


def test_a_refused_body_is_not_in_flight_any_more() -> None:
    async def story(house: House) -> None:
        await house.known()
        for _ in range(5):
            assert await house.post(webhook(text="x" * 500, secret="of nobody at all")) == 401
        assert await house.post(webhook(text="x" * 500)) == 202

    serve(story, in_flight=1000)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/webhook/gitea", 405),
        ("POST", "/webhook/gitlab", 404),
        ("POST", "/healthz", 405),
        ("GET", "/", 404),
        ("GET", "/docs", 404),
    ],
)
def test_there_is_nothing_else(method: str, path: str, status: int) -> None:
    async def story(house: House) -> None:
        answer = await raw(
            house, f"{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".encode()
        )
        assert answer.startswith(f"HTTP/1.1 {status} ".encode())
        assert b"server:" not in answer.lower()

    serve(story)


def test_nothing_of_a_payload_and_no_secret_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    async def story(house: House) -> None:
        await house.known()
        await house.post(webhook(title="a word of the payload"))
        await house.post(signed(b'{"repository": "a word of the payload"'))
        await house.post(webhook("a/word-of-the-payload"))
        metrics = (await house.get("/metrics")).text
        health = (await house.get("/healthz")).text
        for text in (metrics, health, *house.told):
            assert "of the payload" not in text.replace("-", " ")
            assert SECRET not in text

    serve(story)
    assert capfd.readouterr() == ("", "")


def test_health_is_one_word() -> None:
    async def story(house: House) -> None:
        answer = await house.get("/healthz")
        assert (answer.status_code, json.loads(answer.text)) == (200, {"status": "ok"})

    serve(story)
