"""Confirmed transitions: each stored once, announced once, and told with its evidence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select, update

from storage.dialects import insert_new
from storage.domain import (
    ChangeKind,
    Incident,
    LinkChange,
    LinkId,
    LinkState,
    Section,
    SiteId,
    Told,
    Verdict,
)
from storage.history_tables import LinkChangeRow
from storage.incidents import IncidentQuestion, join_incident
from storage.rows import CHANGE, change
from storage.sections import Sections
from storage.tables import BacklinkRow
from storage.telling import told
from storage.tenancy import TenantRepository


class Changes(TenantRepository):
    def add(self, new: LinkChange) -> LinkChange | None:
        """Store a change; None when this very change of this link is stored already."""
        added = insert_new(self.connection, LinkChangeRow).values(
            workspace_id=self.workspace_id, link_id=new.link_id, site_id=new.site_id, kind=new.kind,
            verdict=new.verdict, first_observed=new.first_observed, confirmed_at=new.confirmed_at, slot=new.slot,
            facets=new.facets, first_check_id=new.first_check_id, confirming_check_id=new.confirming_check_id,
            incident_id=new.incident_id,
        )  # fmt: skip
        id_ = self.connection.execute(added.returning(LinkChangeRow.id)).scalar()
        return None if id_ is None else replace(new, id=id_)

    def unannounced(self, site_id: SiteId, limit_per_kind: int = 10) -> dict[ChangeKind, Section]:
        """What no digest has told yet; of each kind, those worth most in full."""
        return self._sections.by_kind(
            LinkChangeRow.site_id == site_id, LinkChangeRow.digest_id.is_(None), limit=limit_per_kind
        )

    def announce(self, site_id: SiteId, digest_id: int, up_to_id: int) -> int:
        """Mark what was unannounced, up to a change that was looked at, as told; say how many those are."""
        unannounced = (
            LinkChangeRow.workspace_id == self.workspace_id,
            LinkChangeRow.site_id == site_id,
            LinkChangeRow.digest_id.is_(None),
            LinkChangeRow.id <= up_to_id,
        )
        lost = select(LinkChangeRow.link_id).where(*unannounced, LinkChangeRow.kind == ChangeKind.LOST)
        self.connection.execute(
            update(BacklinkRow)
            .where(
                BacklinkRow.workspace_id == self.workspace_id,
                BacklinkRow.id.in_(lost),
                BacklinkRow.state == LinkState.LOST,
            )
            .values(loss_announced=True)
        )
        return self.connection.execute(update(LinkChangeRow).where(*unannounced).values(digest_id=digest_id)).rowcount

    def last_id(self, site_id: SiteId) -> int:
        """The id of the site's latest change; 0 when there is none."""
        latest = select(func.max(LinkChangeRow.id)).where(
            LinkChangeRow.workspace_id == self.workspace_id, LinkChangeRow.site_id == site_id
        )
        return self.connection.scalar(latest) or 0

    def since(self, site_id: SiteId, change_id: int) -> tuple[Told, ...]:
        """All changes that were stored after ``change_id``, in that order."""
        rows = self.connection.execute(
            select(*CHANGE)
            .where(
                LinkChangeRow.workspace_id == self.workspace_id,
                LinkChangeRow.site_id == site_id,
                LinkChangeRow.id > change_id,
            )
            .order_by(LinkChangeRow.id)
        )
        return told(self.connection, self.workspace_id, [change(row) for row in rows])

    def recent(self, site_id: SiteId, kinds: Collection[ChangeKind], since: datetime, limit: int) -> Section:
        """The changes confirmed since a moment, announced or not, the latest first."""
        return self._sections.latest(
            LinkChangeRow.site_id == site_id,
            LinkChangeRow.kind.in_(kinds),
            LinkChangeRow.confirmed_at >= since,
            limit=limit,
        )

    def of_link(self, link_id: LinkId) -> tuple[LinkChange, ...]:
        """The story of one link, oldest first."""
        rows = self.connection.execute(
            select(*CHANGE)
            .where(LinkChangeRow.workspace_id == self.workspace_id, LinkChangeRow.link_id == link_id)
            .order_by(LinkChangeRow.slot, LinkChangeRow.id)
        )
        return tuple([change(row) for row in rows])

    def incident_for(
        self, site_id: SiteId, source_domain: str, cause: str, verdict: Verdict, now: datetime
    ) -> Incident:
        """The incident that a change of this domain with this cause belongs to: one a week at most."""
        question = IncidentQuestion(site_id, source_domain, cause, verdict, now)
        return join_incident(self.connection, self.workspace_id, question)

    @property
    def _sections(self) -> Sections:
        return Sections(self.connection, self.workspace_id)
