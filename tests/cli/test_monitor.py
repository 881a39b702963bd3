"""`paraf monitor`: what people and programs are told."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from office_world import BOT, PENGELOLA, OfficeWorld, office_world
from pipeline.live import ran
from pipeline.shelves import flagship, shelve

MAY = datetime(2026, 5, 18, 1, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path) -> OfficeWorld:
    """An office of November 2026 with one case of May in its archive, and one that is damaged."""
    office = office_world(tmp_path)
    roster = office.door().git.read("refs/heads/main", "review/officials.yml") or b""
    acting = roster.replace(b"from: 2026-09-01", b"from: 2026-03-01")
    shelve(office, "20260518-jadwal", flagship(office, MAY), rules={"officials": acting})
    shelve(office, "20260518-rusak", flagship(office, MAY), spoil={"data/ledger.jsonl": b"x"})
    return office


def test_without_dates_it_takes_the_half_year_that_is_over_and_says_so(office: OfficeWorld) -> None:
    told = office.run(PENGELOLA, "monitor")
    assert told.code == 0, told.out
    assert "Period: 1 January 2026 – 30 June 2026, the last half-year that is over" in told.out
    assert "begun 1 · finished 1 · archived 1 · still under way at its end 0" in told.out
    assert "Not counted, because it could not be read: 1" in told.out
    damaged = "! review/archive/2026/20260518-rusak: Line 1 of its ledger is no event."
    assert damaged in told.out
    chosen = office.run(PENGELOLA, "monitor", "--from", "2026-07-01", "--to", "2026-12-31")
    assert "Period: 1 July 2026 – 31 December 2026." in chosen.out
    assert "The period is not over yet." in chosen.out
    assert "archived 0" in chosen.out


def test_programs_get_keys_that_stay(office: OfficeWorld) -> None:
    told = office.run(PENGELOLA, "monitor", "--json", "--sop", "update-website")
    start, end = told.out.index("{"), told.out.rindex("}") + 1
    data = json.loads(told.out[start:end])
    assert data["period"] == {
        "from": "2026-01-01", "to": "2026-06-30", "zone": "Asia/Jakarta", "over": True,
        "chosen": False,
    }  # fmt: skip
    assert [one["what"] for one in data["unreadable"]] == ["review/archive/2026/20260518-rusak"]
    (sop,) = data["sops"]
    assert {name: sop[name] for name in ("id", "begun", "finished", "archived", "under_way")} == {
        "id": "update-website", "begun": 1, "finished": 1, "archived": 1, "under_way": 0,
    }  # fmt: skip
    assert sop["lead"]["n"] == 1
    assert set(sop["lead"]["median"]) == {"seconds", "days"}
    (version,) = [one for one in sop["versions"] if one["cases"]]
    assert version["current"] is True
    review = version["lines"][1]
    activity = review.pop("activity")
    assert activity.startswith("Kasubid memeriksa")
    assert review == {
        "label": "2", "row": True, "acts": ["review"], "actors": ["kasubid"],
        "norm": {"amount": 60, "unit": "minute"}, "n": 1, "done": 2, "returned": 0, "within": 1,
        "median": {"seconds": 600, "minutes": 10.0}, "p90": {"seconds": 600, "minutes": 10.0},
        "quarters_of_norm": [1, 0, 0, 0, 0, 0, 0, 0, 0],
    }  # fmt: skip
    assert version["lines"][0]["median"] == {"seconds": 1800, "days": 0.066667}


def test_the_table_is_written_in_the_offices_language(office: OfficeWorld, tmp_path: Path) -> None:
    into = tmp_path / "new" / "folder"
    words = ("monitor", "--sop", "update-website", "--into", into)
    told = ran(office, BOT, *words, PARAF_LANG="id")
    assert told.code == 0, told.out
    names = sorted(one.name for one in into.iterdir())
    assert names == [
        f"monitoring-update-website-2026-01-01-2026-06-30.{kind}" for kind in ("html", "pdf")
    ]
    page = (into / names[0]).read_text("utf-8")
    assert '<html lang="en">' in page
    assert "Monitoring of an SOP" in page
    assert (into / names[1]).read_bytes().startswith(b"%PDF-")
    assert all(f"Ditulis: {into / name}" in told.out for name in names)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--from", "2026-07-01"), 2, "Give both --from and --to, or neither."),
        (("--from", "2026-07-02", "--to", "2026-07-01"), 2, "ends before it begins"),
        (("--from", "2026-13-01", "--to", "2026-07-01"), 2, "2026-13-01 is no date"),
        (("--from", "1 July 2026", "--to", "2026-07-01"), 2, "is no date"),
        (("--sop", "updating"), 3, "No SOP updating is in force"),
        (("--into", "mkdocs.yml"), 2, "is a file"),
        (("--into", "mkdocs.yml/below"), 2, "mkdocs.yml/below is no folder."),
    ],
)
def test_what_was_typed_wrongly_is_said(
    office: OfficeWorld, words: tuple[str, ...], code: int, said: str
) -> None:
    told = office.run(PENGELOLA, "monitor", *words)
    assert told.code == code
    assert said in told.out
    assert "Traceback" not in told.out
