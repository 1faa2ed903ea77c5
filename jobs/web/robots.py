"""Asks for robots.txt by RFC 9309, and remembers it for a day; nothing is allowed where it cannot be read."""

import asyncio
from collections.abc import Awaitable, Callable

from jobs.analysis.visit import Trouble
from jobs.web.asking import Question
from jobs.web.budget import Budget
from jobs.web.decoding import Caps
from jobs.web.exchange import Answer, Limits
from jobs.web.headers import location_of
from jobs.web.remembering import Fresh, Remembering
from jobs.web.robots_rules import ALLOW_ALL, LARGE, MAX_BYTES, RobotsRules, read_robots
from jobs.web.targets import Target, follow, robots_target
from jobs.web.troubles import TroubleError

_MAX_REDIRECTS = 5  # §2.3.1.2
_LIMITS = Limits(Caps(MAX_BYTES, MAX_BYTES), wants=lambda status, _: 200 <= status < 300, is_whole=lambda _: True)
_DAY = 24 * 60 * 60.0
_SOON = 5 * 60.0
_REMEMBERED_BYTES = 16_000_000


class Robots:
    """Knows each origin's rules; asks for them where it does not."""

    def __init__(self, ask: Callable[[Question, Budget], Awaitable[Answer]]) -> None:
        self._ask = ask
        self._known: Remembering[str, RobotsRules] = Remembering(_REMEMBERED_BYTES)

    async def rules(self, target: Target, budget: Budget) -> RobotsRules:
        return await self._known.get(target.origin, lambda: self._fresh(robots_target(target), budget))

    async def close(self) -> None:
        await self._known.close()

    async def _fresh(self, target: Target, budget: Budget) -> Fresh[RobotsRules]:
        try:
            rules = await _understood(await self._follow(target, budget))
        except TroubleError as error:
            # Not remembered: it may be our own network, or a budget that another server had used up.
            return Fresh(RobotsRules(trouble=error.trouble, retry_after=error.retry_after), 0)
        return Fresh(rules, _SOON if rules.trouble else _DAY, rules.weight)

    async def _follow(self, target: Target, budget: Budget) -> Answer:
        answer = await self._ask(Question(target, _LIMITS), budget)
        for _ in range(_MAX_REDIRECTS):
            location = location_of(answer)
            next_target = follow(target, location) if location is not None else None
            if next_target is None:
                break
            target = next_target
            try:
                answer = await self._ask(Question(target, _LIMITS), budget)
            except TroubleError:
                # Another server's trouble is not the page's own.
                raise TroubleError(Trouble.ROBOTS_UNAVAILABLE) from None
        return answer


async def _understood(answer: Answer) -> RobotsRules:
    """No such file allows everything, and so do redirects that lead nowhere; a server in trouble allows nothing."""
    if 300 <= answer.status < 500:
        return ALLOW_ALL
    is_read = answer.trouble in (None, Trouble.TOO_LARGE)
    if not 200 <= answer.status < 300 or not is_read:
        return RobotsRules(trouble=Trouble.ROBOTS_UNAVAILABLE)
    if len(answer.body) < LARGE:
        return read_robots(answer.body)
    return await asyncio.to_thread(read_robots, answer.body)
