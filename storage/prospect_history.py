"""What has been between a workspace and a domain, and how often asking led to a link."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from storage.domain import DomainHistory, LinkState, ProspectState, SiteId, WorkspaceId
from storage.mention_tables import MentionRow
from storage.prospect_reading import counted
from storage.prospect_tables import ProspectRow
from storage.tables import BacklinkRow


def read_history(connection: Connection, workspace_id: WorkspaceId, domain: str) -> DomainHistory:
    """Across all sites of the workspace: whoever is written to does not care which of ours it is."""
    of_domain = (BacklinkRow.workspace_id == workspace_id, BacklinkRow.source_domain == domain)
    mine = (ProspectRow.workspace_id == workspace_id, ProspectRow.domain == domain)
    asked = (*mine, ProspectRow.contacted_at.is_not(None))
    counts = (
        select(func.count()).where(*of_domain, BacklinkRow.state == LinkState.LIVE),
        select(func.count()).where(*of_domain, BacklinkRow.state == LinkState.LOST),
        select(func.count()).where(MentionRow.workspace_id == workspace_id, MentionRow.domain == domain),
        select(func.count()).where(*asked),
        select(func.count()).where(*asked, ProspectRow.state == ProspectState.WON),
    )
    live, lost, mentions, written_to, won = connection.execute(select(*[one.scalar_subquery() for one in counts])).one()
    last = connection.execute(
        select(ProspectRow.contacted_at, ProspectRow.contacted_by, ProspectRow.owner)
        .where(*asked)
        .order_by(ProspectRow.contacted_at.desc())
        .limit(1)
    ).first()
    at, by, owner = last if last is not None else (None, "", "")
    return DomainHistory(live, lost, mentions, written_to, won, at, by, owner)


def read_outcomes(
    connection: Connection, workspace_id: WorkspaceId, site_id: SiteId | None
) -> dict[str, tuple[int, int]]:
    """Won and ended cases by the reason for asking; what nobody was asked for is no case."""
    ended = (ProspectState.WON, ProspectState.LOST, ProspectState.NO_REPLY, ProspectState.CLOSED)
    because = ProspectRow.because
    of_site = [ProspectRow.site_id == site_id] if site_id is not None else []
    rows = connection.execute(
        select(because, counted(ProspectRow.state == ProspectState.WON), func.count())
        .where(
            ProspectRow.workspace_id == workspace_id,
            ProspectRow.contacted_at.is_not(None),
            ProspectRow.state.in_(ended),
            *of_site,
        )
        .group_by(because)
    )
    return {reason: (won, number) for reason, won, number in rows}
