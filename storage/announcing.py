"""Marks changes as told, or as never to be told, and remembers at each link that its loss was told."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select, update

from storage.domain import ChangeKind, CheckRunId, LinkId, LinkState, WorkspaceId
from storage.history_tables import UNANNOUNCED, LinkChangeRow, Telling
from storage.run_changes import confirmed_by_run
from storage.tables import BacklinkRow


@dataclass(frozen=True)
class Announcing:
    connection: Connection
    workspace_id: WorkspaceId

    def tell(self, *conditions: ColumnElement[bool], digest_id: int | None = None) -> int:
        """Mark the waiting changes that fulfil ``conditions``; say how many they are."""
        waiting = (
            LinkChangeRow.workspace_id == self.workspace_id,
            UNANNOUNCED,
            *conditions,
        )
        lost = select(LinkChangeRow.link_id).where(*waiting, LinkChangeRow.kind == ChangeKind.LOST)
        self.connection.execute(
            update(BacklinkRow)
            .where(
                BacklinkRow.workspace_id == self.workspace_id,
                BacklinkRow.id.in_(lost),
                BacklinkRow.state == LinkState.LOST,
            )
            .values(loss_announced=True)
        )
        return self.connection.execute(
            update(LinkChangeRow).where(*waiting).values(telling=Telling.TOLD, digest_id=digest_id)
        ).rowcount

    def tell_run(self, run_id: CheckRunId) -> int:
        return self.tell(confirmed_by_run(self.workspace_id, run_id))

    def withdraw(self, link_id: LinkId) -> bool:
        """Only the latest loss can be withdrawn, and only while it waits; settled by the row count."""
        withdrawn = self.connection.execute(
            update(LinkChangeRow)
            .where(
                LinkChangeRow.workspace_id == self.workspace_id,
                LinkChangeRow.link_id == link_id,
                LinkChangeRow.kind == ChangeKind.LOST,
                UNANNOUNCED,
            )
            .values(telling=Telling.WITHDRAWN)
        )
        return withdrawn.rowcount > 0
