"""Inbound events we have seen, so that what Slack delivers twice has its effect once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from storage.dialects import insert_new
from storage.service_tables import SeenRow
from storage.tenancy import SystemRepository


class Seen(SystemRepository):
    def first_time(self, key: str, now: datetime) -> bool:
        return self.connection.execute(insert_new(self.connection, SeenRow).values(key=key, at=now)).rowcount == 1

    def forget_before(self, at: datetime) -> int:
        """Make room; nothing is delivered again after so long. Says how many were forgotten."""
        return self.connection.execute(delete(SeenRow).where(SeenRow.at < at)).rowcount
