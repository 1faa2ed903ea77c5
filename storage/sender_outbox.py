"""The outbox as the sender sees it: which message of any workspace may be posted next, and what became of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select, update

from storage.channels import pause
from storage.domain import OutboxAges, OutboxId, OutboxMessage, OutboxState, WorkspaceId
from storage.outbox_reading import PARENT, messages, read_ages
from storage.service_tables import STALE, WAITING, OutboxRow, PausedChannelRow
from storage.tenancy import SystemRepository


class SenderOutbox(SystemRepository):
    def claim(self, now: datetime, resting: Collection[str] = ()) -> OutboxMessage | None:
        """Take the next message that may be posted, and mark it as being sent; None when there is none.

        Each channel is posted to in the order of its rows: a message that waits holds back those behind it.
        Channels in ``resting`` have had their share for now.
        """
        while (id_ := self.connection.scalar(_next(now, resting))) is not None:
            taken = self._update(
                and_(OutboxRow.id == id_, OutboxRow.state == OutboxState.PENDING),
                state=OutboxState.SENDING,
                attempts=OutboxRow.attempts + 1,
                attempt_at=now,
                shown_edition=OutboxRow.edition,
            )
            if taken:
                return self.get(id_)
        return None

    def ambiguous(self) -> tuple[OutboxMessage, ...]:
        """Messages that may or may not have reached Slack: found as being sent when nobody sends them."""
        return self._all(WAITING, OutboxRow.state == OutboxState.SENDING)

    def mark_sent(self, id_: OutboxId, ts: str) -> None:
        self._update(OutboxRow.id == id_, state=OutboxState.SENT, ts=ts, error=None, attempts=0)

    def put_off(self, id_: OutboxId, not_before: datetime, error: str, *, may_repeat: bool = False) -> None:
        """Post it later: it surely was not posted, or, with ``may_repeat``, nobody could tell and it will say so."""
        self._update(
            OutboxRow.id == id_,
            state=OutboxState.PENDING,
            not_before=not_before,
            error=error,
            may_repeat=or_(OutboxRow.may_repeat, literal(may_repeat)),
        )

    def look_again(self, id_: OutboxId, not_before: datetime, error: str) -> None:
        """Nobody knows yet whether it was posted: it stays as being sent until somebody has looked."""
        self._update(OutboxRow.id == id_, not_before=not_before, error=error)

    def mark_dead(self, id_: OutboxId, error: str) -> None:
        """Give up on a message, and on the replies that would have stood under it."""
        orphaned = and_(OutboxRow.thread_of == id_, OutboxRow.state == OutboxState.PENDING)
        self._update(or_(OutboxRow.id == id_, orphaned), state=OutboxState.DEAD, error=error)

    def pause_channel(self, message: OutboxMessage, reason: str, now: datetime) -> None:
        """Hold all messages for the channel until a person lets us in again."""
        pause(self.connection, message.workspace_id, message.channel_id, reason, now)

    def hurry(self, after: datetime, now: datetime) -> int:
        """What waits until later than ``after`` may be posted or edited now; say how many messages those are."""
        late = OutboxRow.not_before > after
        return sum(self._update(and_(kind, late), not_before=now) for kind in (WAITING, STALE))

    def next_edit(self, now: datetime, resting: Collection[WorkspaceId] = ()) -> OutboxMessage | None:
        """A posted message that says something else by now, and may be edited; workspaces in ``resting`` wait."""
        stale = messages(STALE, OutboxRow.not_before <= now, OutboxRow.workspace_id.not_in(resting))
        row = self.connection.execute(stale.order_by(OutboxRow.not_before, OutboxRow.id).limit(1)).first()
        return None if row is None else OutboxMessage(*row)

    def mark_shown(self, message: OutboxMessage, error: str | None = None) -> None:
        """Slack shows this edition, or with ``error`` never will; one that came meanwhile is still to be shown."""
        self._update(OutboxRow.id == message.id, shown_edition=message.edition, attempts=0, error=error)

    def put_off_edits(self, message: OutboxMessage, not_before: datetime, error: str) -> None:
        """Slack counts edits by workspace: when one must wait, all do."""
        self._update(OutboxRow.id == message.id, attempts=OutboxRow.attempts + 1, error=error)
        early = and_(STALE, OutboxRow.workspace_id == message.workspace_id, OutboxRow.not_before < not_before)
        self._update(early, not_before=not_before)

    def ages(self, now: datetime) -> OutboxAges:
        return read_ages(self.connection, now)

    def get(self, id_: OutboxId) -> OutboxMessage | None:
        found = self._all(OutboxRow.id == id_)
        return found[0] if found else None

    def _all(self, *conditions: ColumnElement[bool]) -> tuple[OutboxMessage, ...]:
        rows = self.connection.execute(messages(*conditions).order_by(OutboxRow.id))
        return tuple([OutboxMessage(*row) for row in rows])

    def _update(self, which: ColumnElement[bool], **values: Any) -> int:  # noqa: ANN401  (columns of one table)
        return self.connection.execute(update(OutboxRow).where(which).values(**values)).rowcount


def _next(now: datetime, resting: Collection[str]) -> Select[OutboxId]:
    """The oldest first message of a channel that may be posted."""
    heads = (
        select(
            func.min(OutboxRow.id).label("id"),
            func.sum(case((OutboxRow.state == OutboxState.SENDING, 1), else_=0)).label("sending"),
        )
        .where(WAITING)
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
        .outerjoin(PARENT, PARENT.id == OutboxRow.thread_of)
        .where(
            heads.c.sending == 0,
            OutboxRow.not_before <= now,
            OutboxRow.channel_id.not_in(resting),
            or_(OutboxRow.thread_of.is_(None), PARENT.state == OutboxState.SENT),
            ~paused,
        )
        .order_by(OutboxRow.id)
        .limit(1)
    )
