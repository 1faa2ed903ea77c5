"""Asks sources what is due: each in its own pace, past no error, and never takes an error for "nothing found"."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from jobs.analysis.addresses import PageAddress
from jobs.read_answers import AnswerReader
from jobs.sources.breaker import ill, may_ask, refusal, wait_after, well
from jobs.sources.errors import AuthError, SchemaDriftError, SourceError
from jobs.sources.hearing import heard
from jobs.sources.port import (
    Ask,
    Explains,
    FindsNothing,
    Page,
    Query,
    Reply,
    Request,
    SignsIn,
    Token,
    UnreadAnswerError,
)
from jobs.sources.registry import Configured
from storage.domain import Poll, SourceState, WorkspaceId
from storage.failpoints import failpoint
from storage.store import Store

logger = logging.getLogger(__name__)

OffLoop = Callable[[Callable[[], Any]], Awaitable[Any]]

_POLLS = 50
_SLICE = timedelta(minutes=1)
_MOST_PAGES = 20
_LONGEST_READING = timedelta(days=30)
_OVERLAP = 0.1
_LEAST_OVERLAP = timedelta(hours=1)


@dataclass(frozen=True)
class PollSources:
    """``call`` carries a request, ``reader`` reads the reply.

    ``address_of`` reads a page's address or raises ``AddressError``.

    ``tell_refused`` is told once when a source refuses our settings. Safe to repeat, to skip and to run late.
    """

    store: Store
    sources: tuple[Configured, ...]
    call: Callable[[Request], Awaitable[Reply]]
    reader: AnswerReader
    address_of: Callable[[str], PageAddress]
    off_loop: OffLoop
    now: Callable[[], datetime]
    tell_refused: Callable[[Configured, str], None]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _tokens: dict[str, Token] = field(default_factory=dict)
    _asked_at: dict[str, datetime] = field(default_factory=dict)

    async def poll(self) -> int:
        """Ask every source what is due there, side by side; returns how many queries were asked."""
        by_name = {one.source.name: one for one in self.sources}
        due: Sequence[str] = await self.off_loop(self._sources_due)
        asking = [self._poll_source(by_name[name]) for name in due if name in by_name]
        outcomes = await asyncio.gather(*asking, return_exceptions=True)
        for outcome in outcomes:  # once all others have been asked
            if isinstance(outcome, BaseException):
                raise outcome
        return sum(outcome for outcome in outcomes if isinstance(outcome, int))

    def _sources_due(self) -> tuple[str, ...]:
        with self.store.surveying() as tx:
            return tx.polls.sources_due(self.now())

    async def _poll_source(self, one: Configured) -> int:
        asked, ends = 0, self.now() + _SLICE
        due: Sequence[tuple[WorkspaceId, Poll]] = await self.off_loop(lambda: self._due(one))
        for workspace_id, poll in due:
            state: SourceState = await self.off_loop(lambda: self._state(one))
            if not may_ask(state, one.fingerprint, self.now()) or self.now() > ends:
                break  # what is left stays due: no slow source holds up the next round of the others
            await self._ask_all(one, workspace_id, poll)
            asked += 1
        return asked

    def _due(self, one: Configured) -> tuple[tuple[WorkspaceId, Poll], ...]:
        with self.store.surveying() as tx:
            return tx.polls.due(one.source.name, self.now(), _POLLS)

    def _state(self, one: Configured) -> SourceState:
        with self.store.surveying() as tx:
            return tx.sources.get(one.source.name)

    async def _ask_all(self, one: Configured, workspace_id: WorkspaceId, poll: Poll) -> None:
        """Page after page; whatever was read before an error is kept, and the next poll goes on from there."""
        poll = _begun_anew(poll, self.now())
        poll = replace(poll, began_at=poll.began_at or self.now(), last_polled_at=self.now(), trouble=None)
        for _ in range(_MOST_PAGES):
            try:
                reply, page = await self._page(one, poll)
            except SourceError as error:
                await self._failed(one, workspace_id, poll, error)
                return
            read = _read(poll, page, one.source.pace.every, self.now())
            poll = await self.off_loop(lambda: self._keep(one, workspace_id, read, reply, page))  # noqa: B023  (awaited at once)
            if not poll.cursor or page.rest:
                return

    async def _page(self, one: Configured, poll: Poll) -> tuple[Reply, Page]:
        ask = Ask(Query(poll.wanted, poll.query), self.now(), _since(poll), poll.cursor, poll.memory)
        if isinstance(one.source, SignsIn):
            return await self._page_with_token(one, one.source, ask)
        return await self._ask(one, ask)

    async def _page_with_token(self, one: Configured, source: SignsIn, ask: Ask) -> tuple[Reply, Page]:
        """A token may be withdrawn before its time; only a fresh one that is refused says that our settings are."""
        token = self._tokens.get(one.fingerprint)
        if token is not None and token.until > self.now():
            try:
                return await self._ask(one, replace(ask, token=token.text))
            except AuthError:
                logger.info("source withdrew its token", extra={"source": one.source.name})
        token = source.read_token(await self._answer(one, source.sign_in()))
        self._tokens[one.fingerprint] = token
        return await self._ask(one, replace(ask, token=token.text))

    async def _ask(self, one: Configured, ask: Ask) -> tuple[Reply, Page]:
        request = one.source.request(ask)
        reply = await self._answer(one, request)
        try:
            return reply, await self.reader.read(one.source, ask, reply, is_strangers=request.is_strangers)
        except SchemaDriftError as error:
            raise UnreadAnswerError(str(error), reply) from error

    async def _answer(self, one: Configured, request: Request) -> Reply:
        await self._wait_for_turn(one)
        reply = await self.call(request)
        error = one.source.explain(reply) if isinstance(one.source, Explains) else None
        if error is None and isinstance(one.source, FindsNothing) and reply.status in one.source.nothing:
            return reply
        error = error or refusal(reply, self.now())
        if error is None:
            return reply
        if isinstance(error, AuthError):
            self._tokens.pop(one.fingerprint, None)
        raise error

    async def _wait_for_turn(self, one: Configured) -> None:
        name, between = one.source.name, one.source.pace.between
        now = self.now()
        turn = max(now, self._asked_at.get(name, now - between) + between)
        self._asked_at[name] = turn
        if turn > now:
            await self.sleep((turn - now).total_seconds())

    def _keep(self, one: Configured, workspace_id: WorkspaceId, poll: Poll, reply: Reply, page: Page) -> Poll:
        """One transaction: what was answered, who was named, and how far the query has come."""
        now = self.now()
        named = heard(poll, page.findings, self.address_of, now)
        with self.store.transaction(workspace_id) as tx:
            new = tx.candidates.hear(poll.site_id, poll.source, named, now)
            tx.polls.keep_answer(poll, reply.status, _without(one.secrets, reply.body), now)
            poll = replace(poll, found=poll.found + new)
            tx.polls.record(poll)
            failpoint("poll.before_commit")
        failpoint("poll.after_commit")
        with self.store.system() as tx:
            tx.sources.record(well(tx.sources.get(poll.source), page, now))
        return poll

    async def _failed(self, one: Configured, workspace_id: WorkspaceId, poll: Poll, error: SourceError) -> None:
        # Some say which key they refuse.
        error.user_message = _without(one.secrets, error.user_message.encode("utf-8", "replace")).decode()
        logger.warning("source gave no answer", extra={"source": one.source.name, "reason": error.user_message})
        if isinstance(error, AuthError):
            await self.off_loop(lambda: self.tell_refused(one, error.user_message))
        await self.off_loop(lambda: self._note_failure(one, workspace_id, poll, error))

    def _note_failure(self, one: Configured, workspace_id: WorkspaceId, poll: Poll, error: SourceError) -> None:
        now = self.now()
        with self.store.system() as tx:
            state = tx.sources.get(one.source.name)
            if one.source.pace.is_one_server:
                state = ill(state, one.fingerprint, error, now)
                tx.sources.record(state)
        again_at = max(now + wait_after(error, one.source.pace, now), state.open_until or now)
        with self.store.transaction(workspace_id) as tx:
            if isinstance(error, UnreadAnswerError):  # once its reader is mended, it can be read again
                tx.polls.keep_answer(poll, error.reply.status, _without(one.secrets, error.reply.body), now)
            tx.polls.record(replace(poll, trouble=error.user_message, next_due_at=again_at))


def _begun_anew(poll: Poll, now: datetime) -> Poll:
    """A reading that does not come to an end is given up, and begins again with what is newest."""
    is_endless = poll.began_at is not None and now - poll.began_at > _LONGEST_READING
    return replace(poll, cursor="", began_at=None) if is_endless else poll


def _since(poll: Poll) -> datetime | None:
    """The watermark with some overlap: indexes learn of a page after it was written. The same for all its pages."""
    if poll.watermark is None or poll.began_at is None:
        return None
    return poll.watermark - max(_LEAST_OVERLAP, _OVERLAP * (poll.began_at - poll.watermark))


def _read(poll: Poll, page: Page, every: timedelta, now: datetime) -> Poll:
    """The watermark moves only when the paging has ended and nothing was held back, on this page or one before."""
    before = poll.trouble.split("; ") if poll.trouble else []
    trouble = "; ".join(dict.fromkeys([*before, *page.warnings])) or None
    ended = not page.next_cursor
    return replace(
        poll,
        cursor=page.next_cursor,
        memory=page.memory or poll.memory,
        watermark=poll.began_at if ended and not trouble else poll.watermark,
        began_at=None if ended else poll.began_at,
        last_success_at=poll.last_success_at if trouble else now,
        trouble=trouble,
        next_due_at=now + every if ended else now,
    )


def _without(secrets: tuple[str, ...], body: bytes) -> bytes:
    for secret in secrets:
        body = body.replace(secret.encode(), b"[redacted]")
    return body
