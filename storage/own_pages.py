"""A site's own pages, as its sitemaps name them: where a broken one might lead, and what a mention might link to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, delete, exists, func, insert, or_, select, update

from storage.dialects import insert_new
from storage.domain import Site, SiteId
from storage.in_bulk import InBulk
from storage.linked_page_table import LinkedPageRow
from storage.own_page_tables import OwnPageRow, SitemapReadingRow
from storage.parts import in_parts
from storage.site_reading import read_sites
from storage.tables import SiteRow
from storage.tenancy import SystemRepository, TenantRepository

_ROW = ("workspace_id", "site_id", "url")
_ADD = InBulk(insert(OwnPageRow).values({name: bindparam(name) for name in _ROW}), _ROW)


class OwnPages(TenantRepository):
    def replace_all(self, site_id: SiteId, urls: Collection[str], now: datetime) -> None:
        """These are the pages now. Most of them are the same as before, and cost nothing."""
        before = set(self.of_site(site_id))
        wanted = dict.fromkeys(urls)
        _ADD.run(self.connection, [(self.workspace_id, site_id, url) for url in wanted if url not in before])
        for part in in_parts(before - wanted.keys()):
            self.connection.execute(delete(OwnPageRow).where(*self._of(site_id), OwnPageRow.url.in_(part)))
        self.note_reading(site_id, now, len(wanted))

    def note_reading(self, site_id: SiteId, now: datetime, pages: int | None = None) -> None:
        """The sitemaps were asked for; without ``pages`` nothing came of it, and what was known stands."""
        mine = (SitemapReadingRow.workspace_id == self.workspace_id, SitemapReadingRow.site_id == site_id)
        learnt = {"read_at": now} | ({} if pages is None else {"pages": pages})
        if not self.connection.execute(update(SitemapReadingRow).where(*mine).values(learnt)).rowcount:
            row = {"workspace_id": self.workspace_id, "site_id": site_id, "pages": 0} | learnt
            self.connection.execute(insert_new(self.connection, SitemapReadingRow).values(row))

    def of_site(self, site_id: SiteId, limit: int | None = None) -> tuple[str, ...]:
        """The shortest addresses first: what a site is about stands at its top."""
        rows = select(OwnPageRow.url).where(*self._of(site_id))
        if limit is not None:
            rows = rows.order_by(func.length(OwnPageRow.url), OwnPageRow.url).limit(limit)
        return tuple(self.connection.scalars(rows))

    def _of(self, site_id: SiteId) -> tuple[ColumnElement[bool], ...]:
        return OwnPageRow.workspace_id == self.workspace_id, OwnPageRow.site_id == site_id


class OwnPagesOfAll(SystemRepository):
    def sites_to_read(self, now: datetime, every: timedelta, while_broken: timedelta) -> tuple[Site, ...]:
        """The sites whose sitemaps were not asked for so long; the demo's own pages do not exist."""
        read = exists().where(SitemapReadingRow.site_id == SiteRow.id, SitemapReadingRow.read_at > now - every)
        lately = exists().where(SitemapReadingRow.site_id == SiteRow.id, SitemapReadingRow.read_at > now - while_broken)
        return read_sites(
            self.connection, SiteRow.is_demo.is_(False), or_(~read, and_(exists().where(*_BROKEN), ~lately))
        )

    def sites_to_suggest_for(self) -> tuple[Site, ...]:
        """The sites with a broken page that was not compared yet with the pages that their sitemaps name."""
        wanting = (
            SitemapReadingRow.site_id == SiteRow.id,
            or_(LinkedPageRow.suggested_at.is_(None), LinkedPageRow.suggested_at < SitemapReadingRow.read_at),
        )
        return read_sites(self.connection, exists().where(*_BROKEN, *wanting))


_BROKEN = (LinkedPageRow.site_id == SiteRow.id, LinkedPageRow.fault.is_not(None), LinkedPageRow.links > 0)
