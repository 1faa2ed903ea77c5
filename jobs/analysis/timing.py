"""When to look at a link again: soon in doubt, patiently without an answer, by value and risk otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from random import Random

from jobs.analysis.loss_rates import USUAL_RATE
from jobs.analysis.traits import Band, Traits, band_of, worth
from storage.domain import DAY, Backlink, Conclusion, LinkCheck, LinkState, Suspicion

_HOUR = timedelta(hours=1)
_LONGEST_RETRY_AFTER = DAY
_SOONEST = timedelta(hours=12)
_JITTER = 0.1
# A link that was gone for ten days is looked for daily, one that was gone for two months weekly.
_SHARE_OF_ABSENCE = 0.1
_AT_LEAST_HIGH = (Band.HIGH, Band.CONTRACT)


@dataclass(frozen=True, slots=True)
class RecheckRules:
    """The ``RECHECK_*`` settings. A shorter ``confirm_after`` shortens the looks that wait for it.

    ``high``, ``medium`` and ``low`` are the paces of links with the usual risk, where the budget allows them.
    """

    confirm_after: timedelta = DAY
    first: timedelta = _HOUR
    again: timedelta = timedelta(hours=6)
    high: timedelta = DAY
    medium: timedelta = timedelta(days=3)
    low: timedelta = timedelta(days=7)
    slowest: timedelta = timedelta(days=90)

    def usual(self, band: Band) -> timedelta:
        if band in _AT_LEAST_HIGH:
            return self.high
        return self.medium if band is Band.MEDIUM else self.low


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a workspace's budget lets us look: ``k`` of K / sqrt(value x loss rate), in days.

    ``high`` is how often links of high value are looked at in any case, ``contract`` how often those that are paid
    for or agreed on are; ``loss_rate`` is that of the link.
    """

    k: float = 0.0
    high: timedelta = timedelta(0)
    contract: timedelta = timedelta(0)
    loss_rate: float = USUAL_RATE


def next_due(link: Backlink, check: LinkCheck, rules: RecheckRules, chance: Random, pace: Pace) -> datetime:
    """The time of the next visit, from what ``check`` saw and what we believe of ``link`` after it."""
    wait = _wait(link, check, rules)
    if wait is None:
        wait = _routine(link, check, rules, pace) * chance.uniform(1 - _JITTER, 1 + _JITTER)
        if check.fresh_for is not None:
            wait = max(wait, min(check.fresh_for, rules.high))
    if check.retry_after is not None:
        wait = max(wait, min(check.retry_after, _LONGEST_RETRY_AFTER))
    return check.checked_at + wait


def interval(band: Band, value: float, rules: RecheckRules, pace: Pace) -> timedelta:
    """The days between two routine looks: K / sqrt(value x loss rate), as far as the settings let it go.

    Where the budget is ample, a link of the usual risk has its band's pace, and a safer one is looked at less often.
    """
    usual = rules.usual(band) * sqrt(USUAL_RATE / pace.loss_rate)
    affordable = timedelta(days=min(pace.k / sqrt(value * pace.loss_rate), rules.slowest / DAY))
    wait = min(max(usual, affordable, _SOONEST), rules.slowest)
    if band is Band.CONTRACT:
        return min(wait, max(rules.high, pace.contract))
    return min(wait, max(rules.high, pace.high)) if band is Band.HIGH else wait


def _wait(link: Backlink, check: LinkCheck, rules: RecheckRules) -> timedelta | None:
    """The wait of a link that we are not sure of; None where a routine look will do."""
    if link.unanswered_since is not None and check.conclusion is Conclusion.NO_ANSWER:
        return _patience(check.checked_at - link.unanswered_since)
    if link.suspicion is not None:
        return min(_before_belief(link.suspicion, check.checked_at, rules), rules.confirm_after)
    return None


def _before_belief(doubt: Suspicion, now: datetime, rules: RecheckRules) -> timedelta:
    """A loss is doubted several times a day, since a broken server among several shows the page every other time."""
    if doubt.count == 1:
        return rules.first
    if doubt.facts is not None:
        return rules.confirm_after
    left = doubt.since + rules.confirm_after - now
    return min(rules.again, left) if left > timedelta(0) else rules.again


def _patience(silent_for: timedelta) -> timedelta:
    """After 1 h, then 6 h, daily for a week, then less and less, but for ever: a server may come back at any time."""
    if silent_for < _HOUR:
        return _HOUR
    if silent_for < 6 * _HOUR:
        return 6 * _HOUR
    return min(max(DAY, silent_for / 7), 7 * DAY)


def _routine(link: Backlink, check: LinkCheck, rules: RecheckRules, pace: Pace) -> timedelta:
    band = band_of(link.authority, link.is_contract)
    wait = interval(band, worth(band, Traits.of_code(link.traits)), rules, pace)
    if link.state is not LinkState.LOST and link.state is not LinkState.ABSENT:
        return wait
    gone_for = check.checked_at - (link.last_live_at or link.added_at)
    return min(max(wait, gone_for * _SHARE_OF_ABSENCE), rules.slowest)
