"""Asks other sites whether the links to them hold, at most once a day for each address.

What they answered is kept among git's private files, by a digest of the address; losing it costs
some questions. The manners are those of the inspection: `inspection.links.elsewhere`.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from paraf.core.words import Text
from paraf.inspection.links import elsewhere
from paraf.manuscript.page.elsewhere import Fate, Follow, Followed
from paraf.pipeline.whole import write_whole

SECONDS = 20.0
"""So long somebody waits for other sites at a check, all of them together."""
DAYS = 3
"""Files of so many days are kept."""


def follower(folder: Path, day: date, manners: elsewhere.Manners | None = None) -> Follow:
    """Return what follows links on `day`, and remembers in `folder` what it was told.

    `manners` are an `elsewhere.Manners`; by default everybody is asked politely, for SECONDS at
    most. An address that nobody answered for is asked again the next time.
    """

    def follow(urls: Collection[str]) -> Mapping[str, Followed]:
        file = folder / f"{day.isoformat()}.json"
        kept = _kept(file)
        fresh = [url for url in urls if _key(url) not in kept]
        told = _asked(fresh, manners) if fresh else {}
        known = {_key(url): one for url, one in told.items() if not _is_silent(one)}
        if known:
            _keep(file, kept | known)
        found = {url: told.get(url, kept.get(_key(url))) for url in urls}
        return {url: one for url, one in found.items() if one is not None}

    return follow


def _asked(urls: Collection[str], manners: elsewhere.Manners | None) -> dict[str, Followed | None]:
    told = elsewhere.follow(urls, manners or elsewhere.Manners(budget=SECONDS))
    return {url: _followed(one) for url, one in told.items()}


def _followed(told: elsewhere.Told) -> Followed | None:
    """Return what is to be said of an answer; None where it is fine, or cannot be judged."""
    why, fate = told.why or Text(""), elsewhere.Fate
    if told.fate is fate.MOVED:
        return Followed(Fate.MOVED, why)
    if told.fate in (fate.BROKEN, fate.PRIVATE):
        return Followed(Fate.BROKEN, why)
    silent = told.fate is fate.UNKNOWN and why in (elsewhere.LATE.why, elsewhere.NO_ANSWER)
    return Followed(Fate.SILENT, why) if silent else None


def _is_silent(one: Followed | None) -> bool:
    return one is not None and one.fate is Fate.SILENT


def _key(url: str) -> str:
    return hashlib.sha256(url.encode("utf-8", "surrogateescape")).hexdigest()


def _kept(file: Path) -> dict[str, Followed | None]:
    """Return what was told today; nothing where the file is not as it was written."""
    try:
        data = json.loads(file.read_text("utf-8"))
        return {str(key): _of_data(one) for key, one in data.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _of_data(one: Any) -> Followed | None:
    if one is None:
        return None
    return Followed(Fate(one["fate"]), Text(str(one["why"]), dict(one["gaps"])))


def _gaps(text: Text) -> dict[str, str]:
    return {name: str(value) for name, value in text.values.items()}


def _keep(file: Path, told: Mapping[str, Followed | None]) -> None:
    data = {
        key: one and {"fate": one.fate.value, "why": one.why.message, "gaps": _gaps(one.why)}
        for key, one in told.items()
    }
    with suppress(OSError):
        write_whole(file, json.dumps(data))
        for old in sorted(file.parent.glob("*.json"))[:-DAYS]:
            old.unlink(missing_ok=True)
