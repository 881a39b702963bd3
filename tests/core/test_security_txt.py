"""A security.txt is read as RFC 9116 has it, and dated where it does not say how long it holds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraf.core.security_txt import dated, read

GOOD = "# Kantor\nContact: mailto:a@b.example\nExpires: 2027-01-31T00:00:00+07:00\n"
MOMENTS = st.integers(946_684_800, 3_786_912_000).map(lambda at: datetime.fromtimestamp(at, UTC))


def test_a_good_one_has_no_mistake() -> None:
    notice = read(GOOD)
    assert notice.problems == ()
    assert notice.expires == datetime(2027, 1, 30, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [(0, "Contact is missing"), (0, "Expires is missing")]),
        (GOOD + "Expires: 2028-01-01T00:00:00Z\n", [(0, "Expires stands there more than once")]),
        (GOOD.replace("2027-01-31T", "2027-02-31T"), [(3, "Expires is no moment")]),
        (GOOD.replace("mailto:", ""), [(2, "Contact is no address")]),
        (GOOD + "Contact: http://a.example/\n", [(4, "Contact must be an https")]),
        (GOOD + "apa saja\n", [(4, "The line is no field")]),
    ],
)
def test_every_mistake_is_named_by_its_line(text: str, problems: list[tuple[int, str]]) -> None:
    found = [(line, str(what)) for line, what in read(text).problems]
    assert len(found) == len(problems)
    for (line, what), (at, beginning) in zip(found, problems, strict=True):
        assert (line, what[: len(beginning)]) == (at, beginning)


def test_a_signature_around_it_is_passed_over() -> None:
    text = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n"
        f"{GOOD.replace('# ', '- # ')}"
        "-----BEGIN PGP SIGNATURE-----\n\nabc=\n-----END PGP SIGNATURE-----\n"
    )
    assert read(text).problems == ()
    assert read(text).expires == read(GOOD).expires


@given(MOMENTS, st.sampled_from(["Contact: mailto:a@b.example", "Contact: tel:+62\n\n", ""]))
def test_one_without_a_date_holds_for_about_a_year(moment: datetime, text: str) -> None:
    written = dated(text, moment)
    expires = read(written).expires
    assert expires is not None
    assert timedelta(days=334) < expires - moment <= timedelta(days=365)
    assert dated(written, moment + timedelta(days=99)) == written


def test_what_the_office_says_itself_is_left_alone() -> None:
    assert dated(GOOD, datetime(2026, 1, 1, tzinfo=UTC)) == GOOD
