"""Learns from each look how links are lost: what was watched for how long, and what was lost meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jobs.analysis.budgeting import Group
from jobs.analysis.loss_rates import HostSpread, LinkClass, Losses, LossRates, age_of, class_of, host_factor
from jobs.analysis.traits import Age, Traits, band_of, worth
from storage.domain import DAY, Backlink, Conclusion, LinkCheck, LinkState, WatchedLinks

# A host that drops a thousand links at once says no more of links like them than one that drops a few.
_HEARD_LOSSES = 3
_LIKE_ALL = (0.8, 1.25)


@dataclass
class Lesson:
    """What was seen since the last lesson. ``hosts`` holds losses, and the losses that were to be expected."""

    classes: dict[LinkClass, Losses] = field(default_factory=dict)
    hosts: dict[str, tuple[float, float]] = field(default_factory=dict)

    def hear(self, before: Backlink, after: Backlink, check: LinkCheck, rates: LossRates) -> None:
        """``check`` turned what we believed ``before`` into ``after``."""
        if before.last_live_at is None:
            return
        if before.state is LinkState.LOST:
            if after.state is LinkState.LIVE and not before.loss_announced:
                self._add(before, -1.0, 0.0, rates)
        elif check.conclusion is Conclusion.LIVE:
            self._add(before, 0.0, (check.checked_at - before.last_live_at) / DAY, rates)
        elif after.state is LinkState.LOST:
            since = check.checked_at if before.suspicion is None else before.suspicion.since
            self._add(before, 1.0, (since - before.last_live_at) / DAY / 2, rates)

    def _add(self, link: Backlink, losses: float, days: float, rates: LossRates) -> None:
        assert link.last_live_at is not None
        kind = class_of(Traits.of_code(link.traits), age_of(link, link.last_live_at))
        of_host, expected = self.hosts.get(link.source_domain, (0.0, 0.0))
        self.hosts[link.source_domain] = (of_host + losses, expected + days * rates.of_class(kind))
        seen = self.classes.get(kind, Losses())
        heard = losses if of_host < _HEARD_LOSSES else 0.0
        # A day on a host that loses ten times as many links as others is worth ten of theirs.
        weight = rates.host_factors.get(link.source_domain, 1.0)
        self.classes[kind] = Losses(seen.losses + heard, seen.days + days * weight)


def rates_from(
    classes: Mapping[LinkClass, Losses], hosts: Iterable[tuple[str, float, float]], spread: HostSpread
) -> LossRates:
    """Only hosts that are unlike others are remembered, so that a million hosts take little room."""
    shape = spread.shape
    factors = ((domain, host_factor(losses, expected, shape)) for domain, losses, expected in hosts)
    unlike = {domain: factor for domain, factor in factors if not _LIKE_ALL[0] < factor < _LIKE_ALL[1]}
    return LossRates(dict(classes), unlike)


def grouped(watched: Iterable[WatchedLinks], rates: LossRates) -> Counter[Group]:
    """Links by how often they should be looked at."""
    groups: Counter[Group] = Counter()
    for links in watched:
        traits, band = Traits.of_code(links.traits), band_of(links.authority, links.is_contract)
        rate = rates.of_class(class_of(traits, Age(links.age))) * rates.host_factors.get(links.source_domain, 1.0)
        groups[Group.of(band, worth(band, traits), rate)] += links.links
    return groups
