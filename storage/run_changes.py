"""Which changes the visits of a check run confirmed."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from storage.domain import CheckRunId, WorkspaceId
from storage.history_tables import CheckRunLinkRow, LinkChangeRow, LinkCheckRow


def confirmed_by_run(workspace_id: WorkspaceId, run_id: CheckRunId) -> ColumnElement[bool]:
    """The condition that a change was confirmed by a check that the run waited for."""
    confirmed = (
        select(LinkChangeRow.id)
        .join(LinkCheckRow, LinkCheckRow.link_id == LinkChangeRow.link_id)
        .join(CheckRunLinkRow, CheckRunLinkRow.check_id == LinkCheckRow.id)
        .where(
            LinkChangeRow.workspace_id == workspace_id,
            LinkCheckRow.workspace_id == workspace_id,
            CheckRunLinkRow.workspace_id == workspace_id,
            CheckRunLinkRow.run_id == run_id,
            LinkCheckRow.slot == LinkChangeRow.slot,
        )
    )
    return LinkChangeRow.id.in_(confirmed)
