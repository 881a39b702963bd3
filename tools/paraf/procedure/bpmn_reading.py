"""BPMN 2.0 to a procedure, as the plain values of its YAML file.

A file of ours, also one that went through a modeller, gives back what was written: names, lanes,
ways and documents as they are drawn, all else from our own elements. A file of another tool gives
what it says; what it does not say (norms, most of all) stays empty, and whoever reads the values
refuses them there, line by line. Only what has no meaning in an SOP is refused here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from paraf.core.words import T
from paraf.ports import Mistake, RecordFault
from paraf.procedure.bpmn_cells import act_of, belonging, cells_of
from paraf.procedure.bpmn_drawing import NOTHING, Drawing, Node, drawing
from paraf.procedure.bpmn_keys import Keys, actors, block, note_documents, slug
from paraf.procedure.bpmn_order import END, row_of
from paraf.procedure.bpmn_parse import parse
from paraf.procedure.bpmn_ways import Ways
from paraf.procedure.bpmn_words import CELLS


@dataclass(frozen=True, slots=True)
class Read:
    """A procedure as its YAML file would say it, and what of the drawing it does not hold."""

    table: dict[str, Any]
    left_out: tuple[Mistake, ...]


def read_bpmn(data: bytes, file: str, *, called: str) -> Read:
    """Return the procedure that a BPMN file draws; RecordFault with every mistake, by line.

    It is `called` so where the file does not say its id.
    """
    drawn = drawing(parse(data, file), file)
    ways = Ways(drawn)
    if not drawn.mistakes:
        ways.find()
    if not ways.steps and not drawn.mistakes:
        drawn.wrong(drawn.line, NOTHING)
    if drawn.mistakes:
        raise RecordFault(drawn.mistakes)
    table = _table(drawn, ways, called)
    if drawn.mistakes:
        raise RecordFault(drawn.mistakes)
    return Read(table, tuple(drawn.left_out))


def _table(drawn: Drawing, ways: Ways, called: str) -> dict[str, Any]:
    keys = Keys(drawn)
    columns = actors(drawn, keys)
    note_documents(drawn, keys, ways.order)
    sop_id, identity, changes = block(drawn, slug(called))
    belongs = belonging(ways, changes)
    used = [one for one in belongs.values() if one]
    rows = list(_rows(drawn, ways, keys, belongs))
    return {
        "version": 1,
        "id": sop_id,
        "identity": identity,
        "actors": columns,
        **({"documents": list(keys.found.values())} if keys.found else {}),
        "changes": list(dict.fromkeys([*changes, *used])),
        "steps": rows,
    }


def _rows(
    drawn: Drawing, ways: Ways, keys: Keys, belongs: dict[str, str]
) -> Iterator[dict[str, Any]]:
    labels = dict(_labels(ways.order))
    row: dict[str, Any] = {}
    followers = [*(one.id for one in ways.order[1:]), END]
    for node, after in zip(ways.order, followers, strict=True):
        label = labels[node.id]
        cells = cells_of(node, keys)
        act = act_of(node, ways, keys, labels, after) | {"change": belongs[node.id]}
        act = {key: one for key, one in act.items() if one or key == "act"}
        note = {"note": cells.pop("note")}
        remark = {"remark": cells.pop("remark")}
        if isinstance(label, int):
            yield from [row] if row else []
            row = {}
            yield {"step": label, **cells, **_said(remark), **act, **_said(note)}
            continue
        no = int(label[:-1])
        made = {"step": no, **cells, **_said(remark), **_said(note)}
        if row and row["step"] == no:
            _compare(drawn, node, row, made)
        else:
            yield from [row] if row else []
            row = {**made, "acts": []}
        row["acts"].append(act)
    yield from [row] if row else []


def _said(cell: dict[str, str]) -> dict[str, str]:
    return {key: one for key, one in cell.items() if one}


def _compare(drawn: Drawing, node: Node, row: dict[str, Any], made: dict[str, Any]) -> None:
    """Note the cells that two acts of one row would have otherwise."""
    for key in ("actor", "activity", *CELLS):
        if row.get(key) != made.get(key):
            what = T("The acts of row {row} share its cells, but say different things of: {cell}.",
                     row=row["step"], cell=key)  # fmt: skip
            drawn.wrong(node.line, what)


def _labels(order: list[Node]) -> Iterator[tuple[str, int | str]]:
    """Yield each step's label; rows are numbered anew, for some may have come or gone."""
    no, last = 0, ""
    letters: dict[int, int] = {}
    for node in order:
        row = row_of(node)
        group = f"{row[0]}" if row and row[1] else ""
        no += not (group and group == last)
        last = group
        if group:
            letters[no] = letters.get(no, -1) + 1
            yield node.id, f"{no}{chr(ord('a') + letters[no])}"
        else:
            yield node.id, no
    yield END, "end"
