"""Visits pages of strangers: asks their robots.txt first, follows redirects itself, and always comes back."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from jobs.analysis.visit import Trouble, Visit
from jobs.web.asking import Asker, Question
from jobs.web.budget import Budget
from jobs.web.decoding import Caps
from jobs.web.endings import shows_its_end
from jobs.web.exchange import Answer, Headers, Limits
from jobs.web.headers import conditions, is_page, location_of, retry_after
from jobs.web.robots import Robots
from jobs.web.rules import FetchRules
from jobs.web.targets import Target, follow, read_target
from jobs.web.troubles import TroubleError
from storage.domain import Hop, PageMemory

_FRESH: Headers = [("Cache-Control", "no-cache"), ("Pragma", "no-cache")]


@dataclass(frozen=True, slots=True)
class Errand:
    """What a visit is for, where it is not simply to read a page.

    It goes on from the page of ``after``, whose redirects and time count as its own. It ends without asking at the
    first redirect to an address that ``until`` names, and in any case ``within`` so many seconds by the clock.
    ``like_browsers`` puts our name into the form that browsers use. ``wants`` says by status and headers whether the
    body is worth having.
    """

    after: Visit | None = None
    until: Callable[[str], bool] | None = None
    within: float | None = None
    like_browsers: bool = False
    wants: Callable[[int, Headers], bool] = is_page


READING = Errand()


class Fetcher(Protocol):
    """Whoever can visit a page. Never raises for anything a server does: the ``Visit`` says what came of it.

    With ``memory`` the page may answer that nothing changed; ``fresh`` insists on an answer that no cache kept.
    """

    async def visit(
        self, url: str, memory: PageMemory | None = None, fresh: bool = False, errand: Errand = READING
    ) -> Visit: ...


@dataclass(slots=True)
class _Way:
    """How far one visit has come."""

    url: str
    target: Target
    budget: Budget
    agent: str
    wants: Callable[[int, Headers], bool]
    until: Callable[[str], bool] | None = None
    hops: list[Hop] = field(default_factory=list)

    def turn(self, status: int, location: str, max_redirects: int) -> Trouble | None:
        """Go where a redirect points, or say why not."""
        target = follow(self.target, location)
        if target is None:
            return Trouble.BAD_ADDRESS
        if target.href == self.target.href or any(target.href == hop.url for hop in self.hops):
            return Trouble.REDIRECT_LOOP
        if len(self.hops) >= max_redirects:
            return Trouble.TOO_MANY_REDIRECTS
        self.hops.append(Hop(status, self.target.href))
        self.target = target
        return None


class PoliteFetcher:
    def __init__(self, rules: FetchRules, asker: Asker, robots: Robots, now: Callable[[], datetime]) -> None:
        self._rules = rules
        self._asker = asker
        self._robots = robots
        self._now = now
        self._caps = Caps(rules.max_bytes, rules.max_wire_bytes)

    async def visit(
        self, url: str, memory: PageMemory | None = None, fresh: bool = False, errand: Errand = READING
    ) -> Visit:
        way = self._start(url, errand)
        if way is None:
            return Visit(url, url, trouble=Trouble.BAD_ADDRESS)
        after = errand.after
        if after and (trouble := way.turn(after.status or 0, url, self._rules.max_redirects)):
            return _without_answer(way, trouble)
        try:
            async with asyncio.timeout(errand.within):
                return await self._go(way, _FRESH if fresh else [], [] if fresh else conditions(memory))
        except TroubleError as error:
            return _without_answer(way, error.trouble, error.retry_after)
        except TimeoutError:
            return _without_answer(way, Trouble.TIMEOUT)

    def _start(self, url: str, errand: Errand) -> _Way | None:
        rules, after = self._rules, errand.after
        target = read_target(after.final_url if after else url)
        if target is None:
            return None
        agent = rules.user_agent_like_browsers if errand.like_browsers else rules.user_agent
        budget = Budget(rules.deadline.total_seconds() - (after.seconds if after else 0))
        hops = list(after.hops) if after else []
        return _Way(after.url if after else url, target, budget, agent, errand.wants, errand.until, hops)

    async def _go(self, way: _Way, headers: Headers, asked_if: Headers) -> Visit:
        while True:
            answer = await self._ask(way, [*headers, *asked_if])
            location = location_of(answer)
            if location is None:
                return self._visit(way, answer, answer.trouble, is_conditional=bool(asked_if))
            if trouble := way.turn(answer.status, location, self._rules.max_redirects):
                return self._visit(way, answer, trouble)
            if way.until and way.until(way.target.href):
                return _without_answer(way, None)
            asked_if = []  # by the same words another address means another page

    async def _ask(self, way: _Way, headers: Headers) -> Answer:
        rules = await self._robots.rules(way.target, way.budget)
        if not await rules.permit(way.target.href):
            raise TroubleError(rules.trouble or Trouble.ROBOTS, rules.retry_after)
        limits = Limits(self._caps, way.wants, shows_its_end)
        question = Question(way.target, limits, headers, rules.crawl_delay, way.agent)
        return await self._asker.ask(question, way.budget)

    def _visit(self, way: _Way, answer: Answer, trouble: Trouble | None, is_conditional: bool = False) -> Visit:
        return Visit(
            way.url,
            way.target.href,
            answer.status,
            tuple(way.hops),
            tuple(answer.headers),
            answer.body,
            answer.wire_bytes,
            trouble,
            not_modified=is_conditional and answer.status == 304,
            retry_after=retry_after(answer, self._now),
            seconds=way.budget.spent,
            agent=way.agent,
        )


def _without_answer(way: _Way, trouble: Trouble | None, retry_after: timedelta | None = None) -> Visit:
    """Where the way ended before the last server was asked, or before it answered."""
    return Visit(
        way.url,
        way.target.href,
        hops=tuple(way.hops),
        trouble=trouble,
        retry_after=retry_after,
        seconds=way.budget.spent,
        agent=way.agent,
    )
