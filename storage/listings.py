"""What each source named in full last time, so that a page it names no longer can be looked at first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    MetaData,
    Table,
    delete,
    func,
    insert,
    literal,
    select,
    union,
    update,
)
from sqlalchemy.schema import CreateTable

from storage.dialects import insert_rows
from storage.domain import LinkState, SiteId
from storage.listing_table import ListedPageRow
from storage.tables import BacklinkRow, MovedPageRow
from storage.tenancy import TenantRepository

_NAMED = Table("staged_keys", MetaData(), Column("source_key", LargeBinary(16)), prefixes=["TEMPORARY"])


class Listings(TenantRepository):
    def count(self, site_id: SiteId, source: str) -> int:
        """How many pages the source named when it last named all."""
        counted = select(func.count()).where(*self._of(site_id, source))
        return self.connection.scalar(counted) or 0

    def stage(self, keys: Iterable[bytes]) -> None:
        """Lay the keys of a listing aside for the calls below."""
        self.connection.execute(CreateTable(_NAMED, if_not_exists=True))
        self.connection.execute(_NAMED.delete())
        insert_rows(self.connection, _NAMED.name, [(key,) for key in dict.fromkeys(keys)])

    def suspect_missing(self, site_id: SiteId, source: str, now: datetime, prio: int) -> int:
        """Have the live links visited now whose pages the source named last time and names no longer."""
        missing = select(ListedPageRow.source_key).where(
            *self._of(site_id, source), ListedPageRow.source_key.not_in(select(_NAMED.c.source_key))
        )
        moved = select(MovedPageRow.link_id).where(
            MovedPageRow.workspace_id == self.workspace_id,
            MovedPageRow.site_id == site_id,
            MovedPageRow.source_key.in_(missing),
        )
        there = select(BacklinkRow.id).where(
            BacklinkRow.workspace_id == self.workspace_id,
            BacklinkRow.site_id == site_id,
            BacklinkRow.source_key.in_(missing),
        )
        suspects = update(BacklinkRow).where(
            BacklinkRow.workspace_id == self.workspace_id,
            BacklinkRow.id.in_(union(there, moved)),
            BacklinkRow.state == LinkState.LIVE,
        )
        return self.connection.execute(suspects.values(next_due_at=now, prio=prio)).rowcount

    def replace(self, site_id: SiteId, source: str) -> None:
        """Remember what is staged as what the source names."""
        of_source = self._of(site_id, source)
        named = select(_NAMED.c.source_key)
        self.connection.execute(delete(ListedPageRow).where(*of_source, ListedPageRow.source_key.not_in(named)))
        known = select(ListedPageRow.source_key).where(*of_source)
        of = (literal(self.workspace_id), literal(site_id), literal(source))
        new = select(*of, _NAMED.c.source_key).where(_NAMED.c.source_key.not_in(known))
        columns = ["workspace_id", "site_id", "source", "source_key"]
        self.connection.execute(insert(ListedPageRow).from_select(columns, new))

    def _of(self, site_id: SiteId, source: str) -> tuple[ColumnElement[bool], ...]:
        return (
            ListedPageRow.workspace_id == self.workspace_id,
            ListedPageRow.site_id == site_id,
            ListedPageRow.source == source,
        )
