"""Reads again what sources answered of late: a reader that was mended finds what it had missed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs.analysis.addresses import PageAddress
from jobs.read_answers import AnswerReader
from jobs.sources.errors import SourceError
from jobs.sources.hearing import heard
from jobs.sources.port import Ask, Query, Reply, Source
from jobs.sources.registry import Configured
from storage.domain import Poll, WorkspaceId
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Replayed:
    """Of so many ``answers``, so many could not be read, and ``found`` pages were named that nobody knew."""

    answers: int = 0
    unread: int = 0
    found: int = 0


@dataclass(frozen=True)
class ReplayAnswers:
    """Nobody is asked again, no watermark moves, and what is known already is not heard twice."""

    store: Store
    sources: tuple[Configured, ...]
    reader: AnswerReader
    address_of: Callable[[str], PageAddress]
    now: Callable[[], datetime]

    async def replay(self, workspace_id: WorkspaceId) -> Replayed:
        by_name = {one.source.name: one.source for one in self.sources}
        with self.store.reading(workspace_id) as tx:
            polls = [poll for site in tx.sites.all() for poll in tx.polls.of_site(site.id) if poll.source in by_name]
        answers = unread = found = 0
        for poll in polls:
            with self.store.reading(workspace_id) as tx:
                kept = tx.polls.answers(poll)
            for at, status, body in kept:
                answers += 1
                reply = Reply(status, {}, body, poll.query, at)
                try:
                    found += await self._hear(workspace_id, by_name[poll.source], poll, reply)
                except SourceError:
                    unread += 1
        return Replayed(answers, unread, found)

    async def _hear(self, workspace_id: WorkspaceId, source: Source, poll: Poll, reply: Reply) -> int:
        ask = Ask(Query(poll.wanted, poll.query), reply.at)
        page = await self.reader.read(source, ask, reply, is_strangers=not source.pace.is_one_server)
        with self.store.transaction(workspace_id) as tx:
            named = heard(poll, page.findings, self.address_of, self.now())
            return tx.candidates.hear(poll.site_id, poll.source, named, self.now())
