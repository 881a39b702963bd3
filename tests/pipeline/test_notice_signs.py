"""Who is asked, which status and which labels a pull request gets: what programs go by."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraf.core.case import Change
from paraf.core.words import english
from paraf.pipeline.notice import LABELS, Setting, notice
from pipeline.noticing import (
    DISPOSED,
    DONE,
    FINDINGS,
    MARKED,
    PUBLISHED,
    PULL,
    REPORT,
    SECOND,
    SIGNED,
    account,
    approves,
    bold,
    fails,
    hands_in,
    judged,
    merges,
    returns,
    say,
    shown,
    states,
)
from pipeline.rendered import rendered

ASKED = {
    "the Kasubid first": ((hands_in(),), "manuscript", ["cendana"]),
    "then the Kabid": (MARKED[:2], "manuscript", ["dahlia"]),
    "nobody for a disposition": (MARKED, "manuscript", []),
    "nobody once it was returned": ((hands_in(), returns("cendana", "x")), "manuscript", []),
    "again after the correction": (
        (hands_in(), returns("cendana", "x"), hands_in(SECOND)), "manuscript", ["cendana"]
    ),
    "nobody early": ((hands_in(), approves("dahlia")), "manuscript", ["cendana"]),
    "nobody on the manuscript for the report": (PUBLISHED, "manuscript", []),
    "the Kasubid of the report": (PUBLISHED, "report", ["cendana"]),
    "the Kepala of the report": ((*PUBLISHED, *SIGNED[:2]), "report", ["gaharu"]),
    "nobody at the end": (DONE, "report", []),
}  # fmt: skip


@pytest.mark.parametrize(("told", "change", "asked"), ASKED.values(), ids=ASKED)
def test_only_whose_turn_it_is_is_asked(told: tuple, change: str, asked: list[str]) -> None:
    assert shown(*told, change=change).asked == tuple(account(one) for one in asked)


def test_nobody_is_asked_by_another_forges_account() -> None:
    assert shown(hands_in(), forge="github").asked == ()


def test_nobody_is_asked_to_read_what_the_checks_hold_up() -> None:
    one = shown(hands_in(), findings=FINDINGS)
    assert one.asked == ()
    assert one.status.state == "failure"
    assert one.labels == {"paraf/disiapkan"}
    assert bold(one).startswith("Pemeriksaan otomatis menemukan 1 hal yang harus diperbaiki oleh M")
    assert "Yang perlu dilakukan Melati Rekaanwati" in one.comment


def test_a_warning_holds_nobody_up() -> None:
    assert shown(hands_in(), findings=FINDINGS[:1]).asked == (account("cendana"),)


SIGNS = {
    "handed in": ((hands_in(),), "manuscript", "pending", "paraf/diperiksa"),
    "returned": ((hands_in(), returns("cendana", "x")), "manuscript", "failure",
                 "paraf/dikembalikan"),
    "for a disposition": (MARKED, "manuscript", "pending", "paraf/siap-terbit"),
    "complete": (PUBLISHED[:4], "manuscript", "success", "paraf/siap-terbit"),
    "merged": (PUBLISHED[:5], "manuscript", "success", "paraf/siap-terbit"),
    "performed": (PUBLISHED[:6], "manuscript", "success", "paraf/terbit"),
    "published": (PUBLISHED, "manuscript", "success", "paraf/terbit"),
    "failed": ((*PUBLISHED[:5], fails("x")), "manuscript", "success",
               "paraf/masalah paraf/siap-terbit"),
    "report under review": (PUBLISHED, "report", "pending", "paraf/diperiksa"),
    "report returned": ((*PUBLISHED, returns("cendana", "x", REPORT, "report")), "report",
                        "failure", "paraf/dikembalikan"),
    "report signed": ((*PUBLISHED, *SIGNED), "report", "pending", "paraf/siap-arsip"),
    "report complete": ((*PUBLISHED, *SIGNED, *DISPOSED), "report", "success", "paraf/siap-arsip"),
    "archived": (DONE, "report", "success", "paraf/selesai"),
    "archived manuscript": (DONE, "manuscript", "success", "paraf/terbit"),
    "merged around the gate": ((hands_in(), merges()), "manuscript", "error", "paraf/masalah"),
}  # fmt: skip


@pytest.mark.parametrize(("told", "change", "state", "labels"), SIGNS.values(), ids=SIGNS)
def test_status_and_labels_say_where_it_stands(
    told: tuple, change: str, state: str, labels: str
) -> None:
    one = shown(*told, change=change)
    assert (one.status.state, " ".join(sorted(one.labels))) == (state, labels)
    assert one.status.context == f"paraf/{change} (main)"
    assert one.status.url == PULL


def test_the_status_is_green_only_for_the_head_that_was_marked() -> None:
    now, at = judged(*PUBLISHED[:4])
    moved = replace(now.case, changes={"manuscript": Change("manuscript", SECOND)})
    one = notice(replace(now, case=moved), "manuscript", Setting("gitea", PULL, at), say=say)
    assert one.status.state == "pending"


def test_what_may_not_be_published_yet_is_not_green() -> None:
    one = shown(*PUBLISHED[:4], publish_on=date(2026, 12, 1))
    assert one.status.state == "pending"
    assert (
        bold(one) == "Semua tanda sudah lengkap; naskah diterbitkan otomatis pada 1 Desember 2026."
    )
    assert shown(*PUBLISHED[:4], publish_on=date(2026, 11, 16)).status.state == "success"


def test_lateness_has_its_label_and_words() -> None:
    one = shown(hands_in(), after=90)
    assert one.labels == {"paraf/diperiksa", "paraf/terlambat"}
    assert bold(one).startswith("Lewat tenggat: langkah 2 menunggu paraf Cendana")
    assert states(one)[1] == "➜\xa0menunggu, lewat tenggat"
    assert "paraf/terlambat" not in shown(*PUBLISHED, after=600).labels


def test_every_label_that_is_given_is_one_that_is_set_up() -> None:
    assert all(one.startswith("paraf/") for one in LABELS)
    for label in LABELS.values():
        assert int(label.colour, 16) < 1 << 24
        assert len(label.colour) == 6
        assert len(say(label.description)) <= 100
        assert len(english(label.description)) <= 100


@pytest.mark.parametrize("told", [one[0] for one in SIGNS.values()], ids=SIGNS)
def test_labels_are_from_the_small_set(told: tuple) -> None:
    for change in ("manuscript", "report"):
        one = shown(*told, change=change)
        assert one.labels <= LABELS.keys()
        assert len(one.status.description) <= 140


@settings(deadline=None)
@given(
    st.sampled_from(sorted(SIGNS)), st.integers(0, 5000), st.sampled_from(["manuscript", "report"])
)
def test_every_stand_has_its_words_at_any_time(name: str, after: int, change: str) -> None:
    one = shown(*SIGNS[name][0], change=change, after=after)
    assert len(rendered(one.comment).tables[0]) == 12
    assert 0 < len(one.status.description) <= 140
    assert "{" not in one.comment
