"""What must hold of every notice, whatever happened to a case."""

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import MANUSCRIPT, REPORT, office
from core.test_gate_laws import LAWS, NOW, SOP, lives, rosters, verdict_of, wild_changes
from everything import several
from paraf.core.case import Case, Change, Event, Merged, Opened
from paraf.core.gate import judge
from paraf.core.office import Office
from paraf.core.sop import Act, Sop
from paraf.core.stand import not_ready
from paraf.core.verdict import Blocked, ToMerge, Waiting
from paraf.core.words import english
from paraf.pipeline.desk import Judged
from paraf.pipeline.notice import LABELS, Notice, Setting, notice
from pipeline.rendered import rendered
from sops import sound_sops
from telling import told

SETTING = Setting("test", "https://git.example/1", NOW)
changes = st.sampled_from([MANUSCRIPT, REPORT])


def shown(now: Judged, change: str) -> Notice:
    return notice(now, change, SETTING, say=english)


@LAWS
@given(rosters, lives(), changes, st.lists(wild_changes, max_size=2))
def test_every_case_has_a_notice_that_says_no_more_than_the_gate(
    roster: Office, case: Case, change: str, stray: list[Change]
) -> None:
    case = Case(case.id, {**case.changes, **{one.name: one for one in stray}}, case.events)
    verdict = verdict_of(roster, case)
    stand = verdict.stand
    merged = any(isinstance(one.deed, Merged) and one.deed.change == change for one in case.events)

    one = shown(Judged(case, SOP, roster, verdict), change)

    turn = isinstance(stand, Waiting) and stand.step.act is Act.REVIEW
    if not (isinstance(stand, Waiting) and turn and stand.step.change == change) or merged:
        assert one.asked == ()
    else:
        people = [roster.named(each) for each in stand.holders]
        assert one.asked == tuple(dict.fromkeys(a for each in people for a in each.accounts))
    if one.status.state == "success":
        assert not isinstance(stand, Blocked)
        assert merged or (isinstance(stand, ToMerge) and stand.change == change)
    if isinstance(stand, Blocked):
        draft = stand.reasons == (not_ready(change),) and case.changes[change].draft
        assert (one.status.state == "error") != draft
        assert ("paraf/masalah" in one.labels) != draft
    assert one.labels
    assert one.labels <= LABELS.keys()


@LAWS
@given(rosters, lives())
def test_every_lost_mark_is_told_on_one_change_at_most(roster: Office, case: Case) -> None:
    verdict = verdict_of(roster, case)
    now = Judged(case, SOP, roster, verdict)
    found = [rendered(_opened(shown(now, one).comment)).tables[1:] for one in (MANUSCRIPT, REPORT)]
    lost = [row for tables in found for table in tables for row in table[1:]]
    assert len(lost) <= len(verdict.discarded)
    known = [
        one for one in verdict.discarded
        if getattr(one.event.deed, "change", "") in (MANUSCRIPT, REPORT)
    ]  # fmt: skip
    assert len(lost) >= len(known)


def _opened(comment: str) -> str:
    """Return a comment with its details unfolded: what is folded, Markdown in Python leaves raw."""
    lines = comment.split("\n")
    return "\n".join(one for one in lines if not one.startswith(("<details>", "</details>")))


@settings(deadline=None, max_examples=several(60))
@given(sound_sops())
def test_every_sound_procedure_has_notices(sop: Sop) -> None:
    begun = told("ani hands in H1").events[0]
    opened = Event(1, begun.at, begun.actor, Opened(sop.id, "Coba", begun.at))
    posts = {one.post for one in sop.actors}
    held = office()
    roster = Office("Kantor", held.posts, held.persons, tuple(
        one for one in held.tenures if one.post in posts
    ), held.hours, held.bots)  # fmt: skip
    titled = {one.key for one in roster.posts}
    if not posts <= titled:
        return
    case = Case("c-1", {}, (opened,))
    verdict = judge(sop, roster, case, NOW)
    for change in sop.changes:
        one = shown(Judged(case, sop, roster, verdict), change)
        assert len(rendered(one.comment).tables[0]) == len(sop.steps) + 1
