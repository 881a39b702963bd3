"""On which line of a TOML file a key stands; the standard reader does not say."""

import re
from collections import Counter

Place = tuple[str | int, ...]
HEAD = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]\]?\s*(?:#.*)?")
KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*=""")


def lines(text: str) -> dict[Place, int]:
    """Return the lines, counted from 1, of tables and keys of a valid file.

    Known are tables by their heads, `[[some]]` by their number, and keys that begin a line; what is
    written in another way is not found, and who asks takes the line of what holds it.
    """
    found: dict[Place, int] = {}
    table: Place = ()
    number: Counter[str] = Counter()
    for at, line in enumerate(text.splitlines(), 1):
        if head := HEAD.fullmatch(line):
            name = head[2]
            table = (name, number[name]) if head[1] == "[[" else (name,)
            number[name] += head[1] == "[["
            found.setdefault(table[:1], at)
            found[table] = at
        elif key := KEY.match(line):
            found.setdefault((*table, key[1]), at)
    return found
