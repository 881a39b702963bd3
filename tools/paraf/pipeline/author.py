"""Hands a draft in on a hosted forge: its author pushes, and the program tells the ledger later.

Who handed in is known from the forge's account, so nothing is signed here.
"""

import re

from paraf.core.hosting import Hosted
from paraf.core.words import T, Text
from paraf.forge.git import Git, GitRefused, dated
from paraf.forge.lines import MAIN, branch
from paraf.pipeline.check import MERGING, case_file, check_draft, draft_case
from paraf.pipeline.desk import Desk
from paraf.pipeline.hand_in import HandedIn
from paraf.pipeline.offer import Offer
from paraf.pipeline.rulebook import Rulebook
from paraf.ports import ForgeFault, RefusedFault

CHANGE = "manuscript"
OWNER = re.compile(r"[:/]([^/:]+)/[^/]+?/?$")
"""The owner in a repository's address, of HTTPS and of SSH alike."""


def send(desk: Desk, book: Rulebook, hosted: Hosted, case_id: str, offer: Offer) -> HandedIn:
    """Check, save and push the draft in this folder; whether it is a case, the program sees.

    On Gitea and Forgejo the push itself opens the pull request (AGit); on GitHub it goes to
    `remote.pushDefault`, else `origin`, and `where` names the page on which it is opened. Raises
    RefusedFault where nothing has changed or documents are offered, ForgeFault where the forge
    does not take it.
    """
    if offer.files or offer.media:
        raise RefusedFault(
            T("Documents are not handed in on a hosted forge: there a case is a draft."),
            T("A draft is handed in as it lies in this folder: paraf submit {case}", case=case_id),
        )
    draft_case(desk, case_id)
    checked = check_draft(desk, book, case_id)
    if not checked.passed:
        return HandedIn(case_id, None, CHANGE, None, checked.findings)
    title = " ".join(case_file(desk.git, checked.tree, case_id).title.split())
    head = _save(desk, checked.tree, case_id, offer.note or f"{case_id}: {title}")
    desk.progress(T("Handing the draft in"))
    push = _to_github if hosted.kind == "github" else _by_agit
    where = push(desk.git, hosted, branch(CHANGE, case_id), title)
    return HandedIn(case_id, None, CHANGE, head, checked.findings, where=where)


def _save(desk: Desk, tree: str, case_id: str, message: str) -> str:
    """Commit the tree on the draft's branch, unless it is there already."""
    git = desk.git
    head, merging = git.text("rev-parse", "HEAD"), git.resolve(MERGING)
    if git.text("rev-parse", "HEAD^{tree}") == tree and merging is None:
        return head
    parents = [word for one in (head, merging) if one for word in ("-p", one)]
    when = dated(int(desk.now().timestamp()))
    commit = git.run("commit-tree", tree, *parents, stdin=f"{message}\n".encode(), env=when)
    oid = commit.decode().strip()
    git.run("update-ref", f"refs/heads/{branch(CHANGE, case_id)}", oid, head)
    git.run("reset", "--quiet")
    return oid


def _by_agit(git: Git, hosted: Hosted, name: str, title: str) -> Text:
    options = ("-o", f"topic={name}", "-o", f"title={title}")
    try:
        git.run("push", "--quiet", *options, "origin", f"HEAD:refs/for/{MAIN}")
    except GitRefused as refused:
        if "same with old commit" in refused.said:
            raise RefusedFault(
                T("This text was handed in already; nothing has changed since.")
            ) from None
        raise _unsent(refused, T("You need read access there, and git a password or a key that "
                                 "it need not ask for.")) from None  # fmt: skip
    return T("Its pull request is among these: {address}",
             address=hosted.changes)  # fmt: skip


def _to_github(git: Git, hosted: Hosted, name: str, _title: str) -> Text:
    remote = git.config("remote.pushDefault") or "origin"
    try:
        git.run("push", "--quiet", remote, f"HEAD:refs/heads/{name}")
    except GitRefused as refused:
        raise _unsent(refused, T("Push to a fork of your own: git remote add fork ADDRESS; git "
                                 "config remote.pushDefault fork")) from None  # fmt: skip
    found = OWNER.search(git.config(f"remote.{remote}.url"))
    whose = f"{found[1]}:" if found and found[1].lower() != hosted.owner.lower() else ""
    address = f"{hosted.url}/{hosted.repository}/compare/{MAIN}...{whose}{name}?expand=1"
    return T("Open its pull request, if there is none yet: {address}", address=address)


def _unsent(refused: GitRefused, hint: Text) -> ForgeFault:
    lines = [line.strip(" '") for line in refused.said.splitlines() if line.strip(" '")]
    said = next((one for one in lines if one.startswith(("remote:", "fatal:"))), "")
    said = said or (lines[-1] if lines else "")
    return ForgeFault(T("The forge did not take the draft: {said}", said=said), hint)
