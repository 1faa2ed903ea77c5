"""How long a page says its copy stays fresh: a wish that routine looks obey within reason."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from jobs.analysis.visit import Visit

_MAX_AGE = re.compile(r'(?:^|,)\s*max-age\s*=\s*"?(\d{1,9})', re.IGNORECASE)
_STALE_AT_ONCE = re.compile(r"(?:^|,)\s*(?:no-store|no-cache)\b", re.IGNORECASE)


def fresh_for(visit: Visit, now: datetime) -> timedelta | None:
    """By Cache-Control, or else by Expires (RFC 9111, section 4.2.1); None where the page says nothing of use."""
    control = ", ".join(visit.headers_named("cache-control"))
    if _STALE_AT_ONCE.search(control):
        return None
    if said := _MAX_AGE.search(control):
        return timedelta(seconds=int(said[1])) or None
    left = _expires(visit.header("expires"), now)
    return left if left is not None and left > timedelta(0) else None


def _expires(text: str | None, now: datetime) -> timedelta | None:
    try:
        moment = parsedate_to_datetime(text or "")
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
