"""What a forge answers, read strictly: every value has its type, and a mistake names its place.

Nothing is guessed. A field that is missing, a number where a text should be, a word that is not
known: each is a fault that says where it stood, for a gate must never take half an answer for "no".
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NoReturn, TypeVar

from paraf.core.words import T, Text
from paraf.ports import ForgeFault

Kind = TypeVar("Kind")
COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class AnswerFault(ForgeFault):
    """The forge answered something that is not understood; the sentence names the place."""

    def __init__(self, where: str, what: Text) -> None:
        """Say where in which answer the mistake stands, and what it is."""
        super().__init__(
            T("The forge's answer is not understood: {where}: {what}", where=where, what=what),
            T(
                "Check that the forge is of a version that Paraf knows (Gitea 1.22, Forgejo 9 or "
                "newer, GitHub), and that no proxy stands in between and answers in its place."
            ),
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """A value in an answer, and where it stands: `GET /repos/o/r/pulls: [3].user.id`."""

    value: object
    where: str

    def at(self, name: str) -> "Answer":
        """Return a field of an object, which must have it, whatever its value."""
        fields = self._object()
        if name not in fields:
            _wrong(self._place(name), T("is missing"))
        return Answer(fields[name], self._place(name))

    def has(self, name: str) -> bool:
        """Say whether an object has a field and its value is not null."""
        return self._object().get(name) is not None

    def maybe(self, name: str) -> "Answer | None":
        """Return a field of an object; None where it is missing or null."""
        return self.at(name) if self.has(name) else None

    def rows(self) -> tuple["Answer", ...]:
        """Return the entries of a list, each of them an object. Null is a list without entries."""
        if self.value is None:
            return ()
        if not isinstance(self.value, list):
            _wrong(self.where, T("should be a list"))
        found = tuple(Answer(one, _join(self.where, f"[{i}]")) for i, one in enumerate(self.value))
        for one in found:
            one._object()
        return found

    def text(self, name: str) -> str:
        """Return a field that is a text."""
        found = self.at(name)
        if not isinstance(found.value, str):
            found.wrong(T("should be a text"))
        # JSON can hold halves of signs, which no file can.
        return found.value.encode("utf-8", "replace").decode()

    def whole(self, name: str) -> int:
        """Return a field that is a whole number."""
        found = self.at(name)
        if isinstance(found.value, bool) or not isinstance(found.value, int):
            found.wrong(T("should be a whole number"))
        return found.value

    def flag(self, name: str) -> bool:
        """Return a field that is true or false."""
        found = self.at(name)
        good = isinstance(found.value, bool)
        return found.value is True if good else found.wrong(T("should be true or false"))

    def moment(self, name: str) -> datetime:
        """Return a field that is a time with its zone, in UTC."""
        text = self.text(name)
        try:
            when = datetime.fromisoformat(text)
            return when.astimezone(UTC) if when.tzinfo else self.at(name).wrong(T("has no zone"))
        except (ValueError, OverflowError):
            self.at(name).wrong(T("should be a time, but is “{text}”", text=_short(text)))

    def commit(self, name: str) -> str:
        """Return a field that is a commit's full id."""
        text = self.text(name)
        if not COMMIT.fullmatch(text):
            self.at(name).wrong(T("should be a commit, but is “{text}”", text=_short(text)))
        return text

    def choice(self, name: str, kinds: Mapping[str, Kind]) -> Kind:
        """Return what a field's word stands for; any other word is a fault."""
        text = self.text(name)
        if text not in kinds:
            self.at(name).wrong(T("has the unknown value “{text}”", text=_short(text)))
        return kinds[text]

    def wrong(self, what: Text) -> NoReturn:
        """Raise AnswerFault for this place."""
        _wrong(self.where, what)

    def _object(self) -> Mapping[str, object]:
        if not isinstance(self.value, dict):
            _wrong(self.where, T("should be an object"))
        return self.value

    def _place(self, name: str) -> str:
        return _join(self.where, f".{name}")


def _join(where: str, step: str) -> str:
    """Return a place within an answer: `GET /pulls` and `[3]` and `.user` make `…: [3].user`."""
    return where + step if ": " in where else f"{where}: {step.lstrip('.')}"


def _wrong(where: str, what: Text) -> NoReturn:
    raise AnswerFault(where, what)


def _short(text: str) -> str:
    """Return a stranger's text as one short line that steers no screen."""
    line = "".join(one if one.isprintable() else " " for one in text[:60])
    return line + ("…" if len(text) > 60 else "")


def read(body: bytes, where: str) -> Answer:
    """Return what JSON says; AnswerFault where it is cut short or is none. No body is null."""
    if not body.strip():
        return Answer(None, where)
    try:
        return Answer(json.loads(body, parse_constant=_refuse), where)
    except (ValueError, RecursionError):
        _wrong(where, T("is no whole JSON"))


def digest(**fields: object) -> str:
    """Return the SHA-256 of fields as canonical JSON, in lower-case hex; times are in UTC."""
    line = json.dumps(fields, sort_keys=True, separators=(",", ":"), default=datetime.isoformat)
    return hashlib.sha256(line.encode()).hexdigest()


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)
