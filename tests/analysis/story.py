"""One link's life as a list of visits, told to the real state machine with a moved clock."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from jobs.analysis.beliefs import Believed, believe
from jobs.analysis.doubting import BeliefRules, Guard
from jobs.analysis.paces import Paces
from jobs.analysis.timing import RecheckRules, next_due
from storage.domain import (
    Backlink,
    ChangeKind,
    Conclusion,
    Evidence,
    Hop,
    LinkChange,
    LinkCheck,
    LinkFacts,
    LinkId,
    LinkKind,
    LinkState,
    PageMemory,
    Placement,
    Pulse,
    SiteId,
    Verdict,
    WorkspaceId,
)

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAGE = "https://blog.example/post"
CALM = Guard(Pulse(), Pulse())
FACTS = LinkFacts("https://acme.com/", "Acme", LinkKind.TEXT, (), True, None, Placement.MAIN, False, 1)


@dataclass(frozen=True)
class Sight:
    """What one visit saw, without its time and place."""

    conclusion: Conclusion
    verdict: Verdict
    facts: LinkFacts | None = None
    hops: tuple[Hop, ...] = ()
    final_url: str = PAGE
    retry_after: timedelta | None = None
    fresh_for: timedelta | None = None
    page: PageMemory | None = None
    stranger: PageMemory | None = None


def there(verdict: Verdict = Verdict.LIVE, facts: LinkFacts = FACTS, **more: object) -> Sight:
    return replace(Sight(Conclusion.LIVE, verdict, facts), **more)


def missing(verdict: Verdict = Verdict.REMOVED) -> Sight:
    return Sight(Conclusion.LOST, verdict)


def silent(verdict: Verdict = Verdict.UNREACHABLE, retry_after: timedelta | None = None) -> Sight:
    refused = verdict in (Verdict.ROBOTS_BLOCKED, Verdict.REFUSED)
    return Sight(Conclusion.REFUSED if refused else Conclusion.NO_ANSWER, verdict, retry_after=retry_after)


UNCHANGED = Sight(Conclusion.LIVE, Verdict.LIVE)


def a_link(state: LinkState = LinkState.LIVE, **more: object) -> Backlink:
    was_live = state not in (LinkState.UNSEEN, LinkState.ABSENT)
    link = Backlink(
        id=LinkId(7),
        site_id=SiteId(1),
        source_url=PAGE,
        source_host="blog.example",
        source_domain="blog.example",
        target_url="https://acme.com/",
        state=state,
        verdict=Verdict.LIVE if state is LinkState.LIVE else None,
        slot=3,
        prio=0,
        next_due_at=START,
        added_at=START - timedelta(days=30),
        added_by="U1",
        quiet=False,
        facts=FACTS if was_live else None,
        first_live_at=START - timedelta(days=30) if was_live else None,
    )
    return replace(link, **more)


@dataclass
class Story:
    """Tells sights to the machine; announces every change at once when ``announcing``."""

    link: Backlink = field(default_factory=a_link)
    rules: BeliefRules = field(default_factory=BeliefRules)
    rechecks: RecheckRules = field(default_factory=RecheckRules)
    announcing: bool = False
    chance: Random = field(default_factory=lambda: Random(7))
    changes: list[LinkChange] = field(default_factory=list)
    checks: list[LinkCheck] = field(default_factory=list)
    withdrawn: int = 0

    def see(self, sight: Sight, at: datetime, guard: Guard = CALM) -> Believed:
        check = LinkCheck(
            link_id=self.link.id,
            slot=self.link.slot,
            checked_at=at,
            conclusion=sight.conclusion,
            verdict=sight.verdict,
            reason="",
            facts=sight.facts,
            evidence=Evidence(hops=sight.hops, final_url=sight.final_url),
            page=sight.page,
            stranger=sight.stranger,
            retry_after=sight.retry_after,
            fresh_for=sight.fresh_for,
        )
        since = self.link.unanswered_since
        silent = tuple(seen.checked_at for seen in self.checks if since and seen.checked_at >= since)
        believed = believe(self.link, check, replace(guard, silent_looks=silent), self.rules)
        self.checks.append(believed.check)
        self.changes += believed.changes
        self.withdrawn += believed.withdrawn
        pace = Paces().of(WorkspaceId(1), believed.link, at)
        due = next_due(believed.link, check, self.rechecks, self.chance, pace)
        self.link = replace(believed.link, slot=self.link.slot + 1, next_due_at=due)
        if self.announcing and any(change.kind is ChangeKind.LOST for change in believed.changes):
            self.link = replace(self.link, loss_announced=True)
        return believed

    def play(self, *sights: tuple[float, Sight]) -> Story:
        """Each sight with its hours after the start."""
        for hours, sight in sights:
            self.see(sight, START + hours * HOUR)
        return self

    def follow(self, sight: Sight, until: timedelta) -> Story:
        """Visit whenever a visit is due, and see ``sight`` each time."""
        while self.link.next_due_at <= START + until:
            self.see(sight, self.link.next_due_at)
        return self

    @property
    def kinds(self) -> list[ChangeKind]:
        return [change.kind for change in self.changes]
