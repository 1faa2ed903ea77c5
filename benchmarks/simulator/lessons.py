"""What the database keeps for the nightly lesson, kept in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from jobs.analysis.learning import Lesson, rates_from
from jobs.analysis.loss_rates import HostSpread, LinkClass, Losses, LossRates, age_of
from storage.domain import Backlink, LinkState, WatchedLinks

_WATCHED = frozenset({LinkState.LIVE, LinkState.SUSPECT})


@dataclass
class Memory:
    """All lessons so far."""

    classes: dict[LinkClass, Losses] = field(default_factory=dict)
    hosts: dict[str, tuple[float, float]] = field(default_factory=dict)

    def add(self, lesson: Lesson) -> None:
        for kind, heard in lesson.classes.items():
            seen = self.classes.get(kind, Losses())
            self.classes[kind] = Losses(seen.losses + heard.losses, seen.days + heard.days)
        for domain, (losses, expected) in lesson.hosts.items():
            known = self.hosts.get(domain, (0.0, 0.0))
            self.hosts[domain] = (known[0] + losses, known[1] + expected)

    def rates(self) -> LossRates:
        hosts = ((domain, *known) for domain, known in self.hosts.items())
        return rates_from(self.classes, hosts, HostSpread.of(self.hosts.values()))


def watched_links(links: Sequence[Backlink], now: datetime) -> Iterator[WatchedLinks]:
    alike = Counter(
        (link.source_domain, link.authority, link.traits, age_of(link, now)) for link in links if link.state in _WATCHED
    )
    return (WatchedLinks(*group, count) for group, count in alike.items())
