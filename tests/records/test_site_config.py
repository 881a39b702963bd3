"""What our rooms need of `mkdocs.yml`, read as MkDocs writes it."""

import pytest

from paraf.ports import RecordFault
from paraf.records.site_config import markdown_extensions, office_contact, site_language
from records.papers import ROOT


def test_the_example_names_its_extensions_in_order() -> None:
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    names = [name for name, _ in markdown_extensions(text)]
    assert "toc" in names
    assert len(names) == len(set(names))
    assert site_language(text) == "id"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("site_name: x\n", ()),
        ("markdown_extensions:\n", ()),
        ("- a\n", ()),
        ("", ()),
        ("markdown_extensions: [tables, {toc: {permalink: true}}, {attr_list: }]\n",
         (("tables", {}), ("toc", {"permalink": True}), ("attr_list", {}))),
        ("markdown_extensions: {tables: , toc: {permalink: true}}\n",
         (("tables", {}), ("toc", {"permalink": True}))),
        ("markdown_extensions: [{a: {f: !!python/name:os.system '', g: !ENV [X, 1]}}]\n",
         (("a", {"f": None, "g": None}),)),
    ],
)  # fmt: skip
def test_extensions_are_names_with_options(text: str, expected: object) -> None:
    assert markdown_extensions(text) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: [\n", 2),
        ("markdown_extensions: 5\n", 1),
        ("markdown_extensions: [5]\n", 1),
        ("markdown_extensions: [{toc: 5}]\n", 1),
        ("a: 2026-02-30\n", 1),
        ("a: 0b_\n", 1),
        ('a: "\\UFFFFFFFF"\n', 1),
        ("a: " + "[" * 5000, 1),
    ],
)
def test_what_is_no_settings_file_is_refused(text: str, line: int) -> None:
    with pytest.raises(RecordFault) as caught:
        markdown_extensions(text, "mkdocs.yml")
    assert [(one.file, one.line) for one in caught.value.mistakes] == [("mkdocs.yml", line)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("theme: {language: en}\n", "en"),
        ("theme: {language: id}\n", "id"),
        ("theme: {language: jv}\n", "id"),
        ("theme: {language: [en]}\n", "id"),
        ("theme: material\n", "id"),
        ("{}\n", "id"),
    ],
)
def test_the_language_of_the_site_is_the_themes(text: str, language: str) -> None:
    assert site_language(text) == language


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        ("{phone: (0999) 123456, email: layanan@BKD.example}",
         (("(0999) 123456",), ("bkd.example",))),
        ("{phone: ['0999123456', '081'], whatsapp: '+62 812', email: [a@b.example, c]}",
         (("0999123456", "081", "+62 812"), ("b.example",))),
        ("{phone: {a: 1}, email: null}", ((), ())),
        ("x", ((), ())),
    ],
)  # fmt: skip
def test_the_office_is_reached_as_its_site_says(office: str, expected: object) -> None:
    assert office_contact(f"extra:\n  office: {office}\n") == expected
