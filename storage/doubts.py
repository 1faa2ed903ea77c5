"""How much of a workspace is in doubt at once, and whether its checks still find anything."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, distinct, func, select, update

from storage.domain import IN_DOUBT, Conclusion, Doubts, LinkState, WorkspaceId
from storage.history_tables import LinkCheckRow
from storage.tables import BacklinkRow, SiteRow

# Enough to know that they are very many; asked for every doubt that is about to be believed.
_ENOUGH_DOUBTED = 2_000
_ENOUGH_FOUND = 5_000
_WITNESSES = 5
_ASKED_FOR_WITNESSES = 200


def read_doubts(connection: Connection, workspace_id: WorkspaceId, late: datetime, now: datetime) -> Doubts:
    of_sites = select(SiteRow.id).where(SiteRow.workspace_id == workspace_id)
    doubted = (
        select(BacklinkRow.suspected, BacklinkRow.source_domain)
        .where(
            BacklinkRow.workspace_id == workspace_id,
            BacklinkRow.site_id.in_(of_sites),  # so that the index on states serves
            BacklinkRow.state == LinkState.SUSPECT,
        )
        .limit(_ENOUGH_DOUBTED)
        .subquery()
    )
    alike = select(func.count(distinct(doubted.c.source_domain))).group_by(doubted.c.suspected)
    found = (
        select(LinkCheckRow.source_domain)
        .where(
            LinkCheckRow.workspace_id == workspace_id,
            LinkCheckRow.checked_at >= late,
            LinkCheckRow.checked_at <= now,
            LinkCheckRow.conclusion == Conclusion.LIVE,
        )
        .order_by(LinkCheckRow.checked_at.desc())
        .limit(_ENOUGH_FOUND)
        .subquery()
    )
    found_of_late = connection.scalar(select(func.count(distinct(found.c.source_domain)))) or 0
    return Doubts(max(connection.scalars(alike), default=0), found_of_late)


def call_witnesses(connection: Connection, workspace_id: WorkspaceId, now: datetime) -> None:
    """Have some links that we believe live looked at now, each on a domain of its own: do we still find any?"""
    resting = connection.execute(
        select(BacklinkRow.source_domain, BacklinkRow.id)
        .where(
            BacklinkRow.workspace_id == workspace_id,
            BacklinkRow.next_due_at > now,
            BacklinkRow.state == LinkState.LIVE,
        )
        .order_by(BacklinkRow.next_due_at.desc())
        .limit(_ASKED_FOR_WITNESSES)
    )
    by_domain = dict(resting.all())
    chosen = list(by_domain.values())[:_WITNESSES]
    connection.execute(
        update(BacklinkRow)
        .where(BacklinkRow.workspace_id == workspace_id, BacklinkRow.id.in_(chosen))
        .values(next_due_at=now, prio=IN_DOUBT)
    )
