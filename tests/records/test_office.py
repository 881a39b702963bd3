"""The office as its files give it: tenures by midnights of its zone, hours, holidays, norms."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from paraf.core.hours import Hours
from paraf.core.office import Account, Holding, Key
from paraf.core.sop import Norm, Unit
from paraf.records.calendar import ZONES, national
from paraf.records.office import Pipeline, TargetSettings, read_office
from paraf.records.sop import norm
from records.papers import OFFICIALS, PIPELINE, ROOT, key, office, said


@pytest.mark.parametrize(
    ("zone", "name", "east"),
    [("WIB", "Jakarta", 7), ("WITA", "Makassar", 8), ("WIT", "Jayapura", 9)],
)
def test_a_tenure_begins_and_ends_at_midnight_of_the_office(
    zone: str, name: str, east: int
) -> None:
    assert ZONES[zone] == ZoneInfo(f"Asia/{name}")
    tenure = office(pipeline=PIPELINE.replace("zone: WITA", f"zone: {zone}")).tenures[1]
    first = datetime(2026, 3, 1, tzinfo=UTC) - timedelta(hours=east)
    end = datetime(2026, 9, 1, tzinfo=UTC) - timedelta(hours=east)
    instant = timedelta(microseconds=1)
    assert (tenure.since, tenure.until, tenure.holding) == (first, end, Holding.PLT)
    assert not tenure.covers(first - instant)
    assert tenure.covers(first)
    assert tenure.covers(end - instant)
    assert not tenure.covers(end)


def test_people_are_known_by_key_and_number_never_by_name() -> None:
    found = office()
    ani, budi = found.persons
    assert ani.keys == (Key(key(1)),)
    assert ani.emails == ("ani@kantor.example",)
    assert found.person(Account("local", Key(key(2)).fingerprint)) == budi
    assert found.person(Account("gitea", "11")) == ani
    assert found.person(Account("github", "12")) == budi
    for stranger in (("gitea", "12"), ("github", "ani"), ("local", Key(key(3)).fingerprint)):
        assert found.person(Account(*stranger)) is None
    assert found.is_bot(Account("local", Key(key(3)).fingerprint))
    assert [one.id for one in found.administrators] == ["admin"]


def test_a_retired_key_still_names_its_person_but_signs_nothing_any_more() -> None:
    gone = f"    ssh_keys: [{key(9)}]\n    retired_keys: [{{key: {key(1)}, until: 2026-11-20}}]\n"
    found = office(OFFICIALS.replace(f"    ssh_keys: [{key(1)} ani@laptop]\n", gone))
    account = Account("local", Key(key(1)).fingerprint)
    midnight = datetime(2026, 11, 19, 16, tzinfo=UTC)
    assert found.person(account) == found.persons[0]
    assert not found.retired(account, midnight - timedelta(seconds=1))
    assert found.retired(account, midnight)
    assert not found.retired(Account("local", Key(key(9)).fingerprint), midnight)
    limits = 'namespaces="git",valid-before="20261119160000Z"'
    assert f"ani {limits} {key(1)}\n" in found.allowed_signers()
    assert f'ani namespaces="git" {key(9)}\n' in found.allowed_signers()


def test_the_settings_are_what_the_file_says() -> None:
    settings = read_office(OFFICIALS, PIPELINE, files=("o", "p"))[1]
    assert settings == Pipeline("id", TargetSettings("/srv/www", "https://kantor.example/", 5))
    short = PIPELINE.replace("language: id\n", "").replace("  keep: 5\n", "")
    assert read_office(OFFICIALS, short, files=("o", "p"))[1] == settings


def printed(hours: Hours, day: date) -> str:
    """Return the hours of a day as the office's own clock shows them."""
    spans = hours.of(day)
    return " ".join(
        "-".join(f"{one.astimezone(hours.zone):%H:%M}" for one in span) for span in spans
    )


@pytest.fixture(scope="module")
def example() -> Hours:
    names = ("officials.yml", "pipeline.yml")
    texts = [(ROOT / "review" / name).read_text("utf-8") for name in names]
    return read_office(texts[0], texts[1], files=names)[0].hours


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-16", "07:30-12:00 13:00-16:00"),  # Monday
        ("2026-11-20", "07:30-11:30 13:00-16:30"),  # Friday: an hour and a half of rest
        ("2026-11-21", ""),
        ("2026-11-22", ""),
        ("2026-08-17", ""),  # Independence Day, a Monday
        ("2026-12-24", ""),  # cuti bersama, a Thursday
        ("2026-12-25", ""),
        ("2026-02-17", ""),  # Lunar New Year
        ("2026-02-18", "07:30-12:00 13:00-16:00"),  # the day before 1 Ramadan, by the isbat
        ("2026-02-19", "08:00-12:00 12:30-15:00"),
        ("2026-02-20", "08:00-11:30 12:30-15:30"),
        ("2026-03-18", ""),  # cuti bersama within Ramadan hours
        ("2026-03-19", ""),  # Nyepi
        ("2027-02-05", ""),  # cuti bersama
        ("2027-02-09", "08:00-12:00 12:30-15:00"),
        ("2027-03-16", "07:30-12:00 13:00-16:00"),
        ("2026-03-25", "07:30-12:00 13:00-16:00"),
    ],
)
def test_the_example_office_works_when_the_decrees_say(
    example: Hours, day: str, expected: str
) -> None:
    assert printed(example, date.fromisoformat(day)) == expected


def test_the_example_office_works_the_hours_of_the_decree(example: Hours) -> None:
    usual = [date(2026, 11, 16) + timedelta(days=i) for i in range(7)]
    ramadan = [date(2026, 2, 23) + timedelta(days=i) for i in range(7)]
    assert sum((example.length(one) for one in usual), timedelta()) == timedelta(hours=37.5)
    assert sum((example.length(one) for one in ramadan), timedelta()) == timedelta(hours=32.5)


def test_days_of_its_own_are_free_and_national_ones_may_be_worked() -> None:
    hours = office().hours
    assert printed(hours, date(2026, 11, 16)) != ""
    assert date(2026, 11, 17) in hours.free
    assert date(2026, 8, 17) in hours.free
    worked = office(
        pipeline=PIPELINE.replace("national_holidays: true", "national_holidays: false")
    )
    assert worked.hours.free == {date(2026, 11, 17)}


def test_national_days_are_known_for_the_years_that_cases_live_in() -> None:
    days = national().days
    for year in range(2020, 2046):
        assert {date(year, 1, 1), date(year, 8, 17), date(year, 12, 25)} <= days
    assert date(2026, 11, 16) not in days


def at(text: str) -> datetime:
    """Return a moment as the clock of Makassar shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONES["WITA"])


def doubts(hours: Hours, start: str, end: str) -> list[str]:
    """Return what the office is not sure of between two moments."""
    return [str(one) for one in hours.doubtful(at(start), at(end))]


UNKNOWN = "The cuti bersama of {} is not known yet:"


def test_a_year_without_cuti_bersama_is_doubted_from_its_first_day_to_its_last() -> None:
    """The library knows those of 2026 and 2027; the next are decreed in the autumn before."""
    known = {day.year for day in national().days} - {
        one.first.year for one in national().unsettled
    }  # fmt: skip
    assert {2020, 2025, 2026, 2027} <= known
    unknown = min(set(range(2026, 2046)) - known)
    hours, mark = office().hours, UNKNOWN.format(unknown)
    year = str(unknown)
    assert not any(
        mark in one for one in doubts(hours, "2026-11-16 08:00", f"{unknown - 1}-12-31 23:59")
    )
    for span in ((f"{unknown - 1}-12-31 08:00", f"{year}-01-01 00:00"),
                 (f"{year}-06-01 08:00", f"{year}-06-01 09:00"),
                 (f"{year}-12-31 23:59", f"{unknown + 1}-01-02 09:00")):  # fmt: skip
        assert any(mark in one for one in doubts(hours, *span))


def test_cuti_bersama_that_the_office_enters_itself_is_known() -> None:
    unknown = min(one.first.year for one in national().unsettled)
    own = PIPELINE.replace("2026-11-17: Hari jadi", f"{unknown}-12-26: Cuti bersama Natal")
    span = (f"{unknown}-12-01 08:00", f"{unknown}-12-24 08:00")
    assert any(UNKNOWN.format(unknown) in one for one in doubts(office().hours, *span))
    hours = office(pipeline=own).hours
    assert doubts(hours, *span) == []
    assert date(unknown, 12, 26) in hours.free


def test_a_time_without_any_known_holiday_is_doubted() -> None:
    found = doubts(office().hours, "2046-01-01 08:00", "2046-01-02 08:00")
    assert found == ["No holidays are known from 2046 on."]


def test_an_office_without_national_holidays_doubts_nothing() -> None:
    own = PIPELINE.replace("national_holidays: true", "national_holidays: false")
    assert doubts(office(pipeline=own).hours, "2026-01-01 08:00", "2040-01-01 08:00") == []


def test_a_ramadan_without_hours_is_doubted() -> None:
    """Paper of 2026 gives that year's; Idul Fitri of 2027 is about 10 March."""
    hours = office().hours
    assert doubts(hours, "2026-02-20 08:00", "2026-03-10 08:00") == []
    assert doubts(hours, "2027-01-04 08:00", "2027-02-07 23:59") == []
    (found,) = doubts(hours, "2027-02-09 08:00", "2027-02-09 09:00")
    assert found == "p.yml gives no hours for this Ramadan: about 8 February 2027 to 9 March 2027."


def test_the_example_office_doubts_nothing_that_its_files_can_settle(example: Hours) -> None:
    start, end = at("2026-01-01 08:00"), at("2027-12-31 08:00")
    assert example.doubtful(start, end) == ()


def test_seasons_share_no_day_and_have_some_hours() -> None:
    more = "    - {from: 2026-03-19, to: 2026-03-25, week: {}}\ntarget:"
    lines = PIPELINE.replace("target:", more).splitlines()
    line = next(i for i, one in enumerate(lines, 1) if "2026-03-25" in one)
    assert said("pipeline", "\n".join(lines) + "\n") == [
        f"{line}: The office works on no day of this season; free days belong under closed.",
        f"{line}: It shares days with a season before it.",
    ]
    apart = PIPELINE.replace("target:", more.replace("03-19", "03-20").replace(
        "week: {}", "week: {monday: [08:00-12:00]}"))  # fmt: skip
    assert len(office(pipeline=apart).hours.seasons) == 2


def test_an_office_must_work_on_some_day() -> None:
    week = PIPELINE[PIPELINE.index("    monday: [07") : PIPELINE.index("  national")]
    idle = PIPELINE.replace("week:\n" + week, "week: {}\n")
    assert said("pipeline", idle) == ["5: The office works on no day of the week."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60 menit", Norm(60, Unit.MINUTE)),
        ("60menit", Norm(60, Unit.MINUTE)),
        (" 2  JAM ", Norm(2, Unit.HOUR)),
        ("1 Hari", Norm(1, Unit.DAY)),
        ("9999 menit", Norm(9999, Unit.MINUTE)),
        ("0 menit", None),
        ("01 menit", None),
        ("99999 menit", None),
        ("1,5 jam", None),
        ("-1 hari", None),
        ("1 minggu", None),
        ("satu hari", None),
        ("60", None),
        ("menit", None),
        ("", None),
        ("1 hari kerja", None),
        ("\u0661 hari", None),
    ],
)
def test_a_norm_is_read_as_sops_print_it(text: str, expected: Norm | None) -> None:
    assert norm(text) == expected
