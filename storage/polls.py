"""What is asked of sources for a site, how far each query has been read, and what was answered."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from dataclasses import fields
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from storage.dialects import insert_new
from storage.domain import Poll, SiteId, Wanted, WorkspaceId
from storage.source_tables import FeedRow, PollRow, SourceAnswerRow
from storage.tenancy import SystemRepository, TenantRepository

_POLL = tuple([PollRow.__table__.c[field.name] for field in fields(Poll)])
_LEARNT = (
    "next_due_at", "watermark", "cursor", "began_at", "memory", "last_polled_at", "last_success_at", "trouble", "found",
)  # fmt: skip


class Polls(TenantRepository):
    def of_site(self, site_id: SiteId) -> tuple[Poll, ...]:
        rows = self.connection.execute(
            select(*_POLL)
            .where(PollRow.workspace_id == self.workspace_id, PollRow.site_id == site_id)
            .order_by(PollRow.source, PollRow.id)
        )
        return tuple([Poll(*row) for row in rows])

    def ensure(self, site_id: SiteId, wished: Collection[tuple[str, Wanted, str]], now: datetime) -> None:
        """Ask exactly these (source, wanted, query) from now on; a new one is due at once, a dropped one forgotten."""
        known = {(poll.source, poll.wanted, poll.query): poll.id for poll in self.of_site(site_id)}
        for source, wanted, query in sorted(wished):
            if (source, wanted, query) not in known:
                self.connection.execute(
                    insert_new(self.connection, PollRow).values(
                        workspace_id=self.workspace_id, site_id=site_id, source=source, wanted=wanted, query=query,
                        next_due_at=now, cursor="", memory="", found=0,
                    )
                )  # fmt: skip
        for dropped in [poll_id for named, poll_id in known.items() if named not in set(wished)]:
            self.connection.execute(
                delete(PollRow).where(PollRow.workspace_id == self.workspace_id, PollRow.id == dropped)
            )

    def record(self, poll: Poll) -> None:
        """How far it has come, in the transaction that keeps what was found."""
        self.connection.execute(
            update(PollRow)
            .where(PollRow.workspace_id == self.workspace_id, PollRow.id == poll.id)
            .values({name: getattr(poll, name) for name in _LEARNT})
        )

    def make_due(self, site_id: SiteId, now: datetime) -> int:
        """Ask every query of the site now; returns how many there are."""
        asked = self.connection.execute(
            update(PollRow)
            .where(PollRow.workspace_id == self.workspace_id, PollRow.site_id == site_id)
            .values(next_due_at=now)
        )
        return asked.rowcount

    def keep_answer(self, poll: Poll, status: int, body: bytes, now: datetime) -> None:
        self.connection.execute(
            insert(SourceAnswerRow).values(
                workspace_id=self.workspace_id, site_id=poll.site_id, poll_id=poll.id, received_at=now,
                status=status, body=zlib.compress(body, 6),
            )
        )  # fmt: skip

    def answers(self, poll: Poll) -> tuple[tuple[datetime, int, bytes], ...]:
        """What was answered of late: when, with which status, and the body, the oldest first."""
        rows = self.connection.execute(
            select(SourceAnswerRow.received_at, SourceAnswerRow.status, SourceAnswerRow.body)
            .where(
                SourceAnswerRow.workspace_id == self.workspace_id,
                SourceAnswerRow.site_id == poll.site_id,
                SourceAnswerRow.poll_id == poll.id,
            )
            .order_by(SourceAnswerRow.id)
        )
        return tuple([(at, status, zlib.decompress(body)) for at, status, body in rows])

    def feeds(self, site_id: SiteId) -> tuple[str, ...]:
        """The addresses the team watches, in the order they were added."""
        rows = self.connection.scalars(
            select(FeedRow.url)
            .where(FeedRow.workspace_id == self.workspace_id, FeedRow.site_id == site_id)
            .order_by(FeedRow.added_at, FeedRow.url)
        )
        return tuple(rows)

    def watch_feed(self, site_id: SiteId, url: str, added_by: str, now: datetime) -> bool:
        """Whether it was not watched before."""
        added = self.connection.execute(
            insert_new(self.connection, FeedRow).values(
                workspace_id=self.workspace_id, site_id=site_id, url=url, added_at=now, added_by=added_by
            )
        )
        return added.rowcount > 0

    def unwatch_feed(self, site_id: SiteId, url: str) -> bool:
        dropped = self.connection.execute(
            delete(FeedRow).where(
                FeedRow.workspace_id == self.workspace_id, FeedRow.site_id == site_id, FeedRow.url == url
            )
        )
        return dropped.rowcount > 0


class PollsOfAll(SystemRepository):
    def due(self, source: str, now: datetime, limit: int) -> tuple[tuple[WorkspaceId, Poll], ...]:
        """The queries that a source should be asked now, those that wait longest first."""
        rows = self.connection.execute(
            select(PollRow.workspace_id, *_POLL)
            .where(PollRow.source == source, PollRow.next_due_at <= now)
            .order_by(PollRow.next_due_at, PollRow.id)
            .limit(limit)
        )
        return tuple([(workspace_id, Poll(*poll)) for workspace_id, *poll in rows])

    def sources_due(self, now: datetime) -> tuple[str, ...]:
        return tuple(self.connection.scalars(select(PollRow.source).where(PollRow.next_due_at <= now).distinct()))

    def forget_answers(self, before: datetime) -> int:
        return self.connection.execute(delete(SourceAnswerRow).where(SourceAnswerRow.received_at < before)).rowcount
