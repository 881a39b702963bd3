"""Values to YAML that our own reader, editors and MkDocs read alike."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from paraf.records.strict_yaml import SURPRISE


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's own signature
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    if "\n" in value.strip("\n"):
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|")
    quoted = SURPRISE.fullmatch(value) or re.match(r"[0-9]", value)
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if quoted else None)


_Dumper.add_representer(str, _text)


def document(data: Mapping[str, Any], *, schema: str = "") -> str:
    """Return `data` as a YAML document in the order given; its first line names `schema`."""
    first = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    body = yaml.dump(dict(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=98)
    return first + str(body)
