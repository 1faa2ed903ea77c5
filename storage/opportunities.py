"""What may become a prospect and is none yet: mentions worth asking, losses, and links that no longer count."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, String, cast, exists, func, literal, select

from storage.domain import (
    ChangeKind,
    Lane,
    LinkState,
    Mention,
    MentionState,
    SiteId,
    Told,
    Verdict,
)
from storage.history_tables import LinkChangeRow
from storage.mention_tables import MentionRow
from storage.prospect_tables import ProspectRow
from storage.rows import CHANGES, change
from storage.tables import BacklinkRow
from storage.telling import told
from storage.tenancy import TenantRepository

_MENTION = tuple([MentionRow.__table__.c[field.name] for field in fields(Mention)])


class Opportunities(TenantRepository):
    """Of a domain that somebody is being asked already nothing is named: it comes when that one is over."""

    def mentions(self, site_id: SiteId, limit: int) -> tuple[Mention, ...]:
        """Worth asking, the best first; copies are left to their original."""
        asked = exists().where(
            ProspectRow.workspace_id == self.workspace_id,
            ProspectRow.mention_id == MentionRow.id,
        )
        rows = self.connection.execute(
            select(*_MENTION)
            .where(
                MentionRow.workspace_id == self.workspace_id,
                MentionRow.site_id == site_id,
                MentionRow.state == MentionState.OPEN,
                MentionRow.lane == Lane.ASK,
                MentionRow.original_id.is_(None),
                ~asked,
                ~self._under_way(MentionRow.domain),
            )
            .order_by(MentionRow.score.desc(), MentionRow.id)
            .limit(limit)
        )
        return tuple([Mention(*row) for row in rows])

    def losses(self, site_id: SiteId, since: datetime, limit: int) -> tuple[Told, ...]:
        """The latest confirmed loss of each link that is lost still."""
        return self._changes(site_id, ChangeKind.LOST, LinkState.LOST, since, limit)

    def nofollowed(self, site_id: SiteId, since: datetime, limit: int) -> tuple[Told, ...]:
        """Links that are there still and lost their worth by a nofollow."""
        return self._changes(
            site_id, ChangeKind.CHANGED, LinkState.LIVE, since, limit, LinkChangeRow.verdict == Verdict.REL_CHANGED
        )

    def _changes(
        self,
        site_id: SiteId,
        kind: ChangeKind,
        state: LinkState,
        since: datetime,
        limit: int,
        *more: ColumnElement[bool],
    ) -> tuple[Told, ...]:
        latest = (
            select(func.max(LinkChangeRow.id))
            .join(BacklinkRow, BacklinkRow.id == LinkChangeRow.link_id)
            .where(
                LinkChangeRow.workspace_id == self.workspace_id,
                BacklinkRow.workspace_id == self.workspace_id,
                LinkChangeRow.site_id == site_id,
                LinkChangeRow.kind == kind,
                LinkChangeRow.confirmed_at >= since,
                BacklinkRow.state == state,
                ~self._under_way(BacklinkRow.source_domain),
                *more,
            )
            .group_by(LinkChangeRow.link_id)
        )
        asked = exists().where(
            ProspectRow.workspace_id == self.workspace_id,
            ProspectRow.subject == literal("change/") + cast(LinkChangeRow.id, String),
        )
        rows = self.connection.execute(
            CHANGES.where(LinkChangeRow.workspace_id == self.workspace_id, LinkChangeRow.id.in_(latest), ~asked)
            .order_by(LinkChangeRow.id.desc())
            .limit(limit)
        )
        return told(self.connection, self.workspace_id, [change(row) for row in rows])

    def _under_way(self, domain: SQLColumnExpression[str]) -> ColumnElement[bool]:
        return exists().where(ProspectRow.workspace_id == self.workspace_id, ProspectRow.open_key == domain)
