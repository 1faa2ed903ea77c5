"""When to look at a link again: soon in doubt, patiently without an answer, by value otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from storage.domain import DAY, Backlink, Conclusion, LinkCheck, LinkState

_HOUR = timedelta(hours=1)
_LONGEST_RETRY_AFTER = DAY
_STABLE = timedelta(days=180)
_HIGH_VALUE, _MEDIUM_VALUE = 70, 30
_JITTER = 0.1


@dataclass(frozen=True, slots=True)
class RecheckRules:
    """The ``RECHECK_*`` settings. A shorter ``confirm_after`` shortens the looks that wait for it."""

    confirm_after: timedelta = DAY
    first: timedelta = _HOUR
    again: timedelta = DAY
    high: timedelta = DAY
    medium: timedelta = timedelta(days=3)
    low: timedelta = timedelta(days=7)
    slowest: timedelta = timedelta(days=30)


def next_due(link: Backlink, check: LinkCheck, rules: RecheckRules, chance: Random) -> datetime:
    """The time of the next visit, from what ``check`` saw and what we believe of ``link`` after it."""
    wait = _wait(link, check, rules, chance)
    if check.retry_after is not None:
        wait = max(wait, min(check.retry_after, _LONGEST_RETRY_AFTER))
    return check.checked_at + wait


def _wait(link: Backlink, check: LinkCheck, rules: RecheckRules, chance: Random) -> timedelta:
    if link.unanswered_since is not None and check.conclusion is Conclusion.NO_ANSWER:
        return _patience(check.checked_at - link.unanswered_since)
    if link.suspicion is not None:
        return min(rules.first if link.suspicion.count == 1 else rules.again, rules.confirm_after)
    return _by_value(link, check.checked_at, rules) * chance.uniform(1 - _JITTER, 1 + _JITTER)


def _patience(silent_for: timedelta) -> timedelta:
    """After 1 h, then 6 h, then daily for as long as it takes: a server may come back at any time."""
    if silent_for < _HOUR:
        return _HOUR
    return 6 * _HOUR if silent_for < 6 * _HOUR else DAY


def _by_value(link: Backlink, now: datetime, rules: RecheckRules) -> timedelta:
    value = link.authority or 0
    if value >= _HIGH_VALUE:
        return rules.high
    usual = rules.medium if value >= _MEDIUM_VALUE else rules.low
    is_stable = link.state is LinkState.LIVE and link.first_live_at is not None and now - link.first_live_at > _STABLE
    return max(usual, min(2 * usual, rules.slowest)) if is_stable else usual
