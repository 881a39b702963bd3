"""Writes a file whole or not at all: whoever is interrupted finds it as it was before."""

from pathlib import Path


def write_whole(file: Path, text: str) -> None:
    """Put a text in the place of a file, of a link too, with its folder where that is missing.

    OSError leaves what was there. What a kill leaves beside it, the next try writes over.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_text(text, "utf-8")
        part.replace(file)
    except (OSError, UnicodeError):
        part.unlink(missing_ok=True)
        raise
