"""How the outbox is read, for one workspace and for the sender alike."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from storage.domain import OutboxAges, OutboxState
from storage.service_tables import OutboxRow

# Spelt as in the partial index, so that a database recognises the index as fitting.
WAITING = OutboxRow.state.in_([OutboxState.PENDING, OutboxState.SENDING])


def read_ages(connection: Connection, now: datetime, *conditions: ColumnElement[bool]) -> OutboxAges:
    counts = select(OutboxRow.state, func.count()).where(*conditions).group_by(OutboxRow.state)
    oldest = connection.scalar(select(func.min(OutboxRow.created_at)).where(*conditions, WAITING))
    waited = None if oldest is None else now - oldest
    return OutboxAges(waited, dict(connection.execute(counts).tuples().all()))
