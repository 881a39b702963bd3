"""An office with very many cases, written straight into its bare repository."""

import hashlib
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from paraf.cli.world import PARAF, World
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
from paraf.core.office import Account, Key
from paraf.records import ledger

ROOT = Path(__file__).parents[1]
START = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
PEOPLE = ("melati", "cendana", "dahlia", "gaharu", "kenanga", "paraf", "admin")


def office(folder: Path, cases: int, *, archived: bool) -> Path:
    """Make an office with so many cases; return the program's clone, which knows them all."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    world = World(folder, "en")
    world.set_clock(START + timedelta(days=1))
    world.make_keys(PEOPLE)
    world.must(ROOT, *PARAF, "setup", "local", world.office, "--keys", folder / "keys",
               "--publish-to", folder / "public", "--url", "http://127.0.0.1:9/",
               "--clock", folder / "clock")  # fmt: skip
    _publish_nothing(folder / "public")
    stream = folder / "stream"
    with stream.open("wb") as file:
        accounts = {
            one: Account("local", Key((folder / "keys" / f"{one}.pub").read_text()).fingerprint)
            for one in PEOPLE
        }
        for number in range(cases):
            file.write(_case(f"20261116-perkara-{number:04d}", accounts, archived=archived))
    with stream.open("rb") as file:
        import subprocess

        subprocess.run(["git", "fast-import", "--quiet"], cwd=world.office, stdin=file, check=True)
    world.must(world.office, "git", "gc", "--quiet")
    world.open_desk("paraf", "Paraf", "paraf@bkd.contoh.example")
    return world.desk("paraf")


def _publish_nothing(public: Path) -> None:
    """Let a release be there already, so that reconcile has nothing to publish."""
    from paraf.core.evidence import Release
    from paraf.site.manifest import measure
    from paraf.target.directory import DirectoryTarget

    site = public.parent / "empty"
    site.mkdir()
    (site / "index.html").write_text("<!doctype html><title>0</title>")
    manifest = measure(site)
    target = DirectoryTarget(public, owner="bench", now=lambda: START)
    target.publish(site, Release(manifest.digest, 1, "0" * 40), manifest)


def events(accounts: dict[str, Account], *, rounds: int, archived: bool) -> list[Event]:
    """Return the life of one case, with so many rounds of hand-in, paraf and return."""
    told: list[tuple[str, Deed]] = [
        ("melati", Opened("update-website", "Perkara", START)),
    ]
    head = ""
    for number in range(rounds):
        head = hashlib.sha1(f"head {number}".encode()).hexdigest()
        told.append(("melati", Moved("manuscript", head)))
        told.append(("cendana", Reviewed("manuscript", Opinion.APPROVE, head)))
        last = number == rounds - 1
        opinion = Opinion.APPROVE if last else Opinion.RETURN
        told.append(("dahlia", Reviewed("manuscript", opinion, head, "Perbaiki")))
    if archived:
        made = hashlib.sha1(b"report").hexdigest()
        told += [
            ("cendana", Assigned(accounts["melati"])),
            ("paraf", Merged("manuscript", head, head)),
            ("paraf", Performed(5, {"release": "0" * 64})),
            ("paraf", Moved("report", made)),
            ("cendana", Reviewed("report", Opinion.APPROVE, made)),
            ("dahlia", Reviewed("report", Opinion.APPROVE, made)),
            ("gaharu", Reviewed("report", Opinion.APPROVE, made)),
            ("dahlia", Assigned(accounts["cendana"])),
            ("cendana", Assigned(accounts["melati"])),
            ("paraf", Merged("report", made, made)),
            ("paraf", Archived(made)),
        ]
    return [
        Event(seq, START + timedelta(minutes=seq), accounts[who], deed)
        for seq, (who, deed) in enumerate(told, 1)
    ]


def _case(name: str, accounts: dict[str, Account], *, archived: bool) -> bytes:
    out, prev = [], None
    for event in events(accounts, rounds=4, archived=archived):
        line = ledger.encode(Line(name, prev, event))
        prev = ledger.digest(line)
        message = f"event {event.seq}\n\n{line}\n".encode()
        stamp = f"{int(event.at.timestamp())} +0000".encode()
        out.append(
            b"commit refs/heads/ledger/" + name.encode() + b"\ncommitter B <b@b.example> " + stamp
            + b"\ndata " + str(len(message)).encode() + b"\n" + message + b"\n"
        )  # fmt: skip
    return b"".join(out)
