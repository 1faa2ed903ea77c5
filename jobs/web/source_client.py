"""Carries a source's requests: through the same guard and manners as visits, but whole answers of any type."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from jobs.analysis.visit import Trouble
from jobs.sources.errors import RateLimitedError, TransientError
from jobs.sources.port import Reply, Request
from jobs.web.asking import Asker, Question
from jobs.web.budget import Budget
from jobs.web.decoding import Caps
from jobs.web.exchange import Answer, Limits
from jobs.web.headers import location_of
from jobs.web.resolver import LookUp, Resolver, system_look_up
from jobs.web.room import Room
from jobs.web.rules import FetchRules
from jobs.web.targets import Target, follow, read_target
from jobs.web.transport import verifying_tls
from jobs.web.troubles import TroubleError

_DEADLINE = timedelta(seconds=60)  # a search over an index of the whole web takes its time
_MAX_BYTES = 8_000_000
_MAX_WIRE_BYTES = 5_000_000
_MAX_REDIRECTS = 5
_LIMITS = Limits(Caps(_MAX_BYTES, _MAX_WIRE_BYTES), lambda _status, _headers: True, lambda _body: True)
_PRIVATE = frozenset({"authorization", "cookie", "x-api-key", "x-subscription-token"})

_SAID = {
    Trouble.DNS: "its name has no address",
    Trouble.REFUSED: "nobody answers there",
    Trouble.TIMEOUT: "it does not answer in time",
    Trouble.TOO_LARGE: "its answer is too large",
    Trouble.FORBIDDEN_ADDRESS: "its address is private, and only the operator may open such a one",
    Trouble.BAD_ADDRESS: "its address cannot be understood",
}


class SourceClient:
    """``trusting`` asks the operator's own choices wherever they are, ``guarded`` everything that others chose."""

    def __init__(self, trusting: Asker, guarded: Asker, now: Callable[[], datetime]) -> None:
        self._trusting = trusting
        self._guarded = guarded
        self._now = now

    async def call(self, request: Request) -> Reply:
        """The answer of whatever status. Raises ``TransientError`` and ``RateLimitedError`` where there is none."""
        try:
            return await self._call(request)
        except TroubleError as error:
            if error.retry_after is not None:
                raise RateLimitedError("it asked to be left alone", self._now() + error.retry_after) from None
            raise TransientError(_SAID.get(error.trouble, "the connection failed")) from None

    async def _call(self, request: Request) -> Reply:
        target = read_target(request.url)
        if target is None:
            raise TroubleError(Trouble.BAD_ADDRESS)
        budget, headers = Budget(_DEADLINE.total_seconds()), dict(request.headers)
        asker = self._guarded if request.is_strangers else self._trusting
        origin, method, content = target.origin, request.method, request.content
        for _ in range(_MAX_REDIRECTS):
            question = Question(target, _LIMITS, list(headers.items()), method=method, content=content)
            answer = await asker.ask(question, budget)
            location = location_of(answer)
            if location is None:
                return self._reply(answer, target)
            target = _followed(target, location)
            if target.origin != origin:  # what was meant for one server is no other's business
                headers = {name: value for name, value in headers.items() if name.lower() not in _PRIVATE}
                asker = self._guarded
            if target.origin != origin or answer.status not in (307, 308):
                method, content = "GET", b""
        raise TroubleError(Trouble.TOO_MANY_REDIRECTS)

    def _reply(self, answer: Answer, target: Target) -> Reply:
        if answer.trouble is not None:
            raise TroubleError(answer.trouble)
        headers: Mapping[str, str] = dict(reversed(answer.headers))  # of several, the first counts
        return Reply(answer.status, headers, answer.body, target.href, self._now())


def _followed(target: Target, location: str) -> Target:
    onward = follow(target, location)
    if onward is None:
        raise TroubleError(Trouble.BAD_ADDRESS)
    return onward


@asynccontextmanager
async def open_source_client(
    rules: FetchRules,
    now: Callable[[], datetime],
    trusted: Iterable[str],
    *,
    look_up: LookUp = system_look_up,
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[SourceClient]:
    """A client for as long as the context lasts. ``trusted`` are addresses that the operator set himself."""
    tls, room = tls or verifying_tls(), Room()
    places = [target for target in map(read_target, trusted) if target is not None]
    opened = replace(rules, trusted=frozenset({(target.name, target.port) for target in places}))
    askers = [Asker(each, Resolver(each, look_up), tls, now, room) for each in (opened, rules)]
    try:
        yield SourceClient(askers[0], askers[1], now)
    finally:
        for asker in askers:
            await asker.close()
