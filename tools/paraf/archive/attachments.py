"""Files inside a PDF: what to put there, and what lies there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to embed; its name has no folders."""

    name: str
    content: bytes
    mime: str
    description: str
