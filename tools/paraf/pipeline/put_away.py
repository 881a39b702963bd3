"""The last step: the dossier becomes a bag, with ledger, rules and the sheet of approval."""

import hashlib
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from paraf.archive import bag, document, seal, signoff
from paraf.archive.attachments import Attachment
from paraf.archive.instructions import instructions
from paraf.core.case import Archived, Merged, Moved
from paraf.core.words import T
from paraf.forge.local import LEDGER, MAIN, branch
from paraf.forge.signing import sign
from paraf.pipeline.desk import Desk, Judged
from paraf.pipeline.dossier import UNKNOWN, compose, material_of, pretend
from paraf.pipeline.listing import dossier
from paraf.pipeline.publish import merged_head
from paraf.pipeline.rulebook import OFFICIALS, PIPELINE, RULES, SOPS, Rulebook

TAG = "archive/"


def put_away(desk: Desk, book: Rulebook, now: Judged) -> str:
    """Archive the case on the base branch, tag it, and close its ledger; return the commit."""
    base, made = desk.forge.base(), desk.now()
    folder = dossier(now.case, now.office)
    head, _ = merged_head(now, _report_change(now))
    desk.progress(T("Making the archive"))
    with tempfile.TemporaryDirectory(prefix="paraf-") as scratch:
        place = Path(scratch) / now.case.id
        desk.git.export(f"{base}:{folder}", place)
        marked = {path for path in place.rglob("*") if path.is_file()}
        _add_record(desk, book, now, place / "data")
        _add_sheet(desk, book, now, head, place / "data")
        bag.make(place, info=_info(now, book), when=made)
        seal.put(place, partial(sign, desk.git))
        put: dict[str, bytes | Path] = {
            f"{folder}/{path.relative_to(place).as_posix()}": path.read_bytes()
            for path in sorted(place.rglob("*"))
            if path.is_file() and path not in marked
        }
    stamp = int(made.timestamp())
    tree_id = desk.git.tree_with(base, put)
    commit = desk.git.commit(tree_id, [base], f"archive: {now.case.id}\n", moment=stamp)
    tag = desk.git.tag(f"{TAG}{now.case.id}", commit, now.case.opened.title, moment=stamp)
    gone = {branch(change, now.case.id): "" for change in now.sop.changes}
    desk.progress(T("Closing the case"))
    desk.tell(
        now.case,
        [Archived(commit)],
        at=made,
        branches={MAIN: commit, **gone},
        tags={f"{TAG}{now.case.id}": tag},
    )
    return commit


def _report_change(now: Judged) -> str:
    merged = [one.deed.change for one in now.case.events if isinstance(one.deed, Merged)]
    return merged[-1]


def _info(now: Judged, book: Rulebook) -> dict[str, str]:
    return {
        "Source-Organization": book.office.name,
        "External-Identifier": now.case.id,
        "External-Description": now.case.opened.title,
        "Internal-Sender-Description": (f"SOP {now.sop.identity.number} {now.sop.identity.title}"),
    }


def _add_record(desk: Desk, book: Rulebook, now: Judged, data: Path) -> None:
    """Put in what proves the marks: the ledger, the keys, and the rules it was judged by."""
    lines = desk.forge.lines(now.case.id)
    (data / "ledger.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    tip = desk.forge.tip(LEDGER + now.case.id) or ""
    local = f"refs/heads/{LEDGER}{now.case.id}"
    desk.git.run("update-ref", local, tip)
    desk.git.run("bundle", "create", "--quiet", str(data / "ledger.bundle"), local)
    desk.git.run("update-ref", "-d", local)
    (data / "allowed_signers").write_text(book.office.allowed_signers(), "utf-8")
    rules = data / "rules"
    rules.mkdir(exist_ok=True)
    base = desk.forge.base()
    sources = (OFFICIALS, PIPELINE, RULES, f"{SOPS}/{now.sop.id}.yml")
    for source, name in zip(sources, ("officials", "pipeline", "rules", "sop"), strict=True):
        (rules / f"{name}.yml").write_bytes(desk.git.read(base, source) or b"")
    text = instructions(now.case.id, now.sop.changes)
    (data / "VERIFIKASI.md").write_text(text, "utf-8")


def _ledger(desk: Desk, data: Path) -> Attachment:
    what = desk.say(T("The ledger: every event of the case, one a line"))
    content = (data / "ledger.jsonl").read_bytes()
    return Attachment("ledger.jsonl", content, "application/jsonl", what)


def _add_sheet(desk: Desk, book: Rulebook, now: Judged, head: str, data: Path) -> None:
    # The sheet lies in the archive that it tells of, so it is made as if that were done.
    at, material = desk.now(), material_of(desk, now, head)
    away = pretend(now.case, desk.forge.account(), at, [Archived(UNKNOWN)])
    report = compose(desk, replace(now, case=away), material, at)
    pdf = (data / "report" / "report.pdf").read_bytes()
    deeds = [one.deed for one in now.case.events]
    listed = next(one.digest for one in deeds if isinstance(one, Moved) and one.head == head)
    ledger = hashlib.sha256(desk.forge.lines(now.case.id)[-1].encode()).hexdigest()
    marked = signoff.Marked(hashlib.sha256(pdf).hexdigest(), listed, head, ledger)
    keys = {one.step.no: one.event.actor.id for one in now.verdict.filled}
    language = book.settings.language
    page = signoff.html(report, say=desk.say, language=language, marked=marked, keys=keys)
    (data / "signoff.html").write_text(page, "utf-8")
    sheet = document.pdf(
        page,
        attachments=[_ledger(desk, data)],
        identifier=hashlib.sha256(page.encode()).digest()[:16],
        made=report.made,
        base=data,
    )
    (data / "signoff.pdf").write_bytes(sheet)
