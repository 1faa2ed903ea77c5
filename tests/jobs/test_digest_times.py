"""A digest comes once on every local day, at its wall-clock time, in every zone and across clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.digest_times import local_date, next_digest_at
from storage.domain import DigestSchedule

ZONES = sorted(zone for zone in available_timezones() if not zone.startswith(("posix/", "right/", "localtime")))
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=37 * 365)).map(
    lambda since: datetime(2000, 1, 1, tzinfo=UTC) + since
)
SCHEDULES = st.builds(DigestSchedule, st.times().map(lambda at: at.replace(microsecond=0)), st.sampled_from(ZONES))


@given(SCHEDULES, MOMENTS)
def test_the_next_digest_is_later_and_at_most_two_local_days_away(schedule: DigestSchedule, after: datetime) -> None:
    moment = next_digest_at(schedule, after)
    assert moment.tzinfo is UTC
    # Some islands have skipped a whole day by changing sides of the date line.
    assert timedelta(0) < moment - after <= timedelta(hours=49)


@given(SCHEDULES, MOMENTS)
def test_the_clock_on_the_wall_shows_the_chosen_time_unless_a_clock_change_skipped_it(
    schedule: DigestSchedule, after: datetime
) -> None:
    zone = ZoneInfo(schedule.zone)
    shown = next_digest_at(schedule, after).astimezone(zone)
    wanted = datetime.combine(shown.date(), schedule.at, tzinfo=zone)
    is_skipped = wanted.astimezone(UTC).astimezone(zone).time() != schedule.at
    assert is_skipped or (shown.time() == schedule.at and shown.fold == 0)


@given(SCHEDULES, MOMENTS)
def test_a_fortnight_of_digests_has_one_on_every_local_date(schedule: DigestSchedule, after: datetime) -> None:
    moments = [next_digest_at(schedule, after)]
    while len(moments) < 14:
        moments.append(next_digest_at(schedule, moments[-1]))
    dates = [local_date(schedule, moment) for moment in moments]
    assert len(set(dates)) == len(dates)
    assert all(earlier < later for earlier, later in pairwise(dates))


@pytest.mark.parametrize(
    ("zone", "at", "after", "expected"),
    [
        # Spring: 02:30 does not exist on 29 March in Berlin, so the digest comes an hour later by the wall.
        ("Europe/Berlin", "02:30", "2026-03-28T12:00Z", "2026-03-29T01:30Z"),
        # Autumn: 02:30 comes twice on 25 October; the first one counts, and the second is not another digest.
        ("Europe/Berlin", "02:30", "2026-10-24T12:00Z", "2026-10-25T00:30Z"),
        ("Europe/Berlin", "02:30", "2026-10-25T00:30Z", "2026-10-26T01:30Z"),
        # The same wall-clock hour on both sides of the change.
        ("Europe/Berlin", "09:00", "2026-03-28T09:00Z", "2026-03-29T07:00Z"),
        ("Australia/Lord_Howe", "09:00", "2026-04-04T00:00Z", "2026-04-04T22:30Z"),
        ("Asia/Kolkata", "00:00", "2026-01-31T12:00Z", "2026-01-31T18:30Z"),
        # Samoa has no 30 December 2011: it changed sides of the date line.
        ("Pacific/Apia", "09:00", "2011-12-29T20:00Z", "2011-12-30T19:00Z"),
        ("Pacific/Apia", "09:00", "2011-12-30T19:00Z", "2011-12-31T19:00Z"),
    ],
)
def test_known_clock_changes(zone: str, at: str, after: str, expected: str) -> None:
    schedule = DigestSchedule(time.fromisoformat(at), zone)
    assert next_digest_at(schedule, datetime.fromisoformat(after)) == datetime.fromisoformat(expected)
