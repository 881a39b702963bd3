"""The JSON Schemas that editors use are those of today's shapes, and take our own files."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from paraf.records.files import schema
from paraf.records.shapes import KINDS
from paraf.records.strict_yaml import parse
from records.papers import READERS, ROOT, swapped

REVIEW = ROOT / "review"
FILES = [*sorted(REVIEW.glob("*.yml")), *sorted((REVIEW / "sop").glob("*.yml"))]
LONG = "k" * 81
KINDS_OF = {"officials.yml": "officials", "pipeline.yml": "pipeline", "rules.yml": "rules"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_kept_schema_is_what_paraf_schema_gives_now(kind: str) -> None:
    assert (REVIEW / "schema" / f"{kind}.schema.json").read_text("utf-8") == schema(kind)


def test_no_other_schemas_are_kept() -> None:
    kept = {file.name for file in (REVIEW / "schema").iterdir()}
    assert kept == {f"{kind}.schema.json" for kind in (*KINDS, "inspection")}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_file_names_its_schema_in_its_first_line(file: Path) -> None:
    first = file.read_text("utf-8").split("\n")[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)
    assert found is not None
    named = (file.parent / found[1]).resolve()
    assert named == REVIEW / "schema" / f"{KINDS_OF.get(file.name, 'sop')}.schema.json"
    assert named.is_file()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_schema_takes_the_example(file: Path) -> None:
    value = parse(file.read_text("utf-8"), file.name).value
    assert wrong(value, KINDS_OF.get(file.name, "sop")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_takes_what_the_reader_takes(kind: str) -> None:
    assert wrong(parse(READERS[kind][0], "f").value, kind) == []


@pytest.mark.parametrize(
    ("kind", "old", "new", "expected"),
    [
        ("sop", "act: review", "act: approve", "/steps/1/act enum"),
        ("sop", "    act: review\n", "", "/steps/1 anyOf"),
        ("sop", "step: 2", "step: dua", "/steps/1/step type"),
        ("sop", "id: cuti", "id: Cuti", "/id pattern"),
        ("officials", "from: 2026-03-01, ", "", "/tenures/1 required"),
        ("officials", "[Ani@kantor.example]", "[]", "/persons/0/emails minItems"),
        ("officials", "  kabid: Kep", "  kabid: 7 #", "/posts/kabid type"),
        ("officials", "  kabid: Kep", f"  {LONG}: Kep", f"/posts/{LONG} propertyNames"),
        ("pipeline", "keep: 5", "keep: 1", "/target/keep minimum"),
        ("pipeline", "keep: 5", "kept: 5", "/target/kept additionalProperties"),
        ("rules", "version: 1", "version: 2", "/version const"),
        (
            "rules",
            "version: 1",
            "version: 1\ninspection: {per_second: x}",
            "/inspection/per_second type",
        ),
        ("case", "title: Jadwal", "title: ''", "/title minLength"),
        ("case", "publish_on: 2026-11-18", "publish_on: 7", "/publish_on anyOf"),
    ],
)
def test_a_schema_refuses_what_the_reader_refuses(
    kind: str, old: str, new: str, expected: str
) -> None:
    assert expected in wrong(parse(swapped(kind, old, new), "f").value, kind)


TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "integer": int, "boolean": bool,
    "null": type(None), "number": (int, float),
}  # fmt: skip
SILENT = {"$schema", "$defs", "title", "description", "default", "format"}
"""Keywords that refuse nothing. Dates and moments are text to a schema."""


def wrong(value: Any, kind: str) -> list[str]:
    """Return what the kept schema of a kind refuses, as `/place keyword`."""
    root = json.loads((REVIEW / "schema" / f"{kind}.schema.json").read_text("utf-8"))
    assert root["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    return list(_wrong(value, root, root, ""))


def _wrong(value: Any, rule: dict[str, Any], root: dict[str, Any], at: str) -> list[str]:
    if "$ref" in rule:
        name = rule["$ref"].removeprefix("#/$defs/")
        return _wrong(value, root["$defs"][name], root, at)
    found: list[str] = []
    for keyword in rule.keys() - SILENT:
        found += _refused(keyword, value, rule, root, at)
    return found


def _refused(
    keyword: str, value: Any, rule: dict[str, Any], root: dict[str, Any], at: str
) -> list[str]:
    """Return what one keyword refuses; a keyword that is not known here fails the test."""
    told = rule[keyword]
    text, items, keys = isinstance(value, str), isinstance(value, list), isinstance(value, dict)
    number = isinstance(value, int) and not isinstance(value, bool)
    refused = {
        "type": lambda: not isinstance(value, TYPES[told]) or (told == "integer" and not number),
        "const": lambda: value != told,
        "enum": lambda: value not in told,
        "pattern": lambda: text and re.search(told, value) is None,
        "minLength": lambda: text and len(value) < told,
        "maxLength": lambda: text and len(value) > told,
        "minItems": lambda: items and len(value) < told,
        "maxItems": lambda: items and len(value) > told,
        "minProperties": lambda: keys and len(value) < told,
        "minimum": lambda: number and value < told,
        "maximum": lambda: number and value > told,
        "required": lambda: keys and not told_keys <= value.keys(),
        "anyOf": lambda: all(_wrong(value, one, root, at) for one in told),
    }
    told_keys = set(told) if keyword == "required" else set()
    if keyword in refused:
        return [f"{at} {keyword}"] if refused[keyword]() else []
    if keyword == "items":
        inside = enumerate(value) if items else ()
        return [one for i, each in inside for one in _wrong(each, told, root, f"{at}/{i}")]
    if not keys:
        return []
    return _refused_keys(keyword, value, rule, root, at)


def _refused_keys(
    keyword: str, value: dict[str, Any], rule: dict[str, Any], root: dict[str, Any], at: str
) -> list[str]:
    told, found = rule[keyword], []
    for key, each in value.items():
        here, known = f"{at}/{key}", key in rule.get("properties", {})
        if keyword == "properties":
            found += _wrong(each, told[key], root, here) if known else []
        elif keyword == "propertyNames":
            found += [f"{here} {keyword}"] if _wrong(key, told, root, here) else []
        elif keyword == "patternProperties":
            for pattern, rule_of in told.items():
                found += _wrong(each, rule_of, root, here) if re.search(pattern, key) else []
        elif told is False:
            found += [] if known else [f"{here} {keyword}"]
        else:
            assert keyword == "additionalProperties", keyword
            found += [] if known or told is True else _wrong(each, told, root, here)
    return found
