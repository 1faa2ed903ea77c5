"""The dates of searches: how far back to ask, and "3 hours ago" as a moment."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from jobs.sources.answers import moment_of
from jobs.sources.port import Ask

_AGO = re.compile(r"(\d{1,3}|an?) (second|sec|minute|min|hour|day|week|month|year)s? ago", re.IGNORECASE)
_UNITS = {
    "second": timedelta(seconds=1),
    "sec": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=30),
    "year": timedelta(days=365),
}
_WRITTEN = ("%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y")
_SPANS = (("day", timedelta(days=1)), ("week", timedelta(days=7)), ("month", timedelta(days=31)))


def span_of(ask: Ask) -> str:
    """The shortest of day, week, month and year that reaches back far enough; empty where everything is asked for."""
    if ask.since is None:
        return ""
    return next((name for name, long in _SPANS if ask.now - ask.since <= long), "year")


def said_date(value: object, now: datetime) -> datetime | None:
    """A date as search engines show it in English, or as ISO 8601."""
    if not isinstance(value, str):
        return None
    text = value.strip()[:60]
    if ago := _AGO.fullmatch(text):
        count = int(ago[1]) if ago[1].isdigit() else 1
        return _possible(now - count * _UNITS[ago[2].lower()], now)
    for form in _WRITTEN:
        try:
            return _possible(datetime.strptime(text, form).replace(tzinfo=UTC), now)
        except ValueError:
            continue
    return moment_of(text, now)


def _possible(moment: datetime, now: datetime) -> datetime | None:
    return moment if moment.year >= 1990 and moment <= now + timedelta(days=1) else None
