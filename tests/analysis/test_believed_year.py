"""A year of a pretend web against the real state machine: flapping pages lose nothing, dead ones are all found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from storage.domain import DAY, Carrier, ChangeKind, Verdict
from tests.analysis.story import FACTS, HOUR, START, Sight, Story, a_link, missing, silent, there

YEAR = 365 * DAY
LINKS_OF_A_KIND = 10
NOFOLLOW = replace(FACTS, follow=False, rel=("nofollow",), nofollow_by=Carrier.REL)
SILENCES = [silent(verdict) for verdict in (Verdict.UNREACHABLE, Verdict.BLOCKED, Verdict.SERVER_ERROR)]
LOSSES = [missing(verdict) for verdict in (Verdict.GONE_404, Verdict.REMOVED, Verdict.SOFT_404, Verdict.MOVED_LOST)]

Behaviour = Callable[[datetime], Sight]


@dataclass(frozen=True)
class Flapping:
    """Broken for a few hours every few days, never for a whole day."""

    chance: Random

    def __call__(self, now: datetime) -> Sight:
        into_cycle = (now - START) % timedelta(days=2)
        if into_cycle < 22 * HOUR:
            return self.chance.choice(LOSSES + SILENCES)
        return there()


@dataclass(frozen=True)
class Sulking:
    """Lets nobody look, for weeks at a time."""

    chance: Random

    def __call__(self, now: datetime) -> Sight:
        return self.chance.choice(SILENCES) if (now - START) % (40 * DAY) < 25 * DAY else there()


@dataclass(frozen=True)
class Restless:
    """Shows other facts about the link on every visit."""

    chance: Random

    def __call__(self, now: datetime) -> Sight:
        return there(facts=replace(FACTS, anchor_text=f"Acme {self.chance.random()}"))


@dataclass(frozen=True)
class Dying:
    """Stands until its day, answers badly now and then, and is gone for good afterwards."""

    chance: Random
    dies_at: datetime

    def __call__(self, now: datetime) -> Sight:
        if self.chance.random() < 0.2:
            return self.chance.choice(SILENCES)
        return missing(Verdict.GONE_404) if now >= self.dies_at else there()


def a_year_of(behaviour: Behaviour, seed: int) -> Story:
    story = Story(a_link(authority=80), announcing=True, chance=Random(seed))
    while story.link.next_due_at < START + YEAR:
        story.see(behaviour(story.link.next_due_at), story.link.next_due_at)
    return story


def test_a_year_of_flapping_sulking_and_restless_pages_is_a_year_without_false_news() -> None:
    for seed in range(LINKS_OF_A_KIND):
        for behaviour in (Flapping, Sulking, Restless):
            story = a_year_of(behaviour(Random(seed)), seed)
            assert story.changes == [], (behaviour.__name__, seed)
            assert len(story.checks) > 100


def test_every_page_that_dies_in_a_year_is_found_once_and_within_days() -> None:
    for seed in range(LINKS_OF_A_KIND):
        dies_at = START + Random(seed).uniform(20, 330) * DAY
        story = a_year_of(Dying(Random(seed), dies_at), seed)
        [loss] = story.changes
        assert loss.kind is ChangeKind.LOST
        assert loss.first_observed >= dies_at
        assert loss.confirmed_at - dies_at < 6 * DAY
