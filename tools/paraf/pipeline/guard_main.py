"""What may reach the base branch: what the gate passed, the archive, the administrator's files."""

from paraf.core.case import Archived, Case, Merged, Moved
from paraf.core.gate import judge
from paraf.core.verdict import Blocked, Stand, ToArchive, ToMerge, Waiting
from paraf.core.words import T, Text
from paraf.pipeline.guard_push import NONE, Push, Refusal, Update, told_of
from paraf.pipeline.limits import outside
from paraf.pipeline.listing import ARCHIVE, dossier
from paraf.pipeline.rulebook import at, load_sop

RESERVED = ("content/", "drafts/", f"{ARCHIVE}/")


NOT_SO = T(
    "Nothing reaches the published branch but through the gate: "
    "hand a draft in with 'paraf submit', and let its officials mark it."
)


def check_main(push: Push, update: Update) -> None:
    """Refuse every commit on the base branch that nothing entitles."""
    if NONE in (update.old, update.new) or not push.git.is_ancestor(update.old, update.new):
        raise Refusal(T("The published branch is only ever added to."))
    spans = f"{update.old}..{update.new}"
    rows = push.git.text("rev-list", "--first-parent", "--reverse", "--parents", spans).splitlines()
    for row in rows:
        commit, *parents = row.split()
        if len(parents) == 2:
            _check_merge(push, commit, parents[0], parents[1])
        elif len(parents) == 1:
            _check_single(push, commit, parents[0])
        else:
            raise Refusal(T("A merge joins one change to the published branch, no more."))


def _check_merge(push: Push, commit: str, base: str, head: str) -> None:
    told = told_of(push, commit, Merged)
    if told is None:
        raise Refusal(NOT_SO)
    case, seq = told
    stand = _stand(push, case, seq)
    if not isinstance(stand, ToMerge) or stand.head != head:
        raise Refusal(T("The gate has not passed case {case}: {why}", case=case.id, why=why(stand)))
    if push.git.clean_merge(base, head) != push.git.text("rev-parse", f"{commit}^{{tree}}"):
        raise Refusal(T("The merge holds something else than what was marked."))
    wrong = outside(push.git, base, head, stand.change, case.id, dossier(case, push.book.office))
    if wrong is not None:
        raise Refusal(wrong)


def _check_single(push: Push, commit: str, parent: str) -> None:
    told = told_of(push, commit, Archived)
    signer = push.forge.signers(f"{parent}..{commit}", push.book.office)[0]
    if told is not None:
        _check_archive(push, told[0], told[1], commit, parent)
        return
    keys = {key.fingerprint for one in push.book.office.administrators for key in one.keys}
    if signer not in keys:
        raise Refusal(NOT_SO)
    for blob in push.git.changed(parent, commit):
        if blob.path.startswith(RESERVED):
            raise Refusal(
                T("{path} changes only through a case, not by the administrator.", path=blob.path)
            )


def _check_archive(push: Push, case: Case, seq: int, commit: str, parent: str) -> None:
    stand = _stand(push, case, seq)
    if not isinstance(stand, ToArchive):
        raise Refusal(T("The gate has not passed case {case}: {why}", case=case.id, why=why(stand)))
    folder = dossier(case, push.book.office) + "/"
    before = {blob.path for blob in push.git.blobs(parent, folder)}
    for blob in push.git.changed(parent, commit):
        if not blob.path.startswith(folder) or blob.path in before or blob.mode != "100644":
            raise Refusal(T("Archiving adds files to the case's own folder, no more."))


def _stand(push: Push, case: Case, seq: int) -> Stand:
    """Judge a case as it stood before its event `seq`, by the rules before the push."""
    sop = load_sop(at(push.git, push.base), case.opened.sop, push.book.office)
    heads = {
        name: type(change)(name, _head(case, name, seq), change.base)
        for name, change in case.changes.items()
    }
    before = tuple(event for event in case.events if event.seq < seq)
    earlier = Case(case.id, heads, before, case.base)
    return judge(sop, push.book.office, earlier, push.now).stand


def _head(case: Case, change: str, seq: int) -> str | None:
    """Return where a change stands: at the head that its last event before `seq` told of."""
    heads = [
        event.deed.head
        for event in case.events
        if event.seq < seq and isinstance(event.deed, Moved) and event.deed.change == change
    ]
    return heads[-1] if heads else case.changes[change].head


def why(stand: Stand) -> Text:
    """Say in one sentence what a case still needs."""
    match stand:
        case Waiting(step):
            return T("it waits at step {no}.", no=step.no)
        case Blocked(_, reasons) if reasons:
            return reasons[0]
        case _:
            return T("something else is due first.")
