"""The last step: the dossier becomes a bag, with ledger, rules, record and sheet of approval."""

import hashlib
import tempfile
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from paraf.archive import bag, document, record, seal, signoff
from paraf.archive.attachments import Attachment
from paraf.archive.instructions import instructions
from paraf.archive.signoff import Marked
from paraf.core.case import Archived
from paraf.core.office import Account
from paraf.core.report import Record, handed
from paraf.core.words import T
from paraf.forge.lines import LEDGER, MAIN, branch
from paraf.forge.signing import sign
from paraf.inspection.evidence.record import from_json
from paraf.inspection.evidence.schema import schema
from paraf.pipeline.desk import Desk, Judged
from paraf.pipeline.dossier import UNKNOWN, last_performed, pretend
from paraf.pipeline.listing import dossier
from paraf.pipeline.lived import record_of
from paraf.pipeline.pictures import BRANCH
from paraf.pipeline.rulebook import OFFICIALS, PIPELINE, RULES, SOPS, Rulebook
from paraf.records.report import write_record

TAG = "archive/"
REPORT, SEEN = "report/report.pdf", "report/evidence/inspection.json"
"""What the dossier of a case holds that published something: the program made it, and officials
marked it. Every other case gets a record in its place, and so does one that tells more than that:
documents that were handed in, or decisions."""


def put_away(desk: Desk, book: Rulebook, now: Judged) -> str:
    """Archive the case on the base branch, tag it, and close its ledger; return the commit."""
    base, made = desk.forge.base(), desk.now()
    folder = dossier(now.case, now.office)
    desk.progress(T("Making the archive"))
    with tempfile.TemporaryDirectory(prefix="paraf-") as scratch:
        place = Path(scratch) / now.case.id
        (place / "data").mkdir(parents=True)
        if desk.git.blobs(base, folder):
            desk.git.export(f"{base}:{folder}", place)
        marked = {path for path in place.rglob("*") if path.is_file()}
        _add_proof(desk, book, now, place / "data")
        _add_papers(desk, book, now, made, place / "data")
        bag.make(place, info=_info(now, book), when=made.astimezone(book.office.hours.zone))
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
    names = [*(branch(change, now.case.id) for change in now.sop.changes), BRANCH + now.case.id]
    gone = {name: "" for name in names if desk.forge.tip(name) is not None}
    desk.progress(T("Closing the case"))
    desk.tell(
        now.case,
        [Archived(commit)],
        at=made,
        branches={MAIN: commit, **gone},
        tags={f"{TAG}{now.case.id}": tag},
    )
    return commit


def _info(now: Judged, book: Rulebook) -> dict[str, str]:
    return {
        "Source-Organization": book.office.name,
        "External-Identifier": now.case.id,
        "External-Description": now.case.opened.title,
        "Internal-Sender-Description": (f"SOP {now.sop.identity.number} {now.sop.identity.title}"),
    }


def _add_proof(desk: Desk, book: Rulebook, now: Judged, data: Path) -> None:
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
    if (data / SEEN).is_file():
        (rules / "inspection.schema.json").write_text(schema(), "utf-8")
    text = instructions(now.case.id, [one.change for one in handed(now.sop, now.case)])
    (data / "VERIFIKASI.md").write_text(text, "utf-8")


def _add_papers(desk: Desk, book: Rulebook, now: Judged, made: datetime, data: Path) -> None:
    """Put in what people read: the sheet of approval, and the record where there is no report."""
    # They lie in the archive that they tell of, so they are made as if that were done.
    away = pretend(now.case, desk.forge.account(), made, [Archived(UNKNOWN)])
    lived = record_of(desk, replace(now, case=away), made)
    site, last = "", hashlib.sha256(desk.forge.lines(now.case.id)[-1].encode()).hexdigest()
    marked, published = Marked(last), (data / REPORT).is_file()
    if published:
        report = hashlib.sha256((data / REPORT).read_bytes()).hexdigest()
        site = from_json((data / SEEN).read_bytes()).url
        release = last_performed(now.case).outputs["release"]
        marked = replace(marked, report=report, release=release)
    if not published or lived.filed or lived.decisions:
        printed = _add_record(desk, book, lived, data)
        marked = replace(marked, record=hashlib.sha256(printed).hexdigest())
    keys = {one.step.no: _signed(one.event.actor) for one in now.verdict.filled}
    language = book.settings.language
    page = signoff.html(lived, say=desk.say, language=language, marked=marked, keys=keys, site=site)
    (data / "signoff.html").write_text(page, "utf-8")
    _print(data / "signoff.pdf", page, [_ledger(desk, data)], made)


def _signed(actor: Account) -> str:
    """Return what stands under a name: the key's fingerprint, or the number on a hosted forge."""
    return actor.id if actor.forge == "local" else f"{actor.forge}:{actor.id}"


def _add_record(desk: Desk, book: Rulebook, lived: Record, data: Path) -> bytes:
    """Write the record's files; return the printed one."""
    folder, text = data / "record", write_record(lived)
    folder.mkdir()
    page = record.html(lived, say=desk.say, language=book.settings.language)
    (folder / "record.yml").write_text(text, "utf-8")
    (folder / "record.html").write_text(page, "utf-8")
    what = desk.say(T("The record, for programs"))
    embedded = Attachment("record.yml", text.encode(), "application/yaml", what)
    return _print(folder / "record.pdf", page, [embedded, _ledger(desk, data)], lived.made)


def _ledger(desk: Desk, data: Path) -> Attachment:
    what = desk.say(T("The ledger: every event of the case, one a line"))
    content = (data / "ledger.jsonl").read_bytes()
    return Attachment("ledger.jsonl", content, "application/jsonl", what)


def _print(path: Path, page: str, embedded: list[Attachment], made: datetime) -> bytes:
    printed = document.pdf(
        page,
        attachments=embedded,
        identifier=hashlib.sha256(page.encode()).digest()[:16],
        made=made,
        base=path.parent,
    )
    path.write_bytes(printed)
    return printed
