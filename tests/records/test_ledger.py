"""The ledger's lines: every deed comes back as it went in, and nothing but the canonical line."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraf.core import case as facts
from paraf.core.case import Deed, Event, Line, Opinion, Proof
from paraf.core.office import Account
from paraf.records.ledger import READERS, BrokenLine, decode, digest, encode

LAWS = settings(max_examples=300, deadline=None, database=None)

texts = st.text(st.characters(codec="utf-8"), max_size=20)
numbers = st.integers(0, 10**6)
accounts = st.builds(Account, st.just("local"), texts) | st.builds(
    Account, st.sampled_from(["gitea", "github"]), st.integers(1, 10**9).map(str)
)
proofs = st.builds(Proof, texts, texts, texts)
moments = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001 - Hypothesis sets the zone
    lambda one: one.replace(microsecond=0)
)
deeds: dict[type, st.SearchStrategy[Deed]] = {
    facts.Opened: st.builds(facts.Opened, texts, texts, moments),
    facts.Moved: st.builds(
        facts.Moved, texts, texts, texts, st.lists(accounts, max_size=3).map(tuple)
    ),
    facts.Reviewed: st.builds(
        facts.Reviewed,
        texts,
        st.sampled_from(Opinion),
        st.none() | texts,
        texts,
        st.none() | numbers,
    ),
    facts.Withdrawn: st.builds(facts.Withdrawn, texts, numbers, st.booleans()),
    facts.Restored: st.builds(facts.Restored, texts, numbers),
    facts.Retargeted: st.builds(facts.Retargeted, texts, texts),
    facts.Closed: st.builds(facts.Closed, texts, st.booleans()),
    facts.Assigned: st.builds(facts.Assigned, accounts, texts),
    facts.Decided: st.builds(facts.Decided, numbers, texts, texts),
    facts.Reminded: st.builds(facts.Reminded, numbers, moments),
    facts.Merged: st.builds(facts.Merged, texts, texts, texts),
    facts.Performed: st.builds(facts.Performed, numbers, st.dictionaries(texts, texts, max_size=3)),
    facts.Failed: st.builds(facts.Failed, numbers, st.lists(texts, max_size=3).map(tuple)),
    facts.Requested: st.builds(facts.Requested, numbers),
    facts.Archived: st.builds(facts.Archived, texts),
}
events = st.builds(Event, numbers, moments, accounts, st.one_of(*deeds.values()))
lines = st.builds(Line, texts, st.none() | texts, events, st.none() | proofs)

AT = datetime(2026, 11, 16, 1, 0, 0, tzinfo=UTC)
SOMEBODY = Account("local", "SHA256:abc")


def line(deed: Deed, **more: object) -> Line:
    return replace(Line("jadwal", "f" * 64, Event(3, AT, SOMEBODY, deed)), **more)


RETURN = line(facts.Reviewed("manuscript", Opinion.RETURN, "0" * 40, "Jum\u2019at: perbaiki", 1))


def test_every_deed_has_its_line() -> None:
    assert set(deeds) == set(get_args(Deed))
    assert len(READERS) == len(deeds)


@settings(LAWS, max_examples=400)
@given(lines)
def test_what_is_written_is_read_back(told: Line) -> None:
    written = encode(told)
    assert decode(written) == told
    assert written.splitlines() == [written]
    assert digest(written) == hashlib.sha256(written.encode()).hexdigest()


def test_the_form_of_a_line_is_for_ever() -> None:
    assert encode(RETURN) == (
        '{"actor":"SHA256:abc","at":"2026-11-16T01:00:00Z","case":"jadwal","change":"manuscript",'
        f'"head":"{"0" * 40}","kind":"reviewed","note":"Jum\u2019at: perbaiki","opinion":"return",'
        f'"prev":"{"f" * 64}","seq":3,"to":1,"v":1}}'
    )
    assert (
        digest(encode(RETURN)) == "25e3fbd5e0a61f6ba66468dd6e8c3dc3fc26c6d97b1ef03d3b6f5d719369127a"
    )


def test_a_moment_is_kept_in_utc_to_the_second() -> None:
    local = AT.astimezone(timezone(timedelta(hours=7))) + timedelta(microseconds=7)
    told = Line("a", None, Event(1, local, SOMEBODY, facts.Requested(1)))
    assert decode(encode(told)).event.at == AT


def test_a_line_is_one_line_to_every_program() -> None:
    told = line(facts.Assigned(SOMEBODY, "a\u2028b\u2029c\x85d\ne\r\x0b\x0c\x1c"))
    assert len(encode(told).splitlines()) == 1
    assert decode(encode(told)) == told


ALIKE = {
    "a space": lambda text: text.replace(":", ": ", 1),
    "a space at the end": lambda text: text + " ",
    "a line end": lambda text: text + "\n",
    "keys in another order": lambda text: json.dumps(
        dict(reversed(json.loads(text).items())), separators=(",", ":"), ensure_ascii=False
    ),
    "an escape": lambda text: text.replace("jadwal", "\\u006aadwal"),
    "everything escaped": lambda text: json.dumps(
        json.loads(text), separators=(",", ":"), sort_keys=True
    ),
    "an escaped slash": lambda text: text.replace("manuscript", "manu\\/script"),
    "a key more": lambda text: text.replace('"v":1', '"v":1,"w":1'),
    "a key twice": lambda text: text.replace('"v":1', '"v":1,"v":1'),
    "a key less": lambda text: text.replace(',"to":1', ""),
    "seq as a float": lambda text: text.replace('"seq":3', '"seq":3.0'),
    "seq as a power": lambda text: text.replace('"seq":3', '"seq":3e0'),
    "seq as a text": lambda text: text.replace('"seq":3', '"seq":"3"'),
    "seq as a truth": lambda text: text.replace('"seq":3', '"seq":true'),
    "seq as nothing": lambda text: text.replace('"seq":3', '"seq":null'),
    "seq as no number": lambda text: text.replace('"seq":3', '"seq":NaN'),
    "seq as minus nought": lambda text: text.replace('"seq":3', '"seq":-0'),
    "a step as a truth": lambda text: text.replace('"to":1', '"to":true'),
    "a step as a float": lambda text: text.replace('"to":1', '"to":1.0'),
    "the version as a truth": lambda text: text.replace('"v":1', '"v":true'),
    "the version as a float": lambda text: text.replace('"v":1', '"v":1.0'),
    "another version": lambda text: text.replace('"v":1', '"v":2'),
    "no text for a case": lambda text: text.replace('"jadwal"', "7"),
    "no text for an actor": lambda text: text.replace('"SHA256:abc"', "[]"),
    "no text for the line before": lambda text: text.replace(f'"{"f" * 64}"', "0"),
    "another opinion": lambda text: text.replace('"return"', '"veto"'),
    "another kind": lambda text: text.replace('"reviewed"', '"blessed"'),
    "a kind that is a list": lambda text: text.replace('"reviewed"', "[]"),
    "a moment without its zone": lambda text: text.replace("00Z", "00"),
    "a moment of another zone": lambda text: text.replace("01:00:00Z", "08:00:00+07:00"),
    "a moment with a fraction": lambda text: text.replace("00Z", "00.0Z"),
    "a moment written short": lambda text: text.replace("T01:", "T1:"),
    "a moment in other digits": lambda text: text.replace("2026", "\uff12026"),
    "the 30th of February": lambda text: text.replace("11-16", "02-30"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "half of it": lambda text: text[: len(text) // 2],
    "nothing": lambda _: "",
    "a list": lambda text: f"[{text}]",
    "a text": lambda _: '"x"',
    "many brackets": lambda _: "[" * 100_000,
    "many digits": lambda text: text.replace('"seq":3', f'"seq":{"9" * 5000}'),
}  # fmt: skip


@pytest.mark.parametrize("how", ALIKE)
def test_a_line_that_says_the_same_otherwise_is_broken(how: str) -> None:
    right = encode(RETURN)
    spoiled = ALIKE[how](right)
    assert spoiled != right
    with pytest.raises(BrokenLine):
        decode(spoiled)


@pytest.mark.parametrize(
    ("deed", "old", "new"),
    [
        (facts.Withdrawn("m", 2), '"deleted":false', '"deleted":0'),
        (facts.Withdrawn("m", 2), '"deleted":false', '"deleted":null'),
        (facts.Withdrawn("m", 2, True), '"deleted":true', '"deleted":1'),
        (facts.Withdrawn("m", 2), '"review":2', '"review":2.0'),
        (facts.Closed("m", True), '"closed":true', '"closed":"true"'),
        (facts.Moved("m", "h", "d", (SOMEBODY,)), '["SHA256:abc"]', '"SHA256:abc"'),
        (facts.Moved("m", "h", "d", (SOMEBODY,)), '["SHA256:abc"]', "[1]"),
        (facts.Performed(5, {"release": "x"}), '{"release":"x"}', '{"release":1}'),
        (facts.Performed(5, {"a": "x", "b": "y"}), '{"a":"x","b":"y"}', '{"b":"y","a":"x"}'),
        (facts.Performed(5, {"a": "x"}), '{"a":"x"}', '[["a","x"]]'),
        (facts.Failed(5, ("x",)), '["x"]', '"x"'),
        (facts.Failed(5, ("x",)), '["x"]', "[null]"),
        (facts.Reviewed("m", Opinion.APPROVE, "h"), '"to":null', '"to":"1"'),
        (facts.Reviewed("m", Opinion.APPROVE, "h"), '"head":"h"', '"head":{}'),
        (facts.Opened("s", "t", AT), '"started":"2026-11-16T01:00:00Z"', '"started":1'),
        (facts.Archived("c"), '"commit":"c"', '"commit":false'),
        *(
            (facts.Opened("s", "t", AT), '"started":"2026-11-16T01:00:00Z"', f'"started":"{wrong}"')
            for wrong in (
                "2026-11-16T01:00:00.5Z",
                "2026-11-16T01:00:00+00:00",
                "2026-11-16T01:00:00",
                "2026-11-16 01:00:00Z",
                "2026-11-16T01:00Z",
                "20261116T010000Z",
                "2026-W47-1T01:00:00Z",
                "2026-11-16Z",
                "0001-01-01T00:00:00+14:00",
                "0999-01-01T00:00:00Z",
            )
        ),
    ],
)
def test_every_part_of_a_deed_has_its_type(deed: Deed, old: str, new: str) -> None:
    right = encode(line(deed))
    assert right.count(old) == 1
    decode(right)
    with pytest.raises(BrokenLine):
        decode(right.replace(old, new))


@LAWS
@given(lines, st.data())
def test_a_line_with_a_byte_changed_is_another_line_or_none(
    told: Line, data: st.DataObject
) -> None:
    right = encode(told)
    at = data.draw(st.integers(0, len(right) - 1))
    put = data.draw(st.characters(codec="utf-8"))
    spoiled = right[:at] + put + right[at + 1 :]
    try:
        read = decode(spoiled)
    except BrokenLine:
        return
    assert (read == told) == (spoiled == right)
    assert encode(read) == spoiled


@LAWS
@given(st.lists(lines, min_size=2, max_size=5), st.data())
def test_a_changed_line_breaks_the_chain_at_the_next(told: list[Line], data: st.DataObject) -> None:
    ledger: list[str] = []
    for one in told:
        ledger.append(encode(replace(one, prev=digest(ledger[-1]) if ledger else None)))
    assert broken(ledger) is None
    at = data.draw(st.integers(0, len(ledger) - 2))
    other = replace(decode(ledger[at]), case=told[at].case + "x")
    ledger[at] = encode(other)
    assert broken(ledger) == at + 1


def broken(ledger: list[str]) -> int | None:
    """Return which line does not name the line before it; None in a whole ledger."""
    before: str | None = None
    for number, text in enumerate(ledger):
        if decode(text).prev != before:
            return number
        before = digest(text)
    return None
