"""What other sites answered, kept for a day: an inspection that is repeated asks nobody twice."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from paraf.core.words import Text
from paraf.inspection.links.elsewhere import Fate, Told

NAME = "external-links.json"
KEPT = {Fate.UNKNOWN: timedelta(hours=1), Fate.PRIVATE: timedelta(0)}
DAY = timedelta(days=1)


def recalled(folder: Path, urls: Iterable[str], now: datetime) -> Mapping[str, Told]:
    """Return what is still known of `urls`. A file that is missing or damaged knows nothing."""
    kept = _read(folder / NAME)
    return {url: told for url in urls if (told := _told(kept.get(url), now)) is not None}


def keep(folder: Path, told: Mapping[str, Told], now: datetime) -> None:
    """Add what was told at `now`, and forget what is older than a day."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {url: one for url, one in _read(folder / NAME).items() if _told(one, now) is not None}
    for url, one in told.items():
        kept[url] = {
            "at": now.isoformat(),
            "fate": one.fate.value,
            "why": one.why and one.why.message,
            "values": dict(one.why.values) if one.why else {},
            "where": one.where,
        }
    new = folder / f".{NAME}.part"
    new.write_text(json.dumps(kept, sort_keys=True, indent=1, ensure_ascii=False), "utf-8")
    new.replace(folder / NAME)


def _read(file: Path) -> dict[str, Any]:
    try:
        told = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _told(kept: Any, now: datetime) -> Told | None:
    try:
        fate = Fate(kept["fate"])
        age = now - datetime.fromisoformat(kept["at"])
        if not timedelta(0) <= age < KEPT.get(fate, DAY):
            return None
        why = Text(str(kept["why"]), {**kept["values"]}) if kept["why"] else None
        return Told(fate, why, str(kept["where"]))
    except (KeyError, TypeError, ValueError):
        return None
