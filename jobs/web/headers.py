"""What we say in a request and what we take from an answer's headers besides its body."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from jobs.web.exchange import Answer, Headers
from storage.domain import PageMemory

_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_MAX_RETRY_AFTER = timedelta(hours=24)
_RETRIED = frozenset({429, 503})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SECONDS = re.compile(r"[0-9]{1,12}")
_SENDABLE = re.compile(r"[\x21-\x7e][\x20-\x7e]{0,999}")

# Types a browser shows as a page or would guess about; a link on anything else cannot be read.
_PAGE_TYPES = frozenset(
    {"text/html", "text/plain", "text/xml", "application/xml", "unknown/unknown", "application/unknown", "*/*"}
)


def request_headers(user_agent: str, authority: str, more: Headers) -> Headers:
    """What goes with every request, and ``more``; an Accept of theirs takes the place of ours."""
    accept = [] if any(name == "Accept" for name, _ in more) else [("Accept", _ACCEPT)]
    return [
        ("Host", authority),
        ("User-Agent", user_agent),
        *accept,
        ("Accept-Encoding", "gzip, deflate"),
        ("Connection", "close"),
        *more,
    ]


def conditions(memory: PageMemory | None) -> Headers:
    """Ask only for what changed since we last read the page."""
    if memory is None:
        return []
    wanted = (("If-None-Match", memory.etag), ("If-Modified-Since", memory.last_modified))
    # Strangers chose these words: nothing but plain characters goes back onto the wire.
    return [(name, value) for name, value in wanted if _SENDABLE.fullmatch(value)]


def location_of(answer: Answer) -> str | None:
    """Where a redirect points, or None if the answer is none."""
    return answer.header("location") if answer.status in _REDIRECTS else None


def is_page(status: int, headers: Headers) -> bool:
    """Whether an answer's body can be a page worth reading: text of some kind, or of no stated kind."""
    names = dict(headers)
    if status in _REDIRECTS and names.get("location") is not None:
        return False
    kind = names.get("content-type", "").partition(";")[0].partition(",")[0].strip().lower()
    return "/" not in kind or kind in _PAGE_TYPES or kind.endswith("+xml")


def retry_after(answer: Answer, now: Callable[[], datetime]) -> timedelta | None:
    """How long a busy server asks us to stay away, at most a day; junk asks for nothing."""
    said = answer.header("retry-after") if answer.status in _RETRIED else None
    if said is None:
        return None
    if _SECONDS.fullmatch(said):
        return min(timedelta(seconds=int(said)), _MAX_RETRY_AFTER)
    try:
        at = parsedate_to_datetime(said)
        wait = (at if at.tzinfo else at.replace(tzinfo=UTC)) - now()
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    return max(timedelta(0), min(wait, _MAX_RETRY_AFTER))
