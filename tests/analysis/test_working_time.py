"""Follow-ups and reminders come on working days, at the hour people are used to, whatever the clocks do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.working_time import add_working_days, is_working_time, next_working_time

PLACES = """
UTC Europe/Berlin America/New_York America/Santiago Africa/Casablanca Asia/Kolkata Asia/Tehran
Australia/Lord_Howe Pacific/Apia Pacific/Chatham Pacific/Kiritimati
"""
ZONES = st.sampled_from(PLACES.split())
MOMENTS = st.integers(1_325_376_000, 2_145_916_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def at(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-23T10:30", 5, "2026-11-30T10:30"),  # Monday to Monday
        ("2026-11-27T10:30", 1, "2026-11-30T10:30"),  # Friday to Monday
        ("2026-11-28T10:30", 1, "2026-11-30T10:30"),  # Saturday to Monday
        ("2026-11-29T23:59", 5, "2026-12-04T23:59"),  # Sunday to Friday
        ("2026-10-23T10:30", 5, "2026-10-30T10:30"),  # an hour longer
        ("2027-03-26T10:30", 1, "2027-03-29T10:30"),  # an hour shorter
    ],
)
def test_working_days_are_counted_and_the_hour_stays(start: str, days: int, end: str) -> None:
    assert add_working_days(at(start, "Europe/Berlin"), days, "Europe/Berlin") == at(end, "Europe/Berlin")


def test_the_day_is_the_local_one() -> None:
    late_friday_in_tokyo = datetime(2026, 11, 27, 14, 59, tzinfo=UTC)
    assert add_working_days(late_friday_in_tokyo, 1, "Asia/Tokyo") == datetime(2026, 11, 30, 14, 59, tzinfo=UTC)
    saturday_in_tokyo = datetime(2026, 11, 27, 15, 1, tzinfo=UTC)
    assert add_working_days(saturday_in_tokyo, 1, "Asia/Tokyo") == datetime(2026, 11, 29, 15, 1, tzinfo=UTC)


@given(MOMENTS, st.integers(0, 40), ZONES)
def test_working_days_lead_to_a_working_day_and_add_up(moment: datetime, days: int, zone: str) -> None:
    end = add_working_days(moment, days, zone)
    assert end >= moment
    assert days == 0 or end.astimezone(ZoneInfo(zone)).weekday() < 5
    assert timedelta(days=days - 1) <= end - moment <= timedelta(days=7 * (days // 5 + 1), hours=1)
    shown = end.astimezone(ZoneInfo(zone)) - moment.astimezone(ZoneInfo(zone))
    assert shown % timedelta(days=1) in {timedelta(0), timedelta(hours=1), timedelta(minutes=30)}  # or what was skipped
    assert add_working_days(add_working_days(moment, 1, zone), days, zone) >= end


@pytest.mark.parametrize(
    ("moment", "works"),
    [
        ("2026-11-23T08:59:59", False),
        ("2026-11-23T09:00", True),
        ("2026-11-23T16:59:59", True),
        ("2026-11-23T17:00", False),
        ("2026-11-28T12:00", False),
        ("2026-11-29T12:00", False),
    ],
)
def test_people_work_on_weekdays_from_nine_to_five(moment: str, works: bool) -> None:
    assert is_working_time(at(moment, "America/New_York"), "America/New_York") is works


def test_whoever_is_asked_on_friday_evening_hears_on_monday_morning() -> None:
    asked = at("2026-03-27T18:00", "Europe/Berlin")  # clocks go forward on that Sunday
    assert next_working_time(asked, "Europe/Berlin") == at("2026-03-30T09:00", "Europe/Berlin")
    assert next_working_time(at("2026-03-26T03:00", "Europe/Berlin"), "Europe/Berlin") == at(
        "2026-03-26T09:00", "Europe/Berlin"
    )


@given(MOMENTS, ZONES, st.floats(0, 0.999))
def test_the_next_working_time_is_the_first_there_is(moment: datetime, zone: str, part: float) -> None:
    following = next_working_time(moment, zone)
    assert following >= moment
    assert is_working_time(following, zone)
    between = moment + (following - moment) * part
    assert following == moment or not is_working_time(between, zone) or between == following


def test_a_day_that_a_country_skipped_is_no_working_day() -> None:
    thursday_evening = at("2011-12-29T18:00", "Pacific/Apia")  # no Friday followed there
    assert next_working_time(thursday_evening, "Pacific/Apia") == at("2012-01-02T09:00", "Pacific/Apia")
