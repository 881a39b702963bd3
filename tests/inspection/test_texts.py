"""Texts of strangers: whatever they are, they can be written, shown, and are bounded."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from paraf.inspection.browser.texts import LONGEST, clean, cleaned

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY, st.integers(1, 50))
def test_a_clean_text_is_short_and_fits_into_utf8_and_xml(text: str, most: int) -> None:
    seen = clean(text, most)
    assert len(seen) <= most
    element = etree.Element("pesan")
    element.text = seen
    assert etree.fromstring(etree.tostring(element, encoding="utf-8").replace(b"&#13;", b"")).tag


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"))))
def test_an_ordinary_text_stays_as_it_is_and_clean_stays_clean(text: str) -> None:
    assert clean(text) == text == clean(clean(text))


@given(st.recursive(ANY | st.integers() | st.none(), lambda more: st.lists(more)
                    | st.dictionaries(st.sampled_from(["title", "article"]), more)))  # fmt: skip
def test_nothing_within_a_value_is_forgotten(value: Any) -> None:
    json.dumps(cleaned(value), ensure_ascii=False).encode()


def test_what_is_digested_keeps_its_length_and_its_control_signs() -> None:
    article = "a\x01" * LONGEST
    assert cleaned({"article": article, "title": article}) == {
        "article": article,
        "title": clean(article),
    }
