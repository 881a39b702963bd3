"""YAML without surprises: YAML 1.2's core scalars, no aliases, no duplicate keys, lines kept.

PyYAML reads YAML 1.1, in which `07:30` is 450, `no` is false and `1_000` is 1000. Whoever writes
such a thing in a file of the office means the text; it is refused until it stands in quotes.

Read from PyYAML's events, one at a time: nothing is expanded, and reading stops where it is too
deep. libyaml is 15 times as fast (a front matter takes 0.2 ms here) but not the same language: it
lets tabs through and names other lines, so a verdict would hang on how PyYAML was installed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from paraf.core.words import T, Text
from paraf.ports import Mistake
from paraf.records.scalars import DATE, UNSEEN, bare, surprising

Path = tuple[str | int, ...]

BEYOND = re.compile(r"\\U(?!000|0010)")
"""An escape of a character beyond the last; PyYAML asks `chr` for it and falls."""

LONGEST = 1_000_000
"""Characters of a file; a roster of 2,000 persons is smaller."""
DEEPEST = 40
NOWHERE = -1
"""Stands in the path of what a wrong key leads to."""

DEEP = T("This is nested too deep.")
REFERENCE = T("References (& and *) are not allowed here; write it out.")
NO_KEY = T("A key must be plain text; put it in quotes.")
SAID = (
    ("found character '\\t'", T("Indent with spaces, not with a tab.")),
    (
        "mapping values are not allowed",
        T("A colon with a space stands in the text; put the text in quotes."),
    ),
    (
        "expected <block end>",
        T("This line does not fit to the lines above it: see its indentation and quotes."),
    ),
    ("could not find expected ':'", T("A colon is missing after the key.")),
    ("found unexpected end of stream", T("A quotation mark is not closed.")),
    ("expected ',' or", T("A comma or a closing bracket is missing.")),
    ("expected the node content", T("A value is missing before this place.")),
    ("found undefined alias", REFERENCE),
    ("found undefined tag handle", T("Tags (!) are not allowed here.")),
    ("nested too deep", DEEP),
)
"""What the parser says of the usual slips, and what we say instead."""


class Span(NamedTuple):
    """Where a value stands in the text: `[start, end)`, its column, and whether in brackets."""

    start: int
    end: int
    column: int
    flow: bool


@dataclass(slots=True)
class Parsed:
    """What a file says, where each part of it stands, and what is wrong with it.

    `refused` are the parts that have their mistake already, `dates` those that look like a date
    without being in quotes.
    """

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    spans: dict[Path, Span] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    refused: set[Path] = field(default_factory=set)
    dates: set[Path] = field(default_factory=set)

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
    last = max(text.count("\n") - text.endswith("\n"), 0)
    reader = _Reader(file, offset, last, parsed, iter(()))
    unseen = UNSEEN.search(text, text.startswith("\ufeff"))
    if len(text) > LONGEST:
        what = T("The file is too long; at most {most} characters are read.", most=LONGEST)
        reader.wrong(0, what)
    elif unseen is not None:
        what = T(
            "The character {code} does not belong here; write this line anew.", code=_code(unseen)
        )
        reader.wrong(text.count("\n", 0, unseen.start()), what)
    else:
        reader.events = yaml.parse(text, Loader=_Scanner)
        reader.document(text)
    return parsed


def _end(event: Any) -> int:
    return int(event.end_mark.index)


def _line(event: Any) -> int:
    return int(event.start_mark.line)


def _said(problem: str) -> Text:
    for start, what in SAID:
        if problem.startswith(start):
            return what
    return T("This is not YAML: {detail}.", detail=problem)


def _code(found: re.Match[str]) -> str:
    return f"U+{ord(found[0]):04X}"


def _quoted(found: re.Match[str]) -> Text:
    return T("{code} in quotes stands for nothing that can be read.", code=_code(found))


class _Scanner(yaml.SafeLoader):
    """Stops where brackets are nested too deep: looking ahead costs the square of their number."""

    def fetch_flow_collection_start(self, token: Any) -> None:
        if self.flow_level > DEEPEST:
            raise yaml.scanner.ScannerError(None, None, "nested too deep", self.get_mark())
        super().fetch_flow_collection_start(token)


class _Stop(Exception):
    """Reading further makes no sense; the mistake is noted."""


@dataclass(slots=True)
class _Reader:
    file: str
    offset: int
    last: int
    parsed: Parsed
    events: Iterator[Any]

    def wrong(self, line: int, what: Text, path: Path | None = None) -> None:
        at = min(line, self.last) + 1 + self.offset
        self.parsed.mistakes.append(Mistake(self.file, at, what))
        if path is not None:
            self.parsed.refused.add(path)

    def document(self, text: str) -> None:
        try:
            next(self.events)  # the stream's start
            start = next(self.events)
            if isinstance(start, yaml.StreamEndEvent):
                self.wrong(0, T("Nothing is written here."))
                return
            if start.version or start.tags:
                self.wrong(_line(start), T("Directives (%) are not allowed here."))
            value = self.read(next(self.events), ())
            next(self.events)  # the document's end
            more = next(self.events)
            if isinstance(more, yaml.DocumentStartEvent):
                self.wrong(_line(more), T("A second document begins here; one is enough."))
                return
            if value is None and not self.parsed.mistakes:
                self.wrong(0, T("Nothing is written here."))
            self.parsed.value = value
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line if error.problem_mark else 0
            self.wrong(line, _said(error.problem or ""))
        except (ValueError, OverflowError):
            found = BEYOND.search(text)
            line = text.count("\n", 0, found.start()) if found else 0
            self.wrong(line, T("This \\U names no character."))

    def read(self, event: Any, path: Path) -> Any:
        line = _line(event)
        self.parsed.lines.setdefault(path, line + 1 + self.offset)
        if isinstance(event, yaml.AliasEvent):
            self.wrong(line, REFERENCE, path)
            return None
        if event.anchor is not None:
            self.wrong(line, REFERENCE)
        if event.tag is not None:
            self.wrong(line, T("Tags ({tag}) are not allowed here.", tag=event.tag), path)
        if isinstance(event, yaml.ScalarEvent):
            self.span(path, event, _end(event), flow=False)
            return self.scalar(event, path)
        if len(path) >= DEEPEST:
            self.wrong(line, DEEP)
            raise _Stop
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(event, path)
        return self.sequence(event, path)

    def span(self, path: Path, event: Any, end: int, *, flow: bool) -> None:
        mark = event.start_mark
        self.parsed.spans.setdefault(path, Span(mark.index, end, mark.column, flow))

    def sequence(self, start: Any, path: Path) -> list[Any]:
        result: list[Any] = []
        end = _end(start)
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            result.append(self.read(event, (*path, len(result))))
            end = self.end(event, (*path, len(result) - 1))
        self.span(path, start, _end(event) if start.flow_style else end,
                  flow=start.flow_style)  # fmt: skip
        return result

    def mapping(self, start: Any, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        end = _end(start)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key, at = self.key(event, path, result)
            following = next(self.events)
            value = self.read(following, at)
            end = self.end(following, at)
            if key is not None:
                result[key] = value
        self.span(path, start, _end(event) if start.flow_style else end,
                  flow=start.flow_style)  # fmt: skip
        return result

    def end(self, event: Any, path: Path) -> int:
        """Return where a value ends; a block's own mark would be at the next line with text."""
        span = self.parsed.spans.get(path)
        return span.end if span else _end(event)

    def key(self, event: Any, path: Path, result: dict[str, Any]) -> tuple[str | None, Path]:
        """Return a key and the path of its value; no key, and a path of nowhere, if it is wrong."""
        line = _line(event)
        nowhere = (*path, NOWHERE)
        if not isinstance(event, yaml.ScalarEvent):
            self.read(event, nowhere)
            self.wrong(line, NO_KEY, nowhere)
            return None, nowhere
        key = event.value
        if event.anchor is not None or event.tag is not None:
            self.wrong(line, NO_KEY)
        odd = bare(key) != key or surprising(key)
        unseen = UNSEEN.search(key)
        if unseen is not None or (odd and not event.style):
            self.wrong(line, _quoted(unseen) if unseen else NO_KEY, nowhere)
            return None, nowhere
        if key in result:
            self.wrong(line, T("The key {key} stands here twice.", key=key[:60]))
            return None, nowhere
        self.parsed.lines[(*path, key)] = line + 1 + self.offset
        return key, (*path, key)

    def scalar(self, event: Any, path: Path) -> Any:
        text, line = event.value, _line(event)
        if event.style:
            unseen = UNSEEN.search(text)
            if unseen is not None:
                self.wrong(line, _quoted(unseen), path)
            # Half a character goes through no encoding; it was refused just now.
            return text.encode("utf-8", "replace").decode() if unseen else text
        if surprising(text):
            what = T(
                'Some programs read {text} as something else; put it in quotes: "{text}".',
                text=text[:60],
            )
            self.wrong(line, what, path)
        elif DATE.fullmatch(text) and NOWHERE not in path:
            self.parsed.dates.add(path)
        return bare(text)
