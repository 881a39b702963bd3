"""What parent and child say to one another: JSON, its length before it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LONGEST = 4_000_000
"""Bytes of the longest message; nothing that is to be said of a file is longer."""
HEAD = 4


class BadMessage(ValueError):
    """The other side does not keep to the wire: too long, no JSON, no object."""


def packed(message: Mapping[str, Any]) -> bytes:
    """Return a message as it goes over the wire; BadMessage for one that is too long."""
    body = json.dumps(message, separators=(",", ":")).encode()
    if len(body) > LONGEST:
        raise BadMessage
    return len(body).to_bytes(HEAD, "big") + body


@dataclass(slots=True)
class Ear:
    """Puts messages together from the pieces that a pipe gives."""

    held: bytearray = field(default_factory=bytearray)

    def hear(self, piece: bytes) -> list[dict[str, Any]]:
        """Take a piece, and return the messages that it completes; BadMessage for any other."""
        self.held += piece
        found = []
        while len(self.held) >= HEAD:
            length = int.from_bytes(self.held[:HEAD], "big")
            if length > LONGEST:
                raise BadMessage
            if len(self.held) < HEAD + length:
                break
            found.append(_message(bytes(self.held[HEAD : HEAD + length])))
            del self.held[: HEAD + length]
        return found


def _message(body: bytes) -> dict[str, Any]:
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        raise BadMessage from None
    if not isinstance(message, dict):
        raise BadMessage
    return message
