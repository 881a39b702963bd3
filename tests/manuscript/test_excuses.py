"""An excuse covers what it names, and nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manuscript.drafts import CASE
from paraf.core.checking import Declared, Excused, ManuscriptRules, Treatment
from paraf.core.evidence import Finding, Severity
from paraf.manuscript import finding
from paraf.manuscript.excuses import SeenIn, weigh
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.seen import Seen

RULES = ManuscriptRules()
LIST = "content/unduhan/berkas/2026/daftar.xlsx"
OTHER = "content/unduhan/berkas/2026/lain.xlsx"
MATERIAL = "drafts/2026-001/materials/daftar.xlsx"
NOW, BEFORE = "a" * 64, "b" * 64
REASON = "Daftar pemenang menurut keputusan"


def told(
    seen: SeenIn,
    excused: tuple[Excused, ...] = (),
    declared: tuple[Declared, ...] = (),
    rules: ManuscriptRules = RULES,
) -> list[Finding]:
    sums = dict.fromkeys(seen, NOW)
    return list(weigh(seen, replace(CASE, excused=excused, declared=declared), rules, sums))


def blocking(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(one.kind, one.place) for one in findings if one.severity is Severity.BLOCK]


def test_an_exception_lets_as_many_values_stand_as_it_names() -> None:
    (one,) = told({LIST: [Seen("account", count=24)]}, (Excused("account", LIST, 24, REASON),))
    assert (one.severity, one.excused) == (Severity.WARN, REASON)


def test_more_values_than_the_exception_names_stand_as_they_are() -> None:
    seen = {LIST: [Seen("account", count=20), Seen("account", count=5)]}
    found = told(seen, (Excused("account", LIST, 24, REASON),))
    assert blocking(found) == [("account", LIST)] * 2
    assert all(str(one.what).endswith("The exception covers 24; 25 were found.") for one in found)


def test_two_exceptions_for_one_kind_and_file_add_up() -> None:
    both = (Excused("account", LIST, 20, "Bendahara kantor"), Excused("account", LIST, 4, REASON))
    (one,) = told({LIST: [Seen("account", count=24)]}, both)
    assert one.excused == f"Bendahara kantor; {REASON}"


def test_an_exception_that_excuses_nothing_is_told() -> None:
    idle = (Excused("account", OTHER, 1, REASON), Excused("polyglot", LIST, 1, REASON),
            Excused("no-such-kind", LIST, 1, REASON))  # fmt: skip
    found = told({LIST: [Seen("polyglot", sample="PDF + ZIP")]}, idle)
    assert blocking(found) == [("polyglot", LIST)]
    assert [one.place for one in found if one.kind == "excuse"] == ["drafts/2026-001/case.yml"] * 3


def test_a_declaration_covers_what_could_not_be_examined_and_nothing_more() -> None:
    seen = {LIST: [Seen("parser-slow"), Seen("macros")]}
    found = told(seen, declared=(Declared(LIST, "Daftar nama dan nomor peserta", NOW),))
    assert blocking(found) == [("macros", LIST)]
    assert [one.excused for one in found] == ["Daftar nama dan nomor peserta", ""]


def test_a_declaration_of_a_file_that_could_be_examined_is_told() -> None:
    (one,) = told({LIST: []}, declared=(Declared(LIST, "Daftar nama dan nomor peserta", NOW),))
    assert (one.kind, one.severity) == ("excuse", Severity.WARN)


@pytest.mark.parametrize(
    ("digest", "why"),
    [(BEFORE, "another one since"), ("", "does not say of which file")],
    ids=["another", "unsaid"],
)
def test_a_declaration_covers_no_other_file_at_its_place(digest: str, why: str) -> None:
    made = Declared(LIST, "Daftar nama dan nomor peserta", digest)
    found = told({LIST: [Seen("parser-slow")]}, declared=(made,))
    assert blocking(found) == [("parser-slow", LIST)]
    (one,) = [one for one in found if one.kind == "excuse"]
    assert why in str(one.what)
    assert one.severity is Severity.WARN


def test_nik_and_kk_block_whatever_the_rules_say() -> None:
    rules = replace(RULES, personal=dict.fromkeys(RULES.personal, Treatment.PASS))
    seen = {LIST: [Seen(kind) for kind in RULES.personal]}
    assert {one.kind for one in told(seen, rules=rules)} == {"nik", "kk"}
    assert len(blocking(told(seen, rules=rules))) == 2


@pytest.mark.parametrize("kind", sorted(RULES.personal))
def test_personal_data_in_materials_warns_and_never_blocks(kind: str) -> None:
    assert blocking(told({MATERIAL: [Seen(kind)]})) == []
    assert [one.kind for one in told({MATERIAL: [Seen(kind)]})] == [kind]


def test_what_could_harm_blocks_in_materials_too() -> None:
    assert blocking(told({MATERIAL: [Seen("macros")]})) == [("macros", MATERIAL)]


FILES = st.sampled_from([LIST, OTHER, MATERIAL])
SLUGS = st.sampled_from(sorted(KINDS))
SEEN = st.dictionaries(
    FILES, st.lists(st.builds(Seen, SLUGS, count=st.integers(1, 30)), max_size=4), max_size=3
)
EXCUSES = st.lists(
    st.builds(Excused, SLUGS, FILES, st.integers(1, 40), st.just(REASON)), max_size=5
)
DECLARED = st.lists(st.builds(Declared, FILES, st.just("Isinya daftar nama")), max_size=3)


@given(SEEN, EXCUSES, DECLARED)
def test_excuses_never_add_a_block_and_never_hide_a_finding(
    seen: SeenIn, excused: list[Excused], declared: list[Declared]
) -> None:
    before, after = told(seen), told(seen, tuple(excused), tuple(declared))
    assert {(one.kind, one.place) for one in before} <= {(one.kind, one.place) for one in after}
    for one in blocking(after):
        assert one in blocking(before)


@given(SEEN, EXCUSES, DECLARED)
def test_what_an_excuse_lets_stand_is_of_its_kind_and_in_its_file(
    seen: SeenIn, excused: list[Excused], declared: list[Declared]
) -> None:
    freed = set(blocking(told(seen))) - set(blocking(told(seen, tuple(excused), tuple(declared))))
    for kind, file in freed:
        covered = sum(one.count for one in excused if (one.kind, one.file) == (kind, file))
        found = sum(one.count for one in seen[file] if one.kind == kind)
        by_count = KINDS[kind].excusable and found <= covered
        by_word = KINDS[kind].declarable and any(one.file == file for one in declared)
        assert by_count or by_word


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_can_be_said_whatever_its_finder_leaves_open(kind: str) -> None:
    for count in (1, 2):
        found = finding.of(Seen(kind, count=count), LIST)
        assert str(found.what)
        assert str(found.remedy)
