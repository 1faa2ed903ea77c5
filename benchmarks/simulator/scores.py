"""Holds what a watch found against what really happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from benchmarks.simulator.fates import STANDING, PretendLink, Shown, spell_at
from benchmarks.simulator.watch import FoundLoss, Watch
from jobs.analysis.traits import Band, Place, Traits, band_of, worth
from storage.domain import Placement

# No server ever says that a page is gone for good once its name is gone; shorter absences may well be missed.
_UNPROVABLE = frozenset({Shown.NO_NAME})
_SHORTEST_ABSENCE = 3.0
_SETTLING = 45.0


@dataclass(frozen=True, slots=True)
class TrueLoss:
    """A link that ended, and when the watch first saw it and believed it; None where it never did."""

    link: PretendLink
    ended: float
    found: FoundLoss | None
    until: float

    @property
    def delay(self) -> float:
        """Days until the first look that saw it; for a loss nobody saw, until the end of its absence."""
        return max(0.0, (self.until if self.found is None else self.found.first_observed) - self.ended)

    @property
    def value(self) -> float:
        place = Place.MARGIN if self.link.placement is Placement.FOOTER else Place.CONTENT
        return worth(self.band, Traits(place))

    @property
    def band(self) -> Band:
        return band_of(self.link.authority)


@dataclass(frozen=True)
class Score:
    false: tuple[FoundLoss, ...]
    losses: tuple[TrueLoss, ...]
    visits: int
    days: float

    @property
    def missed(self) -> tuple[TrueLoss, ...]:
        """Losses that had weeks to be found in, and were not."""
        return tuple(loss for loss in self.losses if loss.found is None and loss.ended < self.days - _SETTLING)

    def delay(self, band: Band | None = None) -> float:
        """Value-weighted mean days until a loss was seen."""
        return _weighted((loss.value, loss.delay) for loss in self.losses if band in (None, loss.band))

    def believed(self) -> float:
        """Value-weighted mean days until a loss was believed, of those that were."""
        found = [(loss.value, loss.found.confirmed - loss.ended) for loss in self.losses if loss.found is not None]
        return _weighted(found)


def score(watch: Watch) -> Score:
    links = watch.web.links
    false = tuple(loss for loss in watch.losses if links[loss.number].truth(loss.confirmed) in STANDING)
    return Score(false, tuple(_true_losses(watch)), watch.visits, watch.web.days)


def _true_losses(watch: Watch) -> Iterator[TrueLoss]:
    found: dict[int, list[FoundLoss]] = {}
    for loss in watch.losses:
        found.setdefault(loss.number, []).append(loss)
    for link in watch.web.links:
        for ended, until in _absences(link, watch.web.days):
            if watch.first_seen.get(link.number, watch.web.days) < ended and until - ended > _SHORTEST_ABSENCE:
                its = (loss for loss in found.get(link.number, ()) if ended <= loss.confirmed <= until)
                yield TrueLoss(link, _visible(link, ended), next(its, None), until)


def _visible(link: PretendLink, ended: float) -> float:
    """A loss behind a wall or on a host that is down can be seen by nobody before that is over."""
    spell = spell_at(link.host.spells, ended)
    return ended if spell is None else spell.ends


def _absences(link: PretendLink, days: float) -> Iterator[tuple[float, float]]:
    """From the day the link ended to its return, or to the end of the story."""
    for at, (day, shown) in enumerate(link.turns):
        if shown not in STANDING and shown not in _UNPROVABLE:
            yield day, link.turns[at + 1][0] if at + 1 < len(link.turns) else days


def _weighted(pairs: Iterable[tuple[float, float]]) -> float:
    both = list(pairs)
    weight = sum(value for value, _ in both)
    return sum(value * delay for value, delay in both) / weight if weight else 0.0
