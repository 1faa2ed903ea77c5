"""The one place that asks the wall clock; everybody else is given a clock."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    return datetime.now(UTC)
