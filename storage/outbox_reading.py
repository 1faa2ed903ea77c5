"""How the outbox is read, for one workspace and for the sender alike."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from storage.domain import OutboxAges
from storage.service_tables import WAITING, OutboxRow


def read_ages(connection: Connection, now: datetime, *conditions: ColumnElement[bool]) -> OutboxAges:
    counts = select(OutboxRow.state, func.count()).where(*conditions).group_by(OutboxRow.state)
    oldest = connection.scalar(select(func.min(OutboxRow.created_at)).where(*conditions, WAITING))
    waited = None if oldest is None else now - oldest
    return OutboxAges(waited, dict(connection.execute(counts).all()))
