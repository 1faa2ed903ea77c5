"""Links that a team pays for or has agreed on: looked at soon, and before what is merely due."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, literal, select

from storage.domain import IN_DOUBT, LinkId, SiteId, WorkspaceId
from storage.tables import BacklinkRow


def taken_on(due_by: datetime) -> dict[str, Any]:
    """What a link's row says from now on; ``due_by`` is the latest time of its next look."""
    latest = literal(due_by, BacklinkRow.next_due_at.type)
    return {
        "is_contract": True,
        "next_due_at": case((BacklinkRow.next_due_at > latest, latest), else_=BacklinkRow.next_due_at),
        "prio": case((BacklinkRow.prio < IN_DOUBT, IN_DOUBT), else_=BacklinkRow.prio),
    }


def contracts_of(workspace_id: WorkspaceId, site_id: SiteId) -> Select[LinkId]:
    return select(BacklinkRow.id).where(
        BacklinkRow.workspace_id == workspace_id, BacklinkRow.site_id == site_id, BacklinkRow.is_contract
    )
