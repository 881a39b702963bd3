"""No finding tells a long number, whatever words of the draft it quotes."""

import re

from hypothesis import given
from hypothesis import strategies as st

from paraf.core.evidence import Finding, Severity
from paraf.core.page import Entry
from paraf.core.words import T
from paraf.manuscript.names import check_names
from paraf.manuscript.veil import veiled

NIK = "3404015506900001"
"""Nobody's: made up for these tests."""
numbers = st.from_regex(
    r"[0-9]{4}[ .\-_]?[0-9]{4}[ .\-_]?[0-9]{4}[ .\-_]?[0-9]{3,6}", fullmatch=True
)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def finding(said: str) -> Finding:
    inner = T("a link to {target}", target=said)
    return Finding(
        "link", Severity.BLOCK, f"content/{said}.md", 3, T("{x}: {y}", x=said, y=inner),
        T("Correct {x}.", x=said), T("sheet {x}", x=said), excused=said,
    )  # fmt: skip


def told(one: Finding) -> str:
    return "\n".join(map(str, (one.place, one.what, one.remedy, one.spot, one.excused)))


@given(words, numbers, words)
def test_a_long_number_is_masked_wherever_it_is_quoted(
    before: str, number: str, after: str
) -> None:
    said = told(veiled(finding(f"{before}{number}{after}")))
    assert re.search(r"[0-9](?:[ .\-_]?[0-9]){14}", said) is None


@given(words, numbers)
def test_what_is_masked_stays_as_it_is(before: str, number: str) -> None:
    once = veiled(finding(f"{before} {number}"))
    assert veiled(once) == once


def test_its_owner_knows_it_again_and_short_numbers_are_told() -> None:
    (line, *_) = told(veiled(finding(NIK))).splitlines()
    assert line == "content/3404••••••••0001.md"
    for short in ("2026-11-16", "08.00-16.00 WIB", "800/455/2026", "Rp1.500.000,00", "tahun 2027"):
        assert short in told(veiled(finding(short)))


def test_a_file_is_not_called_by_somebodys_number() -> None:
    def found(name: str) -> list[str]:
        return [str(one.what) for one in check_names([Entry(f"content/{name}", "100644", 1)], {})]

    assert found(f"ktp-{NIK}.pdf") == ["The name of the file holds personal data: NIK."]
    assert found("jadwal-ujian-2027.pdf") == []
    assert list(check_names([Entry(f"content/{NIK}.pdf", "000000", 0, deleted=True)], {})) == []
