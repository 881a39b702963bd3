"""`paraf review`: paraf, tanda tangan, mengetahui; or a return."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from paraf.cli.connect import office_desk
from paraf.cli.documents import data, listed
from paraf.cli.face import as_json, clock, doubt, good, note
from paraf.cli.language import say
from paraf.core.case import Opinion
from paraf.core.phrases import size
from paraf.core.words import T
from paraf.pipeline.status import act_word, where

if TYPE_CHECKING:
    from paraf.pipeline.reading import Reading


@click.command("review", help=say(T("Mark the change of CASE that is under review, or return it.")))
@click.argument("case", metavar=say(T("CASE")))
@click.option("--approve", is_flag=True, help=say(T("Give your mark: paraf or signature.")))
@click.option("--return", "reason", metavar="ALASAN", help=say(T("Return it, and say why.")))
@click.option("--to", metavar=say(T("STEP")),
              help=say(T("Return it to this earlier step, such as 5 or 3d.")))  # fmt: skip
@click.option(
    "--at",
    "read",
    metavar="COMMIT",
    default="",
    help=say(T("The text that you read; refused if it is another one by now.")),
)
@click.option("-m", "--message", default="", help=say(T("A note to go with the mark.")))
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def command(case: str, approve: bool, reason: str | None, json_: bool, **more: Any) -> int:
    """Mark a change, or return it; with neither, say what is to be read."""
    from paraf.pipeline.act import Review, review
    from paraf.pipeline.reading import reading
    from paraf.pipeline.seen import remember

    if approve and reason is not None:
        raise click.UsageError(say(T("Either --approve or --return, not both.")))
    if more["to"] is not None and reason is None:
        raise click.UsageError(say(T("--to goes with --return.")))
    desk, book = office_desk(quiet=json_)
    case = desk.find(case)
    if not approve and reason is None:
        found = reading(desk, book, case)
        _read(found, book.office.hours.zone, json_=json_)
        remember(desk, found.case, found.change, found.head)
        return 0
    opinion = Opinion.APPROVE if approve else Opinion.RETURN
    words = "\n".join(filter(None, (reason, more["message"])))
    done = review(desk, book, case, Review(opinion, words, more["to"], more["read"]))
    if json_:
        as_json({"case": case, "step": done.step.no, "approved": approve})
        return 0
    if approve:
        good(T("{mark}: step {no} of case {case} is done.",
               mark=act_word(done.step), no=done.step.label, case=case))  # fmt: skip
    else:
        good(T("Returned at step {no}: {reason}", no=done.step.label, reason=words))
    note(where(done.verdict.stand, book.office))
    return 0


def _read(found: "Reading", zone: ZoneInfo, *, json_: bool) -> None:
    if json_:
        as_json({
            "case": found.case,
            "title": found.title,
            "step": found.step.no,
            "says": say(found.where),
            "change": found.change,
            "head": found.head,
            "by": found.by,
            "at": found.at.isoformat(),
            "files": [asdict(one) for one in found.files],
            "expedited": say(found.expedited) if found.expedited else None,
            "exceptions": [asdict(one) for one in found.excused],
            "declarations": [asdict(one) for one in found.declared],
            "documents": [data(one) for one in found.dossier.given] if found.dossier else [],
        })  # fmt: skip
        return
    good(T("{case}: {title}", case=found.case, title=found.title))
    if found.expedited is not None:
        doubt(found.expedited)
    for said in (found.where, *found.urging):
        note(said)
    note(T("Handed in by {who}, {when}, as commit {head}:",
           who=found.by, when=clock(found.at, zone), head=found.head[:12]))  # fmt: skip
    if found.dossier is not None:
        listed(found.dossier)
        note(T("Take copies: paraf show {case} --into FOLDER", case=found.case))
    else:
        _files(found)
        _excuses(found)
    note(T("See every change: git diff origin/main...{ref}", ref=found.ref))
    note(T("Then: paraf review {case} --at {head} --approve, or --return with your reason",
           case=found.case, head=found.head[:12]))  # fmt: skip


def _excuses(found: "Reading") -> None:
    """Print what the case lets stand: it must be read before a mark."""
    from paraf.manuscript.kinds import KINDS

    if found.excused or found.declared:
        doubt(T("Your mark covers these, too: read the reasons, or return the manuscript."))
    for one in found.excused:
        kind = KINDS[one.kind].name if one.kind in KINDS else one.kind
        note(T("{file}: {kind}, up to {count}: {reason}",
               file=one.file, kind=kind, count=one.count, reason=one.reason))  # fmt: skip
    for declared in found.declared:
        note(T("{file} cannot be examined; the Pengelola declares: {holds}",
               file=declared.file, holds=declared.holds))  # fmt: skip


def _files(found: "Reading") -> None:
    for file in found.files:
        note(T("{sign} {path} ({size})", sign=file.sign, path=file.path, size=size(file.size)))
    if found.report is None:
        note(T("See it as on the site: paraf preview {case}", case=found.case))
    else:
        note(T("Open the report: git show {ref}:{path} > report.pdf",
               ref=found.ref, path=found.report))  # fmt: skip
