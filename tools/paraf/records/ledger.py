"""The ledger's lines: one event as one line of canonical JSON, and back, strictly.

Canonical: keys sorted, no space, UTF-8, one line to every program (no line end of Unicode stands
bare in it); moments in UTC to the second. Each line carries the
SHA-256 of the line before it, so that a changed line shows even without git.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from paraf.core import case as facts
from paraf.core.case import Deed, Event, Line, Opinion, Proof
from paraf.core.office import Account

VERSION = 1
BREAKS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}
"""Line ends that JSON lets stand in a text; `str.splitlines` breaks there."""


LOCAL = "local"
HOSTED = re.compile(r"(gitea|github):([1-9][0-9]*)")


CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
"""Made once: archives hold very many lines."""


class BrokenLine(ValueError):
    """The line is no event of the ledger."""


def digest(line: str) -> str:
    """Return the SHA-256 of a line, without its newline, in lower-case hex."""
    return hashlib.sha256(line.encode()).hexdigest()


def encode(line: Line) -> str:
    """Return the canonical line, without a newline; `decode` gives the same value back."""
    event = line.event
    data = {
        "v": VERSION,
        "case": line.case,
        "seq": event.seq,
        "prev": line.prev,
        "at": _moment(event.at),
        "actor": _name(event.actor),
    } | _deed(event.deed)
    if line.proof is not None:
        data["proof"] = asdict(line.proof)
    text = CANONICAL.encode(data)
    return text if text.isascii() else text.translate(BREAKS)


def decode(line: str) -> Line:
    """Return what a line says; BrokenLine unless it is a canonical line of a known kind."""
    result = read(line)
    if encode(result) != line:
        raise BrokenLine(line[:200])
    return result


def read(line: str) -> Line:
    """Return what a line says, canonical or not: for very many that are held to a digest."""
    try:
        data = json.loads(line)
        kind = READERS[data.pop("kind")]
        version, seq, prev = _number(data, "v"), _number(data, "seq"), data.pop("prev")
        if prev is not None and not isinstance(prev, str):
            raise TypeError("prev")
        at, actor = _read_moment(_text(data, "at")), _account(_text(data, "actor"))
        proof = _proof(data.pop("proof")) if "proof" in data else None
        result = Line(_text(data, "case"), prev, Event(seq, at, actor, kind(data)), proof)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise BrokenLine(line[:200]) from error
    if data or version != VERSION:
        raise BrokenLine(line[:200])
    return result


def _name(account: Account) -> str:
    return account.id if account.forge == LOCAL else f"{account.forge}:{account.id}"


def _account(text: str) -> Account:
    """Read a key's fingerprint, or a hosted forge's number of a person, such as `gitea:7`."""
    hosted = HOSTED.fullmatch(text)
    return Account(hosted[1], hosted[2]) if hosted else Account(LOCAL, text)


def _proof(data: Any) -> Proof:
    if not isinstance(data, dict) or not all(isinstance(one, str) for one in data.values()):
        raise TypeError("proof")
    return Proof(**data)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _read_moment(text: str) -> datetime:
    # Quick, and lenient about the rest: 'decode' writes the moment again and compares.
    if text.startswith("0") or not text.endswith("Z"):
        raise ValueError(text)
    return datetime.fromisoformat(text)


def _deed(deed: Deed) -> dict[str, Any]:
    match deed:
        case facts.Opened(sop, title, started):
            return {"kind": "opened", "sop": sop, "title": title, "started": _moment(started)}
        case facts.Moved(change, head, listing, contributors):
            people = [_name(one) for one in contributors]
            return {"kind": "moved", "change": change, "head": head, "digest": listing,
                    "contributors": people}  # fmt: skip
        case facts.Reviewed(change, opinion, head, note, to):
            return {"kind": "reviewed", "change": change, "opinion": opinion.value, "head": head,
                    "note": note, "to": to}  # fmt: skip
        case facts.Withdrawn(change, review, deleted):
            return {"kind": "withdrawn", "change": change, "review": review, "deleted": deleted}
        case facts.Assigned(to, note):
            return {"kind": "assigned", "to": _name(to), "note": note}
        case facts.Decided(step, answer, note):
            return {"kind": "decided", "step": step, "answer": answer, "note": note}
        case facts.Merged(change, head, commit):
            return {"kind": "merged", "change": change, "head": head, "commit": commit}
        case _:
            return _program(deed)


def _program(deed: Deed) -> dict[str, Any]:
    match deed:
        case facts.Performed(step, outputs):
            return {"kind": "performed", "step": step, "outputs": dict(outputs)}
        case facts.Failed(step, reasons):
            return {"kind": "failed", "step": step, "reasons": list(reasons)}
        case facts.Reminded(step, due):
            return {"kind": "reminded", "step": step, "due": _moment(due)}
        case facts.Requested(step):
            return {"kind": "requested", "step": step}
        case facts.Archived(commit):
            return {"kind": "archived", "commit": commit}
        case _:
            return _hosted(deed)


def _hosted(deed: Deed) -> dict[str, Any]:
    match deed:
        case facts.Restored(change, review):
            return {"kind": "restored", "change": change, "review": review}
        case facts.Retargeted(change, base):
            return {"kind": "retargeted", "change": change, "base": base}
        case facts.Closed(change, closed):
            return {"kind": "closed", "change": change, "closed": closed}
        case _:
            raise AssertionError(deed)


Data = dict[str, Any]


def _text(data: Data, key: str) -> str:
    value = data.pop(key)
    if not isinstance(value, str):
        raise TypeError(key)
    return value


def _number(data: Data, key: str) -> int:
    value = data.pop(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(key)
    return value


def _texts(data: Data, key: str) -> list[str]:
    value = data.pop(key)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeError(key)
    return value


def _opened(data: Data) -> Deed:
    started = _read_moment(_text(data, "started"))
    return facts.Opened(_text(data, "sop"), _text(data, "title"), started)


def _moved(data: Data) -> Deed:
    people = tuple(_account(one) for one in _texts(data, "contributors"))
    change, head, listing = (_text(data, key) for key in ("change", "head", "digest"))
    return facts.Moved(change, head, listing, people)


def _reviewed(data: Data) -> Deed:
    change, note, opinion = (_text(data, key) for key in ("change", "note", "opinion"))
    head = _text(data, "head") if data["head"] is not None else data.pop("head")
    to = _number(data, "to") if data["to"] is not None else data.pop("to")
    return facts.Reviewed(change, Opinion(opinion), head, note, to)


def _withdrawn(data: Data) -> Deed:
    deleted = data.pop("deleted") is True
    return facts.Withdrawn(_text(data, "change"), _number(data, "review"), deleted)


def _closed(data: Data) -> Deed:
    return facts.Closed(_text(data, "change"), data.pop("closed") is True)


def _assigned(data: Data) -> Deed:
    return facts.Assigned(_account(_text(data, "to")), _text(data, "note"))


def _decided(data: Data) -> Deed:
    return facts.Decided(_number(data, "step"), _text(data, "answer"), _text(data, "note"))


def _merged(data: Data) -> Deed:
    change, head, commit = (_text(data, key) for key in ("change", "head", "commit"))
    return facts.Merged(change, head, commit)


def _performed(data: Data) -> Deed:
    outputs = data.pop("outputs")
    if not isinstance(outputs, Mapping) or not all(isinstance(v, str) for v in outputs.values()):
        raise TypeError("outputs")
    return facts.Performed(_number(data, "step"), dict(outputs))


READERS: dict[str, Callable[[Data], Deed]] = {
    "opened": _opened,
    "moved": _moved,
    "reviewed": _reviewed,
    "withdrawn": _withdrawn,
    "restored": lambda data: facts.Restored(_text(data, "change"), _number(data, "review")),
    "retargeted": lambda data: facts.Retargeted(_text(data, "change"), _text(data, "base")),
    "closed": _closed,
    "assigned": _assigned,
    "decided": _decided,
    "reminded": lambda data: facts.Reminded(
        _number(data, "step"), _read_moment(_text(data, "due"))
    ),
    "merged": _merged,
    "performed": _performed,
    "failed": lambda data: facts.Failed(_number(data, "step"), tuple(_texts(data, "reasons"))),
    "requested": lambda data: facts.Requested(_number(data, "step")),
    "archived": lambda data: facts.Archived(_text(data, "commit")),
}
