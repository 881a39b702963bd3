"""What a policy allows is what a site needs; how two policies compare."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraf.core.policy import (
    CSP,
    HSTS,
    Loads,
    differences,
    framed,
    headers,
    lifetime,
    parse,
    policy,
    together,
    weaknesses,
)

HASH = st.binary(min_size=1, max_size=4).map(lambda raw: f"'sha256-{raw.hex()}='")
PLACE = st.sampled_from(["data:", "https://a.example", "https://b.example:8443"])
LOADS = st.builds(
    Loads,
    st.frozensets(HASH, max_size=4),
    st.frozensets(HASH, max_size=4),
    st.booleans(),
    st.dictionaries(
        st.sampled_from(["img-src", "frame-src", "style-src", "form-action"]),
        st.frozensets(PLACE, min_size=1),
    ),
)


@given(LOADS)
def test_what_is_offered_does_not_differ_from_itself(loads: Loads) -> None:
    offered = parse(policy(loads))
    assert list(differences(offered, offered)) == []
    assert weaknesses([offered]) == ()
    assert not framed([offered], "")


@given(LOADS, LOADS)
def test_a_policy_of_two_sites_lacks_nothing_of_either(one: Loads, other: Loads) -> None:
    both = parse(policy(together([one, other])))
    for loads in (one, other):
        assert not [found for found in differences(parse(policy(loads)), both) if found[2]]


@given(LOADS, HASH)
def test_the_hashes_of_another_release_are_no_difference(loads: Loads, more: str) -> None:
    served = Loads(loads.scripts | {more}, loads.styles, loads.webassembly, loads.sources)
    assert list(differences(parse(policy(loads)), parse(policy(served)))) == []


@given(LOADS, HASH)
def test_a_script_that_the_server_does_not_know_is_a_difference(loads: Loads, more: str) -> None:
    needs = Loads(loads.scripts | {more})
    found = list(differences(parse(policy(needs)), parse(policy(Loads()))))
    assert ("script-src", more, True) in found


@given(LOADS)
def test_a_policy_is_one_line_that_no_header_or_setting_trips_over(loads: Loads) -> None:
    for name, value in headers(loads, secure=True).items():
        assert name.replace("-", "").isalpha()
        assert not set(value) & set('"\n\r$\\{}')
    assert HSTS not in headers(loads, secure=False)
    assert "'unsafe-inline'" not in policy(Loads(loads.scripts)).split("style-src-attr")[0]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["default-src 'self'; base-uri 'none'"], []),
        (["default-src 'self'"], [("base-uri", "")]),
        (["img-src 'self'"], [("script-src", ""), ("object-src", ""), ("base-uri", "")]),
        (["default-src *; base-uri 'none'"], [("script-src", "*"), ("object-src", "*")]),
        (
            ["default-src 'none'; script-src 'UNSAFE-INLINE' 'self'; base-uri 'none'"],
            [("script-src", "'unsafe-inline'")],
        ),
        # A browser that knows hashes does not heed 'unsafe-inline' beside them.
        (["default-src 'none'; script-src 'unsafe-inline' 'sha256-a='; base-uri 'none'"], []),
        (
            ["default-src 'none'; script-src https: 'self'; base-uri 'none'"],
            [("script-src", "https:")],
        ),
        # Both must be met, and one of them is strict.
        (["default-src *", "default-src 'self'; base-uri 'none'"], []),
        # The first of two directives counts.
        (["default-src 'none'; default-src *; base-uri 'none'"], []),
    ],
)
def test_what_lets_foreign_scripts_in_is_named(
    texts: list[str], found: list[tuple[str, str]]
) -> None:
    assert list(weaknesses([parse(one) for one in texts])) == found


@pytest.mark.parametrize(
    ("text", "option", "answer"),
    [
        ("frame-ancestors 'none'", "", False),
        ("frame-ancestors *", "DENY", True),
        ("default-src 'none'", "", True),
        ("default-src 'none'", "SameOrigin", False),
        ("frame-ancestors 'self' https://a.example", "", False),
    ],
)
def test_who_may_frame_a_page(text: str, option: str, answer: bool) -> None:
    assert framed([parse(text)], option) is answer


def test_wider_sources_cover_narrower_ones() -> None:
    needs = parse(
        policy(Loads(frozenset({"'sha256-a='"}), sources={"img-src": frozenset({"data:"})}))
    )
    wide = parse("default-src * data: 'unsafe-inline'; base-uri 'none'; form-action 'self'; "
                 "frame-ancestors 'none'")  # fmt: skip
    assert not [found for found in differences(needs, wide) if found[2]]
    narrow = parse("default-src 'self'; img-src 'self'")
    lacking = [found[:2] for found in differences(needs, narrow) if found[2]]
    assert lacking == [
        ("script-src", "'sha256-a='"),
        ("img-src", "data:"),
        ("style-src-attr", "'unsafe-inline'"),
    ]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("max-age=31536000; includeSubDomains", 31536000),
        ('includeSubDomains; MAX-AGE="600"', 600),
        ("max-age=-1", 0),
        ("includeSubDomains", 0),
        ("", 0),
    ],
)
def test_how_long_a_browser_remembers(value: str, seconds: int) -> None:
    assert lifetime(value) == seconds


def test_the_policy_of_a_site_of_text_alone() -> None:
    assert headers(Loads(), secure=False)[CSP] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self'; "
        "style-src-attr 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
