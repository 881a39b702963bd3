"""What the administrator's commits leave standing: rules to judge the next push by."""

from datetime import datetime

from paraf.core.words import T
from paraf.pipeline.guard_push import Push, Refusal
from paraf.pipeline.rulebook import OFFICIALS, Rulebook, at, load, load_sop, sop_ids
from paraf.ports import ForgeFault


def check_rules(push: Push, commit: str) -> None:
    """Refuse rules that are not valid, or that nobody could put right again.

    Raises RecordFault with file and line for those that cannot be read.
    """
    read = at(push.git, commit)
    book = load(read)
    procedures = sop_ids(push.git, commit)
    for sop_id in procedures:
        load_sop(read, sop_id, book.office)
    _check_keys(book, push.now)
    gone = set(sop_ids(push.git, push.base)) - set(procedures)
    for case_id in push.forge.cases() if gone else ():
        if (followed := _followed(push, case_id)) in gone:
            raise Refusal(T("The SOP {sop} is still followed by case {case}.",
                            sop=followed, case=case_id))  # fmt: skip


def _check_keys(book: Rulebook, now: datetime) -> None:
    for people in (book.office.administrators, book.office.bots):
        if not any(key.good(now) for person in people for key in person.keys):
            raise Refusal(
                T("{file} leaves no administrator or no program with a key.", file=OFFICIALS)
            )


def _followed(push: Push, case_id: str) -> str | None:
    try:
        return push.forge.case(case_id).opened.sop
    except (ForgeFault, ValueError):
        return None  # a broken ledger stands in the way of its own case, not of the rules
