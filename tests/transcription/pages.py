"""A printed procedure as its text came out of the scanner: lines of cells, each with its address.

The cell "16.1" is the second of line 16. Marks of the markup (tags, headings, bold) are no words.
"""

import re
from collections.abc import Iterator

TAG = re.compile(r"<[^<>]*>")
MARKUP = re.compile(rf"{TAG.pattern}|\*\*|^#+ ")
SYMBOLS = {r"\Box"}
"""What the scanner made of a flowchart symbol."""


def tidy(text: str) -> str:
    """Return the words of a text, one blank between two."""
    return " ".join(text.split())


def lines(text: str) -> dict[int, list[str]]:
    """Return the cells of every line, by its number from 1."""
    return {
        no: [tidy(MARKUP.sub(" ", cell)) for cell in line.split("\t")]
        for no, line in enumerate(text.split("\n"), 1)
    }


def cells(text: str) -> dict[str, str]:
    """Return every cell that is not empty, by its address."""
    return {
        f"{no}.{i}": cell for no, row in lines(text).items() for i, cell in enumerate(row) if cell
    }


def words(text: str) -> Iterator[re.Match[str]]:
    """Yield every word and number of a page, in its place; not those of tags."""
    hidden = [one.span() for one in TAG.finditer(text)]
    for word in re.finditer(r"\w+", text):
        if not any(start <= word.start() < end for start, end in hidden):
            yield word


def items(text: str) -> list[str]:
    """Return the items of a list: numbered from 1, or parted by ` | `; none of an empty text."""
    if " | " in text or not re.match(r"1\.? ", text):
        return [tidy(one) for one in text.split(" | ") if one]
    found, no = [], 1
    while start := re.match(rf"{no}\.? ", text):
        after = re.search(rf" (?={no + 1}\.? )", text)
        item, text = (text[: after.start()], text[after.end() :]) if after else (text, "")
        found.append(item[start.end() :])
        no += 1
    return found
