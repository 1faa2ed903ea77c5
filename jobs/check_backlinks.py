"""Visits the links of one host that are due, judges each page once, and has the result recorded."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jobs.add_backlink import URGENT
from jobs.analysis.addresses import OwnDomains
from jobs.analysis.cache_hints import fresh_for
from jobs.analysis.excerpts import former_place
from jobs.analysis.mercy import failures_after, rest_of
from jobs.analysis.sights import Sight, Subject
from jobs.analysis.verdicts import Judgement
from jobs.analysis.visit import Trouble
from jobs.look_closer import LookCloser
from jobs.record_checks import Look
from storage.domain import DueLink, LinkFacts, LinkState, PageMemory

_AT_ONCE = 10
_WHOLE_LOOK_EVERY = 5
_SLICE_LINKS = 20
_SLICE_SECONDS = 30.0


@dataclass(frozen=True)
class CheckBacklinks:
    """Every field that waits for storage or for a parser does so off the event loop."""

    closer: LookCloser
    record: Callable[[Sequence[Look]], Awaitable[None]]
    due: Callable[[str, int], Awaitable[tuple[DueLink, ...]]]
    note_host: Callable[[str, int, datetime | None], Awaitable[None]]
    now: Callable[[], datetime]
    monotonic: Callable[[], float] = time.monotonic

    async def drain(self, host: str) -> None:
        """Visit the host's due links, people's first, for at most 30 s or 20 links; the planner asks for the rest."""
        ends = self.monotonic() + _SLICE_SECONDS
        left = _SLICE_LINKS
        while left > 0:
            asked = min(_AT_ONCE, left)
            due = await self.due(host, asked + 1)  # one more tells whether to ask again
            if not await self._check(host, due[:asked], ends) or len(due) <= asked:
                return
            left -= asked

    async def _check(self, host: str, due: Sequence[DueLink], ends: float) -> bool:
        """Look at links, and return when all looks are stored; False where the rest must wait.

        Time was up, the host wants to be left alone, or nobody can be visited at all.
        """
        recorded: list[Awaitable[None]] = []
        rest: timedelta | None = None
        failures = before = due[0].failures if due else 0
        for link in due:
            sight = await self._sight(link) if self.monotonic() < ends else None
            if sight is None:
                break
            recorded.append(self.record([self._look(link, sight)]))  # the next page need not wait for it
            failures = failures_after(sight.visit, failures)
            rest = _rest(link, sight, failures)
            if rest is not None:
                break
        await asyncio.gather(*recorded)
        if rest is not None or failures != before:  # which is rare
            await self.note_host(host, failures, None if rest is None else self.now() + rest)
        return rest is None and len(recorded) == len(due)

    async def _sight(self, due: DueLink) -> Sight | None:
        """None when our own line is down: that is no look at all."""
        sight = await self.closer.look(_subject(due), memory=_memory(due), fresh=due.link.suspicion is not None)
        return None if sight.visit.trouble is Trouble.OFFLINE else sight

    def _look(self, due: DueLink, sight: Sight) -> Look:
        judgement, now = _judgement(sight, due.link.facts), self.now()
        return Look(due, judgement, due.site.time(now), sight.visit.retry_after, fresh_for(sight.visit, now))


def _rest(due: DueLink, sight: Sight, failures: int) -> timedelta | None:
    """Where a person waits, and in the demo's moved time, a host rests only as long as it asked for itself."""
    if due.link.prio >= URGENT or due.site.is_demo:
        return sight.visit.retry_after
    return rest_of(sight.visit, failures)


def _subject(due: DueLink) -> Subject:
    """A link is counted on while it is believed, and when somebody who just added it waits for its first look."""
    link = due.link
    is_awaited = link.state is LinkState.UNSEEN and link.prio >= URGENT
    return Subject(
        url=link.source_url,
        own=OwnDomains(due.site.settings.domains),
        memory=link.page,
        believed=link.facts,
        is_expected=is_awaited or link.state in (LinkState.LIVE, LinkState.SUSPECT),
    )


def _memory(due: DueLink) -> PageMemory | None:
    """Ask "changed since?" only about a link we believe live. A doubt, and whoever asked, deserve a whole look.

    Every fifth look is whole in any case: a server that always says "not modified" must not keep a link alive.
    """
    link = due.link
    may_trust = link.state is LinkState.LIVE and link.suspicion is None and link.slot % _WHOLE_LOOK_EVERY > 0
    return link.page if may_trust and link.prio < URGENT else None


def _judgement(sight: Sight, believed: LinkFacts | None) -> Judgement:
    """Where the link is missing, the evidence shows the words at its former place.

    A link on half a page stands, but what else the page says of it is not to be compared with the whole.
    """
    page, judgement = sight.page, sight.judgement
    if page is None or believed is None:
        return judgement
    if judgement.facts is not None:
        return judgement if sight.visit.trouble is None else replace(judgement, facts=None)
    place = former_place(page.text, believed)
    return replace(judgement, evidence=replace(judgement.evidence, excerpt=place)) if place else judgement
