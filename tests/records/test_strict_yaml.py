"""YAML without surprises: what is refused, on which line, and that nothing takes long."""

import time
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from paraf.ports import RecordFault
from paraf.records.files import decode
from paraf.records.strict_yaml import parse

LAWS = settings(max_examples=300, deadline=None, database=None)
REFERENCE = "References (& and *) are not allowed here; write it out."
NO_KEY = "A key must be plain text; put it in quotes."


def said(text: str, offset: int = 0) -> list[str]:
    return [f"{one.line}: {one.what}" for one in parse(text, "f", offset=offset).mistakes]


SURPRISES = """
    07:30 1:30 1:30:00 190:20:30 20:30.15 -1:30 1_0:30
    y n yes no on off Y N Yes nO On OFF
    1_000 1__0 1_0.5 685_230.15 685.230_15e+03 0_7
    0o17 0O17 0x1F -0x1f 0b11 0777 00 08 -07 0123456789
    .inf -.inf +.INF .NaN .nan 1e3 1.5e3 1.5e+3 12e03 1e400 .5 +.5 .5e+3 5. 1.e5
    9999999999999999999 123456789012345678901234567890 = <<
"""


@pytest.mark.parametrize("text", SURPRISES.split())
def test_what_other_programs_read_otherwise_is_refused_until_it_is_quoted(text: str) -> None:
    hint = f'Some programs read {text} as something else; put it in quotes: "{text}".'
    assert said(f"a: x\nb: {text}\n") == [f"2: {hint}"]
    assert said(f"a: x\nb: [{text}]\n") == [f"2: {hint}"]
    assert said(f"a: x\n{text}: b\n") == [f"2: {NO_KEY}"]
    for quoted in (f'"{text}"', f"'{text}'"):
        parsed = parse(f"b: {quoted}\n{quoted}: c\n", "f")
        assert (parsed.value, parsed.mistakes) == ({"b": text, text: "c"}, [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True), ("True", True), ("FALSE", False), ("null", None), ("~", None), ("", None),
        ("0", 0), ("-1", -1), ("+7", 7), ("-0", 0), ("999999999999999999", 999999999999999999),
        ("0.5", 0.5), ("-12.25", -12.25), ("1.2.3", "1.2.3"), ("1,000", "1,000"),
        ("2026-11-16", "2026-11-16"), ("2026-11-16T08:00:00Z", "2026-11-16T08:00:00Z"),
        ("07:30-12:00", "07:30-12:00"), ("VI.04.05", "VI.04.05"), ("nomor", "nomor"),
        ("1 hari", "1 hari"), ("_1", "_1"), ("tidak", "tidak"),
    ],
)  # fmt: skip
def test_what_is_left_means_the_same_to_all(text: str, value: object) -> None:
    parsed = parse(f"a: {text}\n", "f")
    assert parsed.mistakes == []
    assert parsed.value == {"a": value}
    assert type(parsed.value["a"]) is type(value)


@settings(LAWS, max_examples=400)
@given(st.text("0123456789_+-.:eExXoObBnNyYfFaA=<~tT Z", min_size=1, max_size=12))
@example(".5e+3")
@example("1_1_1_1")
def test_a_bare_scalar_that_passes_is_no_number_to_pyyaml_that_is_text_to_us(text: str) -> None:
    parsed = parse(f"[{text}]", "f")
    if not parsed.mistakes and isinstance(parsed.value[0] if parsed.value else None, str):
        theirs = yaml.compose(f"[{text}]", Loader=yaml.SafeLoader).value[0].tag
        assert theirs.endswith((":str", ":timestamp"))


BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(20)
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\na: 2\n", ["2: The key a stands here twice."]),
        ('a: 1\n"a": 2\n', ["2: The key a stands here twice."]),
        ("x:\n  - a: 1\n    b: 2\n    a: 3\n", ["4: The key a stands here twice."]),
        ("a: &x 1\n", [f"1: {REFERENCE}"]),
        ("a: &x 1\nb: *x\n", [f"1: {REFERENCE}", f"2: {REFERENCE}"]),
        ("a: &x [*x]\n", [f"1: {REFERENCE}", f"1: {REFERENCE}"]),
        ("a: 1\nb: *nobody\n", [f"2: {REFERENCE}"]),
        ("a: {b: 1}\nc:\n  <<: {d: 1}\n", [f"3: {NO_KEY}"]),
        ("&x a: 1\n", [f"1: {NO_KEY}"]),
        ("a: !!int 3\n", ["1: Tags (tag:yaml.org,2002:int) are not allowed here."]),
        ("a: !!python/object:os.system {}\n",
         ["1: Tags (tag:yaml.org,2002:python/object:os.system) are not allowed here."]),
        ("a: x\nb: !foo [1]\n", ["2: Tags (!foo) are not allowed here."]),
        ("a: ! 07:30\n", ["1: Tags (!) are not allowed here.",
                          '1: Some programs read 07:30 as something else; '
                          'put it in quotes: "07:30".']),
        ("a: !x!y z\n", ["1: Tags (!) are not allowed here."]),
        ("%YAML 1.1\n---\na: 1\n", ["1: Directives (%) are not allowed here."]),
        ("[a]: 1\nb: 2\n", [f"1: {NO_KEY}"]),
        ("? {b: c}\n: d\n", [f"1: {NO_KEY}"]),
        ("a: 1\n~: 2\n", [f"2: {NO_KEY}"]),
        ("null: 2\ntrue: 3\n12: 4\n", [f"1: {NO_KEY}", f"2: {NO_KEY}", f"3: {NO_KEY}"]),
        ("a: 1\n? \n: d\n", [f"2: {NO_KEY}"]),
        ("a:\n\tb: 1\n", ["2: Indent with spaces, not with a tab."]),
        ("a: 1\n---\nb: 2\n", ["2: A second document begins here; one is enough."]),
        ("--- a\n--- b\n--- c\n", ["2: A second document begins here; one is enough."]),
        ("", ["1: Nothing is written here."]),
        ("\n\n", ["1: Nothing is written here."]),
        ("# only a remark\n", ["1: Nothing is written here."]),
        ("---\n", ["1: Nothing is written here."]),
        ("a: 1\rb: 2\n", ["1: The character U+000D does not belong here; write this line anew."]),
        ("a: 1\nb: \x07\n",
         ["2: The character U+0007 does not belong here; write this line anew."]),
        ("a: 1\nb: '\u2028'\n",
         ["2: The character U+2028 does not belong here; write this line anew."]),
        ("a: 1\nb: '\x85'\n",
         ["2: The character U+0085 does not belong here; write this line anew."]),
        ("a: 1\nb: \ufeff\n",
         ["2: The character U+FEFF does not belong here; write this line anew."]),
        ("a: \ud800\n", ["1: The character U+D800 does not belong here; write this line anew."]),
        ('a: 1\nb: "x\\0"\n', ["2: U+0000 in quotes stands for nothing that can be read."]),
        ('a: 1\nb: "\\ud800"\n', ["2: U+D800 in quotes stands for nothing that can be read."]),
        ('a: 1\n"\\ud800": b\n', ["2: U+D800 in quotes stands for nothing that can be read."]),
        ("a: " + "[" * 5000, ["1: This is nested too deep."]),
        ('a: 1\nb: "\\U00110000"\n', ["2: This \\U names no character."]),
        ('a: 1\nb: "\\UFFFFFFFF"\n', ["2: This \\U names no character."]),
        ("a: Jadwal: April\n",
         ["1: A colon with a space stands in the text; put the text in quotes."]),
        ("a: 1\n b: 2\n", ["2: A colon with a space stands in the text; put the text in quotes."]),
        ("a: 'x' y\n",
         ["1: This line does not fit to the lines above it: see its indentation and quotes."]),
        ("a: 1\nb\n", ["2: A colon is missing after the key."]),
        ("a: 'x\n", ["1: A quotation mark is not closed."]),
        ("a: [1\n", ["1: A comma or a closing bracket is missing."]),
        ("a: ]\n", ["1: A value is missing before this place."]),
        ("a: @x\n", ["1: This is not YAML: found character '@' that cannot start any token."]),
    ],
)  # fmt: skip
def test_what_is_not_plain_data_is_refused_on_its_line(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_all_mistakes_come_at_once_those_before_broken_yaml_too() -> None:
    text = "a: no\nb: 07:30\nb: &x 1\nc:\n  - 0777\n  - {on: 1}\nd: [\n"
    assert [int(one.split(":")[0]) for one in said(text)] == [1, 2, 3, 3, 5, 6, 7]


def test_lines_count_from_where_the_text_stands_in_its_file() -> None:
    assert said("a: no\nb: [\n", offset=10)[0].startswith("11: ")
    assert said("a: no\nb: [\n", offset=10)[1].startswith("12: ")
    assert said("", offset=1) == ["2: Nothing is written here."]


def test_a_long_scalar_is_not_repeated_to_whoever_wrote_it() -> None:
    assert len(said("a: " + "1" * 5000)[0]) < 250


def test_line_ends_of_windows_and_a_byte_order_mark_change_nothing() -> None:
    parsed = parse("\ufeffa: 1\r\nb: [x]\r\n", "f")
    assert (parsed.value, parsed.mistakes) == ({"a": 1, "b": ["x"]}, [])
    assert said("a: 1\r\nb: no\r\n")[0].startswith("2: ")


def test_a_file_must_be_utf8() -> None:
    with pytest.raises(RecordFault) as caught:
        decode("a: 1\nb: Jum\u2019at\n".encode("cp1252"), "f.yml")
    assert str(caught.value) == "f.yml:2: The file is not UTF-8 text."
    with pytest.raises(RecordFault):
        decode("a: 1\n".encode("utf-16"), "f.yml")
    assert decode(b"\xef\xbb\xbfa: 1\n", "f.yml") == "a: 1\n"


TOO_LONG = "1: The file is too long; at most 1000000 characters are read."
DEEP = "1: This is nested too deep."


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("[" * 900_000, DEEP),
        ("[" * 500 + "]" * 500, DEEP),
        ("{a: " * 200_000, DEEP),
        ("- " * 400_000, DEEP),
        ("".join(" " * i + "a:\n" for i in range(1000)), "41: This is nested too deep."),
        ("? " * 400_000, DEEP),
        (BOMB, f"1: {REFERENCE}"),
        ("a:\n" + "".join(f"  - key{i}: value {i}\n" for i in range(220_000)), TOO_LONG),
        ("a: " + "x" * 5_000_000, TOO_LONG),
        ("a: " + "1_" * 400_000 + "x", ""),
        ("a: " + "1:2" * 300_000 + "x", ""),
        ("a: " + "\n " * 400_000 + "x", ""),
        ("a: " + "!" * 900_000, None),
        ("'" + "''" * 400_000, "1: A quotation mark is not closed."),
    ],
    ids=range(14),
)  # fmt: skip
def test_hostile_files_are_read_or_refused_soon(text: str, first: str | None) -> None:
    before = time.process_time()
    found = said(text)
    assert time.process_time() - before < 10
    if first is not None:
        assert (found or [""])[0] == first


@pytest.mark.parametrize("depth", [5, 39])
def test_as_deep_as_anybody_writes_is_read(depth: int) -> None:
    assert said("[" * depth + "]" * depth) == []


NONE = "\ufeff\ufffe\uffff"
words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"], exclude_characters=NONE),
    max_size=30,
)
trees = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | words,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(words, inside, max_size=4),
    max_leaves=12,
)


@LAWS
@given(st.dictionaries(words, trees, min_size=1, max_size=4))
def test_what_json_says_in_quotes_is_read_untouched(data: dict[str, Any]) -> None:
    text = yaml.safe_dump(data, default_style='"', allow_unicode=True, width=10**9)
    for tag in ("null", "bool", "int"):
        text = text.replace(f'!!{tag} "', '"')
    parsed = parse(text, "f")
    assert parsed.mistakes == []
    assert parsed.value == _texts(data)


def _texts(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _texts(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_texts(value) for value in data]
    if data is None:
        return "null"
    return str(data).lower() if isinstance(data, bool) else str(data)
