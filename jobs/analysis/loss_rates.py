"""How likely links are to be lost, learnt from the links we watch: per kind of link, and per host."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import NamedTuple

from jobs.analysis.traits import Place, Traits
from storage.domain import DAY, Backlink

# As sure as two losses would make us: a few dozen losses of a kind outweigh what we assumed of it.
_PRIOR_LOSSES = 2.0
_RESTLESS = 2
_MOST_TIMES_USUAL = 16.0
YOUNG_DAYS, SETTLED_DAYS = 90.0, 365.0


class Age(IntEnum):
    """How long a link has stood under our eyes."""

    YOUNG = 0
    SETTLED = 1
    OLD = 2


class LinkClass(NamedTuple):
    """Links that are expected to be lost alike."""

    age: Age
    place: Place
    is_listing: bool
    is_restless: bool


# Per day. 8.03 % of links are lost in their first three months and 44 % in seven years (Linkody, from its own
# customers' links); lists of recent items drop whatever they hold.
_ASSUMED_BY_AGE = {Age.YOUNG: 0.0009, Age.SETTLED: 0.0004, Age.OLD: 0.0002}
_ASSUMED_BY_PLACE = {Place.UNKNOWN: 1.0, Place.CONTENT: 1.0, Place.MARGIN: 1.5, Place.COMMENT: 1.5}
_LISTING = 4.0
USUAL_RATE = _ASSUMED_BY_AGE[Age.YOUNG]


@dataclass(frozen=True, slots=True)
class Losses:
    """Losses seen in so many link-days of watching."""

    losses: float = 0.0
    days: float = 0.0


@dataclass(frozen=True, slots=True)
class LossRates:
    """``seen`` by class; ``host_factors`` tell hosts that lose far more or far fewer links than their classes."""

    seen: Mapping[LinkClass, Losses] = field(default_factory=dict)
    host_factors: Mapping[str, float] = field(default_factory=dict)

    def of(self, link: Backlink, now: datetime) -> float:
        """Expected losses per day of one link."""
        kind = class_of(Traits.of_code(link.traits), age_of(link.first_live_at, now))
        return self.of_class(kind) * self.host_factors.get(link.source_domain, 1.0)

    def of_class(self, kind: LinkClass) -> float:
        """The mean of a Gamma-Poisson posterior whose prior is what we assume of the class."""
        seen = self.seen.get(kind, _NOTHING)
        return (_PRIOR_LOSSES + seen.losses) / (_PRIOR_LOSSES / assumed_rate(kind) + seen.days)


_NOTHING = Losses()


def host_factor(losses: float, expected: float) -> float:
    """How many times as many links as its classes let expect a host loses; one without evidence is like all."""
    factor = (_PRIOR_LOSSES + losses) / (_PRIOR_LOSSES + expected)
    return min(max(factor, 1 / _MOST_TIMES_USUAL), _MOST_TIMES_USUAL)


def assumed_rate(kind: LinkClass) -> float:
    rate = _ASSUMED_BY_AGE[kind.age] * _ASSUMED_BY_PLACE[kind.place]
    return rate * _LISTING if kind.is_listing else rate


def class_of(traits: Traits, age: Age) -> LinkClass:
    return LinkClass(age, traits.place, traits.is_listing, traits.restless >= _RESTLESS)


def age_of(first_live_at: datetime | None, now: datetime) -> Age:
    if first_live_at is None:
        return Age.YOUNG
    days = (now - first_live_at) / DAY
    if days < YOUNG_DAYS:
        return Age.YOUNG
    return Age.SETTLED if days < SETTLED_DAYS else Age.OLD
