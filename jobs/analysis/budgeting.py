"""How often a workspace's links can be looked at: the one number that makes its visits fit its budget."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from math import exp2, log2
from typing import NamedTuple

from jobs.analysis.timing import Pace, RecheckRules, interval
from jobs.analysis.traits import Band
from storage.domain import DAY

# Links of high value may take so much of the budget before they are looked at less often than RECHECK_HIGH.
_HIGH_SHARE = 0.06
# The same for contracts, which are few and were paid for: others wait for them.
_CONTRACT_SHARE = 0.5
_LEAST_ROUTINE = 0.25
_STEPS_PER_DOUBLING = 8
_K_DOUBLINGS = (-20.0, 20.0)
_HALVINGS = 40


class Group(NamedTuple):
    """Links that are looked at equally often. Rates are rounded to a twelfth, so that a million links make few groups.

    ``loss_rate`` is the middle of the group's.
    """

    band: Band
    worth: float
    rate_step: int

    @classmethod
    def of(cls, band: Band, worth: float, loss_rate: float) -> Group:
        return cls(band, worth, round(_STEPS_PER_DOUBLING * log2(loss_rate)))

    @property
    def loss_rate(self) -> float:
        return exp2(self.rate_step / _STEPS_PER_DOUBLING)


def routine_budget(budget: float, others_per_day: float) -> float:
    """What first looks, doubts, silences and people leave for routine looks; never less than a quarter."""
    return max(_LEAST_ROUTINE * budget, budget - others_per_day)


def solve_pace(links: Mapping[Group, int], visits_per_day: float, rules: RecheckRules) -> Pace:
    """The least K with which the routine looks at ``links`` fit into ``visits_per_day``; 0 where all paces fit."""
    high = max(rules.high, _spread(links, Band.HIGH, _HIGH_SHARE * visits_per_day))
    contract = max(rules.high, _spread(links, Band.CONTRACT, _CONTRACT_SHARE * visits_per_day))
    if _visits(links, Pace(0.0, high, contract), rules) <= visits_per_day:
        return Pace(0.0, high, contract)
    least, most = _K_DOUBLINGS
    for _ in range(_HALVINGS):
        middle = (least + most) / 2
        if _visits(links, Pace(exp2(middle), high, contract), rules) > visits_per_day:
            least = middle
        else:
            most = middle
    return Pace(exp2(most), high, contract)


def _spread(links: Mapping[Group, int], band: Band, visits_per_day: float) -> timedelta:
    """How often the links of a band can be looked at by so many visits of their own."""
    return timedelta(days=sum(count for group, count in links.items() if group.band is band) / visits_per_day)


def _visits(links: Mapping[Group, int], pace: Pace, rules: RecheckRules) -> float:
    """Routine looks per day."""
    return sum(count * (DAY / _interval(group, pace, rules)) for group, count in links.items())


def _interval(group: Group, pace: Pace, rules: RecheckRules) -> timedelta:
    return interval(group.band, group.worth, rules, Pace(pace.k, pace.high, pace.contract, group.loss_rate))
