"""The gate at the repository's door: what a push may do, decided before any reference moves.

Everything is refused that is not allowed here. Rules and roster are those of the base branch
before the push; a ledger is taken as it will be after it.
"""

from paraf.core.case import Archived, Case, Moved
from paraf.core.words import T, Text
from paraf.forge.lines import HEADS, LEDGER, MAIN, shown
from paraf.forge.signing import tagged_by_bot
from paraf.pipeline.guard_ledger import check_ledger
from paraf.pipeline.guard_main import check_main
from paraf.pipeline.guard_push import NONE, Push, Refusal, Update
from paraf.ports import Fault

TAGS = "refs/tags/archive/"


def refusal(push: Push) -> Text | None:
    """Return why the push must not happen; None if it may."""
    try:
        for update in sorted(push.updates.values(), key=lambda one: LEDGER not in one.ref):
            _check(push, update)
    except Refusal as refused:
        return plain(refused.why)
    except Fault as fault:
        return plain(fault.what)
    return None


def plain(why: Text) -> Text:
    """Return a sentence whose gaps hold nothing that steers a terminal: they quote the pusher."""
    return Text(why.message, {name: _plain(value) for name, value in why.values.items()})


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return plain(value)
    return "\n".join(shown(line) for line in f"{value}".split("\n"))


def _check(push: Push, update: Update) -> None:
    name = update.ref.removeprefix(HEADS)
    if update.ref.startswith(HEADS) and update.new not in (NONE, push.git.resolve(update.new)):
        raise Refusal(T("{ref} would name something that is no commit.", ref=update.ref))
    if update.ref.startswith(TAGS):
        _check_tag(push, update)
    elif name.startswith(LEDGER):
        check_ledger(push, update, name.removeprefix(LEDGER))
    elif name == MAIN:
        check_main(push, update)
    else:
        _check_change(push, update, name)


def _check_change(push: Push, update: Update, name: str) -> None:
    """Let a change move only together with the signed event that tells of it."""
    kind, _, case_id = name.partition("/")
    case = push.case(case_id) if case_id and update.ref.startswith(HEADS) else None
    change = "manuscript" if kind == "draft" else kind
    if case is None or kind == "manuscript" or change not in _changes(push, case):
        raise Refusal(T("Nobody may write to {ref}.", ref=update.ref))
    last = case.events[-1].deed
    if update.new == NONE:
        if not isinstance(last, Archived):
            raise Refusal(T("{name} stays until its case is archived.", name=name))
        return
    told = any(
        isinstance(event.deed, Moved)
        and event.deed.change == change
        and event.deed.head == update.new
        for event in push.fresh(case_id)
    )
    if not told:
        raise Refusal(T("{name} moves only by 'paraf submit', which signs for it.", name=name))


def _changes(push: Push, case: Case) -> tuple[str, ...]:
    try:
        return push.sop(case).changes
    except ValueError:
        return ()  # its ledger does not begin with what it follows


def _check_tag(push: Push, update: Update) -> None:
    case_id = update.ref.removeprefix(TAGS)
    case = push.case(case_id)
    last = case.events[-1].deed if case and case.events else None
    if update.old != NONE or not isinstance(last, Archived):
        raise Refusal(T("The tag of an archived case is set once, with the archiving."))
    named = f"object {last.commit}\ntype commit\ntag archive/{case_id}\n".encode()
    raw = push.git.raw(update.new, "tag")
    if raw is None or not raw.startswith(named):
        raise Refusal(T("The tag does not name the commit of the archive."))
    if not tagged_by_bot(push.git, update.new, push.book.office, push.now):
        raise Refusal(T("The tag of an archived case is signed by the program."))
