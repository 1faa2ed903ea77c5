"""Puts single questions to strangers' servers: in the host's turn, within the budget, through the guarded transport."""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import httpx

from jobs.analysis.visit import Trouble
from jobs.web.budget import Budget
from jobs.web.exchange import Answer, Headers, Limits
from jobs.web.headers import request_headers, retry_after
from jobs.web.opt_outs import is_opted_out
from jobs.web.pace import Pace
from jobs.web.resolver import Resolver
from jobs.web.rests import Rests
from jobs.web.room import Room
from jobs.web.rules import FetchRules
from jobs.web.targets import Target
from jobs.web.transport import GuardedTransport, Terms
from jobs.web.troubles import TroubleError


@dataclass(frozen=True, slots=True)
class Question:
    """One request, a GET for a page unless it says so. ``pause`` is how long the host wishes to rest before it.

    In seconds. No ``agent``: our usual name. ``headers`` take the place of ours of the same name.
    """

    target: Target
    limits: Limits
    headers: Headers = field(default_factory=list)
    pause: float = 0.0
    agent: str = ""
    method: str = "GET"
    content: bytes = b""


class Asker:
    def __init__(
        self, rules: FetchRules, resolver: Resolver, tls: ssl.SSLContext, now: Callable[[], datetime], room: Room
    ) -> None:
        self._rules = rules
        self._now = now
        self._room = room
        self._resolver = resolver
        self._rests = Rests(rules.max_host_pause, now)
        self._pace = Pace(rules.host_pause.total_seconds(), rules.max_host_pause.total_seconds(), self._rests)
        self._slots = asyncio.Semaphore(rules.concurrency)
        self._transport = GuardedTransport(tls)

    async def ask(self, question: Question, budget: Budget) -> Answer:
        """The answer, perhaps cut short (its ``trouble`` says why), or ``TroubleError`` where there is none."""
        name = question.target.name
        if is_opted_out(name, self._rules.opted_out):
            raise TroubleError(Trouble.ROBOTS)
        with budget.spending():
            # First, so that a host that cannot be visited takes no turn, no pause and no slot.
            addresses = await self._resolver.addresses(question.target)
        async with self._pace.turn(name, question.pause) as turn, self._slots:
            await self._room.wait()
            turn.begin()
            with budget.spending() as deadline:
                terms = Terms(question.target, addresses, deadline, question.limits)
                answer = await self._send(question, terms)
            self._pace.note(turn, answer.status)
        if rest := retry_after(answer, self._now):
            self._rests.note(name, rest)
        return answer

    async def close(self) -> None:
        await self._resolver.close()

    async def _send(self, question: Question, terms: Terms) -> Answer:
        """Straight to the transport: what a client adds (cookies, redirects, a pool) is what we do not want."""
        target = question.target
        headers = request_headers(question.agent or self._rules.user_agent, target.authority, question.headers)
        try:
            request = httpx.Request(
                question.method, target.href, headers=headers, content=question.content, extensions={"terms": terms}
            )
        except httpx.InvalidURL:
            raise TroubleError(Trouble.BAD_ADDRESS) from None
        response = await self._transport.handle_async_request(request)
        answer: Answer = response.extensions["answer"]
        return answer
