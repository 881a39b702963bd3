"""Shows on a hosted forge where every case stands: comment, status, requests, labels, the report.

Only what is missing there is done, so that a run with no news costs reading alone.
"""

from contextlib import suppress
from dataclasses import replace

from paraf.core.case import Merged, Reminded
from paraf.core.evidence import Severity
from paraf.core.observed import Pull, Status, Wrote
from paraf.core.office import Account
from paraf.core.phrases import moment
from paraf.core.verdict import Blocked, Waiting
from paraf.core.words import T
from paraf.forge.hosted import MANUSCRIPT, HostedForge
from paraf.forge.lines import branch
from paraf.pipeline.check import case_file
from paraf.pipeline.desk import Desk, Judged, judged
from paraf.pipeline.dossier import compose, material_of
from paraf.pipeline.expedited import expedited
from paraf.pipeline.findings import findings_of, remembered
from paraf.pipeline.notice import LABELS, Notice, Setting, marker, notice
from paraf.pipeline.notice_report import description
from paraf.pipeline.notice_words import bare, plain
from paraf.pipeline.observe import Unfit
from paraf.pipeline.pictures import put_pictures
from paraf.pipeline.rulebook import Rulebook
from paraf.ports import Fault, RecordFault

OTHERS = "unfit"
"""The change whose comment stands on a pull request that is no case."""


def present(desk: Desk, book: Rulebook, case_id: str, *, whole: bool) -> None:
    """Bring a case's pull requests up to date; with `whole`, those that are merged, too."""
    forge = desk.forge
    if not isinstance(forge, HostedForge) or forge.api is None:
        return
    now = judged(desk, case_id, book, proven=True)
    merged = {one.deed.change for one in now.case.events if isinstance(one.deed, Merged)}
    # What was merged around the gate is said where it happened.
    whole = whole or isinstance(now.verdict.stand, Blocked)
    for change in now.sop.changes:
        if change in merged and not whole:
            continue
        pull = forge.pull_of(case_id, change)
        if pull is None and change != MANUSCRIPT and change not in merged:
            pull = _open_report(desk, forge, now, change)
        if pull is not None:
            pull = forge.look(pull.number) if whole and change in merged else pull
            _show(desk, book, forge, now, change, pull)


def _open_report(desk: Desk, forge: HostedForge, now: Judged, change: str) -> Pull | None:
    """Open the pull request of a change that the program made; None while there is none."""
    head = forge.tip(branch(change, now.case.id))
    if head is None:
        return None
    desk.progress(T("Opening the report's pull request"))
    title = desk.say(T("Report: {title}", title=now.case.opened.title))
    body = _description(desk, now, head)
    pull = forge.rest.open_pull(branch(change, now.case.id), title, body)
    forge.pulls[pull.number] = pull
    return pull


def _description(desk: Desk, now: Judged, head: str) -> str:
    report = compose(desk, now, material_of(desk, now, head), desk.now())
    forge = desk.forge
    assert isinstance(forge, HostedForge)
    return description(now, report, lambda path: forge.rest.raw(head, path), say=desk.say)


def _show(
    desk: Desk, book: Rulebook, forge: HostedForge, now: Judged, change: str, pull: Pull
) -> None:
    api = forge.rest
    setting = Setting(api.forge, api.page(pull.number), desk.now())
    draft = change == MANUSCRIPT and pull.merge is None
    told = now.case.changes.get(change)
    # Once merged, a forge may show a fork's branch where it stands now.
    head = (told.head if told and pull.merge else None) or pull.head
    known = remembered(desk, book, pull.head) if draft else ()
    if known is None:
        # The check takes seconds: who reviewed sees at once that it was noticed.
        _post(forge, head, notice(now, change, setting, say=desk.say).status)
        known = findings_of(desk, book, now.case.id, pull.head)
    setting = replace(setting, findings=known)
    if draft:
        setting = _pictured(desk, forge, now, pull, setting)
    shown = notice(now, change, setting, say=desk.say)
    if change != MANUSCRIPT and pull.merge is None:
        _describe(desk, forge, now, pull)
    _post(forge, head, shown.status)
    _comment(forge, pull, change, shown.comment)
    _ask(book, forge, pull, shown)
    _remind(desk, forge, now, change, pull)
    labels = (pull.labels - LABELS.keys()) | shown.labels
    if labels != pull.labels:
        api.label(pull.number, sorted(labels))


def _pictured(desk: Desk, forge: HostedForge, now: Judged, pull: Pull, setting: Setting) -> Setting:
    with suppress(RecordFault):  # The findings say what is wrong with it.
        case = case_file(desk.git, pull.head, now.case.id)
        setting = replace(setting, publish_on=case.publish_on, excused=case.excused,
                          declared=case.declared, expedited=expedited(case))  # fmt: skip
    if any(one.severity is Severity.BLOCK for one in setting.findings):
        why = T("what blocks has to be corrected first.")
        return replace(setting, unseen=why)
    done = put_pictures(desk, now.case.id, pull.head)
    pictures = {name: forge.rest.raw(done.commit or "", path) for name, path in done.paths.items()}
    return replace(setting, pictures=pictures, unseen=done.why)


def _describe(desk: Desk, forge: HostedForge, now: Judged, pull: Pull) -> None:
    body = _description(desk, now, pull.head)
    if _plain(body) != _plain(pull.body):
        forge.rest.describe(pull.number, body)


def _post(forge: HostedForge, head: str, status: Status) -> None:
    """Post a status unless it stands there, by the program itself and nobody else."""
    me = forge.rest.me()
    newest = {one.context: one for one in forge.rest.statuses(head)}
    there = newest.get(status.context)
    if there is None or there.by != me or replace(there, by=None) != replace(status, by=None):
        forge.rest.post_status(head, status)


def _comment(forge: HostedForge, pull: Pull, change: str, body: str) -> None:
    me, begin = forge.rest.me(), marker(change)
    ours = (
        one.what for one in pull.entries
        if isinstance(one.what, Wrote) and one.actor == me and one.what.body.startswith(begin)
    )  # fmt: skip
    there = next(ours, None)
    if there is None:
        forge.rest.comment(pull.number, body)
    elif _plain(there.body) != _plain(body):
        forge.rest.edit_comment(there.id, body)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _ask(book: Rulebook, forge: HostedForge, pull: Pull, shown: Notice) -> None:
    """Ask those whose turn it is; of our officials nobody else is asked any more."""
    if pull.merge is not None or pull.closed:
        return
    due = set(shown.asked)
    stale = {one for one in pull.asked - due if book.office.person(one) is not None}
    if due - pull.asked:
        forge.rest.ask(pull.number, sorted(due - pull.asked, key=lambda one: one.id))
    if stale:
        forge.rest.unask(pull.number, sorted(stale, key=lambda one: one.id))


def _remind(desk: Desk, forge: HostedForge, now: Judged, change: str, pull: Pull) -> None:
    """Write to those whom the ledger reminded last: of an edited comment nobody is told."""
    stand, last = now.verdict.stand, now.case.events[-1]
    if not isinstance(last.deed, Reminded) or not isinstance(stand, Waiting):
        return
    if stand.step.no != last.deed.step or stand.step.change != change:
        return
    people = [one for person in stand.holders for one in now.office.named(person).accounts
              if one.forge == forge.rest.forge]  # fmt: skip
    begin = f"<!-- paraf:reminder:{last.seq} -->"
    if people and not is_reminded(pull, forge.rest.me(), begin):
        names = " ".join(f"@{one}" for one in forge.rest.logins(people))
        when = moment(stand.due, now.office.hours.zone)
        what = desk.say(T("step {no} fell due on {when}.", no=stand.step.label, when=when))
        forge.rest.comment(pull.number, f"{begin}\n{names}: {what}\n")


def present_fault(desk: Desk, case_id: str, fault: Fault) -> None:
    """Say on a case's open pull request that it cannot be looked at, and why."""
    forge = desk.forge
    if not isinstance(forge, HostedForge) or forge.api is None:
        return
    with suppress(Fault):
        pull = forge.pull_of(case_id, MANUSCRIPT)
        if pull is not None and pull.merge is None:
            said = bare(desk.say(fault.what), 140)
            _post(forge, pull.head, Status(f"paraf/{MANUSCRIPT} (main)", "error", said))


def is_reminded(pull: Pull, me: Account, begin: str) -> bool:
    """Say whether the program itself, `me`, wrote a comment that begins so."""
    ours = (one.what.body for one in pull.entries
            if isinstance(one.what, Wrote) and one.actor == me)  # fmt: skip
    return any(one.startswith(begin) for one in ours)


def present_unfit(desk: Desk, found: Unfit) -> None:
    """Say on a pull request why it is no case; it is never published."""
    forge = desk.forge
    assert isinstance(forge, HostedForge)
    why = plain(desk.say(found.why))
    what = desk.say(T("This is no draft that can be published."))
    how = desk.say(T("A draft is begun with 'paraf new' and handed in with 'paraf submit'."))
    status = Status(f"paraf/{MANUSCRIPT} (main)", "failure", bare(desk.say(found.why), 140))
    # A status belongs to a commit: where a case stands at it, the status is the case's.
    if not forge.bound_at(found.pull.head):
        _post(forge, found.pull.head, status)
    _comment(forge, found.pull, OTHERS, f"{marker(OTHERS)}\n**{what}** {why}\n\n{how}\n")
