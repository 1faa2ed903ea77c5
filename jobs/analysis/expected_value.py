"""What an opportunity is worth asking for: quality times the chance that asking works, less with each day (§4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.domain import WinRate

ENOUGH_CASES = 20
SPONSORED = "sponsored"
_HALF_LIFE = timedelta(days=30)
_CONTRACT = 1.5
_UNKNOWN = 0.1
# How often asking works before a team has outcomes of its own. Those of losses are PRODUCT.md's, those of mentions lie
# at the lower end of what agencies publish; a mere address, or a link that leads nowhere, is easily mended.
PRIORS: Mapping[str, float] = {
    "target_broken": 1.0,
    "moved_lost": 0.5,
    "gone_404": 0.35,
    "gone_410": 0.35,
    "canonicalised": 0.3,
    "soft_404": 0.3,
    "rel_changed": 0.25,
    "removed": 0.25,
    "noindex": 0.15,
    "rotated": 0.1,
    "unreachable": 0.1,
    "parked": 0.0,
    SPONSORED: 0.0,
    "linked_broken": 0.35,
    "plain_url": 0.3,
    "unlinked": 0.15,
    "linked_nofollow": 0.1,
    "person": 0.1,
}


@dataclass(frozen=True, slots=True)
class Worth:
    """``score`` is the page's quality from 0 to 100, ``since`` when the opportunity arose."""

    score: int
    because: str
    since: datetime
    is_contract: bool = False


def expected_value(worth: Worth, rates: Mapping[str, WinRate], now: datetime) -> float:
    """Between 0 and 1, or 1.5 for what is paid for or agreed on."""
    rate = rates.get(worth.because) or win_rate(worth.because, 0, 0)
    recency: float = 0.5 ** (max(timedelta(0), now - worth.since) / _HALF_LIFE)
    return worth.score / 100 * rate.rate * recency * (_CONTRACT if worth.is_contract else 1.0)


def win_rate(because: str, won: int, ended: int) -> WinRate:
    """The prior until twenty cases have ended; from then on the team's own rate by Laplace's rule of succession."""
    if ended < ENOUGH_CASES:
        return WinRate(because, won, ended, PRIORS.get(because, _UNKNOWN), is_learnt=False)
    return WinRate(because, won, ended, (won + 1) / (ended + 2), is_learnt=True)


def win_rates(outcomes: Mapping[str, tuple[int, int]]) -> dict[str, WinRate]:
    """``outcomes`` are won and ended cases by reason."""
    return {because: win_rate(because, *outcomes.get(because, (0, 0))) for because in {*PRIORS, *outcomes}}
