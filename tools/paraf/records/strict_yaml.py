"""YAML without surprises: YAML 1.2's core scalars, no aliases, no duplicate keys, lines kept.

PyYAML reads YAML 1.1, in which `07:30` is 450, `no` is false and `1_000` is 1000. Whoever writes
such a thing in a file of the office means the text; it is refused until it stands in quotes.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from paraf.core.words import T, Text
from paraf.ports import Mistake

Path = tuple[str | int, ...]

NULL = re.compile(r"(?:|~|null|Null|NULL)")
BOOL = re.compile(r"(?:true|True|TRUE|false|False|FALSE)")
INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]+)?")
SURPRISE = re.compile(
    r"(?:y|n|yes|no|on|off"  # truth values of YAML 1.1
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"  # base 60: times of day
    r"|[-+]?[0-9][0-9_,]*_[0-9_,.]*"  # digits with underscores
    r"|[-+]?0[0-9_]+|[-+]?0[bxo][0-9a-f_]+"  # octal, binary, hexadecimal
    r"|[-+]?\.[0-9]+|[-+]?[0-9]+\.|[-+]?[0-9.]+e[-+]?[0-9]+"  # odd decimals
    r"|[-+]?\.inf|\.nan|=|<<)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Parsed:
    """What a file says, where each part of it stands, and what is wrong with it."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """Return the line of `path`, or of the nearest part around it that exists; from 1."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(text: str, file: str, *, offset: int = 0) -> Parsed:
    """Read one YAML document; `offset` lines stand before it in `file`.

    Mistakes are collected, not raised; `value` is what could be read around them.
    """
    parsed = Parsed()
    reader = _Reader(file, offset, parsed)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        detail = error.problem or ""
        reader.wrong(line, T("This is not YAML: {detail}.", detail=detail))
    except (yaml.YAMLError, RecursionError) as error:
        detail = str(error).splitlines()[0] if str(error) else "too deep"
        reader.wrong(0, T("This is not YAML: {detail}.", detail=detail))
    else:
        if node is None:
            reader.wrong(0, T("The file is empty."))
        else:
            parsed.value = reader.read(node, ())
    return parsed


@dataclass(slots=True)
class _Reader:
    file: str
    offset: int
    parsed: Parsed
    seen: set[int] = field(default_factory=set)

    def wrong(self, line: int, what: Text) -> None:
        self.parsed.mistakes.append(Mistake(self.file, line + 1 + self.offset, what))

    def read(self, node: yaml.Node, path: Path) -> Any:
        line = node.start_mark.line
        self.parsed.lines.setdefault(path, line + 1 + self.offset)
        if id(node) in self.seen:
            self.wrong(line, T("References (& and *) are not allowed here; write it out."))
            return None
        self.seen.add(id(node))
        if not node.tag.startswith("tag:yaml.org,2002:"):
            self.wrong(line, T("Tags ({tag}) are not allowed here.", tag=node.tag))
            return None
        match node:
            case yaml.ScalarNode():
                return self.scalar(node)
            case yaml.SequenceNode():
                return [self.read(one, (*path, i)) for i, one in enumerate(node.value)]
            case yaml.MappingNode():
                return self.mapping(node, path)
            case _:
                raise AssertionError(node)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None or (key_node.style is None and SURPRISE.fullmatch(key)):
                self.wrong(line, T("A key must be plain text; put it in quotes."))
                continue
            if key in result:
                self.wrong(line, T("The key {key} stands here twice.", key=key))
                continue
            self.parsed.lines[(*path, key)] = line + 1 + self.offset
            result[key] = self.read(value_node, (*path, key))
        return result

    def scalar(self, node: yaml.ScalarNode) -> Any:
        text = node.value
        if node.style is not None:
            return text
        if NULL.fullmatch(text):
            return None
        if BOOL.fullmatch(text):
            return text.lower() == "true"
        if INT.fullmatch(text):
            return int(text) if len(text) < LONGEST_INT else text
        if FLOAT.fullmatch(text):
            return float(text)
        if SURPRISE.fullmatch(text):
            hint = T(
                'Some programs read {text} as something else; put it in quotes: "{text}".',
                text=text,
            )
            self.wrong(node.start_mark.line, hint)
        return text


LONGEST_INT = 19
"""Digits; a longer number is an identifier, and stays text."""
