"""Plays a case of any procedure on the local forge, event by event, up to where it is archived.

    office = dossier_world(tmp_path)
    play(office, "simpeg-maintenance", answers={"3b": "rusak"}, returns=("4",))

Every document that a step gives is handed in: stored ones as pointers to objects that lie in
the store. The gate at the door is not asked (its own tests do), the judging one is.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from dossier_world import store
from office_world import BOT, MONDAY, OfficeWorld, merge, moved_to
from paraf.core.case import Assigned, Decided, Opened, Opinion, Reviewed
from paraf.core.evidence import FileSum
from paraf.core.sop import Act, Document, Step
from paraf.core.stored import Stored
from paraf.core.verdict import ToArchive, ToMerge, Waiting
from paraf.forge.lines import branch
from paraf.pipeline.desk import Judged, judged
from paraf.pipeline.listing import dossier
from paraf.pipeline.papers import apart
from paraf.records.stored import write_stored

CASE = "20261116-perkara"
PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n"


def play(
    office: OfficeWorld,
    sop: str,
    *,
    answers: Mapping[str, str] | None = None,
    returns: Sequence[str] = (),
    title: str = "Pemeliharaan SIMPEG triwulan IV",
) -> None:
    """Play the case up to its archiving; each label in `returns` sends it back once."""
    office.case, left = CASE, list(returns)
    begin(office, sop, title)
    for _ in range(60):
        now = stands(office)
        match now.verdict.stand:
            case Waiting(step, (who, *_)):
                _act(office, now, step, who, answers or {}, left)
            case ToMerge(_, change):
                merge(office, change)
            case ToArchive():
                assert not left
                return
            case other:
                raise AssertionError(other)
    raise AssertionError("it never ends")


def begin(office: OfficeWorld, sop: str, title: str) -> None:
    """Enter the case in the register."""
    desk = office.desk(BOT)
    procedure = desk.sop(sop, desk.rulebook().office)
    post = procedure.post(procedure.steps[0].actor)
    who = desk.rulebook().office.holders(post, office.now)[0].person
    office.tell(who, Opened(sop, title, MONDAY))


def stands(office: OfficeWorld) -> Judged:
    """Judge the case as the program does."""
    desk = office.desk(BOT)
    return judged(desk, office.case, desk.rulebook(), proven=True)


def _act(
    office: OfficeWorld,
    now: Judged,
    step: Step,
    who: str,
    answers: Mapping[str, str],
    left: list[str],
) -> None:
    if step.by_hand:
        hand_in(office, now, step, who)
    elif step.act is Act.REVIEW:
        head = now.case.changes[step.change].head
        back = step.label in left
        if back:
            left.remove(step.label)
        opinion = Opinion.RETURN if back else Opinion.APPROVE
        note = "Lampiran kedua belum lengkap; mohon dilengkapi." if back else ""
        office.tell(who, Reviewed(step.change, opinion, head, note), minutes=25)
    elif step.act is Act.DISPOSITION:
        to = now.office.holders(now.sop.post(step.to or ""), office.now)[0].person
        office.tell(who, Assigned(office.account(to), "Mohon dilaksanakan."), minutes=5)
    elif step.act is Act.BRANCH:
        answer = answers.get(step.label, step.answers[0].key)
        office.tell(who, Decided(step.no, answer, "Sesuai hasil pemeriksaan."), minutes=12)
    else:
        raise AssertionError(step)


def hand_in(office: OfficeWorld, now: Judged, step: Step, who: str) -> None:
    """Hand in what a step gives, with a note."""
    desk, change = office.desk(who), step.change
    place = f"{dossier(now.case, now.office)}/data/{change}/{step.label}"
    name = branch(change, office.case)
    parent = desk.forge.tip(name) or desk.forge.base()
    put: dict[str, bytes | Path] = {
        f"{place}/{file}": data
        for key in step.gives
        for file, data in [_document(office, now.sop.document(key), len(now.case.events))]
    }
    put[f"{place}/catatan.md"] = f"Diserahkan pada langkah {step.label}.\n".encode()
    moment = int(office.now.timestamp())
    tree = desk.git.tree_with(parent, put)
    head = desk.git.commit(tree, [parent], f"{change}: {office.case}\n", moment=moment)
    moved = moved_to(office, change, head, who)
    office.tell(who, moved, minutes=95, branches={name: head})


def _document(office: OfficeWorld, document: Document, seed: int) -> tuple[str, bytes]:
    content = PDF + f"{document.name} ({seed})\n".encode()
    if not apart(document):
        return f"{document.key}.pdf", content
    digest = hashlib.sha256(content).hexdigest()
    place = store(office) / "sha256" / digest[:2] / digest
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    media = tuple(f"CD {no} November 2026" for no in range(1, document.copies + 1))
    stored = Stored(
        f"{document.key} November 2026.pdf",
        FileSum(len(content), digest),
        media if document.copies > 1 else (),
    )
    return f"{document.key}.stored.yml", write_stored(stored).encode()
