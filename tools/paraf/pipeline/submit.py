"""Hands a draft or a corrected report in: commit, sign, push, all in one step."""

from paraf.core.case import Merged, Moved
from paraf.core.phrases import called
from paraf.core.words import T
from paraf.forge.authorship import authorship
from paraf.forge.lines import branch
from paraf.pipeline.author import send
from paraf.pipeline.check import MERGING, check_draft, draft_case
from paraf.pipeline.desk import Desk, Judged, judged
from paraf.pipeline.dossier import correct
from paraf.pipeline.hand_in import HandedIn, hand_in, takes_documents
from paraf.pipeline.listing import change_digest, dossier
from paraf.pipeline.offer import Offer
from paraf.pipeline.private import refuse_private
from paraf.pipeline.rulebook import Rulebook
from paraf.ports import RefusedFault


def submit(desk: Desk, book: Rulebook, case_id: str, offer: Offer) -> HandedIn:
    """Hand in the draft that this folder holds, new remarks on the case's report, or documents.

    Raises RefusedFault where it is not for who sits here to do, where nothing has changed, or where
    the note tells personal data.
    """
    refuse_private(offer.note, book.rules.manuscript)
    if book.settings.forge is not None:
        return send(desk, book, book.settings.forge, case_id, offer)
    now = judged(desk, case_id, book)
    if takes_documents(now):
        return hand_in(desk, book, now, offer)
    merged = {one.deed.change for one in now.case.events if isinstance(one.deed, Merged)}
    change = next((one for one in now.sop.changes if one not in merged), None)
    if change is None:
        raise RefusedFault(T("Case {case} has nothing left to hand in.", case=case_id))
    if offer.files or offer.media:
        raise RefusedFault(
            T("The {change} is no document that is handed in by itself.", change=called(change)),
            T("A draft is handed in as it lies in this folder: paraf submit {case}", case=case_id),
        )
    opener = now.sop.opener(change)
    desk.holding(now.office, now.sop.post(opener.actor))
    if change != now.sop.changes[0]:
        head = correct(desk, book, now, change, offer.note)
        return HandedIn(case_id, opener, change, head)
    return _manuscript(desk, book, now, offer.note)


def _manuscript(desk: Desk, book: Rulebook, now: Judged, note: str) -> HandedIn:
    case_id, change = now.case.id, now.sop.changes[0]
    step = now.sop.opener(change)
    draft_case(desk, case_id)
    name = branch(change, case_id)
    handed_in = desk.forge.tip(name)
    if handed_in is not None and not desk.git.is_ancestor(handed_in, "HEAD"):
        raise RefusedFault(
            T("The draft of case {case} was handed in from another folder.", case=case_id),
            T("Take that text over with 'git merge origin/{branch}', then hand in again.",
              branch=name),
        )  # fmt: skip
    checked = check_draft(desk, book, case_id)
    if not checked.passed:
        return HandedIn(case_id, step, change, None, checked.findings)
    head = _commit(desk, checked.tree, name, note or f"{case_id}: {now.case.opened.title}")
    if head == handed_in:
        raise RefusedFault(
            T("This text was handed in already; nothing has changed since."),
            T("'paraf status {case}' says on whose desk it lies.", case=case_id),
        )
    desk.progress(T("Handing the draft in"))
    base = desk.forge.base()
    people = authorship(desk.git, base, head, now.office)
    folder = dossier(now.case, now.office)
    digest = change_digest(desk.git, base, head, change, folder)
    moved = Moved(change, head, digest, people.contributors)
    desk.tell(now.case, [moved], branches={name: head})
    return HandedIn(case_id, step, change, head, checked.findings)


def _commit(desk: Desk, tree: str, name: str, message: str) -> str:
    """Save the tree on the local branch, so that nothing is lost if the push is refused."""
    git = desk.git
    head = git.text("rev-parse", "HEAD")
    if git.text("rev-parse", "HEAD^{tree}") == tree and git.resolve(MERGING) is None:
        return head
    parents = filter(None, (head, git.resolve(MERGING)))
    commit = git.commit(tree, parents, f"{message}\n", moment=int(desk.now().timestamp()))
    git.run("update-ref", f"refs/heads/{name}", commit, head)
    git.run("reset", "--quiet")
    return commit
