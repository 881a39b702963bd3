"""What watching remembers: the incident that is open, and the evidence of every one."""

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from paraf.core.evidence import Finding, Severity
from paraf.core.words import T
from paraf.pipeline.desk import Desk
from paraf.ports import StoreFault

OPEN, LAST, STORY = "open.json", "last.json", "incident.json"


@dataclass(frozen=True, slots=True)
class Incident:
    """What is wrong with the live site since when: its findings by `mark`, its evidence's folder.

    `marks` are all that were ever told of it: what comes and goes is told once.
    """

    folder: str
    since: datetime
    release: str
    marks: frozenset[str]


def mark(finding: Finding) -> str:
    """Return what makes a finding the same one the next time: its kind and its place."""
    return f"{finding.kind} {finding.place}"


def marks(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the marks of those findings that block."""
    return frozenset(mark(one) for one in findings if one.severity is Severity.BLOCK)


def is_of_a_page(mark: str) -> bool:
    """Say whether only a browser can see what a mark names."""
    from paraf.inspection.kinds.pages import PAGES

    return mark.partition(" ")[0] in PAGES


def name_of(found: Collection[str], at: datetime) -> str:
    """Return the name of an incident's folder: its date in UTC, and a digest of what was found."""
    digest = hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()
    return f"{at.astimezone(UTC):%Y%m%d-%H%M%S}-{digest[:12]}"


@dataclass(frozen=True, slots=True)
class Incidents:
    """The folder of all incidents of one site. Only who holds the office's lock writes there."""

    folder: Path

    def open(self) -> Incident | None:
        """Return the incident that is open; None if none is. StoreFault if that cannot be said."""
        try:
            told = json.loads((self.folder / OPEN).read_text("utf-8"))
            return Incident(
                str(told["folder"]),
                datetime.fromisoformat(told["since"]),
                str(told["release"]),
                frozenset(map(str, told["marks"])),
            )
        except FileNotFoundError:
            return None
        except (OSError, ValueError, LookupError, TypeError) as wrong:
            raise StoreFault(
                T("{file} cannot be read: {why}.", file=self.folder / OPEN, why=wrong),
                T("Move it away: what is wrong with the site is then told anew."),
            ) from None

    def last(self) -> datetime | None:
        """Return when somebody last looked; None if nobody did, or it cannot be said."""
        try:
            told = json.loads((self.folder / LAST).read_text("utf-8"))
            return datetime.fromisoformat(told["at"])
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def looked(self, at: datetime) -> None:
        """Note that somebody looked."""
        self._write(self.folder / LAST, {"v": 1, "at": _moment(at)})

    def keep(
        self, incident: Incident, evidence: Path, changed: Collection[dict[str, object]]
    ) -> Path:
        """Put the evidence of an incident away, then call it open; return its folder."""
        place = self.folder / incident.folder
        self.folder.mkdir(parents=True, exist_ok=True)
        new = self.folder / f".{incident.folder}.part"
        shutil.rmtree(new, ignore_errors=True)
        shutil.copytree(evidence, new)
        self._write(new / STORY, {**_told(incident), "changed": list(changed)})
        if place.exists():
            shutil.rmtree(place)
        new.rename(place)
        self._write(self.folder / OPEN, _told(incident))
        return place

    def close(self, incident: Incident, at: datetime) -> None:
        """Note when an incident ended; none is open then."""
        place = self.folder / incident.folder
        if place.is_dir():
            self._write(place / "ended.json", {"v": 1, "at": _moment(at)})
        (self.folder / OPEN).unlink(missing_ok=True)

    def _write(self, file: Path, told: dict[str, object]) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f".{file.name}.{os.getpid()}.part")
        text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
        new.write_text(f"{text}\n", "utf-8")
        new.replace(file)


def incidents_of(desk: Desk) -> Incidents:
    """Return where this clone keeps its incidents: beside git's own files, in no commit."""
    return Incidents(desk.git.private / "paraf" / "incidents")


def _told(incident: Incident) -> dict[str, object]:
    return {
        "v": 1,
        "folder": incident.folder,
        "since": _moment(incident.since),
        "release": incident.release,
        "marks": sorted(incident.marks),
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
