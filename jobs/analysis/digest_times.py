"""When a digest is due: a local wall-clock time every day, right across clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from storage.domain import DigestSchedule


def next_digest_at(schedule: DigestSchedule, after: datetime) -> datetime:
    """The first moment (UTC) later than ``after`` at which the schedule's wall clock shows its time.

    A time skipped by a clock change comes as much later as the clock jumped; a repeated one counts once (PEP 495).
    """
    zone = ZoneInfo(schedule.zone)
    day = after.astimezone(zone).date()
    while True:
        moment = datetime.combine(day, schedule.at, tzinfo=zone).astimezone(UTC)
        if moment > after:
            return moment
        day += timedelta(days=1)


def local_date(schedule: DigestSchedule, moment: datetime) -> str:
    """The schedule's calendar date at a moment, as ISO 8601."""
    return moment.astimezone(ZoneInfo(schedule.zone)).date().isoformat()
