"""Parent and child understand one another however a pipe cuts what they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraf.manuscript.sandbox.wire import LONGEST, BadMessage, Ear, packed

WORDS = st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.none()), max_size=4)


@given(st.lists(WORDS, max_size=5), st.lists(st.integers(1, 40), min_size=1))
def test_messages_arrive_whole_and_in_order(
    messages: list[dict[str, object]], cuts: list[int]
) -> None:
    line = b"".join(map(packed, messages))
    ear, heard, at, turn = Ear(), [], 0, 0
    while at < len(line):
        size = cuts[turn % len(cuts)]
        heard += ear.hear(line[at : at + size])
        at, turn = at + size, turn + 1
    assert heard == messages


@given(st.binary(max_size=60))
def test_noise_is_told_as_such_or_waited_for(noise: bytes) -> None:
    try:
        heard = Ear().hear(noise)
    except BadMessage:
        return
    assert all(isinstance(one, dict) for one in heard)


def test_nothing_is_longer_than_a_message_may_be() -> None:
    with pytest.raises(BadMessage):
        packed({"a": "x" * LONGEST})
    with pytest.raises(BadMessage):
        Ear().hear((LONGEST + 1).to_bytes(4, "big"))
    for body in (b"[1]", b"{", b"\xff", b"[" * 100_000):
        with pytest.raises(BadMessage):
            Ear().hear(len(body).to_bytes(4, "big") + body)
