"""Channels that Slack will not let us post to for now: their messages wait, and people are told why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from storage.dialects import insert_new
from storage.service_tables import PausedChannelRow
from storage.tenancy import TenantRepository


class Channels(TenantRepository):
    def pause(self, channel_id: str, reason: str, now: datetime) -> None:
        """Hold all messages for the channel. The first reason stays until ``resume``."""
        self.connection.execute(
            insert_new(self.connection, PausedChannelRow).values(
                workspace_id=self.workspace_id, channel_id=channel_id, reason=reason, paused_at=now
            )
        )

    def resume(self, channel_id: str) -> None:
        self.connection.execute(
            delete(PausedChannelRow).where(
                PausedChannelRow.workspace_id == self.workspace_id, PausedChannelRow.channel_id == channel_id
            )
        )

    def paused(self) -> Mapping[str, str]:
        """The reason why, for each paused channel."""
        rows = self.connection.execute(
            select(PausedChannelRow.channel_id, PausedChannelRow.reason).where(
                PausedChannelRow.workspace_id == self.workspace_id
            )
        )
        return dict(rows.tuples().all())
