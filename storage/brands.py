"""Brands as the team knows them: their details, the votes that teach them, the terms watched beside them."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from storage.dialects import insert_new
from storage.domain import Brand, Site, SiteId, Vote
from storage.mention_tables import BrandRow, MutedDomainRow, VoteRow, WatchedTermRow
from storage.tenancy import TenantRepository

_VOTE = tuple([VoteRow.__table__.c[field.name] for field in fields(Vote)])
_MOST_VOTES = 2_000


class Brands(TenantRepository):
    def of_site(self, site: Site) -> tuple[Brand, ...]:
        """Every brand of the site's settings, with its details where there are any."""
        rows = self.connection.execute(
            select(BrandRow.name, BrandRow.brand).where(
                BrandRow.workspace_id == self.workspace_id, BrandRow.site_id == site.id
            )
        )
        known = {name: brand for name, brand in rows}  # noqa: C416  (rows are no pairs to a type checker)
        return tuple([known.get(name) or Brand((name,)) for name in site.settings.brands])

    def keep(self, site_id: SiteId, brand: Brand) -> None:
        """The details of a brand, by its main name."""
        self.connection.execute(
            delete(BrandRow).where(
                BrandRow.workspace_id == self.workspace_id, BrandRow.site_id == site_id, BrandRow.name == brand.name
            )
        )
        self.connection.execute(
            insert(BrandRow).values(workspace_id=self.workspace_id, site_id=site_id, name=brand.name, brand=brand)
        )

    def vote(self, site_id: SiteId, vote: Vote) -> None:
        """One vote for a page and brand; a second one takes the place of the first."""
        self.connection.execute(
            delete(VoteRow).where(
                VoteRow.workspace_id == self.workspace_id,
                VoteRow.site_id == site_id,
                VoteRow.brand == vote.brand,
                VoteRow.page_key == vote.page_key,
            )
        )
        values = {field.name: getattr(vote, field.name) for field in fields(Vote)}
        self.connection.execute(insert(VoteRow).values(workspace_id=self.workspace_id, site_id=site_id, **values))

    def votes(self, site_id: SiteId, brand: str) -> tuple[Vote, ...]:
        """The latest votes on a brand."""
        rows = self.connection.execute(
            select(*_VOTE)
            .where(VoteRow.workspace_id == self.workspace_id, VoteRow.site_id == site_id, VoteRow.brand == brand)
            .order_by(VoteRow.id.desc())
            .limit(_MOST_VOTES)
        )
        return tuple([Vote(*row) for row in rows])

    def count_votes(self, site_id: SiteId, brand: str) -> int:
        return self.connection.execute(
            select(func.count()).where(
                VoteRow.workspace_id == self.workspace_id, VoteRow.site_id == site_id, VoteRow.brand == brand
            )
        ).scalar_one()

    def vote_on(self, site_id: SiteId, brand: str, page_key: bytes) -> Vote | None:
        found = self.connection.execute(
            select(*_VOTE).where(
                VoteRow.workspace_id == self.workspace_id,
                VoteRow.site_id == site_id,
                VoteRow.brand == brand,
                VoteRow.page_key == page_key,
            )
        ).first()
        return None if found is None else Vote(*found)

    def mute(self, site_id: SiteId, domain: str, until: datetime | None, by: str, now: datetime) -> None:
        """Hear nothing of a domain until then; None: for good."""
        self.unmute(site_id, domain)
        self.connection.execute(
            insert(MutedDomainRow).values(
                workspace_id=self.workspace_id, site_id=site_id, domain=domain, until=until, muted_by=by, muted_at=now
            )
        )

    def unmute(self, site_id: SiteId, domain: str) -> bool:
        dropped = self.connection.execute(
            delete(MutedDomainRow).where(
                MutedDomainRow.workspace_id == self.workspace_id,
                MutedDomainRow.site_id == site_id,
                MutedDomainRow.domain == domain,
            )
        )
        return dropped.rowcount > 0

    def muted(self, site_id: SiteId, now: datetime) -> frozenset[str]:
        rows = self.connection.execute(
            select(MutedDomainRow.domain, MutedDomainRow.until).where(
                MutedDomainRow.workspace_id == self.workspace_id, MutedDomainRow.site_id == site_id
            )
        )
        return frozenset(domain for domain, until in rows if until is None or until > now)

    def watch_term(self, site_id: SiteId, term: str, by: str, now: datetime) -> bool:
        """Whether it was not watched before."""
        added = self.connection.execute(
            insert_new(self.connection, WatchedTermRow).values(
                workspace_id=self.workspace_id, site_id=site_id, term=term, added_by=by, added_at=now
            )
        )
        return added.rowcount > 0

    def unwatch_term(self, site_id: SiteId, term: str) -> bool:
        dropped = self.connection.execute(
            delete(WatchedTermRow).where(
                WatchedTermRow.workspace_id == self.workspace_id,
                WatchedTermRow.site_id == site_id,
                WatchedTermRow.term == term,
            )
        )
        return dropped.rowcount > 0

    def terms(self, site_id: SiteId) -> tuple[str, ...]:
        """The terms that are searched for beside the brands, in the order they were added."""
        rows = self.connection.scalars(
            select(WatchedTermRow.term)
            .where(WatchedTermRow.workspace_id == self.workspace_id, WatchedTermRow.site_id == site_id)
            .order_by(WatchedTermRow.added_at, WatchedTermRow.term)
        )
        return tuple(rows)
