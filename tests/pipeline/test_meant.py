"""What a user means by a part of a name, and by a day in the case's file."""

from pathlib import Path

import pytest

from everything import long
from office_world import CASE, OfficeWorld, office_world
from paraf.core.case import Opened
from paraf.pipeline.check import case_file
from paraf.pipeline.reconcile import reconcile
from paraf.ports import RefusedFault


def test_a_part_of_a_case_s_name_is_enough_if_no_other_open_case_has_it(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(1)
    desk = office.desk("melati")
    assert desk.find("seleksi") == CASE
    assert desk.find(CASE) == CASE
    assert desk.find("mutasi") == "mutasi"


def test_a_part_that_several_cases_have_is_asked_back(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(1)
    office.tell("melati", Opened("update-website", "Hasil", office.now), case="20261116-hasil")
    desk = office.desk("melati")
    assert desk.find("hasil") == "20261116-hasil"
    with pytest.raises(RefusedFault, match="may mean several cases"):
        desk.find("20261116")


@long
def test_a_page_with_a_day_is_not_merged_before_it(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    dated(office)
    bot = office.desk("paraf")
    reconcile(bot, office.book())
    base = bot.forge.base()
    assert reconcile(bot, office.book()).did == []
    assert bot.forge.base() == base
    office.later(24 * 60)
    done = [str(what) for case, what in reconcile(office.desk("paraf"), office.book()).did if case]
    assert done[0] == "Merged the manuscript."


def dated(office: OfficeWorld) -> None:
    """Bring a case that may be published on Tuesday to its upload, by Monday."""
    case = office.case_at(1)
    file = office.folder("melati") / "drafts" / case / "case.yml"
    file.write_text(file.read_text() + "publish_on: 2026-11-17\n")
    for who, *words in (
        ("melati", "submit", case),
        ("cendana", "review", case),
        ("cendana", "review", case, "--approve"),
        ("dahlia", "review", case),
        ("dahlia", "review", case, "--approve"),
        ("cendana", "assign", case),
    ):
        office.later(5)
        ran = office.run(who, *words)
        assert ran.code == 0, ran.out
    head = office.desk("paraf").forge.case(case).changes["manuscript"].head
    assert head is not None
    assert case_file(office.desk("paraf").git, head, case).publish_on is not None
