"""Moments, spans and sizes as texts, so that each language writes them its own way."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from paraf.core.words import T, Text

MONTHS = (
    T("January"),
    T("February"),
    T("March"),
    T("April"),
    T("May"),
    T("June"),
    T("July"),
    T("August"),
    T("September"),
    T("October"),
    T("November"),
    T("December"),
)

DEVICES = {"phone": T("phone"), "desktop": T("desktop")}
CHANGES = {"manuscript": T("manuscript"), "report": T("report")}


def called(change: str) -> Text:
    """Return what a change of an SOP is called."""
    return CHANGES.get(change, T("{name}", name=change))


def day(on: date) -> Text:
    """Return a date with the name of its month."""
    return T("{day} {month} {year}", day=on.day, month=MONTHS[on.month - 1], year=on.year)


def clock(at: datetime, zone: ZoneInfo) -> Text:
    """Return the time of day in the office's zone, with the zone's name (WIB, WITA, WIT)."""
    local = at.astimezone(zone)
    hour, minute = f"{local.hour:02}", f"{local.minute:02}"
    return T("{hour}:{minute} {zone}", hour=hour, minute=minute, zone=local.tzname())


def moment(at: datetime, zone: ZoneInfo) -> Text:
    """Return date and time in the office's zone."""
    return T("{date}, {time}", date=day(at.astimezone(zone).date()), time=clock(at, zone))


def span(used: timedelta) -> Text:
    """Return office time in hours and minutes; whole minutes, rounded down."""
    hours, minutes = divmod(int(used.total_seconds()) // 60, 60)
    if not hours:
        return T("{minutes} min", minutes=minutes)
    return T("{hours} h {minutes} min", hours=hours, minutes=minutes)


def size(count: int) -> Text:
    """Return a number of bytes as people say it: kB and MB are powers of ten."""
    if count < 1000:
        return T("{count} bytes", count=count)
    step, unit = (1000, "kB") if count < 999_950 else (1_000_000, "MB")
    whole, tenth = divmod(round(count * 10 / step), 10)
    return T("{whole}.{tenth} {unit}", whole=whole, tenth=tenth, unit=unit)


def device(name: str) -> Text:
    """Return what a device of an inspection is called."""
    return DEVICES.get(name, T("{name}", name=name))
