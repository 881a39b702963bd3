"""Sentences for people, kept apart from the language they are shown in.

Everything that a user may read leaves a room as a `Text`: an English sentence with named gaps and
what fills them. Only the border (commands, reports, comments) turns it into words, with a `Say`.
Babel collects the sentences by the name of the function `T`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence not yet in any language; `str` gives the English one."""

    message: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        """Return the English sentence."""
        return english(self)

    def __hash__(self) -> int:
        """Hash by the sentence alone: equal texts have equal sentences."""
        return hash(self.message)


Say = Callable[[Text], str]
"""Turns a text into a sentence of one language."""


def T(message: str, **values: object) -> Text:
    """Return `message` as a text; `{name}` in it is filled from `values`, which may be texts."""
    return Text(message, MappingProxyType(values))


def speaker(translate: Callable[[str], str]) -> Say:
    """Return what says a text through `translate`, gaps that hold texts included."""

    def say(text: Text) -> str:
        values = {
            name: say(value) if isinstance(value, Text) else value
            for name, value in text.values.items()
        }
        # Gettext keeps its own header under the empty sentence.
        return translate(text.message).format_map(values) if text.message else ""

    return say


def english(text: Text) -> str:
    """Say a text in English, the language it was written in."""
    return speaker(lambda message: message)(text)
