"""What a source's refusals mean, and when to ask again: a breaker that tries again for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from jobs.sources.errors import AuthError, GoneError, QuotaError, RateLimitedError, SourceError, TransientError
from jobs.sources.port import Pace, Page, Reply
from storage.domain import SourceState

_FAILURES = 3
_FIRST_BREAK = timedelta(minutes=5)
_LONGEST_BREAK = timedelta(hours=6)
_NO_QUOTA = timedelta(hours=6)
_GONE = timedelta(days=30)


def may_ask(state: SourceState, fingerprint: str, now: datetime) -> bool:
    """Not while the breaker is open, and never again with settings that were refused."""
    if state.disabled_for == fingerprint:
        return False
    return state.open_until is None or state.open_until <= now


def refusal(reply: Reply, now: datetime) -> SourceError | None:
    """What a status from 400 means where the source itself says no more."""
    status = reply.status
    if status < 400:
        return None
    if status in (401, 403):
        return AuthError(f"it refuses our settings ({status})")
    if status == 410:
        return GoneError("it has ended for good (410)")
    if status == 402:
        return QuotaError("what we may ask is used up (402)")
    if status == 429:
        return RateLimitedError("we asked too often (429)", retry_at(reply, now))
    return TransientError(f"it answers with an error ({status})")


def retry_at(reply: Reply, now: datetime) -> datetime | None:
    """When a busy source wants to be asked again, at most a day ahead; junk says nothing."""
    said = reply.headers.get("retry-after", "").strip()
    if not said.isascii() or not said.isdigit():
        return None
    return now + min(timedelta(seconds=int(said[:9])), timedelta(days=1))


def well(state: SourceState, page: Page, now: datetime) -> SourceState:
    """After an answer; requests and cost are counted by the month."""
    is_new_month = state.cost_since is None or (state.cost_since.year, state.cost_since.month) != (now.year, now.month)
    spent = page.cost if is_new_month else state.cost + page.cost
    return replace(
        state,
        failures=0,
        open_until=now + page.rest if page.rest else None,
        disabled_for=None,
        trouble=None,
        last_success_at=now,
        requests=1 if is_new_month else state.requests + 1,
        cost=spent,
        cost_since=now if is_new_month else state.cost_since,
    )


def ill(state: SourceState, fingerprint: str, error: SourceError, now: datetime) -> SourceState:
    """Three failures in a row open the breaker, ever longer; after each wait one query tries again, for ever."""
    if isinstance(error, GoneError):  # one feed has ended, the source has not
        return state
    if isinstance(error, AuthError):
        return replace(state, disabled_for=fingerprint, trouble=error.user_message)
    failures = state.failures + 1
    pause = _pause_of(error, failures, now)
    return replace(state, failures=failures, open_until=now + pause if pause else None, trouble=error.user_message)


def _pause_of(error: SourceError, failures: int, now: datetime) -> timedelta:
    if isinstance(error, RateLimitedError):
        return error.retry_at - now if error.retry_at else _FIRST_BREAK * 3
    if isinstance(error, QuotaError):
        return error.reset_at - now if error.reset_at else _NO_QUOTA
    if failures < _FAILURES:
        return timedelta(0)
    doublings = min(failures - _FAILURES, 16)
    return min(timedelta(seconds=_FIRST_BREAK.total_seconds() * float(1 << doublings)), _LONGEST_BREAK)


def wait_after(error: SourceError, pace: Pace, now: datetime) -> timedelta:
    """How long a query waits after an error, whatever the breaker says."""
    if isinstance(error, GoneError):
        return _GONE
    if pace.is_one_server:
        return min(_FIRST_BREAK, pace.every)
    asked_for = error.retry_at - now if isinstance(error, RateLimitedError) and error.retry_at else timedelta(0)
    return max(pace.every, asked_for)
