"""What the check of a draft found, remembered by its commit: the check builds the whole site.

The memory is a convenience of this clone and may be thrown away at any time: a file that is
damaged, or was written by other rules, is as good as none.
"""

import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from paraf.core.evidence import Finding, Severity
from paraf.core.words import T, Text
from paraf.pipeline.check import check_tree
from paraf.pipeline.desk import Desk
from paraf.pipeline.means import fingerprint
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.whole import write_whole

MANY = 200
"""More open drafts than an office has; the oldest files go."""


def remembered(desk: Desk, book: Rulebook, head: str) -> tuple[Finding, ...] | None:
    """Return what was found at `head`, said in the office's language; None if nobody looked."""
    try:
        data = json.loads(_file(desk, book, head).read_text("utf-8"))
        return tuple(
            Finding(one["kind"], Severity(one["severity"]), one["place"], one["line"],
                    _said(one["what"]), _said(one["remedy"]),
                    _said(one["spot"]) if one["spot"] is not None else None,
                    _word(one["excused"]), int(one["count"]))
            for one in data
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        return None


def findings_of(desk: Desk, book: Rulebook, case_id: str, head: str) -> tuple[Finding, ...]:
    """Check the draft at `head`, and remember what was found."""
    start = desk.git.merge_base(desk.forge.base(), head)
    found = check_tree(desk, book, case_id, head, start=start)
    remember(desk, book, head, found)
    return found


def remember(desk: Desk, book: Rulebook, head: str, found: Iterable[Finding]) -> None:
    """Keep what was found at `head`, as the office's language says it."""
    data = [
        {
            "kind": one.kind,
            "severity": one.severity.value,
            "place": one.place,
            "line": one.line,
            "what": desk.say(one.what),
            "remedy": desk.say(one.remedy),
            "spot": desk.say(one.spot) if one.spot is not None else None,
            "excused": one.excused,
            "count": one.count,
        }
        for one in found
    ]
    file = _file(desk, book, head)
    write_whole(file, json.dumps(data))
    for old in sorted(file.parent.glob("*.json"), key=lambda one: one.stat().st_mtime)[:-MANY]:
        old.unlink(missing_ok=True)


def _said(text: object) -> Text:
    if not isinstance(text, str):
        raise TypeError
    return T("{said}", said=text)


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _file(desk: Desk, book: Rulebook, head: str) -> Path:
    """Return the file of a head: other rules, words, language or program find anew."""
    by = f"{book.rules!r} {book.settings.language} {version('paraf')} {fingerprint(desk)}"
    key = hashlib.sha256(f"{head} {by}".encode()).hexdigest()
    return desk.git.private / "paraf" / "findings" / f"{key}.json"
