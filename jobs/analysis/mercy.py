"""How long to leave a host alone that struggles: longer with every failure in a row, until it answers again."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from jobs.analysis.addresses import sharding_domain
from jobs.analysis.visit import Trouble, Visit
from storage.domain import DAY

_ASKS_FOR_MERCY = frozenset({429, 503, 509, 529})
_STRUGGLES = _ASKS_FOR_MERCY | {500, 502, 504}
_TOO_BUSY = frozenset({Trouble.TIMEOUT, Trouble.RESET, Trouble.REFUSED})
_FIRST_REST = timedelta(minutes=5)
_LONGEST_REST = DAY
_DOUBLINGS = 12  # more than enough to reach the longest rest


def failures_after(visit: Visit, failures: int) -> int:
    """How many visits in a row the host itself failed to serve; one that never reached it says nothing."""
    if _is_struggling(visit):
        return failures + 1
    return failures if visit.status is None else 0


def rest_of(visit: Visit, failures: int) -> timedelta | None:
    """The rest a host needs after so many ``failures`` in a row; never shorter than it asked for itself.

    One failed page may be that page's own trouble, but who says "too many" means it.
    """
    if not _is_struggling(visit):
        return visit.retry_after
    is_plain_word = visit.status in _ASKS_FOR_MERCY and visit.retry_after is None
    times = failures if is_plain_word else failures - 1
    ours = min(_FIRST_REST * 2 ** min(times - 1, _DOUBLINGS), _LONGEST_REST) if times > 0 else None
    return max((rest for rest in (ours, visit.retry_after) if rest is not None), default=None)


def _is_struggling(visit: Visit) -> bool:
    """Where a redirect led elsewhere, the host is not to blame."""
    if sharding_domain(_name(visit.url)) != sharding_domain(_name(visit.final_url)):
        return False
    return visit.status in _STRUGGLES or visit.trouble in _TOO_BUSY


def _name(url: str) -> str:
    return urlsplit(url).hostname or ""
