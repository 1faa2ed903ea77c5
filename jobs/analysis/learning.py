"""Learns how links are lost from all that are watched, in one pass over the hosts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from jobs.analysis.budgeting import Group
from jobs.analysis.loss_rates import Age, LinkClass, Losses, LossRates, class_of, host_factor
from jobs.analysis.traits import Traits, band_of, worth
from storage.domain import WatchedLinks, WorkspaceId

# What a host with more links loses, it mostly loses at once: that says less of its classes than as many hosts would.
_HEARD_LINKS = 20
_LIKE_ALL = (0.8, 1.25)
_by_host = attrgetter("source_domain")


@dataclass(frozen=True, slots=True)
class Learnt:
    """The loss rates, and each workspace's links by how often they should be looked at."""

    rates: LossRates
    groups: Mapping[WorkspaceId, Mapping[Group, int]]


def learn(watched: Iterable[WatchedLinks], known: LossRates) -> Learnt:
    """``watched`` comes host by host; ``known`` says what to expect of each host, so that hosts can differ from it."""
    lesson = _Lesson(known)
    for domain, rows in groupby(watched, key=_by_host):
        lesson.hear(domain, tuple(rows))
    seen = {kind: Losses(losses, days) for kind, (losses, days) in lesson.seen.items()}
    return Learnt(LossRates(seen, lesson.factors), lesson.groups)


@dataclass
class _Lesson:
    known: LossRates
    seen: dict[LinkClass, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0.0]))
    factors: dict[str, float] = field(default_factory=dict)
    groups: dict[WorkspaceId, Counter[Group]] = field(default_factory=lambda: defaultdict(Counter))

    def hear(self, domain: str, rows: tuple[WatchedLinks, ...]) -> None:
        factor = host_factor(sum(sum(row.losses) for row in rows), sum(map(self._expected, rows)))
        if not _LIKE_ALL[0] < factor < _LIKE_ALL[1]:
            self.factors[domain] = factor
        weight = min(1.0, _HEARD_LINKS / max(1, sum(row.links + sum(row.losses) for row in rows)))
        for row in rows:
            self._count(row, weight)
            self._group(row, self.factors.get(domain, 1.0))

    def _expected(self, row: WatchedLinks) -> float:
        traits = Traits.of_code(row.traits)
        return sum(days * self.known.of_class(class_of(traits, age)) for age, days in zip(Age, row.days, strict=True))

    def _count(self, row: WatchedLinks, weight: float) -> None:
        traits = Traits.of_code(row.traits)
        for age, losses, days in zip(Age, row.losses, row.days, strict=True):
            if losses or days:
                seen = self.seen[class_of(traits, age)]
                seen[0] += weight * losses
                seen[1] += weight * days

    def _group(self, row: WatchedLinks, factor: float) -> None:
        if not row.links:
            return
        traits, band = Traits.of_code(row.traits), band_of(row.authority)
        rate = self.known.of_class(class_of(traits, Age(row.age))) * factor
        self.groups[row.workspace_id][Group.of(band, worth(band, traits), rate)] += row.links
