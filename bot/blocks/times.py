"""Times and spans in words: each reader's own zone where Slack can do it, plain English where it cannot."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.blocks.words import count

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_MONTH_DAYS = 30.44


def moment(at: datetime) -> str:
    """A day and time that Slack shows in the reader's zone; elsewhere it reads as ISO with its zone."""
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{stamp(at)}>"


def stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def weekday(local_date: str) -> str:
    """``2026-03-03`` as ``Tue 3 Mar``."""
    day = date.fromisoformat(local_date)
    return f"{day:%a} {day.day} {day:%b}"


def span(length: timedelta) -> str:
    """How long, in the one unit a person would use."""
    if length < _HOUR:
        return count(max(round(length.total_seconds() / 60), 1), "minute")
    if length < 2 * _DAY:
        return count(round(length / _HOUR), "hour")
    if length < 60 * _DAY:
        return count(round(length / _DAY), "day")
    months = round(length.days / _MONTH_DAYS)
    return count(months, "month") if months < 24 else count(months // 12, "year")
