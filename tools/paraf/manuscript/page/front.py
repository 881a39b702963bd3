"""Where in a page's front matter something stands."""

from pathlib import Path

FRONT = 65_536
"""As many bytes of a page as its front matter is looked for in."""


def line_in_front(root: Path, path: str, key: str) -> int:
    """Return the line of `key` in the front matter of the page `path`; 0 if it is not there."""
    try:
        with (root / path).open("rb") as file:
            head = file.read(FRONT).decode("utf-8", "replace").split("\n")
    except OSError:
        return 0
    for number, line in enumerate(head[1:], 2):
        if line.strip() in ("---", "..."):
            return 0
        if line.startswith(f"{key}:"):
            return number
    return 0
