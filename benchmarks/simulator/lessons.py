"""The rows that the nightly lesson reads, made from links in memory as the database makes them from its tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from jobs.analysis.loss_rates import SETTLED_DAYS, YOUNG_DAYS, Age, age_of
from storage.domain import DAY, Backlink, LinkState, WatchedLinks, WorkspaceId

_WATCHED = frozenset({LinkState.LIVE, LinkState.SUSPECT})
_HERE = WorkspaceId(1)


class _Alike(NamedTuple):
    source_domain: str
    authority: int
    traits: int
    age: Age


def watched_links(
    links: Sequence[Backlink], lost: Iterable[tuple[int, float]], now: datetime
) -> Iterator[WatchedLinks]:
    """``lost`` are losses by the number of the link and its age in days."""
    counts: Counter[_Alike] = Counter()
    days: dict[_Alike, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    losses: dict[_Alike, list[int]] = defaultdict(lambda: [0, 0, 0])
    for link in links:
        if link.first_live_at is None or link.last_live_at is None:
            continue
        group = _group(link, now)
        counts[group] += link.state in _WATCHED
        _add(days[group], (link.last_live_at - link.first_live_at) / DAY)
    for number, age in lost:
        losses[_group(links[number], now)][_age_at(age)] += 1
    for group in sorted(days):
        young, settled, old = days[group]
        yield WatchedLinks(
            group.source_domain, _HERE, None if group.authority < 0 else group.authority, group.traits, group.age,
            counts[group], (young, settled, old), (losses[group][0], losses[group][1], losses[group][2]),
        )  # fmt: skip


def _group(link: Backlink, now: datetime) -> _Alike:
    authority = -1 if link.authority is None else link.authority
    return _Alike(link.source_domain, authority, link.traits, age_of(link.first_live_at, now))


def _add(days: list[float], span: float) -> None:
    days[Age.YOUNG] += min(span, YOUNG_DAYS)
    days[Age.SETTLED] += max(0.0, min(span, SETTLED_DAYS) - YOUNG_DAYS)
    days[Age.OLD] += max(0.0, span - SETTLED_DAYS)


def _age_at(days: float) -> Age:
    return Age.YOUNG if days < YOUNG_DAYS else Age.SETTLED if days < SETTLED_DAYS else Age.OLD
