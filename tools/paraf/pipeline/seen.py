"""What an official was shown last, kept in their own clone: nobody marks what they have not seen.

It lies among git's private files, where nothing is ever pushed from. Losing it costs a second look.
"""

import json
from contextlib import suppress
from pathlib import Path

from paraf.pipeline.desk import Desk
from paraf.pipeline.whole import write_whole
from paraf.ports import ForgeFault


def remember(desk: Desk, case_id: str, change: str, head: str) -> None:
    """Take note that who sits here was shown a change as it stands at `head`.

    Whoever cannot sign, or may not write here, only looks: nothing is noted.
    """
    with suppress(ForgeFault, OSError):
        file, seen = _file(desk, case_id), {_key(desk, change): head}
        write_whole(file, json.dumps(_read(file) | seen))


def last_seen(desk: Desk, case_id: str, change: str) -> str | None:
    """Return the head at which who sits here was shown a change last; None if they never were."""
    return _read(_file(desk, case_id)).get(_key(desk, change))


def _file(desk: Desk, case_id: str) -> Path:
    return desk.git.private / "paraf" / "seen" / f"{case_id}.json"


def _key(desk: Desk, change: str) -> str:
    return f"{change} {desk.forge.account().id}"


def _read(file: Path) -> dict[str, str]:
    try:
        found = json.loads(file.read_text("utf-8"))
        return {str(key): str(head) for key, head in found.items()}
    except (OSError, ValueError, AttributeError):
        return {}
