"""The outbox as the sender sees it: which message of any workspace may be posted next, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from storage.domain import OutboxAges, OutboxId, OutboxMessage, OutboxState
from storage.service_tables import OutboxRow, PausedChannelRow
from storage.tenancy import SystemRepository

_PARENT = aliased(OutboxRow)
_MESSAGE = (
    OutboxRow.id, OutboxRow.workspace_id, OutboxRow.key, OutboxRow.channel_id, OutboxRow.message, OutboxRow.state,
    OutboxRow.attempts, OutboxRow.not_before, OutboxRow.created_at, OutboxRow.thread_of, _PARENT.ts,
    OutboxRow.attempt_at, OutboxRow.ts, OutboxRow.error,
)  # fmt: skip
# Spelt as in the partial index, so that a database recognises the index as fitting.
_WAITING = OutboxRow.state.in_([OutboxState.PENDING, OutboxState.SENDING])


class SenderOutbox(SystemRepository):
    def claim(self, now: datetime, claimed_by: str = "") -> OutboxMessage | None:
        """Take the next message that may be posted, and mark it as being sent; None when there is none.

        Each channel is posted to in the order of its rows: a message that waits holds back those behind it.
        """
        while (id_ := self.connection.scalar(self._next(now))) is not None:
            taken = self._update(
                [OutboxRow.id == id_, OutboxRow.state == OutboxState.PENDING],
                state=OutboxState.SENDING,
                attempts=OutboxRow.attempts + 1,
                attempt_at=now,
                claimed_by=claimed_by,
            )
            if taken:
                return self.get(id_)
        return None

    def ambiguous(self) -> tuple[OutboxMessage, ...]:
        """Messages that may or may not have reached Slack: found as being sent when nobody sends them."""
        return self._all(OutboxRow.state == OutboxState.SENDING)

    def mark_sent(self, id_: OutboxId, ts: str) -> None:
        self._update([OutboxRow.id == id_], state=OutboxState.SENT, ts=ts, error=None)

    def put_off(self, id_: OutboxId, not_before: datetime, error: str) -> None:
        self._update([OutboxRow.id == id_], state=OutboxState.PENDING, not_before=not_before, error=error)

    def mark_dead(self, id_: OutboxId, error: str) -> None:
        """Give up on a message, and on the replies that would have stood under it."""
        self._update(
            [or_(OutboxRow.id == id_, and_(OutboxRow.thread_of == id_, OutboxRow.state == OutboxState.PENDING))],
            state=OutboxState.DEAD,
            error=error,
        )

    def ages(self, now: datetime) -> OutboxAges:
        rows = self.connection.execute(select(OutboxRow.state, func.count()).group_by(OutboxRow.state))
        oldest = self.connection.scalar(select(func.min(OutboxRow.created_at)).where(_WAITING))
        return OutboxAges(None if oldest is None else now - oldest, dict(rows.tuples().all()))

    def get(self, id_: OutboxId) -> OutboxMessage | None:
        found = self._all(OutboxRow.id == id_)
        return found[0] if found else None

    def _next(self, now: datetime) -> Select[OutboxId]:
        heads = (
            select(
                func.min(OutboxRow.id).label("id"),
                func.sum(case((OutboxRow.state == OutboxState.SENDING, 1), else_=0)).label("sending"),
            )
            .where(_WAITING)
            .group_by(OutboxRow.workspace_id, OutboxRow.channel_id)
            .subquery()
        )
        paused = exists().where(
            PausedChannelRow.workspace_id == OutboxRow.workspace_id,
            PausedChannelRow.channel_id == OutboxRow.channel_id,
        )
        return (
            select(OutboxRow.id)
            .join(heads, heads.c.id == OutboxRow.id)
            .outerjoin(_PARENT, _PARENT.id == OutboxRow.thread_of)
            .where(
                heads.c.sending == 0,
                OutboxRow.not_before <= now,
                or_(OutboxRow.thread_of.is_(None), _PARENT.state == OutboxState.SENT),
                ~paused,
            )
            .order_by(OutboxRow.id)
            .limit(1)
        )

    def _all(self, *conditions: ColumnElement[bool]) -> tuple[OutboxMessage, ...]:
        rows = self.connection.execute(
            select(*_MESSAGE)
            .select_from(OutboxRow)
            .outerjoin(_PARENT, _PARENT.id == OutboxRow.thread_of)
            .where(*conditions)
            .order_by(OutboxRow.id)
        )
        return tuple([OutboxMessage(*row) for row in rows])

    def _update(self, conditions: Sequence[ColumnElement[bool]], **values: Any) -> int:  # noqa: ANN401  (columns of one table)
        return self.connection.execute(update(OutboxRow).where(*conditions).values(**values)).rowcount
