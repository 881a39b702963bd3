"""The gate's table of cases: each row by its number, with where it ends and what fell away.

Rows that need a forge, files or a repository are proven where those are read: 27 (logins: none
reaches the core, see 26) · 42, 43, 49 (paging, lag, refusals: adapters) · 45 (merge tree: the
pipeline's guard) · 46, 62 (paths of a draft: guard and manuscript checks) · 47 (rules missing or
wrong: records) · 54 (statuses: adapters) · 55 (a lost webhook: judging again gives the same
verdict, see the laws) · 63 (titles in a shell: adapters).
"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from builders import KABID, KASUBID, LONG_AGO, MANUSCRIPT, account, moment, office, person, tenure
from paraf.core.case import Change
from paraf.core.office import Holding, Office
from telling import fallen, stands, told, weigh

A = "ani hands in H2"
TEXT_CHANGED = "The text changed after this mark was given."
OTHER_COMMIT = "It was given on another commit than the one under review."
AT_2 = "It came out of turn: the case lies at step 2."
AT_3 = "It came out of turn: the case lies at step 3."
NO_POST = "{} held no post that reviews this at that time."
NOT_LISTED = "#{} is not in the roster of this office."
WROTE = "{} wrote or pushed to this change."
UNCORRECTED = "The case was returned and has not been corrected."

STORIES = [
    # (row of the table) sentence, what happened, where it stands, what fell away and why
    (
        "1 both in order pass",
        [A, "kiki approves H2", "kabul approves H2"],
        "waits at 4 for kiki",
        [],
    ),
    (
        "2 a Kabid before the Kasubid is premature and has to come again",
        [A, "kabul approves H2", "kiki approves H2"],
        "waits at 3 for kabul",
        [f"kabul approves H2: {AT_2}"],
    ),
    (
        "2 coming again counts",
        [A, "kabul approves H2", "kiki approves H2", "kabul approves H2"],
        "waits at 4 for kiki",
        [f"kabul approves H2: {AT_2}"],
    ),
    (
        "3 in the same second the sequence decides",
        ["[1 08:00] ani hands in H2", "[1 09:00] kiki approves H2", "[1 09:00] kabul approves H2"],
        "waits at 4 for kiki",
        [],
    ),
    (
        "4 a push between the two voids the first, and the second is premature",
        ["ani hands in H1", "kiki approves H1", A, "kabul approves H2"],
        "waits at 2 for kiki",
        [f"kiki approves H1: {TEXT_CHANGED}", f"kabul approves H2: {AT_2}"],
    ),
    (
        "5 a later review of an older commit does not count",
        ["ani hands in H1", A, "kiki approves H2", "kabul approves H1"],
        "waits at 3 for kabul",
        [f"kabul approves H1: {OTHER_COMMIT}"],
    ),
    (
        "6 a review that names no commit does not count",
        [A, "kiki approves nothing"],
        "waits at 2 for kiki",
        [f"kiki approves nothing: {OTHER_COMMIT}"],
    ),
    (
        "6 a review of a commit that the case never saw does not count",
        [A, "kiki approves Hx"],
        "waits at 2 for kiki",
        [f"kiki approves Hx: {OTHER_COMMIT}"],
    ),
    # The first counts: counting the latest would put every mark after it out of turn.
    (
        "7 the same official twice counts once",
        [A, "kiki approves H2", "kiki approves H2"],
        "waits at 3 for kabul",
        ["kiki approves H2: This official already marked step 2."],
    ),
    (
        "8 approving, then returning, is a return",
        [A, "kiki approves H2", "kiki returns H2"],
        "waits at 1 for ani",
        ["kiki approves H2: The case was returned by step 2."],
    ),
    (
        "9 returning, then approving, counts from that moment",
        [A, "kiki returns H2", "kiki approves H2"],
        "waits at 3 for kabul",
        [],
    ),
    (
        "9 what the Kabid takes back reopens the text, and the marks begin anew",
        [A, "kiki approves H2", "kabul returns H2", "kabul approves H2", "kiki approves H2"],
        "waits at 3 for kabul",
        [
            "kiki approves H2: The case was returned by step 3.",
            f"kabul approves H2: {AT_2}",
        ],
    ),
    (
        "10 somebody else's approval does not lift a return",
        [A, "kabul returns H2", "kiki approves H2"],
        "waits at 1 for ani",
        [f"kiki approves H2: {UNCORRECTED}"],
    ),
    (
        "11 a comment leaves the mark of its writer alone",
        [A, "kiki approves H2", "kiki comments on H2"],
        "waits at 3 for kabul",
        [],
    ),
    (
        "12 a pending review is invisible",
        [A, "kiki drafts a review of H2"],
        "waits at 2 for kiki",
        [],
    ),
    (
        "13 a dismissed mark is void, and no earlier one resurfaces",
        [A, "kiki approves H2", "kiki approves H2", "admin dismisses kiki"],
        "waits at 2 for kiki",
        [
            "kiki approves H2: This official already marked step 2.",
            "kiki approves H2: It was dismissed.",
        ],
    ),
    (
        "13 dismissing the older one does not make the newer one count",
        [A, "kiki approves H2", "kiki approves H2", "admin dismisses the first of kiki"],
        "waits at 2 for kiki",
        [
            "kiki approves H2: This official already marked step 2.",
            "kiki approves H2: It was dismissed.",
        ],
    ),
    # Row 14: a forge that restores a review tells nothing that the gate knows of.
    (
        "14 only a new review counts after a dismissal",
        [A, "kiki approves H2", "admin dismisses kiki", "kiki approves H2"],
        "waits at 3 for kabul",
        ["kiki approves H2: It was dismissed."],
    ),
    (
        "15 a deleted mark is void, and the marks after it",
        [A, "kiki approves H2", "kabul approves H2", "kiki deletes kiki"],
        "waits at 2 for kiki",
        ["kiki approves H2: It was deleted.", "kabul approves H2: It was deleted."],
    ),
    (
        "18 who pushed a commit may not mark the change",
        ["ani hands in H1", "kiki hands in H2", "kiki approves H2"],
        "waits at 2 for nobody",
        [f"kiki approves H2: {WROTE.format('Kiki')}"],
    ),
    # Row 19: the adapter finds the writers of merged-in commits; the gate bars whom it names.
    (
        "19 who wrote a commit of it may not mark it, whoever handed it in",
        ["ani hands in H2 with kiki", "kiki approves H2"],
        "waits at 2 for nobody",
        [f"kiki approves H2: {WROTE.format('Kiki')}"],
    ),
    (
        "25 a program is never an official",
        [A, "bot approves H2"],
        "waits at 2 for kiki",
        ["bot approves H2: A program is never an official."],
    ),
    (
        "25 an administrator is never an official",
        [A, "admin approves H2"],
        "waits at 2 for kiki",
        [f"admin approves H2: {NOT_LISTED.format('admin')}"],
    ),
    (
        "25 a stranger is nobody",
        [A, "ghost approves H2", "ghost returns H2"],
        "waits at 2 for kiki",
        [
            f"ghost approves H2: {NOT_LISTED.format('ghost')}",
            f"ghost returns H2: {NOT_LISTED.format('ghost')}",
        ],
    ),
    (
        "29 an acting official within the time counts",
        [A, "kiki approves H2", "[1 00:00] plato approves H2"],
        "waits at 4 for kiki",
        [],
    ),
    (
        "30 an acting official at the end of the time does not",
        [A, "kiki approves H2", "[8 00:00] plato approves H2"],
        "waits at 3 for kabul",
        [f"plato approves H2: {NO_POST.format('Plato')}"],
    ),
    (
        "31 an acting official before the time does not, even when it has come since",
        [A, "kiki approves H2", "plato approves H2", "[2 08:00] kartini comments on H2"],
        "waits at 3 for kabul or plato",
        [f"plato approves H2: {NO_POST.format('Plato')}"],
    ),
    (
        "33 incumbent and acting: the first counts, the second is noted",
        [A, "kiki approves H2", "[2 09:00] plato approves H2", "kabul approves H2"],
        "waits at 4 for kiki",
        ["kabul approves H2: It came out of turn: the case lies at step 4."],
    ),
    (
        "34 a return to the Kasubid voids from there on, and needs no new text",
        [A, "kiki approves H2", "kabul returns H2 to 2", "kiki approves H2", "kabul approves H2"],
        "waits at 4 for kiki",
        ["kiki approves H2: The case was returned by step 3."],
    ),
    (
        "35 a return to the author needs another text",
        [A, "kabul returns H2", "ani hands in H2", "kiki approves H2"],
        "waits at 1 for ani",
        [
            "ani hands in H2: The same text was handed in again, unchanged.",
            f"kiki approves H2: {UNCORRECTED}",
        ],
    ),
    (
        "35 another text answers the return",
        [A, "kabul returns H2", "ani hands in H3", "kiki approves H3"],
        "waits at 3 for kabul",
        [],
    ),
    *(
        (
            f"36 a return to step {to}, {word}, goes to the author",
            [A, "kiki approves H2", f"kabul returns H2 to {to}"],
            "waits at 1 for ani",
            ["kiki approves H2: The case was returned by step 3."],
        )
        for to, word in [(3, "its own"), (4, "a later one"), (99, "an unknown one"), (0, "none")]
    ),
    *(
        (
            sentence,
            [A, "kiki approves H2", "kabul approves H2", "ani hands in H3"],
            "waits at 2 for kiki",
            [f"kiki approves H2: {TEXT_CHANGED}", f"kabul approves H2: {TEXT_CHANGED}"],
        )
        for sentence in [
            "37 a forced push to an identical tree is another commit: all void",
            "39 a clean update merge is another commit: all void",
            "40 an update merge with an edit is another commit: all void",
            "41 a rebase of the same patch is another commit: all void",
        ]
    ),
    (
        "38 a forced push back to a marked commit brings no mark back",
        [A, "kiki approves H2", "kabul approves H2", "ani hands in H3", "ani hands in H2"],
        "waits at 2 for kiki",
        [f"kiki approves H2: {TEXT_CHANGED}", f"kabul approves H2: {TEXT_CHANGED}"],
    ),
    (
        "44 marks given for another base are void",
        [A, "kiki approves H2", "ani moves H2 to the base dev", "ani moves H2 to the base main"],
        "waits at 2 for kiki",
        ["kiki approves H2: The change got another base."],
    ),
    (
        "44 a change that aims elsewhere is not judged",
        [A, "ani moves H2 to the base dev", "kiki approves H2", "kabul approves H2"],
        "blocked: The manuscript aims at another branch than main.",
        [],
    ),
    ("50 a comment is no mark", [A, "kiki comments on H2"], "waits at 2 for kiki", []),
    (
        "52 marks given before a change was closed are void",
        [A, "kiki approves H2", "ani closes H2", "ani reopens H2"],
        "waits at 2 for kiki",
        ["kiki approves H2: The change was closed."],
    ),
    (
        "52 a closed change is not marked",
        [A, "ani closes H2", "kiki approves H2"],
        "blocked: The manuscript is closed or marked as a draft.",
        ["kiki approves H2: The change was closed."],
    ),
    (
        "57 merged at another head than the gate passed is an incident",
        [A, "kiki approves H2", "kabul approves H2", "kiki assigns ani", "bot merges H1"],
        "blocked: The manuscript was merged around the gate by Bot.",
        [],
    ),
    (
        "58 merged by a human around the gate is an incident",
        [A, "kiki approves H2", "ani merges H2"],
        "blocked: The manuscript was merged around the gate by ani.",
        [],
    ),
    (
        "61 a report before its manuscript is merged is none",
        [A, "ani hands in R1", "kiki approves R1"],
        "waits at 2 for kiki",
        [
            "ani hands in R1: It is not yet time for the report.",
            f"kiki approves R1: {OTHER_COMMIT}",
        ],
    ),
]


@pytest.mark.parametrize(
    ("sentences", "stand", "why"),
    [pytest.param(*rest, id=sentence) for sentence, *rest in STORIES],
)
def test_the_flagship_in_the_usual_office(sentences: list[str], stand: str, why: list[str]) -> None:
    story = told(*sentences)

    verdict = weigh(story)

    assert stands(verdict.stand) == stand
    assert fallen(story, verdict) == why


def also(who: str, post: str) -> Callable[[Office], Office]:
    """Give somebody one more post."""
    return lambda usual: replace(usual, tenures=(*usual.tenures, tenure(who, post)))


def ended(who: str, *, from_the_beginning: bool = False) -> Callable[[Office], Office]:
    """End somebody's tenures after the marks, or as if they had never been."""
    until = LONG_AGO if from_the_beginning else moment(2, "12:00")
    return lambda usual: replace(
        usual,
        tenures=tuple(
            replace(one, until=until) if one.person == who else one for one in usual.tenures
        ),
    )


def gone(who: str) -> Callable[[Office], Office]:
    """Strike somebody off the roster."""
    return lambda usual: replace(
        usual, persons=tuple(one for one in usual.persons if one.id != who)
    )


def renamed(usual: Office) -> Office:
    """Let Kiki marry; her login and name change, her number does not."""
    rest = [one for one in usual.persons if one.id != "kiki"]
    kiki = replace(person("kiki"), name="Kiki Baru")
    return replace(usual, persons=(*rest, kiki))


def replaced(usual: Office) -> Office:
    """Let Kiki leave, and a newcomer take her login: the forge gave her another number."""
    return replace(gone("kiki")(usual), persons=(*gone("kiki")(usual).persons, person("kiki2")))


def second_account(usual: Office) -> Office:
    """Give Kiki two accounts."""
    rest = [one for one in usual.persons if one.id != "kiki"]
    return replace(usual, persons=(*rest, person("kiki", account("kiki at home"))))


def acting(who: str, post: str) -> Callable[[Office], Office]:
    """Let somebody be Plh. of a post for the year."""
    plh = tenure(who, post, moment(1, month=1), moment(1, month=12), Holding.PLH)
    return lambda usual: replace(usual, tenures=(*usual.tenures, plh))


BOTH = [A, "kiki approves H2", "kabul approves H2"]
ROSTERS = [
    (
        "16, 17 an author who is Kasubid too cannot mark",
        also("ani", KASUBID),
        [A, "ani approves H2"],
        "waits at 2 for kiki",
        [f"ani approves H2: {WROTE.format('Ani')}"],
    ),
    (
        "23 one person in both posts fills one step, with however many reviews",
        also("kiki", KABID),
        [A, "kiki approves H2", "kiki approves H2", "kiki approves H2"],
        "waits at 3 for kabul",
        ["kiki approves H2: This official already marked step 2."] * 2,
    ),
    (
        "24 one approval of somebody in both posts fills the lowest open step only",
        also("kabul", KASUBID),
        [A, "kabul approves H2"],
        "waits at 3 for nobody",
        [],
    ),
    ("26 a new name changes nothing", renamed, BOTH, "waits at 4 for kiki", []),
    (
        "26 a newcomer with an old login is somebody else",
        replaced,
        [A, "kiki approves H2"],
        "waits at 2 for nobody",
        [f"kiki approves H2: {NOT_LISTED.format('kiki')}"],
    ),
    # Some gates void such a mark; here a post has to be held when the mark is given, no longer.
    (
        "28 a post that ended after the mark leaves it standing",
        ended("kiki"),
        [*BOTH, "[1 08:00] kartini comments on H2"],
        "waits at 4 for nobody",
        [],
    ),
    (
        "28 an official who was struck off the roster has marked nothing",
        gone("kiki"),
        BOTH,
        "waits at 2 for nobody",
        [f"kiki approves H2: {NOT_LISTED.format('kiki')}", f"kabul approves H2: {AT_2}"],
    ),
    # A roster knows no delegations, only tenures with a decree: no chain, no cycle can be written.
    (
        "32 a deputy who wrote the text cannot mark it",
        acting("ani", KASUBID),
        [A, "ani approves H2", "kiki approves H2"],
        "waits at 3 for kabul",
        [f"ani approves H2: {WROTE.format('Ani')}"],
    ),
    (
        "48 rules that changed on the way are applied to all that happened",
        ended("kiki", from_the_beginning=True),
        BOTH,
        "waits at 2 for nobody",
        [f"kiki approves H2: {NO_POST.format('Kiki')}", f"kabul approves H2: {AT_2}"],
    ),
]


@pytest.mark.parametrize(
    ("change", "sentences", "stand", "why"),
    [pytest.param(*rest, id=sentence) for sentence, *rest in ROSTERS],
)
def test_another_roster(
    change: Callable[[Office], Office], sentences: list[str], stand: str, why: list[str]
) -> None:
    story = told(*sentences)

    verdict = weigh(story, roster=change(office()))

    assert stands(verdict.stand) == stand
    assert fallen(story, verdict) == why


KNOWN = frozenset({account("ani")})
BRANCHES = [
    (
        "6 a change that was pushed to, but not handed in, is not judged",
        Change(MANUSCRIPT, "H3"),
        "blocked: The manuscript was changed without being handed in.",
    ),
    (
        "18 who contributed, by the forge's own word, fills no step",
        Change(MANUSCRIPT, "H2", contributors=frozenset({account("kiki")})),
        "waits at 2 for nobody",
    ),
    (
        "20 a commit of nobody known is not judged",
        Change(MANUSCRIPT, "H2", contributors=KNOWN, strangers=("x@example.org",)),
        "blocked: x@example.org wrote a commit and is in no roster.",
    ),
    (
        "20 a contributor's account that nobody owns is not judged",
        Change(MANUSCRIPT, "H2", contributors=frozenset({account("ghost")})),
        "blocked: #ghost wrote a commit and is in no roster.",
    ),
    ("42 a branch that is gone is not judged", Change(MANUSCRIPT, None),
     "blocked: The branch of the manuscript is gone."),
    ("44 a change that aims at another base is not judged", Change(MANUSCRIPT, "H2", "dev"),
     "blocked: The manuscript aims at another branch than main."),
    ("51 a change marked as a draft is not judged", Change(MANUSCRIPT, "H2", draft=True),
     "blocked: The manuscript is closed or marked as a draft."),
    ("53 two cases at the same commit are not judged", Change(MANUSCRIPT, "H2", rivals=("c-2",)),
     "blocked: Case c-2 stands at the very same commit."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "stand"), [pytest.param(*rest, id=sentence) for sentence, *rest in BRANCHES]
)
def test_what_the_forge_holds_now(change: Change, stand: str) -> None:
    story = told(*BOTH, "kiki assigns ani")

    assert stands(weigh(story, changes={MANUSCRIPT: change}).stand) == stand


def test_21_a_coauthor_in_a_trailer_is_told_and_bars_nobody() -> None:
    named = frozenset({account("kiki"), account("ghost")})
    verdict = weigh(told(*BOTH), changes={MANUSCRIPT: Change(MANUSCRIPT, "H2", coauthors=named)})

    assert stands(verdict.stand) == "waits at 4 for kiki"
    assert [str(one) for one in verdict.warnings] == [
        "#ghost is named as co-author.",
        "kiki is named as co-author.",
    ]


PUBLISHED = [*BOTH, "kiki assigns ani", "bot merges H2", "bot performs 5"]


def test_22_a_report_opened_by_the_program_is_the_work_of_its_assignee() -> None:
    story = told(*PUBLISHED, "bot hands in R1", "ani approves R1")
    verdict = weigh(story, roster=also("ani", KASUBID)(office()))

    assert stands(verdict.stand) == "waits at 6 for kiki"
    assert fallen(story, verdict) == ["ani approves R1: Ani wrote or pushed to this change."]
    assert [one.person for one in verdict.filled if one.step.no == 5] == ["ani"]


def test_56_an_event_told_twice_or_out_of_order_is_not_judged() -> None:
    story = told(*BOTH)
    opened, handed_in, first, second = story.events

    for events in [(opened, handed_in, first, first), (opened, handed_in, second, first)]:
        verdict = weigh(replace(story, events=events))
        assert stands(verdict.stand).startswith("blocked: Event ")


def test_59_a_clock_behind_the_last_event_is_not_judged() -> None:
    verdict = weigh(told(*BOTH), now=moment(2, "08:29"))

    assert stands(verdict.stand) == "blocked: The clock is behind the last event of the case."


def test_60_a_report_climbs_three_signatures_in_order() -> None:
    story = told(*PUBLISHED, "bot hands in R1", "kartini approves R1", "kiki approves R1",
                 "kartini approves R1", "kabul approves R1", "kartini approves R1")  # fmt: skip
    verdict = weigh(story)

    assert stands(verdict.stand) == "waits at 9 for kabul"
    assert fallen(story, verdict) == [
        "kartini approves R1: It came out of turn: the case lies at step 6.",
        "kartini approves R1: It came out of turn: the case lies at step 7.",
    ]
