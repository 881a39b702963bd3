"""Values to YAML that our own reader, editors and MkDocs read alike."""

import math
from collections.abc import Mapping
from typing import Any

import yaml

from paraf.records.scalars import surprising


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's own signature
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML's own signature
        """Write everything out: our reader takes no references."""
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    if "\n" in value.strip("\n"):
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|")
    quoted = surprising(value) or value[:1].isdigit()
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if quoted else None)


_Dumper.add_representer(str, _text)


def document(data: Mapping[str, Any], *, schema: str = "") -> str:
    """Return `data` as a YAML document in the order given; its first line names `schema`."""
    first = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    body = yaml.dump(dict(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=98)
    return first + str(body)


def inline(value: str | list[str]) -> str:
    """Return a text, or a list of texts, in quotes on one line."""
    line = yaml.safe_dump(
        value,
        allow_unicode=True,
        default_flow_style=True,
        default_style='"',
        width=math.inf,
    )
    return str(line).rstrip("\n")
