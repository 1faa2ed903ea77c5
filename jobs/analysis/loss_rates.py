"""How likely links are to be lost, learnt from the links we watch: per kind of link, and per host."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from jobs.analysis.traits import Age, Place, Traits
from storage.domain import Backlink

# As sure as two losses would make us: a few dozen losses of a kind outweigh what we assumed of it.
_PRIOR_LOSSES = 2.0
_ASSUMED_SHAPE = 2.0
_SHAPES = (0.3, 4.0)
_ENOUGH_SQUARES = 10.0
_RESTLESS = 2
_MOST_TIMES_USUAL = 16.0


class LinkClass(NamedTuple):
    """Links that are expected to be lost alike."""

    age: Age
    place: Place
    is_listing: bool
    is_restless: bool

    @property
    def code(self) -> int:
        """As one small number, which is what the class's row keeps."""
        return self.age | self.place << 2 | self.is_listing << 4 | self.is_restless << 5

    @classmethod
    def of_code(cls, code: int) -> LinkClass:
        return cls(Age(code & 3), Place(code >> 2 & 3), bool(code & 16), bool(code & 32))


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
        kind = class_of(Traits.of_code(link.traits), age_of(link, now))
        return self.of_class(kind) * self.host_factors.get(link.source_domain, 1.0)

    def of_class(self, kind: LinkClass) -> float:
        """The mean of a Gamma-Poisson posterior whose prior is what we assume of the class."""
        seen = self.seen.get(kind, _NOTHING)
        return (_PRIOR_LOSSES + seen.losses) / (_PRIOR_LOSSES / assumed_rate(kind) + seen.days)


_NOTHING = Losses()


@dataclass(frozen=True, slots=True)
class HostSpread:
    """How unlike each other hosts are: sums over all of them, from which the prior of one host is taken.

    ``surplus`` adds up (losses - expected)² - expected, ``squares`` the squares of what was expected.
    """

    surplus: float = 0.0
    squares: float = 0.0

    @classmethod
    def of(cls, hosts: Iterable[tuple[float, float]]) -> HostSpread:
        known = list(hosts)
        return cls(
            sum((losses - expected) ** 2 - expected for losses, expected in known),
            sum(expected * expected for _, expected in known),
        )

    @property
    def shape(self) -> float:
        """Of the Gamma prior of a host's factor, by the method of moments: small where hosts differ much."""
        if self.squares < _ENOUGH_SQUARES:
            return _ASSUMED_SHAPE
        return min(max(self.squares / max(self.surplus, 1e-9), _SHAPES[0]), _SHAPES[1])


def host_factor(losses: float, expected: float, shape: float) -> float:
    """How many times as many links as its classes let expect a host loses; one without evidence is like all."""
    factor = (shape + losses) / (shape + expected)
    return min(max(factor, 1 / _MOST_TIMES_USUAL), _MOST_TIMES_USUAL)


def assumed_rate(kind: LinkClass) -> float:
    rate = _ASSUMED_BY_AGE[kind.age] * _ASSUMED_BY_PLACE[kind.place]
    return rate * _LISTING if kind.is_listing else rate


def class_of(traits: Traits, age: Age) -> LinkClass:
    return LinkClass(age, traits.place, traits.is_listing, traits.restless >= _RESTLESS)


def age_of(link: Backlink, now: datetime) -> Age:
    """By what we saw ourselves, and by what an export said before."""
    watched = Age.YOUNG if link.first_live_at is None else Age.of(now - link.first_live_at)
    return max(watched, Traits.of_code(link.traits).age)
