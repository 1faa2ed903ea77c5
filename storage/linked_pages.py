"""Our own pages that others link to: how many links lead to each, what is wrong there, and who knows of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, distinct, exists, func, select, type_coerce, update

from storage.dialects import insert_new
from storage.domain import LinkedPage, LinkedPages, LinkState, RedirectSuggestion, Site, SiteId, WorkspaceId
from storage.linked_page_table import LinkedPageRow
from storage.parts import in_parts
from storage.site_reading import read_sites
from storage.tables import BacklinkRow, SiteRow
from storage.tenancy import SystemRepository, TenantRepository

_COLUMNS = tuple([LinkedPageRow.__table__.c[field.name] for field in fields(LinkedPage)])
_LEADS_TO = type_coerce(BacklinkRow.facts, JSON)["target_url"].as_string()
_AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)  # long before anything can be due
_CALLED = type_coerce(BacklinkRow.facts, JSON)["anchor_text"].as_string()


class LinkedPagesOfSites(TenantRepository):
    def counted(self, site_id: SiteId, now: datetime, limit: int) -> tuple[LinkedPage, ...]:
        """The pages that the site's live links lead to, most links first, as they stand in the links themselves."""
        links = func.count()
        rows = self.connection.execute(
            select(_LEADS_TO, links, func.count(distinct(BacklinkRow.source_domain)), func.max(BacklinkRow.authority))
            .where(
                BacklinkRow.workspace_id == self.workspace_id,
                BacklinkRow.site_id == site_id,
                BacklinkRow.state == LinkState.LIVE,
                BacklinkRow.facts.is_not(None),
            )
            .group_by(_LEADS_TO)
            .order_by(links.desc(), _LEADS_TO)
            .limit(limit)
        )
        return tuple([LinkedPage(0, site_id, url, live, domains, best, now) for url, live, domains, best in rows])

    def note_counts(self, pages: Sequence[LinkedPage], now: datetime) -> None:
        """Remember new counts; a page that is new to us is due at once."""
        for page in pages:
            counts = {"links": page.links, "domains": page.domains, "authority": page.authority, "counted_at": now}
            mine = (LinkedPageRow.workspace_id == self.workspace_id, LinkedPageRow.site_id == page.site_id)
            known = self.connection.execute(
                update(LinkedPageRow).where(*mine, LinkedPageRow.url == page.url).values(counts)
            )
            if not known.rowcount:
                self.connection.execute(
                    insert_new(self.connection, LinkedPageRow).values(
                        workspace_id=self.workspace_id, site_id=page.site_id, url=page.url, next_due_at=now, hops=0,
                        final_url="", told=False, **counts,
                    )
                )  # fmt: skip

    def drop_unlinked(self, site_id: SiteId, counted_before: datetime) -> None:
        """Nothing leads there any more: whatever is wrong with such a page costs no link."""
        self.connection.execute(
            update(LinkedPageRow)
            .where(
                LinkedPageRow.workspace_id == self.workspace_id,
                LinkedPageRow.site_id == site_id,
                LinkedPageRow.counted_at < counted_before,
            )
            .values(links=0, domains=0)
        )

    def record(self, page: LinkedPage) -> None:
        """What a visit taught us of the page; the counts, and what the team knows, are others' to change."""
        learnt = ("next_due_at", "checked_at", "fault", "faulty_since", "status", "hops", "final_url")
        self._change(page.id, **{name: getattr(page, name) for name in learnt})

    def most_linked(self, site_id: SiteId, limit: int) -> tuple[str, ...]:
        """The addresses of our pages that most links lead to."""
        rows = self.connection.scalars(
            select(LinkedPageRow.url)
            .where(LinkedPageRow.workspace_id == self.workspace_id, LinkedPageRow.site_id == site_id)
            .order_by(LinkedPageRow.links.desc(), LinkedPageRow.url)
            .limit(limit)
        )
        return tuple(rows)

    def news(self, site_id: SiteId) -> LinkedPages:
        """Faults that nobody was told of yet, and told ones that are gone."""
        broke = self._pages(site_id, LinkedPageRow.fault.is_not(None), LinkedPageRow.told.is_(False))
        mended = self._pages(site_id, LinkedPageRow.faulty_since.is_(None), LinkedPageRow.told.is_(True))
        return LinkedPages(broke, mended)

    def broken(self, site_id: SiteId) -> tuple[LinkedPage, ...]:
        """Every page with a fault, told or not."""
        return self._pages(site_id, LinkedPageRow.fault.is_not(None))

    def by_url(self, site_id: SiteId, url: str) -> LinkedPage | None:
        found = self._pages(site_id, LinkedPageRow.url == url)
        return found[0] if found else None

    def get(self, page_id: int) -> LinkedPage | None:
        row = self.connection.execute(
            select(*_COLUMNS).where(LinkedPageRow.workspace_id == self.workspace_id, LinkedPageRow.id == page_id)
        ).first()
        return LinkedPage(*row) if row else None

    def hurry(self, page_id: int) -> None:
        """Have it looked at before whatever else is due."""
        self._change(page_id, next_due_at=_AT_ONCE)

    def sound(self, site_id: SiteId) -> tuple[str, ...]:
        """The addresses of the pages that answered as they should when we looked."""
        rows = self.connection.scalars(
            select(LinkedPageRow.url).where(
                LinkedPageRow.workspace_id == self.workspace_id,
                LinkedPageRow.site_id == site_id,
                LinkedPageRow.checked_at.is_not(None),
                LinkedPageRow.faulty_since.is_(None),
            )
        )
        return tuple(rows)

    def anchors(self, site_id: SiteId, urls: Collection[str], limit: int) -> dict[str, list[str]]:
        """What the links to these pages are called, by the page."""
        called: dict[str, list[str]] = {}
        for part in in_parts(urls):
            rows = self.connection.execute(
                select(_LEADS_TO, _CALLED)
                .where(
                    BacklinkRow.workspace_id == self.workspace_id,
                    BacklinkRow.site_id == site_id,
                    BacklinkRow.state == LinkState.LIVE,
                    BacklinkRow.facts.is_not(None),
                    _LEADS_TO.in_(part),
                )
                .order_by(BacklinkRow.id)
                .limit(limit)
            )
            for url, anchor in rows:
                called.setdefault(url, []).append(anchor)
        return called

    def note_suggestion(self, page_id: int, found: RedirectSuggestion | None, now: datetime) -> None:
        """What comes closest to it, or that nothing does."""
        to, similarity, why = (found.target_url, found.similarity, found.why) if found else ("", 0.0, "")
        self._change(page_id, suggested_at=now, redirect_to=to, similarity=similarity, alike_in=why)

    def _change(self, page_id: int, **values: object) -> None:
        self.connection.execute(
            update(LinkedPageRow)
            .where(LinkedPageRow.workspace_id == self.workspace_id, LinkedPageRow.id == page_id)
            .values(values)
        )

    def tell(self, news: LinkedPages) -> None:
        """The team hears of these now."""
        self._mark([page.id for page in news.broke], told=True)
        self._mark([page.id for page in news.mended], told=False)

    def _mark(self, ids: Collection[int], *, told: bool) -> None:
        for part in in_parts(ids):
            self.connection.execute(
                update(LinkedPageRow)
                .where(LinkedPageRow.workspace_id == self.workspace_id, LinkedPageRow.id.in_(part))
                .values(told=told)
            )

    def _pages(self, site_id: SiteId, *conditions: Any) -> tuple[LinkedPage, ...]:  # noqa: ANN401  (SQL conditions)
        rows = self.connection.execute(
            select(*_COLUMNS)
            .where(
                LinkedPageRow.workspace_id == self.workspace_id,
                LinkedPageRow.site_id == site_id,
                LinkedPageRow.links > 0,
                *conditions,
            )
            .order_by(LinkedPageRow.links.desc(), LinkedPageRow.url)
        )
        return tuple([LinkedPage(*row) for row in rows])


class LinkedPagesOfAll(SystemRepository):
    def sites_to_count(self, now: datetime, every: timedelta) -> tuple[Site, ...]:
        """The sites whose links were not counted for so long; the demo's own pages do not exist."""
        counted = exists().where(LinkedPageRow.site_id == SiteRow.id, LinkedPageRow.counted_at > now - every)
        return read_sites(self.connection, SiteRow.is_demo.is_(False), ~counted)

    def due(self, now: datetime, limit: int) -> tuple[tuple[WorkspaceId, LinkedPage], ...]:
        """The pages to look at now: those that somebody waits for, then those with most links."""
        rows = self.connection.execute(
            select(LinkedPageRow.workspace_id, *_COLUMNS)
            .where(LinkedPageRow.next_due_at <= now, LinkedPageRow.links > 0)
            .order_by((LinkedPageRow.next_due_at > _AT_ONCE), LinkedPageRow.links.desc(), LinkedPageRow.id)
            .limit(limit)
        )
        return tuple([(workspace_id, LinkedPage(*page)) for workspace_id, *page in rows])
