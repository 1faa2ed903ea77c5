"""Watches a pretend web: judging, believing and timing are real; the web, the clock and the rows are made up."""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import mean

from benchmarks.simulator.fates import PretendLink, PretendWeb, Shown, spell_at
from benchmarks.simulator.lessons import Memory, watched_links
from benchmarks.simulator.pages import OWN, Answer, PageReader
from jobs.analysis.beliefs import Believed, believe
from jobs.analysis.budgeting import routine_budget, solve_pace
from jobs.analysis.doubting import BeliefRules, Guard, pulse_near
from jobs.analysis.learning import Lesson, grouped
from jobs.analysis.paces import Paces
from jobs.analysis.timing import Pace, RecheckRules, next_due
from jobs.analysis.traits import Age, Traits, band_of, traits_after, worth
from jobs.analysis.verdicts import judge
from storage.domain import (
    DAY,
    Backlink,
    ChangeKind,
    Conclusion,
    Doubts,
    LinkCheck,
    LinkId,
    LinkState,
    PageMemory,
    Pulse,
    SiteId,
    Verdict,
    WorkspaceId,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
HERE = WorkspaceId(1)
_GLITCHES = 0.005
_DIGEST_AT = 9 / 24
_BUDGET_DAYS = 14
_RULES = BeliefRules()


def moment(day: float) -> datetime:
    return START + timedelta(days=day)


def day_of(at: datetime) -> float:
    return (at - START) / DAY


@dataclass(frozen=True)
class Policy:
    """So many visits a day; one that does not ``learn`` looks at all links equally often."""

    budget: float
    learns: bool = True


@dataclass(frozen=True, slots=True)
class FoundLoss:
    """A loss the machine believed in, in days since the start."""

    number: int
    first_observed: float
    confirmed: float


@dataclass
class Pulses:
    """How checks went, as the database would count them for the mass guard."""

    _times: list[datetime] = field(default_factory=list)
    _seen: list[tuple[str, Verdict | None]] = field(default_factory=list)
    _found_at: list[datetime] = field(default_factory=list)
    _found: list[str] = field(default_factory=list)
    _doubted: dict[LinkId, tuple[Verdict, str]] = field(default_factory=dict)
    _alike: dict[Verdict, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def believe(self, link: Backlink) -> None:
        """What is in doubt now."""
        before = self._doubted.pop(link.id, None)
        if before is not None:
            verdict, domain = before
            self._alike[verdict] -= Counter({domain: 1})
        if link.state is LinkState.SUSPECT and link.suspicion is not None:
            self._doubted[link.id] = (link.suspicion.verdict, link.source_domain)
            self._alike[link.suspicion.verdict][link.source_domain] += 1

    def doubts(self, late: datetime, now: datetime) -> Doubts:
        found = self._found[bisect_left(self._found_at, late) : bisect_right(self._found_at, now)]
        return Doubts(max(map(len, self._alike.values()), default=0), len(set(found)))

    def note(self, check: LinkCheck, domain: str) -> None:
        if check.conclusion is Conclusion.LIVE:
            self._found_at.append(check.checked_at)
            self._found.append(domain)
        if check.conclusion is Conclusion.LOST and not check.turned:
            return  # missed again
        self._times.append(check.checked_at)
        self._seen.append((domain, check.verdict if check.turned else None))

    def between(self, since: datetime, until: datetime) -> Pulse:
        seen = self._seen[bisect_left(self._times, since) : bisect_right(self._times, until)]
        alike: dict[Verdict, set[str]] = defaultdict(set)
        for domain, turned in seen:
            if turned is not None:
                alike[turned].add(domain)
        return Pulse(len({domain for domain, _ in seen}), max(map(len, alike.values()), default=0))


@dataclass
class Watch:
    """``run`` lives through the web's days; afterwards the fields tell what was seen, found and spent."""

    web: PretendWeb
    policy: Policy
    seed: int = 1
    reader: PageReader = field(default_factory=PageReader)
    links: list[Backlink] = field(default_factory=list)
    losses: list[FoundLoss] = field(default_factory=list)
    visits: int = 0
    first_seen: dict[int, float] = field(default_factory=dict)
    kinds: Counter[ChangeKind] = field(default_factory=Counter)
    _rechecks: RecheckRules = field(default_factory=RecheckRules)
    _others: int = 0
    _other_visits: list[int] = field(default_factory=list)
    _memory: Memory = field(default_factory=Memory)
    _lesson: Lesson = field(default_factory=Lesson)
    _untold: list[int] = field(default_factory=list)
    _pulses: Pulses = field(default_factory=Pulses)
    _paces: Paces = field(default_factory=Paces)
    _rests: dict[str, float] = field(default_factory=dict)
    _queue: list[tuple[float, int]] = field(default_factory=list)

    def run(self) -> Watch:
        self._chance = Random(self.seed)
        self.links = [_new_link(link) for link in self.web.links]
        self._queue = list(self._first_looks())
        heapq.heapify(self._queue)
        for day in range(round(self.web.days)):
            self._live_until(day + _DIGEST_AT)
            self._tell()
            self._live_until(day + 1)
            self._share_out(day + 1)
        return self

    def _first_looks(self) -> Iterator[tuple[float, int]]:
        """What is known from the start is first looked at within the budget, the most valuable links first."""
        known = [link for link in self.web.links if not link.arrives]
        waiting = sorted(known, key=lambda link: -worth(band_of(link.authority), Traits()))
        for rank, link in enumerate(waiting):
            yield rank / self.policy.budget, link.number
        yield from ((link.arrives, link.number) for link in self.web.links if link.arrives)

    def _live_until(self, until: float) -> None:
        while self._queue and self._queue[0][0] < until:
            at, number = heapq.heappop(self._queue)
            host = self.web.links[number].host
            resting = self._rests.get(host.name, 0.0)
            due = resting + self._chance.random() / 24 if at < resting else self._look(number, at)
            heapq.heappush(self._queue, (due, number))

    def _look(self, number: int, at: float) -> float:
        link, pretend = self.links[number], self.web.links[number]
        check = self._observe(link, pretend, at)
        believed = believe(link, check, self._guard(link, check.checked_at), _RULES)
        self._pulses.note(believed.check, link.source_domain)
        self._pulses.believe(believed.link)
        self._note(number, believed, at)
        known = replace(believed.link, slot=link.slot + 1, traits=traits_after(link, believed.link, check))
        if believed.moved_to is not None:
            known = replace(known, source_url=believed.moved_to.url)
        if self.policy.learns:
            self._lesson.hear(link, known, believed.check, self._paces.rates)
        pace = self._paces.of(HERE, known, check.checked_at) if self.policy.learns else Pace()
        self.links[number] = known
        return day_of(next_due(known, check, self._rechecks, self._chance, pace))

    def _observe(self, link: Backlink, pretend: PretendLink, at: float) -> LinkCheck:
        self.visits += 1
        visit, page = self._visit(link, pretend, at)
        judgement = judge(visit, page, OWN, link.page)
        self._others += judgement.conclusion is not Conclusion.LIVE
        if visit.retry_after is not None:
            self._rests[pretend.host.name] = at + visit.retry_after / DAY
        return LinkCheck(
            link_id=link.id,
            slot=link.slot,
            checked_at=moment(at),
            conclusion=judgement.conclusion,
            verdict=judgement.verdict,
            reason=judgement.reason,
            facts=judgement.facts,
            evidence=judgement.evidence,
            page=_another_day(judgement.page_memory, link.slot) if pretend.is_restless else judgement.page_memory,
            retry_after=visit.retry_after,
        )

    def _visit(self, link: Backlink, pretend: PretendLink, at: float) -> Answer:
        chance = self._chance
        spell = spell_at(self.web.outages, at) or spell_at(pretend.host.spells, at)
        shown = None if spell is None else spell.shown
        if shown is None and chance.random() < _GLITCHES:
            shown = Shown.TIMEOUT
        if shown is None and pretend.host.flaky and chance.random() < pretend.host.flaky:
            shown = Shown.GONE_404
        return self.reader.answer(pretend, shown or pretend.truth(at), link.source_url)

    def _guard(self, link: Backlink, now: datetime) -> Guard:
        doubt = link.suspicion
        if doubt is None:
            return Guard()
        read, late = self._pulses.between, now - _RULES.confirm_after / 2
        may_be_believed = now - doubt.since >= _RULES.first_recheck
        return Guard(
            pulse_near(read, doubt.since, _RULES, ahead=True),
            pulse_near(read, now, _RULES),
            doubts=self._pulses.doubts(late, now) if may_be_believed else Doubts(),
        )

    def _note(self, number: int, believed: Believed, at: float) -> None:
        if believed.link.state is LinkState.LIVE:
            self.first_seen.setdefault(number, at)
        for change in believed.changes:
            self.kinds[change.kind] += 1
            if change.kind is ChangeKind.LOST:
                self.losses.append(FoundLoss(number, day_of(change.first_observed), at))
                self._untold.append(number)

    def _tell(self) -> None:
        """The daily digest: from now on a return is news."""
        for number in self._untold:
            if self.links[number].state is LinkState.LOST:
                self.links[number] = replace(self.links[number], loss_announced=True)
        self._untold.clear()

    def _share_out(self, day: float) -> None:
        """What the nightly tick does with what the rows say."""
        self._other_visits.append(self._others)
        self._others = 0
        visits = routine_budget(self.policy.budget, mean(self._other_visits[-_BUDGET_DAYS:]))
        watched = tuple(watched_links(self.links, moment(day)))
        if not self.policy.learns:
            every = timedelta(days=max(1, sum(links.links for links in watched)) / visits)
            self._rechecks = RecheckRules(high=every, medium=every, low=every)
            return
        self._memory.add(self._lesson)
        self._lesson = Lesson()
        rates = self._memory.rates()
        self._paces = Paces(rates, {HERE: solve_pace(grouped(watched, rates), visits, self._rechecks)})


def _another_day(page: PageMemory | None, look: int) -> PageMemory | None:
    """The same page with another date, counter or advertisement on it."""
    return None if page is None else replace(page, content_hash=f"{page.content_hash}{look}")


def _new_link(link: PretendLink) -> Backlink:
    at = moment(link.arrives)
    return Backlink(
        id=LinkId(link.number),
        site_id=SiteId(1),
        source_url=link.url,
        source_host=link.host.name,
        source_domain=link.host.name,
        target_url="https://acme.com/",
        state=LinkState.UNSEEN,
        verdict=None,
        slot=0,
        prio=0,
        next_due_at=at,
        added_at=at,
        added_by="import",
        quiet=True,
        authority=link.authority,
        traits=Traits(age=Age.of(timedelta(days=link.told_age))).code,
    )
