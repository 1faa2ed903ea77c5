"""Bulk arrival of links: staged beside the tables, then moved in by one set-based statement per chunk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Insert,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.schema import CreateTable

from storage.contracts import taken_on
from storage.dialects import insert_new, insert_rows
from storage.domain import DAY, ImportId, ImportRecord, LinkState, NewLink, SiteId, StoredLinks
from storage.service_tables import ImportRow
from storage.tables import BacklinkRow, MovedPageRow
from storage.tenancy import TenantRepository
from storage.types import UtcDateTime, storable

# A chunk is one transaction: small enough that others who write hardly notice, large enough to be quick.
IMPORT_CHUNK = 10_000
SUSPECTED = 50  # after what people ask for, before what is merely new

_STAGED = Table(
    "staged_links",
    MetaData(),
    Column("source_key", LargeBinary(16)),
    Column("source_url", String),
    Column("source_host", String),
    Column("source_domain", String),
    Column("target_url", String),
    Column("added_by", String),
    Column("quiet", Boolean),
    Column("authority", Integer),
    Column("prio", Integer),
    Column("vendor_says", String),
    Column("next_due_at", UtcDateTime),
    Column("traits", Integer),
    Column("is_contract", Boolean),
    prefixes=["TEMPORARY"],
)


class Imports(TenantRepository):
    """``stage`` and ``commit`` belong into one transaction per chunk of at most ``IMPORT_CHUNK`` links.

    A link is the same link when its site and key are the same, so an import that was killed half-way is simply
    run again.
    """

    def stage(self, rows: Iterable[NewLink]) -> None:
        """Lay links aside for ``commit``; repeated calls add to what is there."""
        self.connection.execute(CreateTable(_STAGED, if_not_exists=True))
        moment = UtcDateTime().bind_processor(self.connection.dialect)
        values = [
            (
                link.source_key,
                storable(link.source_url),
                storable(link.source_host),
                storable(link.source_domain),
                storable(link.target_url),
                storable(link.added_by),
                link.quiet,
                link.authority,
                link.prio,
                link.vendor_says,
                moment(link.due_at),
                link.traits,
                link.is_contract,
            )
            for link in rows
        ]
        insert_rows(self.connection, _STAGED.name, values)

    def commit(self, site_id: SiteId, now: datetime) -> StoredLinks:
        """Make the staged links links of the site, due when they say or at once; say how many of them are new to it."""
        staged = self.connection.scalar(select(func.count()).select_from(_STAGED)) or 0
        added = self.connection.execute(self._insert(site_id, now)).rowcount
        self._take_hints(site_id, now)
        self._take_contracts(site_id, now)
        self.connection.execute(_STAGED.delete())
        return StoredLinks(added, staged - added)

    def _take_hints(self, site_id: SiteId, now: datetime) -> None:
        """A vendor newly calls a live link lost: remember its word, and look at the page before others."""
        hinted = self.connection.scalar(select(func.count(_STAGED.c.vendor_says)))
        if not hinted:
            return
        self.connection.execute(
            update(BacklinkRow)
            .where(
                BacklinkRow.workspace_id == self.workspace_id,
                BacklinkRow.site_id == site_id,
                BacklinkRow.source_key == _STAGED.c.source_key,
                BacklinkRow.state == LinkState.LIVE,
                _STAGED.c.vendor_says.is_not(None),
                BacklinkRow.vendor_says.is_distinct_from(_STAGED.c.vendor_says),
            )
            .values(vendor_says=_STAGED.c.vendor_says, next_due_at=now, prio=SUSPECTED)
        )

    def _take_contracts(self, site_id: SiteId, now: datetime) -> None:
        """A known link turns out to be paid for. A file never ends that: only a person does."""
        if not self.connection.scalar(select(func.count()).where(_STAGED.c.is_contract)):
            return
        self.connection.execute(
            update(BacklinkRow)
            .where(
                BacklinkRow.workspace_id == self.workspace_id,
                BacklinkRow.site_id == site_id,
                BacklinkRow.source_key == _STAGED.c.source_key,
                _STAGED.c.is_contract,
                ~BacklinkRow.is_contract,
            )
            .values(taken_on(now + DAY))
        )

    def record(self, done: ImportRecord) -> ImportId:
        """Remember what was imported by whom."""
        stored = self.connection.execute(
            insert(ImportRow).values(
                workspace_id=self.workspace_id, site_id=done.site_id, file_name=done.file_name, shape=done.shape,
                imported_by=done.imported_by, started_at=done.started_at, finished_at=done.finished_at,
                rows=done.rows, added=done.stored.added, known=done.stored.known, refused=done.refused,
            ).returning(ImportRow.id)
        )  # fmt: skip
        return stored.scalar_one()

    def recorded(self, site_id: SiteId, limit: int = 10) -> tuple[ImportRecord, ...]:
        """The site's latest imports, newest first."""
        rows = self.connection.execute(
            select(ImportRow.__table__)
            .where(ImportRow.workspace_id == self.workspace_id, ImportRow.site_id == site_id)
            .order_by(ImportRow.id.desc())
            .limit(limit)
        )
        return tuple([_record(row) for row in rows])

    def _insert(self, site_id: SiteId, now: datetime) -> Insert:
        staged = _STAGED.c
        moved = exists().where(
            MovedPageRow.workspace_id == self.workspace_id,
            MovedPageRow.site_id == site_id,
            MovedPageRow.source_key == staged.source_key,
        )
        constant = {
            "workspace_id": self.workspace_id, "site_id": site_id, "state": LinkState.UNSEEN, "slot": 0,
            "added_at": now, "loss_announced": False,
        }  # fmt: skip
        columns = BacklinkRow.__table__.c
        values = [literal(value, columns[name].type) for name, value in constant.items()]
        # In the order of the two widest indexes, so that their pages are written one after the other.
        told = [column for column in staged if column is not staged.next_due_at]
        due_at = func.coalesce(staged.next_due_at, literal(now, columns.next_due_at.type))
        arriving = select(*values, *told, due_at).where(~moved).order_by(staged.source_domain)
        names = [*constant, *[column.name for column in told], "next_due_at"]
        return insert_new(self.connection, BacklinkRow).from_select(names, arriving)


def _record(row: Row[Any]) -> ImportRecord:
    return ImportRecord(
        id=row.id,
        site_id=row.site_id,
        file_name=row.file_name,
        shape=row.shape,
        imported_by=row.imported_by,
        started_at=row.started_at,
        finished_at=row.finished_at,
        rows=row.rows,
        stored=StoredLinks(row.added, row.known),
        refused=row.refused,
    )
