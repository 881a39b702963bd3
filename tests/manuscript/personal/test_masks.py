"""Samples: never enough of a value to know it."""

from hypothesis import example, given
from hypothesis import strategies as st

from manuscript.personal.people import KNOWN, births, family_cards, mobiles, niks, nips
from paraf.core.checking import PERSONAL
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.passage import Lines, Table
from paraf.manuscript.personal.masks import mask
from paraf.manuscript.personal.recognise import recognise

numbers = niks() | family_cards() | nips() | mobiles | st.from_regex(r"[0-9]{8,22}", fullmatch=True)


def test_samples_look_like_this():
    assert mask("nik", "3404011501900001") == "3404••••••••0001"
    assert mask("phone", "081234567890") == "081•••••••90"
    assert mask("account", "002901012345507") == "••••••••••••507"
    assert mask("email", "budi@gmail.com") == "b•••@gmail.com"
    assert mask("email", "info@budi-santoso.id") == "i•••@•••.id"
    assert mask("birth", "15-01-1990") == "15-01-••••"
    assert mask("address", "Jl. Mawar No. 7") == "Jl. •••"


@given(st.sampled_from(["nik", "kk", "npwp", "nip", "phone", "account"]), numbers)
def test_of_a_number_at_most_eight_digits_are_shown_and_never_more_than_half(kind, value):
    shown = [sign for sign in mask(kind, value) if sign.isdigit()]
    assert len(shown) <= min(8, len(value) // 2)


@given(st.sampled_from(sorted(PERSONAL)), st.text(max_size=60))
@example("email", ".0")
def test_no_sample_holds_a_value_whatever_the_value_is(kind, value):
    sample = mask(kind, value)
    assert len(value) < 2 or value not in sample


@given(niks(), family_cards(), nips(), mobiles, births)
def test_what_is_seen_holds_no_value(nik, card, nip, mobile, born):
    date = f"{born:%d-%m-%Y}"
    values = (nik, card, nip, mobile, date, "1370012345678", "budi.santoso@gmail.com")
    heads = ["NIK", "No. KK", "NIP", "HP", "Tanggal Lahir", "No. Rekening", "Surel"]
    lines = "\n".join(f"{head}: {value}" for head, value in zip(heads, values, strict=True))
    for passage in (Lines(lines), Table([heads, values])):
        seen = recognise([passage], KNOWN)
        assert {one.kind for one in seen} == set(PERSONAL) - {"npwp", "address"}
        assert not any(value in repr(one) for one in seen for value in values)


def test_every_kind_of_personal_data_is_worded_and_can_be_excused():
    for slug in PERSONAL:
        assert KINDS[slug].excusable
        assert KINDS[slug].many is not None
