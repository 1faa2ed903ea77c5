"""How far access logs are read, and from which pages visitors came, day by day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import date, datetime

from sqlalchemy import delete, func, insert, select, update

from storage.domain import LogFile, Referrals, SiteId
from storage.parts import in_parts
from storage.tenancy import TenantRepository
from storage.visitor_tables import AccessLogRow, ReferralsRow

_FILE = tuple([AccessLogRow.__table__.c[field.name] for field in fields(LogFile)])
_REFERRALS = tuple([ReferralsRow.__table__.c[field.name] for field in fields(Referrals)])
_MOST_A_DAY = 2_000  # pages of one site that send visitors; what is more is made up


class Visitors(TenantRepository):
    def files(self, site_id: SiteId) -> tuple[LogFile, ...]:
        """The logs read for a site, the latest read first."""
        rows = self.connection.execute(
            select(*_FILE)
            .where(AccessLogRow.workspace_id == self.workspace_id, AccessLogRow.site_id == site_id)
            .order_by(AccessLogRow.read_at.desc(), AccessLogRow.head)
        )
        return tuple([LogFile(*row) for row in rows])

    def read(self, site_id: SiteId, before: LogFile | None, file: LogFile, now: datetime) -> None:
        """``before`` is the same file as it was known: its head may have grown."""
        mine = (AccessLogRow.workspace_id == self.workspace_id, AccessLogRow.site_id == site_id)
        for head in {before.head if before else file.head, file.head}:
            self.connection.execute(delete(AccessLogRow).where(*mine, AccessLogRow.head == head))
        self.connection.execute(
            insert(AccessLogRow).values(
                workspace_id=self.workspace_id, site_id=site_id, read_at=now, **asdict(file)
            )
        )  # fmt: skip

    def known(self, site_id: SiteId, page_keys: Collection[bytes]) -> set[bytes]:
        """Which of these pages have sent visitors before."""
        found: set[bytes] = set()
        for part in in_parts(page_keys):
            found |= set(
                self.connection.scalars(
                    select(ReferralsRow.page_key).where(
                        ReferralsRow.workspace_id == self.workspace_id,
                        ReferralsRow.site_id == site_id,
                        ReferralsRow.page_key.in_(part),
                    )
                )
            )
        return found

    def count(self, site_id: SiteId, referrals: Collection[Referrals]) -> tuple[Referrals, ...]:
        """Add them up; returns those for whose page and day there was room."""
        room = {day: _MOST_A_DAY - self._counted(site_id, day) for day in {one.day for one in referrals}}
        counted = []
        for one in referrals:
            if not self._add(site_id, one):
                if room[one.day] <= 0:
                    continue
                room[one.day] -= 1
                self._begin(site_id, one)
            counted.append(one)
        return tuple(counted)

    def of_site(self, site_id: SiteId, since: date) -> tuple[Referrals, ...]:
        """The days of every page that sent visitors, the newest first."""
        rows = self.connection.execute(
            select(*_REFERRALS)
            .where(
                ReferralsRow.workspace_id == self.workspace_id,
                ReferralsRow.site_id == site_id,
                ReferralsRow.day >= since,
            )
            .order_by(ReferralsRow.day.desc(), ReferralsRow.hits.desc(), ReferralsRow.page_key)
        )
        return tuple([Referrals(*row) for row in rows])

    def forget(self, days_before: date, files_before: datetime) -> None:
        self.connection.execute(
            delete(ReferralsRow).where(ReferralsRow.workspace_id == self.workspace_id, ReferralsRow.day < days_before)
        )
        self.connection.execute(
            delete(AccessLogRow).where(
                AccessLogRow.workspace_id == self.workspace_id, AccessLogRow.read_at < files_before
            )
        )

    def _add(self, site_id: SiteId, referrals: Referrals) -> bool:
        known = self.connection.execute(
            update(ReferralsRow)
            .where(
                ReferralsRow.workspace_id == self.workspace_id,
                ReferralsRow.site_id == site_id,
                ReferralsRow.day == referrals.day,
                ReferralsRow.page_key == referrals.page_key,
            )
            .values(hits=ReferralsRow.hits + referrals.hits, missing=ReferralsRow.missing + referrals.missing)
        )
        return known.rowcount > 0

    def _begin(self, site_id: SiteId, referrals: Referrals) -> None:
        self.connection.execute(
            insert(ReferralsRow).values(workspace_id=self.workspace_id, site_id=site_id, **asdict(referrals))
        )

    def _counted(self, site_id: SiteId, day: date) -> int:
        counted = self.connection.scalar(
            select(func.count())
            .select_from(ReferralsRow)
            .where(
                ReferralsRow.workspace_id == self.workspace_id,
                ReferralsRow.site_id == site_id,
                ReferralsRow.day == day,
            )
        )
        return counted or 0
