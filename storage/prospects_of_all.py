"""Prospects as the clock sees them: which of any workspace have something to be done about them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import or_, select

from storage.domain import Prospect, ProspectState, Site, WorkspaceId
from storage.prospect_tables import ProspectRow
from storage.site_reading import read_sites
from storage.tables import SiteRow
from storage.tenancy import SystemRepository

_PROSPECT = tuple([ProspectRow.__table__.c[field.name] for field in fields(Prospect)])


@dataclass(frozen=True, slots=True)
class DueProspect:
    workspace_id: WorkspaceId
    site: Site
    prospect: Prospect


class ProspectsOfAll(SystemRepository):
    def due(self, states: Collection[ProspectState], now: datetime, limit: int) -> tuple[DueProspect, ...]:
        """Those whose moment has come in their site's own time, the longest waiting first."""
        rows = self.connection.execute(
            select(ProspectRow.workspace_id, *_PROSPECT)
            .join(SiteRow, SiteRow.id == ProspectRow.site_id)
            .where(
                ProspectRow.state.in_(list(states)),
                ProspectRow.due_at.is_not(None),
                or_(ProspectRow.due_at <= now, SiteRow.is_demo),
            )
            .order_by(ProspectRow.due_at, ProspectRow.id)
            .limit(limit)
        ).all()
        site_ids = {row[1 + _SITE_ID] for row in rows}
        sites = {site.id: site for site in read_sites(self.connection, SiteRow.id.in_(site_ids))} if rows else {}
        found = [DueProspect(row[0], sites[row[1 + _SITE_ID]], Prospect(*row[1:])) for row in rows]
        return tuple([one for one in found if _is_due(one, now)])


_SITE_ID = [field.name for field in fields(Prospect)].index("site_id")


def _is_due(one: DueProspect, now: datetime) -> bool:
    return one.prospect.due_at is not None and one.prospect.due_at <= one.site.time(now)
