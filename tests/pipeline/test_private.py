"""What is said with an act stays in git for ever: no personal data gets there at the desk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier_world import PANDAN, case_world, paper, references
from everything import long
from office_world import CASE, KASUBID, PENGELOLA, OfficeWorld, office_world
from paraf.core.case import Opinion
from paraf.core.checking import ManuscriptRules
from paraf.pipeline.act import Review, assign, decide, perform, review
from paraf.pipeline.desk import Desk
from paraf.pipeline.new import Wish, open_case
from paraf.pipeline.offer import Offer
from paraf.pipeline.private import Telling, refuse_private
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.submit import submit

NIK = "3404070105900001"
RULES = ManuscriptRules()
SAID = f"Sesuai berkas {NIK}"


def stopped(office: OfficeWorld, who: str, act: Callable[[Desk, Rulebook], object]) -> None:
    """Let somebody act in words that tell a NIK: it is refused, masked, and nothing is written."""
    before = references(office)
    desk = office.desk(who)
    with pytest.raises(Telling) as refused:
        act(desk, desk.rulebook())
    told = f"{refused.value.what} {refused.value.remedy}"
    assert "3404••••••••0001" in told
    assert NIK not in told
    assert references(office) == before
    assert SAID not in desk.git.text("log", "--all", "--format=%B")


def test_a_draft_is_handed_in_without_it(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(1)
    ran = office.run(PENGELOLA, "submit", "-m", SAID)
    assert (ran.code, "3404••••••••0001" in ran.out, NIK in ran.out) == (3, True, False), ran.out
    assert SAID not in office.git(PENGELOLA, "log", "--all", "--format=%B").out
    stopped(office, PENGELOLA, lambda desk, book: perform(desk, book, CASE, Offer(note=SAID)))
    stopped(office, PENGELOLA, lambda desk, book: open_case(desk, book, Wish(SAID)))
    rich = "Rekening BRI 0021-01-012345-53-2 a.n. Budi Contoh"
    with pytest.raises(Telling):
        submit(office.desk(PENGELOLA), office.book(), CASE, Offer(note=rich))


@pytest.mark.parametrize("opinion", [Opinion.APPROVE, Opinion.RETURN])
def test_a_draft_is_marked_or_returned_without_it(tmp_path: Path, opinion: Opinion) -> None:
    office = office_world(tmp_path)
    office.case_at(2)
    said = Review(opinion, SAID)
    stopped(office, KASUBID, lambda desk, book: review(desk, book, CASE, said))


def test_a_disposition_is_given_without_it(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(4)
    stopped(office, KASUBID, lambda desk, book: assign(desk, book, CASE, to=None, note=SAID))


@long
def test_a_question_is_answered_without_it(tmp_path: Path) -> None:
    office = case_world(tmp_path, "damage to be decided")
    case = office.case
    stopped(office, KASUBID, lambda desk, book: decide(desk, book, case, "baik", SAID))


@pytest.mark.parametrize(
    ("name", "media", "place"),
    [
        (f"data-{NIK}.pdf", (), "data-3404••••••••0001.pdf"),
        ("data.pdf", (("data-terupdate", f"CD {NIK}"),), "data-terupdate"),
    ],
    ids=["the name of a stored file", "the label of a medium"],
)
def test_what_is_written_beside_a_stored_document_does_not_tell_it(
    tmp_path: Path, name: str, media: tuple[tuple[str, str], ...], place: str
) -> None:
    office = case_world(tmp_path, "data to be updated")
    desk = office.desk(PANDAN)
    files = (("data-terupdate", paper(office, name)),)
    done = submit(desk, desk.rulebook(), office.case, Offer(files, media))
    (found,) = (one for one in done.findings if "NIK or KK" in str(one.what))
    assert found.place.endswith(place)
    assert NIK not in str(done.findings)


@given(st.text("abc .,:-\n", max_size=12), st.text("abc .,:-\n", max_size=12))
def test_nothing_around_a_nik_lets_it_pass(before: str, after: str) -> None:
    with pytest.raises(Telling):
        refuse_private(f"{before}{NIK}{after}", RULES)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Tanggal tidak sesuai nota dinas: 1–3 Desember",
        "Berlaku 11-03-2026 12-03-2026, anggaran Rp 1.250.000.000",
        "Hubungi (0274) 512345, NIP 198501012010011001",
        "Nomor 800/1234/BKD/2026",
    ],
)
def test_what_an_office_says_every_day_passes(words: str) -> None:
    refuse_private(words, RULES)
