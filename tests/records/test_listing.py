"""What an office says of its pages in the list of public information, and a page of itself."""

from dataclasses import astuple

import pytest

from paraf.core.public_list import ListDefaults, Listing, Period
from paraf.ports import RecordFault
from paraf.records.listing import list_defaults

OFFICE = "extra:\n  office: {name: Badan Contoh, region: Provinsi Contoh}\n"


def test_an_office_that_says_nothing_holds_its_information_itself() -> None:
    told = list_defaults(OFFICE).completed("a/b.md", Listing())
    whole = "Badan Contoh Provinsi Contoh"
    assert told == Listing(whole, whole, "Provinsi Contoh")
    assert list_defaults("site_name: x\n") == ListDefaults()


def test_the_nearest_section_counts_before_those_around_it() -> None:
    text = f"""{OFFICE}
  public_list:
    unit: U
    retention: 1 tahun
    sections:
      a: {{unit: UA, period: sekali}}
      a/b/: {{unit: UB, listed: false}}
"""
    known = list_defaults(text)
    assert known.completed("a/b/c/x.md", Listing(place="P")) == Listing(
        "UB", "Badan Contoh Provinsi Contoh", "P", "1 tahun", Period.ONCE, listed=False
    )
    assert known.completed("a/x.md", Listing(listed=True)).unit == "UA"
    assert known.completed("ab/x.md", Listing()).unit == "U"


def test_what_a_page_says_itself_is_never_overridden() -> None:
    own = Listing("u", "r", "p", "t", Period.MONTHLY, listed=False)
    other = Listing("U", "R", "P", "T", Period.YEARLY, listed=True)
    assert own.completed(other) == own
    assert Listing().completed(other) == other
    assert all(astuple(other))


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ("{unit: 5}", "public_list.unit must be text; put it in quotes."),
        ("{lain: x}", "public_list.lain is not known here."),
        ("[a]", "public_list must be a group of keys."),
        (
            "{sections: {a: {period: harian}}}",
            "public_list.sections.a.period must be one of: bulanan, triwulan, semester, tahunan, "
            "sekali.",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(told: str, what: str) -> None:
    with pytest.raises(RecordFault) as caught:
        list_defaults(f"{OFFICE}  public_list: {told}\n")
    assert [(one.file, one.line, str(one.what)) for one in caught.value.mistakes] == [
        ("mkdocs.yml", 3, what)
    ]
