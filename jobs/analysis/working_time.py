"""When people work: Monday to Friday by their own clock, right across clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_SATURDAY = 5
OFFICE_HOURS = range(9, 17)


def add_working_days(moment: datetime, days: int, zone: str) -> datetime:
    """So many working days later, at the same time of the local day (UTC). From a weekend, Monday is the first.

    A time skipped by a clock change comes as much later as the clock jumped; of a repeated one the first is meant.
    """
    local = moment.astimezone(ZoneInfo(zone))
    if days == 0:
        return moment
    day = local.date()
    for _ in range(days):
        day = _next_working_day(day)
    return datetime.combine(day, local.time().replace(fold=0), tzinfo=local.tzinfo).astimezone(UTC)


def is_working_time(moment: datetime, zone: str, hours: range = OFFICE_HOURS) -> bool:
    local = moment.astimezone(ZoneInfo(zone))
    return local.weekday() < _SATURDAY and local.hour in hours


def next_working_time(moment: datetime, zone: str, hours: range = OFFICE_HOURS) -> datetime:
    """The moment itself when people work then, or else when they begin again (UTC)."""
    if is_working_time(moment, zone, hours):
        return moment
    day = moment.astimezone(ZoneInfo(zone)).date()
    while True:
        opening = datetime.combine(day, time(hours.start), tzinfo=ZoneInfo(zone)).astimezone(UTC)
        if opening > moment and is_working_time(opening, zone, hours):
            return opening
        day += _DAY


def _next_working_day(day: date) -> date:
    day += _DAY
    while day.weekday() >= _SATURDAY:
        day += _DAY
    return day
