"""Our own outages: written down, so that a worker that is started again neither judges in one nor tells it twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update

from storage.domain import Conclusion, Outage
from storage.history_tables import LinkCheckRow
from storage.service_tables import OutageRow
from storage.tables import BacklinkRow, SiteRow, WorkspaceRow
from storage.tenancy import SystemRepository

_OUTAGE = (OutageRow.id, OutageRow.began_at, OutageRow.ended_at)
_CHECKS_READ = 500


class Outages(SystemRepository):
    def current(self) -> Outage | None:
        """The outage that lasts, if there is one."""
        found = self.connection.execute(select(*_OUTAGE).where(OutageRow.ended_at.is_(None))).first()
        return None if found is None else Outage(*found)

    def begin(self, now: datetime) -> Outage:
        """The outage that lasts from now on, or has lasted already."""
        lasting = self.current()
        if lasting is not None:
            return lasting
        begun = self.connection.execute(insert(OutageRow).values(began_at=now).returning(*_OUTAGE)).one()
        return Outage(*begun)

    def end(self, now: datetime) -> None:
        self.connection.execute(update(OutageRow).where(OutageRow.ended_at.is_(None)).values(ended_at=now))

    def lately_live(self, since: datetime, limit: int) -> tuple[str, ...]:
        """Pages that linked to somebody when we last looked, each on a domain of its own, the latest first."""
        found: dict[str, str] = {}
        for workspace_id in self.connection.scalars(select(WorkspaceRow.id).order_by(WorkspaceRow.id)).all():
            latest = self.connection.execute(
                select(BacklinkRow.source_domain, BacklinkRow.source_url)
                .join(LinkCheckRow, LinkCheckRow.link_id == BacklinkRow.id)
                .join(SiteRow, SiteRow.id == BacklinkRow.site_id)
                .where(
                    LinkCheckRow.workspace_id == workspace_id,
                    LinkCheckRow.checked_at >= since,
                    LinkCheckRow.conclusion == Conclusion.LIVE,
                    SiteRow.is_demo.is_(False),
                )
                .order_by(LinkCheckRow.checked_at.desc())
                .limit(_CHECKS_READ)
            )
            for domain, url in latest:
                found.setdefault(domain, url)
            if len(found) >= limit:
                break
        return tuple(found.values())[:limit]
