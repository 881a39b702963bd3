"""What a reviewer is about to mark: which files, at which commit, since when."""

from collections.abc import Iterator

from paraf.core.words import T, Text
from paraf.forge.local import REMOTE, branch
from paraf.pipeline.desk import Desk, judged
from paraf.pipeline.limits import entries
from paraf.pipeline.rulebook import Rulebook
from paraf.ports import RefusedFault


def reading(desk: Desk, book: Rulebook, case_id: str) -> Iterator[Text]:
    """Yield what lies on the desk, line by line; RefusedFault if nothing is under review."""
    now = judged(desk, case_id, book)
    step = getattr(now.verdict.stand, "step", None)
    change = now.case.changes.get(step.change) if step else None
    if step is None or change is None or change.head is None:
        raise RefusedFault(T("Nothing of case {case} is under review.", case=case_id))
    name = branch(change.name, case_id)
    yield T("{case}: {title}", case=case_id, title=now.case.opened.title)
    yield T("Step {no}: {activity}", no=step.no, activity=step.activity)
    yield T("The {change} at commit {head} holds:", change=change.name, head=change.head[:12])
    for entry in entries(desk.git, desk.forge.base(), change.head):
        sign = "-" if entry.deleted else "+"
        yield T("{sign} {path} ({size} bytes)", sign=sign, path=entry.path, size=entry.size)
    yield T("Read it with: git diff origin/main...{ref}", ref=f"{REMOTE}{name}")
    yield T("Then: paraf review {case} --approve, or --return with your reason", case=case_id)
