"""Reads the small things of strangers' JSON: lists of rows, texts, dates; tells a changed schema from an odd row."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from jobs.analysis.addresses import MAX_URL_LENGTH
from jobs.sources.errors import SchemaDriftError
from storage.domain import Finding

_FIRST_YEAR = 1990


def rows(value: object, what: str) -> list[dict[str, Any]]:
    """A list of objects as the answer's schema has it, or ``SchemaDriftError``; stray entries are left out.

    Drift is also when more than half of the entries are no objects.
    """
    if not isinstance(value, list):
        raise SchemaDriftError(f"the answer has no list of {what}", json.dumps(value, default=str))
    kept = [row for row in value if isinstance(row, dict)]
    if 2 * len(kept) < len(value):
        raise SchemaDriftError(f"most {what} of the answer are no objects", json.dumps(value, default=str))
    return kept


def readable(found: list[Finding | None], what: str) -> tuple[Finding, ...]:
    """The findings that could be read; ``SchemaDriftError`` when more than half of the rows could not."""
    kept = tuple([one for one in found if one is not None])
    if 2 * len(kept) < len(found):
        raise SchemaDriftError(f"most {what} of the answer lack what we need")
    return kept


def text_of(value: object, limit: int = 2_000) -> str:
    """A text from a stranger's JSON, cut to a size one can keep; anything else is no text."""
    return value[:limit] if isinstance(value, str) else ""


def url_of(value: object) -> str:
    """An address, whole or not at all: a part of one leads elsewhere."""
    return value if isinstance(value, str) and len(value) <= MAX_URL_LENGTH else ""


def moment_of(value: object, now: datetime) -> datetime | None:
    """A date as sources write them (ISO 8601 in any dress, or seconds since 1970), or None.

    What lies more than a day ahead of ``now`` is nobody's date, nor is what lies before the web.
    """
    moment = _seconds(value) if isinstance(value, int | float) and not isinstance(value, bool) else _iso(value)
    if moment is None or moment > now + timedelta(days=1) or moment.year < _FIRST_YEAR:
        return None
    return moment


def _seconds(value: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _iso(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    text = value.strip().replace(" +00:00", "+00:00").replace(" UTC", "+00:00")
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):  # the last hours of year 9999, west of Greenwich
        return None
