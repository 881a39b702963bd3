"""What is written reads back the same, to us and to the programs that read it too."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.utils import meta as mkdocs

from paraf.core.checking import Declared
from paraf.core.page import CaseFile, InformationClass, PageMeta
from paraf.core.public_list import Listing, Period
from paraf.ports import RecordFault
from paraf.records.drafts import read_case, read_page, write_case, write_page
from paraf.records.scalars import UNSEEN
from paraf.records.strict_yaml import parse
from paraf.records.writing import document, inline
from records.papers import swapped

LAWS = settings(max_examples=120, deadline=None, database=None)

SINGLE = """
    no yes on null ~ true 07:30 1:30:00 0777 0o17 1_000 1e3 .5e+3 .inf = << 2026-11-16 -0 +1
    Jadwal:&April - ? ! & * @ % ` | > [a] {a} [ ] { } , : # 'x' "x" ' " \\ \\n %YAML --- ...
    a:b a#b http://x/?a=b&c=d 😀 Jum\u2019at \u202bkanan 日本語 !!int &x *x @x `x a\u00a0b \u00adx
    999999999999999999999 1700000000 2026-11-16T08:00:00+07:00
"""
NASTY = [*SINGLE.split(), "a: b", "x #y", "# x", " depan", "belakang ", "  dua  spasi  ", "- a"]
NASTY += ["? a", "a  b", "x\u2003"]
NASTY += ["satu " * 59, "a: " * 90, "'" * 299, '" ' * 140, "x" * 300, " x" * 150, "😀" * 300]

free = st.text(st.characters(codec="utf-8"), max_size=120)
seen = free.filter(lambda text: UNSEEN.search(text) is None)
pieces = st.lists(st.sampled_from(NASTY) | free, min_size=1, max_size=6).map(" ".join)
titles = (st.sampled_from(NASTY) | free | pieces).filter(
    lambda text: (
        text.strip() != ""
        and len(text) <= 300
        and UNSEEN.search(text) is None
        and re.search(r"[\t\r\n]", text) is None
    )
)
classes = st.sampled_from(InformationClass)
days = st.dates(date(1900, 1, 1))
lines = titles | st.just("")
listings = st.builds(
    Listing, lines, lines, lines, lines,
    st.none() | st.sampled_from(Period), st.none() | st.booleans(),
)  # fmt: skip
metas = st.builds(PageMeta, titles, days, titles, classes, listings)


@settings(LAWS, max_examples=400)
@given(metas, free)
def test_a_page_reads_back_to_us_and_to_mkdocs(meta: PageMeta, body: str) -> None:
    text = write_page(meta, body)
    page = read_page(text, "content/berita/a.md")
    assert page.meta == meta
    assert page.body == "\n" + body
    assert text.split("\n")[page.line - 1 :] == page.body.split("\n")
    rest, seen = mkdocs.get_data(text)
    assert (seen["title"], seen["date"], seen["summary"]) == (meta.title, meta.date, meta.summary)
    assert rest == body.lstrip("\n")


@pytest.mark.parametrize("title", NASTY)
def test_a_nasty_title_reads_back(title: str) -> None:
    meta = PageMeta(title, date(2026, 11, 16), title, InformationClass.PERIODIC)
    text = write_page(meta, "")
    assert read_page(text, "content/a.md").meta == meta
    assert mkdocs.get_data(text)[1]["title"] == title


@settings(LAWS, max_examples=400)
@given(titles)
@example("a\tb")
@example("Rapat 2026-11-16")
def test_a_title_that_we_take_as_it_was_typed_is_the_same_to_mkdocs(title: str) -> None:
    text = swapped("page", "title: Jadwal", f"title: {title}")
    try:
        read = read_page(text, "content/a.md").meta.title
    except RecordFault:
        return
    assert mkdocs.get_data(text)[1]["title"] == read


slugs = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True).filter(
    lambda one: not one.isdigit()
)
paths = titles.filter(lambda one: len(one) < 280).map(lambda one: f"content/{one}")
zones = st.integers(-14 * 4, 14 * 4).map(lambda quarter: timezone(timedelta(minutes=quarter * 15)))
opened = st.datetimes(
    datetime(1970, 1, 2),  # noqa: DTZ001 - Hypothesis sets the zone
    datetime(2999, 1, 1),  # noqa: DTZ001 - as above
    timezones=zones,
).map(lambda one: one.replace(microsecond=0))
declarations = st.builds(
    Declared,
    paths,
    st.just("Pindaian surat 1998: hanya nama pejabat"),
    # Digests that a careless writer would make numbers of are among them.
    st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
    | st.sampled_from(["", "1" * 64, "1e" + "2" * 62]),
)
cases = st.builds(
    CaseFile,
    slugs,
    slugs,
    titles,
    st.lists(paths, min_size=1, max_size=4).map(tuple),
    st.lists(paths, max_size=4).map(tuple),
    classes,
    opened,
    st.none() | days,
    st.none() | days,
    declared=st.lists(declarations, max_size=2).map(tuple),
    expedited=lines,
)


@LAWS
@given(cases)
def test_a_case_reads_back(case: CaseFile) -> None:
    text = write_case(case)
    first, *_ = text.split("\n")
    assert first == "# yaml-language-server: $schema=../../review/schema/case.schema.json"
    assert read_case(text, "case.yml") == case


def test_the_same_value_twice_is_written_twice() -> None:
    day, path = date(2026, 11, 16), "content/a.md"
    at = datetime(2026, 11, 16, tzinfo=UTC)
    case = CaseFile("a", "b", "c", (path,), (path,), InformationClass.PERIODIC, at, day, day)
    assert read_case(write_case(case), "case.yml") == case
    assert "&" not in write_case(case)


trees = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | seen | titles | days,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(titles, inside, max_size=4),
    max_leaves=15,
)


@LAWS
@given(st.dictionaries(titles, trees, min_size=1, max_size=4))
def test_a_document_means_the_same_to_us_and_to_pyyaml(data: dict[str, object]) -> None:
    text = document(data)
    parsed = parse(text, "f")
    assert parsed.mistakes == []
    assert parsed.value == _said(data)
    assert yaml.safe_load(text) == data


def _said(data: object) -> object:
    """Return what the strict reader makes of a value: dates are text to it."""
    if isinstance(data, dict):
        return {key: _said(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_said(value) for value in data]
    return data.isoformat() if isinstance(data, date) else data


@LAWS
@given(titles | st.lists(titles, max_size=3))
def test_an_inline_value_stands_on_one_line(value: str | list[str]) -> None:
    text = inline(value)
    assert "\n" not in text
    assert parse(f"a: {text}\n", "f").value == {"a": value}
    assert parse(f"{{a: {text}, b: c}}\n", "f").value == {"a": value, "b": "c"}
