"""Changes with what proves them: the link, and the two observations, read in a few statements for many changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from storage.domain import Backlink, LinkChange, LinkCheck, LinkId, Told, WorkspaceId
from storage.history_tables import LinkCheckRow
from storage.parts import in_parts
from storage.rows import BACKLINKS, CHECKS, backlink, check
from storage.tables import BacklinkRow


def told(connection: Connection, workspace_id: WorkspaceId, changes: Sequence[LinkChange]) -> tuple[Told, ...]:
    links = _links(connection, workspace_id, {change.link_id for change in changes})
    seen = {id_ for change in changes for id_ in (change.first_check_id, change.confirming_check_id) if id_}
    checks = _checks(connection, workspace_id, seen)
    return tuple(
        [
            Told(
                change,
                links[change.link_id],
                checks.get(change.first_check_id or 0),
                checks.get(change.confirming_check_id or 0),
            )
            for change in changes
        ]
    )


def _links(connection: Connection, workspace_id: WorkspaceId, ids: Iterable[LinkId]) -> dict[LinkId, Backlink]:
    wanted = BACKLINKS.where(BacklinkRow.workspace_id == workspace_id)
    return {
        link.id: link
        for part in in_parts(ids)
        for link in map(backlink, connection.execute(wanted.where(BacklinkRow.id.in_(part))).all())
    }


def _checks(connection: Connection, workspace_id: WorkspaceId, ids: Iterable[int]) -> dict[int, LinkCheck]:
    wanted = CHECKS.where(LinkCheckRow.workspace_id == workspace_id)
    return {
        seen.id: seen
        for part in in_parts(ids)
        for seen in map(check, connection.execute(wanted.where(LinkCheckRow.id.in_(part))).all())
    }
