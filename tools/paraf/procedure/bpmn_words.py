"""What the BPMN of a procedure is written with: names of the standard, our own, and the form's."""

import re
from collections.abc import Iterator, Mapping

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
BOUNDS = "http://www.omg.org/spec/DD/20100524/DC"
POINTS = "http://www.omg.org/spec/DD/20100524/DI"
OURS = "urn:paraf:sop:1"
"""Holds what an SOP says and BPMN has no word for. The 1 is the version of what it holds."""
PREFIXES = {"bpmn": BPMN, "bpmndi": DI, "dc": BOUNDS, "di": POINTS, "paraf": OURS}

APPROVED = "disetujui"
RETURNED = "dikembalikan"
"""How SOPs name the two ways out of a review."""

CELLS = {
    "inputs": "Kelengkapan",
    "norm": "Waktu",
    "output": "Output",
    "remark": "Keterangan",
    "note": "Catatan",
}
"""The cells of a row beside its activity, by the words that the form prints over them."""


def written(cells: Mapping[str, str], *, activity: str = "") -> str:
    """Return the cells as the documentation of a BPMN task shows them, one after another."""
    lines = [f"Kegiatan: {activity}"] if activity else []
    lines += [f"{word}: {cells[key]}" for key, word in CELLS.items() if cells.get(key)]
    return "\n".join(lines)


def cells(documentation: str) -> Iterator[tuple[str, str]]:
    """Yield the cells that a documentation names as `written` does: `Waktu: 1 hari`."""
    words = {word.casefold(): key for key, word in CELLS.items()} | {"kegiatan": "activity"}
    start = re.compile(rf"^[ \t]*({'|'.join(words)})[ \t]*:[ \t]*", re.IGNORECASE | re.MULTILINE)
    found = list(start.finditer(documentation))
    ends = [*(one.start() for one in found[1:]), len(documentation)]
    for one, end in zip(found, ends, strict=False):  # the last end is nobody's where none is named
        yield words[one[1].casefold()], documentation[one.end() : end].strip()
