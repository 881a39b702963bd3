"""A webhook's signature, and which deliveries were heard."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraf.service.deliveries import Deliveries
from paraf.service.signature import claimed, delivery, signed_with

SECRET, BODY = b"a secret of the office", b'{"repository": {"full_name": "bkd/situs"}}'
SIGNED = hmac.new(SECRET, BODY, hashlib.sha256).hexdigest()


def test_the_example_of_github_s_own_guide_is_right() -> None:
    signed = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    secret, body = b"It's a Secret to Everybody", b"Hello, World!"
    assert claimed("github", {"x-hub-signature-256": f"sha256={signed}"}) == signed
    assert signed_with([b"another", secret], body, signed) == {secret}


@pytest.mark.parametrize("name", ["x-gitea-signature", "x-forgejo-signature"])
def test_gitea_and_forgejo_sign_without_a_prefix(name: str) -> None:
    assert claimed("gitea", {name: SIGNED}) == SIGNED
    assert claimed("gitea", {name: f"sha256={SIGNED}"}) is None


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-hub-signature-256": SIGNED},
        {"x-hub-signature-256": "sha256="},
        {"x-hub-signature-256": f"sha256={SIGNED[:-1]}"},
        {"x-hub-signature-256": f"sha256={SIGNED}0"},
        {"x-hub-signature-256": f"sha256={'é' * 64}"},
        {"x-hub-signature": "sha1=" + "0" * 40},
        {"x-gitea-signature": SIGNED},
    ],
)
def test_what_is_no_signature_of_github_s_is_none(headers: dict[str, str]) -> None:
    assert claimed("github", headers) is None


@given(st.binary(min_size=1), st.binary(), st.binary())
def test_no_other_body_and_no_other_secret_has_the_signature(
    secret: bytes, body: bytes, other: bytes
) -> None:
    signed = hmac.new(secret, body, hashlib.sha256).hexdigest()
    assert signed_with([secret], body, signed) == {secret}
    if other != body:
        assert not signed_with([secret], other, signed)
    # A key is padded with zeros: those at its end make no other key.
    if other.rstrip(b"\0") != secret.rstrip(b"\0") and max(len(other), len(secret)) <= 64:
        assert not signed_with([other], body, signed)


def test_a_delivery_s_id_is_the_forge_s_own() -> None:
    assert delivery("gitea", {"x-gitea-delivery": " one "}) == "one"
    assert delivery("gitea", {"x-forgejo-delivery": "two"}) == "two"
    assert delivery("github", {"x-gitea-delivery": "one"}) == ""


def test_a_delivery_is_fresh_once() -> None:
    heard = Deliveries()
    assert heard.fresh("one", SIGNED)
    assert not heard.fresh("one", SIGNED)
    assert heard.fresh("two", SIGNED[::-1])


def test_another_id_makes_no_new_delivery_of_what_was_signed_before() -> None:
    heard = Deliveries()
    assert heard.fresh("one", SIGNED)
    assert not heard.fresh("two", SIGNED)
    # And whoever replays cannot use up an id that the forge has not used yet.
    assert heard.fresh("two", SIGNED[::-1])


def test_deliveries_without_an_id_are_told_apart_by_their_signatures() -> None:
    heard = Deliveries()
    assert heard.fresh("", SIGNED)
    assert heard.fresh("", SIGNED[::-1])
    assert not heard.fresh("", SIGNED)


def test_the_memory_is_bounded() -> None:
    heard = Deliveries(many=4)
    for i in range(5):
        assert heard.fresh(f"{i}", f"{i:064}")
    assert heard.fresh("0", f"{0:064}")
    assert not heard.fresh("4", f"{4:064}")
