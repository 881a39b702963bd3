"""The report change: the case's dossier as its officials will mark it, made and corrected."""

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from paraf.archive import document
from paraf.archive.attachments import Attachment
from paraf.core.case import Case, Deed, Event, Moved, Performed
from paraf.core.evidence import Evidence, FileSum, Release
from paraf.core.office import Account
from paraf.core.report import Report
from paraf.core.words import T
from paraf.forge.authorship import authorship
from paraf.forge.lines import HEADS, Behalf, Told, branch
from paraf.inspection.evidence.record import from_json
from paraf.pipeline.desk import Desk, Judged
from paraf.pipeline.listing import (
    change_digest,
    digest,
    dossier,
    listing,
    manuscript_files,
)
from paraf.pipeline.lived import record_of
from paraf.pipeline.publish import Published, marked_pages, merged_head, pages_of
from paraf.pipeline.rulebook import Rulebook
from paraf.ports import RefusedFault
from paraf.records.report import write_report
from paraf.site import manifest as manifests

UNKNOWN = "0" * 40


@dataclass(frozen=True, slots=True)
class Material:
    """What a report is made of beside the case itself."""

    release: Release
    manifest: bytes
    evidence: Evidence
    files: Mapping[str, bytes]
    """The evidence folder: `inspection.json` and the screenshots, by name."""
    remarks: str = ""


def open_report(desk: Desk, book: Rulebook, now: Judged, done: Published, step: int) -> str:
    """Record that the step was performed, and open its change with the report; return its head.

    After a second upload the report goes on from the one before, its remarks included.
    """
    change = now.sop.step(step).change
    name = branch(change, now.case.id)
    before = desk.forge.tip(name)
    remarks = material_of(desk, now, before).remarks if before else ""
    material = Material(done.release, done.manifest, done.evidence, done.files, remarks)
    performed = Performed(step, done.outputs)
    at = desk.now()
    case = pretend(now.case, desk.forge.account(), at, [performed, Moved(change, UNKNOWN)])
    again = Judged(case, now.sop, now.office, now.verdict)
    head = _commit(desk, book, again, material, change, parent=before or "")
    moved = _moved(desk, now, change, head)
    desk.progress(T("Opening the report"))
    desk.tell(now.case, [performed, moved], at=at, branches={name: head})
    return head


def correct(
    desk: Desk, book: Rulebook, now: Judged, change: str, remarks: str, by: Behalf | None = None
) -> str:
    """Hand the report in again with the preparer's remarks; return its new head.

    The preparer is who sits here, or, on a hosted forge, for whom the program acts.

    Raises RefusedFault while there is no report, or no remark to correct it with.
    """
    name = branch(change, now.case.id)
    head = desk.forge.tip(name)
    if head is None:
        raise RefusedFault(
            T("The report of case {case} is not there yet.", case=now.case.id),
            T("It is made by 'paraf reconcile', after the upload."),
        )
    if not remarks.strip():
        raise RefusedFault(
            T("Say what was corrected; it becomes part of the report."),
            T('Run: paraf submit {case} -m "…"', case=now.case.id),
        )
    at = desk.now()
    old = material_of(desk, now, head)
    told = "\n\n".join(filter(None, (old.remarks, remarks.strip())))
    material = Material(old.release, old.manifest, old.evidence, old.files, told)
    actor = by.actor if by else desk.forge.account()
    case = pretend(now.case, actor, at, [Moved(change, UNKNOWN)])
    again = Judged(case, now.sop, now.office, now.verdict)
    new = _commit(desk, book, again, material, change, parent=head)
    moved = _moved(desk, now, change, new)
    desk.progress(T("Handing the report in"))
    if by is not None:
        line = Told(moved, by.actor, at, by.proof)
        desk.forge.append(now.case.id, [line], {f"{HEADS}{name}": new})
    else:
        desk.tell(now.case, [moved], at=at, branches={name: new})
    return new


def material_of(desk: Desk, now: Judged, head: str) -> Material:
    """Return what the report at `head` was made of."""
    folder = f"{dossier(now.case, now.office)}/data/report"
    blobs = desk.git.blobs(head, folder)
    files = {
        one.path.removeprefix(f"{folder}/"): desk.git.run("cat-file", "blob", one.oid)
        for one in blobs
    }
    outputs = last_performed(now.case).outputs
    release = Release(outputs["release"], int(outputs["serial"]), outputs["commit"])
    evidence = {
        name.removeprefix("evidence/"): data
        for name, data in files.items()
        if name.startswith("evidence/")
    }
    remarks = files.get("remarks.md", b"").decode().strip()
    seen = from_json(evidence["inspection.json"])
    return Material(release, files["manifest.json"], seen, evidence, remarks)


def last_performed(case: Case) -> Performed:
    """Return what the last performing of the case's upload gave."""
    return [one.deed for one in case.events if isinstance(one.deed, Performed)][-1]


def compose(desk: Desk, now: Judged, material: Material, made: datetime) -> Report:
    """Return the report of a case as it stands."""
    first = now.sop.changes[0]
    case_file, head = marked_pages(desk, now)
    _, commit = merged_head(now, first)
    return Report(
        record=record_of(desk, now, made),
        case=case_file,
        pages=pages_of(desk, now),
        release=material.release,
        evidence=material.evidence,
        head=head,
        listing=digest(listing(desk.git, manuscript_files(desk.git, f"{commit}^1", head))),
        commit=commit,
        remarks=material.remarks,
    )


def _commit(
    desk: Desk, book: Rulebook, now: Judged, material: Material, change: str, parent: str = ""
) -> str:
    made = desk.now()
    report = compose(desk, now, material, made)
    desk.progress(T("Writing the report"))
    folder = dossier(now.case, now.office)
    put: dict[str, bytes | Path] = {
        f"{folder}/data/report/{name}": data
        for name, data in report_files(desk, book, report, material).items()
    }
    _, commit = merged_head(now, now.sop.changes[0])
    for blob in manuscript_files(desk.git, f"{commit}^1", report.head):
        data = desk.git.run("cat-file", "blob", blob.oid)
        put[f"{folder}/data/manuscript/{blob.path}"] = data
    base = parent or desk.forge.base()
    gone = [f"drafts/{now.case.id}", f"{folder}/data/report"]
    tree = desk.git.tree_with(base, put, drop=gone)
    message = f"{change}: {now.case.id}\n"
    return desk.git.commit(tree, [base], message, moment=int(made.timestamp()))


def report_files(
    desk: Desk, book: Rulebook, report: Report, material: Material
) -> dict[str, bytes]:
    """Return the files of `data/report/`, by name."""
    language = book.settings.language
    shots = {name: Path("evidence") / name for name in material.files if _is_picture(name)}
    proof = {
        name: FileSum(len(data), hashlib.sha256(data).hexdigest())
        for name, data in material.files.items()
        if not _is_picture(name)
    }
    page = document.html(
        report,
        say=desk.say,
        language=language,
        shots=shots,
        manifest=manifests.from_json(material.manifest),
        proof=proof,
    )
    text = write_report(report, proof).encode()
    with tempfile.TemporaryDirectory(prefix="paraf-") as scratch:
        base = Path(scratch)
        for name, data in material.files.items():
            (base / "evidence" / name).parent.mkdir(parents=True, exist_ok=True)
            (base / "evidence" / name).write_bytes(data)
        pdf = document.pdf(
            page,
            attachments=_attachments(desk, material, text),
            identifier=hashlib.sha256(text).digest()[:16],
            made=report.record.made,
            base=base,
        )
    found = {"report.yml": text, "report.html": page.encode(), "report.pdf": pdf}
    found |= {"manifest.json": material.manifest}
    if material.remarks:
        found["remarks.md"] = f"{material.remarks}\n".encode()
    return found | {f"evidence/{name}": data for name, data in material.files.items()}


def _is_picture(name: str) -> bool:
    return name.endswith((".webp", ".png"))


def _attachments(desk: Desk, material: Material, text: bytes) -> list[Attachment]:
    say = desk.say
    return [
        Attachment("report.yml", text, "application/yaml", say(T("The report, for programs"))),
        Attachment("manifest.json", material.manifest, "application/json",
                   say(T("Every file of the published site, with its SHA-256"))),
        Attachment("inspection.json", material.files["inspection.json"], "application/json",
                   say(T("What the inspection of the live site saw"))),
    ]  # fmt: skip


def _moved(desk: Desk, now: Judged, change: str, head: str) -> Moved:
    base = desk.forge.base()
    people = authorship(desk.git, base, head, now.office)
    folder = dossier(now.case, now.office)
    return Moved(change, head, change_digest(desk.git, base, head, change, folder),
                 people.contributors)  # fmt: skip


def pretend(case: Case, account: Account, at: datetime, deeds: list[Deed]) -> Case:
    """Return the case as it will be once `deeds` are told, so that the report can show them."""
    last = len(case.events)
    events = [Event(last + i, at, account, deed) for i, deed in enumerate(deeds, 1)]
    return Case(case.id, case.changes, (*case.events, *events), case.base)
