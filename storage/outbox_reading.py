"""How the outbox is read, for one workspace and for the sender alike."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select
from sqlalchemy.orm import aliased

from storage.domain import OutboxAges
from storage.service_tables import WAITING, OutboxRow

PARENT = aliased(OutboxRow)
_MESSAGE = (
    OutboxRow.id, OutboxRow.workspace_id, OutboxRow.key, OutboxRow.channel_id, OutboxRow.message, OutboxRow.state,
    OutboxRow.attempts, OutboxRow.not_before, OutboxRow.created_at, OutboxRow.thread_of, PARENT.ts,
    OutboxRow.attempt_at, OutboxRow.ts, OutboxRow.error, OutboxRow.may_repeat, OutboxRow.edition,
    OutboxRow.shown_edition,
)  # fmt: skip


def messages(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Rows of a message's fields; a reply knows when its parent was posted."""
    return (
        select(*_MESSAGE).select_from(OutboxRow).outerjoin(PARENT, PARENT.id == OutboxRow.thread_of).where(*conditions)
    )


def read_ages(connection: Connection, now: datetime, *conditions: ColumnElement[bool]) -> OutboxAges:
    counts = select(OutboxRow.state, func.count()).where(*conditions).group_by(OutboxRow.state)
    oldest = connection.scalar(select(func.min(OutboxRow.created_at)).where(*conditions, WAITING))
    waited = None if oldest is None else now - oldest
    return OutboxAges(waited, dict(connection.execute(counts).all()))
