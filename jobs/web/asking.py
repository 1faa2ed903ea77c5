"""Puts single questions to strangers' servers: in the host's turn, within the budget, through the guarded client."""

import asyncio
import ssl
from dataclasses import dataclass, field
from http.cookiejar import CookieJar

import httpx

from jobs.analysis.addresses import sharding_domain
from jobs.analysis.visit import Trouble
from jobs.web.budget import Budget
from jobs.web.exchange import Answer, Headers, Limits
from jobs.web.headers import request_headers
from jobs.web.pace import Pace
from jobs.web.resolver import Resolver
from jobs.web.rules import FetchRules
from jobs.web.targets import Target
from jobs.web.transport import GuardedTransport, Terms
from jobs.web.troubles import TroubleError


@dataclass(frozen=True, slots=True)
class Question:
    """One GET. ``pause`` is how long the host wishes to rest before it, in seconds; no ``agent``: our usual name."""

    target: Target
    limits: Limits
    headers: Headers = field(default_factory=list)
    pause: float = 0.0
    agent: str = ""


class Asker:
    def __init__(self, rules: FetchRules, resolver: Resolver, tls: ssl.SSLContext) -> None:
        self._user_agent = rules.user_agent
        self._resolver = resolver
        self._pace = Pace(rules.host_pause.total_seconds(), rules.max_host_pause.total_seconds())
        self._slots = asyncio.Semaphore(rules.concurrency)
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(resolver, tls),
            trust_env=False,
            follow_redirects=False,
            cookies=_NoCookies(),
        )

    async def ask(self, question: Question, budget: Budget) -> Answer:
        """The answer, perhaps cut short (its ``trouble`` says why), or ``TroubleError`` where there is none."""
        with budget.spending():
            # First, so that a host that cannot be visited takes no turn, no pause and no slot.
            await self._resolver.addresses(question.target)
        host = sharding_domain(question.target.name)
        async with self._pace.turn(host, question.pause) as turn, self._slots:
            with budget.spending() as deadline:
                answer = await self._send(question, deadline)
            self._pace.note(turn, answer.status)
            return answer

    async def close(self) -> None:
        await self._client.aclose()

    async def _send(self, question: Question, deadline: float) -> Answer:
        target = question.target
        terms = Terms(target, deadline, question.limits)
        headers = [*request_headers(question.agent or self._user_agent, target.authority), *question.headers]
        try:
            request = httpx.Request("GET", target.href, headers=headers, extensions={"terms": terms})
            response = await self._client.send(request)
        except httpx.InvalidURL:
            raise TroubleError(Trouble.BAD_ADDRESS) from None
        # Taken out: httpx ties response and stream into a ring, which would keep the body until the next collection.
        answer: Answer = response.extensions.pop("answer")
        return answer


class _NoCookies(CookieJar):
    """Takes none: we visit as nobody, and a jar that meets thousands of hosts makes every visit slower."""

    def extract_cookies(self, response: object, request: object) -> None:
        """Leave them where they are."""
