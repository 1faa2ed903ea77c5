"""Channels that Slack will not let us post to for now: their messages wait, and people are told why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, select

from storage.dialects import insert_new
from storage.domain import WorkspaceId
from storage.service_tables import PausedChannelRow
from storage.tenancy import TenantRepository


def pause(connection: Connection, workspace_id: WorkspaceId, channel_id: str, reason: str, now: datetime) -> None:
    """Hold all messages for the channel. The first reason stays until ``resume``."""
    connection.execute(
        insert_new(connection, PausedChannelRow).values(
            workspace_id=workspace_id, channel_id=channel_id, reason=reason, paused_at=now
        )
    )


class Channels(TenantRepository):
    def pause(self, channel_id: str, reason: str, now: datetime) -> None:
        pause(self.connection, self.workspace_id, channel_id, reason, now)

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
        return dict(rows.all())
