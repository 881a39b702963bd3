"""Puts made-up archived cases on an office's shelves, past its gate: what monitoring reads of them.

case = shelve(office, "20261102-jadwal", flagship(office, begun))     # archived when it ends
shelve(office, "20261103-lain", told, sop=OTHER_WORDING)
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from office_world import BOT, KABID, KASUBID, KEPALA, PENGELOLA, OfficeWorld, alone
from paraf.core.case import (
    Archived,
    Assigned,
    Deed,
    Event,
    Line,
    Merged,
    Moved,
    Opened,
    Opinion,
    Performed,
    Reviewed,
)
from paraf.forge.git import dated
from paraf.records import ledger

HEAD = "1" * 40
REPORT = "2" * 40
BEGUN = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
"""Monday, 08.00 WIB."""
Told = Sequence[tuple[str, Deed, float]]
"""Who did what, and how many minutes after the deed before."""


def flagship(office: OfficeWorld, begun: datetime = BEGUN, sop: str = "update-website") -> Told:
    """Return a case of the flagship that took 30, 10, 10, 5, 20, 10, 10, 10, 2, 2 minutes.

    The Kabid returned the manuscript once: that took ten minutes more of steps 1, 2 and 3.
    """
    approve, back = Opinion.APPROVE, Opinion.RETURN
    first = "3" * 40
    return [
        (PENGELOLA, Opened(sop, "Jadwal seleksi", begun), 0),
        (PENGELOLA, Moved("manuscript", first), 20),
        (KASUBID, Reviewed("manuscript", approve, first), 5),
        (KABID, Reviewed("manuscript", back, first, "Tanggalnya salah."), 5),
        (PENGELOLA, Moved("manuscript", HEAD), 10),
        (KASUBID, Reviewed("manuscript", approve, HEAD), 5),
        (KABID, Reviewed("manuscript", approve, HEAD), 5),
        (KASUBID, Assigned(office.account(PENGELOLA)), 5),
        (BOT, Merged("manuscript", HEAD, "4" * 40), 10),
        (BOT, Performed(5, {"release": "0" * 64}), 5),
        (BOT, Moved("report", REPORT), 5),
        (KASUBID, Reviewed("report", approve, REPORT), 10),
        (KABID, Reviewed("report", approve, REPORT), 10),
        (KEPALA, Reviewed("report", approve, REPORT), 10),
        (KABID, Assigned(office.account(KASUBID)), 2),
        (KASUBID, Assigned(office.account(PENGELOLA)), 2),
        (BOT, Merged("report", REPORT, "5" * 40), 1),
    ]


def lines(office: OfficeWorld, case: str, told: Told) -> list[str]:
    """Return the ledger of a case as its bag keeps it."""
    found: list[str] = []
    at = next(deed.started for _, deed, _ in told if isinstance(deed, Opened))
    for seq, (who, deed, minutes) in enumerate(told, 1):
        at += timedelta(minutes=minutes)
        prev = ledger.digest(found[-1]) if found else None
        event = Event(seq, at, office.account(who), deed)
        found.append(ledger.encode(Line(case, prev, event)))
    return found


def shelve(
    office: OfficeWorld,
    case: str,
    told: Told,
    *,
    archived: datetime | None = None,
    rules: Mapping[str, bytes | None] | None = None,
    spoil: Mapping[str, bytes | None] | None = None,
) -> str:
    """Archive a case three minutes after its last event, or at `archived`; return its folder.

    `rules` takes the place of the rules in force, by name; `spoil` puts other bytes into files of
    the bag, or, with None, leaves them out. A `tag` of None among them leaves the tag out.
    """
    git = alone(office.bare)
    text = lines(office, case, told)
    ended = ledger.decode(text[-1]).event.at
    at = archived or ended + timedelta(minutes=3)
    base = git.text("rev-parse", "refs/heads/main")
    kept = {
        name: git.read(base, f"review/{name}.yml") for name in ("officials", "pipeline", "rules")
    }
    kept["sop"] = git.read(base, "review/sop/update-website.yml")
    bag = {"data/ledger.jsonl": "".join(f"{line}\n" for line in text).encode()}
    bag |= {f"data/rules/{name}.yml": data or b"" for name, data in (kept | (rules or {})).items()}
    bag |= {"bagit.txt": b"BagIt-Version: 1.0\n", "data/report/report.pdf": b"%PDF"}
    spoiled = dict(spoil or {})
    tagged = spoiled.pop("tag", b"") is not None
    folder = f"review/archive/2026/{case}"
    files = {f"{folder}/{path}": data for path, data in (bag | spoiled).items() if data is not None}
    tree = git.tree_with(base, files)
    stamp = int(at.timestamp())
    commit = git.run(
        *("-c", "user.name=P", "-c", "user.email=p@x.example"),
        *("commit-tree", tree, "-p", base, "-m", case), env=dated(stamp),
    ).decode().strip()  # fmt: skip
    git.run("update-ref", "refs/heads/main", commit)
    if tagged:
        git.run(
            *("-c", "user.name=P", "-c", "user.email=p@x.example", "-c", "tag.gpgSign=false"),
            *("tag", "-a", "-m", case, f"archive/{case}", commit), env=dated(stamp),
        )  # fmt: skip
    return folder


def archived_event(office: OfficeWorld) -> tuple[str, Deed, float]:
    """Return the event that ends a ledger branch."""
    return BOT, Archived("6" * 40), 3
