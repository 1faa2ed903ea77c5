"""robots.txt by RFC 9309: what a host allows us, remembered for a day; nothing is allowed where it cannot be read."""

import asyncio
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from protego import Protego

from jobs.analysis.visit import Trouble
from jobs.web.asking import Question
from jobs.web.budget import Budget
from jobs.web.decoding import Caps
from jobs.web.exchange import Answer, Limits
from jobs.web.headers import location_of
from jobs.web.remembering import Fresh, Remembering
from jobs.web.rules import PRODUCT
from jobs.web.targets import Target, follow, robots_target
from jobs.web.troubles import TroubleError

_MAX_BYTES = 500 * 1024  # RFC 9309 §2.5 asks for at least this much
_LARGE = 8 * 1024  # above it, reading and asking may take tens of milliseconds: not on the event loop
_MAX_REDIRECTS = 5  # §2.3.1.2
_LIMITS = Limits(Caps(_MAX_BYTES, _MAX_BYTES), wants=lambda status, _: 200 <= status < 300, is_whole=lambda _: True)
_MAX_LINE = 16 * 1024  # what Google reads of one
_DAY = 24 * 60 * 60.0
_SOON = 5 * 60.0
_REMEMBERED_CHARACTERS = 4_000_000
_FIXED_WEIGHT = 500

_PRODUCTS = re.compile(r"[\w-]+")
_DIRECTIVE = re.compile(r"(user[- ]?agent|allow|diss?all?[ao]w|diasllow|crawl[- ]delay)\s*[:\s]\s*(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """What one origin allows one agent. ``trouble`` is set where its rules could not be read: then nothing is."""

    parsed: Protego | None = None
    agent: str = PRODUCT
    trouble: Trouble | None = None
    retry_after: timedelta | None = None
    weight: int = _FIXED_WEIGHT

    async def permit(self, url: str) -> bool:
        """The same as ``allows``, without holding up other visits."""
        return await asyncio.to_thread(self.allows, url) if self.weight > _LARGE else self.allows(url)

    def allows(self, url: str) -> bool:
        return self.trouble is None and (self.parsed is None or bool(self.parsed.can_fetch(url, self.agent)))

    @property
    def crawl_delay(self) -> float:
        return float((self.parsed and self.parsed.crawl_delay(self.agent)) or 0)


_ALLOW_ALL = RobotsRules()


def read_robots(body: bytes, agent: str = PRODUCT) -> RobotsRules:
    """Understand a robots.txt, whatever its bytes are."""
    ours = "\n".join(_lines_for(agent, _text(body)))
    return RobotsRules(Protego.parse(ours), agent, weight=len(ours) + _FIXED_WEIGHT) if ours else _ALLOW_ALL


def _text(body: bytes) -> str:
    """What is read of a file: in UTF-8, or what its first bytes say; without the line that the limit cut."""
    if len(body) >= _MAX_BYTES:
        body = body[: max(body.rfind(b"\n", 0, _MAX_BYTES), body.rfind(b"\r", 0, _MAX_BYTES)) + 1]
    if body.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    return body.removeprefix(BOM_UTF8).decode("utf-8", "replace")


class Robots:
    """Knows each origin's rules; asks for them where it does not."""

    def __init__(self, ask: Callable[[Question, Budget], Awaitable[Answer]]) -> None:
        self._ask = ask
        self._known: Remembering[str, RobotsRules] = Remembering(_REMEMBERED_CHARACTERS)

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
        return _ALLOW_ALL
    is_read = answer.trouble in (None, Trouble.TOO_LARGE)
    if not 200 <= answer.status < 300 or not is_read:
        return RobotsRules(trouble=Trouble.ROBOTS_UNAVAILABLE)
    if len(answer.body) < _LARGE:
        return read_robots(answer.body)
    return await asyncio.to_thread(read_robots, answer.body)


def _lines_for(agent: str, text: str) -> Iterator[str]:
    """The groups that speak to us or to all.

    Protego's cost is agents times rules in a group (half a megabyte of both took minutes), and it takes an unknown
    line for the end of a group's agents.
    """
    is_ours = names_agents = False
    for line in text.splitlines():
        directive = _DIRECTIVE.fullmatch(line[:_MAX_LINE].partition("#")[0].strip())
        if directive is None:
            continue
        if directive[1][0] not in "uU":
            names_agents = False
            if is_ours:
                yield directive[0]
            continue
        if not names_agents:
            is_ours = False
        names_agents = True
        if meant := _meant_agent(directive[2], agent):
            is_ours = True
            yield f"User-agent: {meant}"


def _meant_agent(value: str, agent: str) -> str | None:
    """Ours or all (``*``) if a user-agent line means it; a product token ends at a space or a slash."""
    name = value.strip().lower()
    if name == "*":
        return "*"
    token = re.split(r"[\s/]", name, maxsplit=1)[0]
    without_stars = name.replace("*", "")  # they mean nothing in a name, but some write them
    meant = {agent.lower(), *_PRODUCTS.findall(agent.lower())}
    return agent if any(said in meant for said in (name, token, without_stars)) else None
