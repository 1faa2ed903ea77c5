"""Whether a page of our own holds what the links to it promise, and when to look at it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jobs.analysis.verdicts import Judgement
from jobs.analysis.visit import Trouble, Visit
from storage.domain import LinkedPage, PageFault, Verdict

# Browsers follow more, but search engines give up, and every hop is a place where the next one breaks.
MOST_HOPS = 3
_FIRST_SERVER_ERROR = 500
_FAULTS = {404: PageFault.NOT_FOUND, 410: PageFault.GONE}
_IN_FULL = frozenset({Verdict.LIVE, Verdict.MOVED})
_CIRCLES = frozenset({Trouble.REDIRECT_LOOP, Trouble.TOO_MANY_REDIRECTS})
_AGAIN = timedelta(hours=1)
_DAILY = timedelta(days=1)
_WEEKLY = timedelta(days=7)
_MANY_LINKS = 3


@dataclass(frozen=True, slots=True)
class OwnPageReading:
    """What one visit to a page of ours found; without an answer it says nothing about the page."""

    answered: bool
    fault: PageFault | None


def read_own_page(visit: Visit) -> OwnPageReading:
    """What is wrong with the page: gone, failing, or reached by too many redirects."""
    if visit.trouble in _CIRCLES:
        return OwnPageReading(True, PageFault.REDIRECT_LOOP)
    if visit.status is None or visit.status in (401, 403, 429):
        return OwnPageReading(False, None)
    if visit.status >= _FIRST_SERVER_ERROR:
        return OwnPageReading(True, PageFault.SERVER_ERROR)
    fault = _FAULTS.get(visit.status)
    if fault is None and visit.trouble is None and len(visit.hops) > MOST_HOPS:
        fault = PageFault.LONG_CHAIN
    return OwnPageReading(True, fault)


def with_own_page(judgement: Judgement, visit: Visit) -> Judgement:
    """A link that counts in full for its own page counts for nothing where ours is broken."""
    fault = read_own_page(visit).fault
    if fault is None or judgement.verdict not in _IN_FULL:
        return judgement
    reason = f"{judgement.reason}, where {_broken(fault, visit)}"
    return replace(judgement, verdict=Verdict.TARGET_BROKEN, reason=reason)


def _broken(fault: PageFault, visit: Visit) -> str:
    if fault is PageFault.REDIRECT_LOOP:
        return "our page redirects in a circle"
    if fault is PageFault.LONG_CHAIN:
        return f"our page is reached by {len(visit.hops)} redirects"
    return f"our page answers {visit.status}"


def believe_own_page(page: LinkedPage, visit: Visit, now: datetime) -> LinkedPage:
    """The page as we know it after the visit. A failing server must fail twice: it may only be starting again."""
    reading = read_own_page(visit)
    if not reading.answered:
        return replace(page, checked_at=now, next_due_at=now + _AGAIN * 6)
    since = (page.faulty_since or now) if reading.fault else None
    is_sure = reading.fault is not PageFault.SERVER_ERROR or (since is not None and now - since >= _AGAIN)
    return replace(
        page,
        checked_at=now,
        fault=reading.fault if is_sure else page.fault,
        faulty_since=since,
        status=visit.status,
        hops=len(visit.hops),
        final_url=visit.final_url,
        next_due_at=now + _wait(page, is_sure),
    )


def _wait(page: LinkedPage, is_sure: bool) -> timedelta:
    if not is_sure:
        return _AGAIN
    return _DAILY if page.links >= _MANY_LINKS or page.fault is not None else _WEEKLY
