"""What visits saw: observations that are added, shown as evidence, counted, and never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, delete, distinct, exists, func, or_, select

from storage.domain import Conclusion, Doubts, LinkCheck, LinkId, Pulse
from storage.doubts import call_witnesses, read_doubts
from storage.history_tables import LinkChangeRow, LinkCheckRow
from storage.rows import CHECKS, check
from storage.tables import BacklinkRow
from storage.tenancy import TenantRepository


class Checks(TenantRepository):
    def get(self, check_id: int) -> LinkCheck | None:
        row = self.connection.execute(
            CHECKS.where(LinkCheckRow.workspace_id == self.workspace_id, LinkCheckRow.id == check_id)
        ).first()
        return None if row is None else check(row)

    def history(self, link_id: LinkId, limit: int) -> tuple[LinkCheck, ...]:
        """The latest checks of a link, newest first."""
        rows = self.connection.execute(
            CHECKS.where(LinkCheckRow.workspace_id == self.workspace_id, LinkCheckRow.link_id == link_id)
            .order_by(LinkCheckRow.slot.desc())
            .limit(limit)
        )
        return tuple([check(row) for row in rows])

    def looks_since(self, link_id: LinkId, since: datetime) -> tuple[datetime, ...]:
        """When we looked at a link from a moment on, oldest first."""
        return tuple(
            self.connection.scalars(
                select(LinkCheckRow.checked_at)
                .where(
                    LinkCheckRow.workspace_id == self.workspace_id,
                    LinkCheckRow.link_id == link_id,
                    LinkCheckRow.checked_at >= since,
                )
                .order_by(LinkCheckRow.slot)
            ).all()
        )

    def pulse(self, since: datetime, until: datetime) -> Pulse:
        """Over how many source domains did we look between two moments, and how many turned in one and the same way?

        Looks that only missed a link again are not counted: there are many more of them in an outage of ours, and
        they would hide how few of the others found theirs.
        """
        missed_again = and_(LinkCheckRow.conclusion == Conclusion.LOST, ~LinkCheckRow.turned)
        in_time = (
            LinkCheckRow.workspace_id == self.workspace_id,
            LinkCheckRow.checked_at >= since,
            LinkCheckRow.checked_at <= until,
            ~missed_again,
        )
        domains = func.count(distinct(LinkCheckRow.source_domain))
        checked = self.connection.scalar(select(domains).where(*in_time)) or 0
        alike = select(domains).where(*in_time, LinkCheckRow.turned).group_by(LinkCheckRow.verdict)
        return Pulse(checked, max(self.connection.scalars(alike), default=0))

    def doubts(self, late: datetime, now: datetime) -> Doubts:
        """How much is in doubt in one way, and how much was found from ``late`` on."""
        return read_doubts(self.connection, self.workspace_id, late, now)

    def call_witnesses(self, now: datetime) -> None:
        call_witnesses(self.connection, self.workspace_id, now)

    def forget(self, before: datetime, limit: int) -> int:
        """Delete old looks, at most ``limit``; returns how many. What proves a change or a doubt, and each link's
        latest look, are kept for ever.
        """
        names_it = or_(
            LinkChangeRow.first_check_id == LinkCheckRow.id, LinkChangeRow.confirming_check_id == LinkCheckRow.id
        )
        is_evidence = exists().where(
            LinkChangeRow.workspace_id == self.workspace_id, LinkChangeRow.link_id == LinkCheckRow.link_id, names_it
        )
        old = (
            select(LinkCheckRow.id)
            .join(BacklinkRow, BacklinkRow.id == LinkCheckRow.link_id)
            .where(
                LinkCheckRow.workspace_id == self.workspace_id,
                BacklinkRow.workspace_id == self.workspace_id,
                LinkCheckRow.checked_at < before,
                LinkCheckRow.slot < BacklinkRow.slot - 1,
                BacklinkRow.suspected.is_(None),
                ~is_evidence,
            )
            .limit(limit)
        )
        mine = LinkCheckRow.workspace_id == self.workspace_id
        return self.connection.execute(delete(LinkCheckRow).where(mine, LinkCheckRow.id.in_(old))).rowcount
