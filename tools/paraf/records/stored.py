"""`<document>.stored.yml`: what a case keeps of an object of the evidence store."""

import unicodedata

from paraf.core.evidence import FileSum
from paraf.core.stored import Stored
from paraf.core.words import T
from paraf.ports import Mistake, RecordFault
from paraf.records.files import read
from paraf.records.shapes import StoredShape
from paraf.records.writing import document


def read_stored(text: str, file: str) -> Stored:
    """Return what a pointer says; RecordFault with every mistake."""
    shape, parsed = read(StoredShape, text, file)
    folded = [fold(one) for one in shape.media]
    wrong = []
    for i, label in enumerate(shape.media):
        if folded[i] in folded[:i]:
            what = T("The medium {label} stands here twice.", label=label)
            wrong.append(Mistake(file, parsed.line(("media", i)), what))
    if wrong:
        raise RecordFault(wrong)
    return Stored(shape.name, FileSum(shape.size, shape.sha256), tuple(shape.media))


def fold(label: str) -> str:
    """Return what people take a label for: without regard to case and spaces."""
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())


def write_stored(stored: Stored) -> str:
    """Return the text of a pointer."""
    data: dict[str, object] = {
        "version": 1,
        "name": stored.name,
        "size": stored.file.size,
        "sha256": stored.file.sha256,
        "media": list(stored.media),
    }
    return document(data)
