"""Pages that name a brand: one row for each page and brand, kept up to date by what we see there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, insert, or_, select, update

from storage.domain import Lane, LinkState, LinkStatus, Mention, MentionId, MentionNews, MentionState, SiteId
from storage.mention_tables import MentionRow
from storage.parts import in_parts
from storage.tables import BacklinkRow
from storage.tenancy import TenantRepository

_MENTION = tuple([MentionRow.__table__.c[field.name] for field in fields(Mention)])
# What the team decided, and what identifies the row: a new look at the page changes none of it.
_LASTING = frozenset({"id", "site_id", "page_key", "brand", "found_at", "told_at", "muted_until", "vote", "quiet"})


class Mentions(TenantRepository):
    def record(self, mention: Mention) -> MentionId:
        """Keep what a look at the page saw. What people decided about it stays."""
        known = self.by_page(mention.site_id, mention.page_key, mention.brand)
        if known is None:
            values = {field.name: getattr(mention, field.name) for field in fields(Mention) if field.name != "id"}
            added = self.connection.execute(
                insert(MentionRow).values(workspace_id=self.workspace_id, **values).returning(MentionRow.id)
            )
            return added.scalar_one()
        seen = {field.name: getattr(mention, field.name) for field in fields(Mention) if field.name not in _LASTING}
        self._change(known.id, **seen)
        return known.id

    def get(self, mention_id: MentionId) -> Mention | None:
        return self._one(MentionRow.id == mention_id)

    def some(self, ids: Collection[MentionId]) -> tuple[Mention, ...]:
        """Those that still are there, in the order asked for."""
        found = {one.id: one for part in in_parts(ids) for one in self._all(MentionRow.id.in_(part))}
        return tuple([found[one] for one in ids if one in found])

    def by_page(self, site_id: SiteId, page_key: bytes, brand: str) -> Mention | None:
        return self._one(MentionRow.site_id == site_id, MentionRow.page_key == page_key, MentionRow.brand == brand)

    def of_page(self, site_id: SiteId, page_key: bytes) -> tuple[Mention, ...]:
        return self._all(MentionRow.site_id == site_id, MentionRow.page_key == page_key)

    def listed(self, site_id: SiteId, lane: Lane, limit: int, offset: int = 0) -> tuple[Mention, ...]:
        """Open mentions of one lane without copies, the best first."""
        return self._all(
            *self._open(site_id, lane),
            order=(MentionRow.score.desc(), MentionRow.id),
            limit=limit,
            offset=offset,
        )

    def in_doubt(self, site_id: SiteId, brand: str, domain: str | None, limit: int) -> tuple[Mention, ...]:
        """The open ambiguous ones of a brand, of one domain or of all."""
        of_domain = [] if domain is None else [MentionRow.domain == domain]
        return self._all(*self._open(site_id, Lane.AMBIGUOUS), MentionRow.brand == brand, *of_domain, limit=limit)

    def count(self, site_id: SiteId) -> Counter[Lane]:
        """How many open ones each lane has, copies left out."""
        rows = self.connection.execute(
            select(MentionRow.lane, func.count())
            .where(
                *self._mine(site_id),
                MentionRow.state == MentionState.OPEN,
                MentionRow.original_id.is_(None),
                self._without_live_link(),
            )
            .group_by(MentionRow.lane)
        )
        return Counter({lane: number for lane, number in rows})  # noqa: C416  (rows are no pairs to a type checker)

    def lately(self, site_id: SiteId, since: datetime, limit: int) -> tuple[Mention, ...]:
        """Those found since then, copies too: what a new page is compared with."""
        return self._all(
            MentionRow.site_id == site_id,
            MentionRow.found_at >= since,
            order=(MentionRow.found_at.desc(), MentionRow.id.desc()),
            limit=limit,
        )

    def copies(self, site_id: SiteId, ids: Collection[MentionId]) -> dict[MentionId, int]:
        """How many copies each of these mentions has."""
        found: dict[MentionId, int] = {}
        for part in in_parts(ids):
            rows = self.connection.execute(
                select(MentionRow.original_id, func.count())
                .where(*self._mine(site_id), MentionRow.original_id.in_(part))
                .group_by(MentionRow.original_id)
            )
            found |= {original: number for original, number in rows if original is not None}
        return found

    def regroup(self, site_id: SiteId, original_id: MentionId, copies: Collection[MentionId]) -> None:
        """From now on these are copies of that one, and it is the copy of none."""
        self._change(original_id, original_id=None)
        for part in in_parts([copy for copy in copies if copy != original_id]):
            self.connection.execute(
                update(MentionRow)
                .where(*self._mine(site_id), or_(MentionRow.id.in_(part), MentionRow.original_id.in_(part)))
                .values(original_id=original_id)
            )

    def decide(
        self, mention_id: MentionId, lane: Lane, reason: str, vote: bool | None, expecting: Collection[Lane] = ()
    ) -> bool:
        """What a person said of it; False where it has left the lanes of ``expecting`` meanwhile."""
        conditions = [MentionRow.lane.in_(list(expecting))] if expecting else []
        moved = self.connection.execute(
            update(MentionRow)
            .where(MentionRow.workspace_id == self.workspace_id, MentionRow.id == mention_id, *conditions)
            .values(lane=lane, reason=reason, vote=vote)
        )
        return moved.rowcount == 1

    def set_state(self, mention_id: MentionId, state: MentionState, until: datetime | None = None) -> None:
        self._change(mention_id, state=state, muted_until=until)

    def mute_domain(self, site_id: SiteId, domain: str) -> int:
        """Close what is open of a domain; returns how many mentions that were."""
        muted = self.connection.execute(
            update(MentionRow)
            .where(*self._mine(site_id), MentionRow.domain == domain, MentionRow.state == MentionState.OPEN)
            .values(state=MentionState.MUTED)
        )
        return muted.rowcount

    def unmute_domain(self, site_id: SiteId, domain: str) -> int:
        """Open again what ``mute_domain`` closed; returns how many mentions that were."""
        opened = self.connection.execute(
            update(MentionRow)
            .where(
                *self._mine(site_id),
                MentionRow.domain == domain,
                MentionRow.state == MentionState.MUTED,
                MentionRow.muted_until.is_(None),
            )
            .values(state=MentionState.OPEN)
        )
        return opened.rowcount

    def wake(self, site_id: SiteId, now: datetime) -> int:
        """Open again what was muted until now."""
        woken = self.connection.execute(
            update(MentionRow)
            .where(*self._mine(site_id), MentionRow.state == MentionState.MUTED, MentionRow.muted_until <= now)
            .values(state=MentionState.OPEN, muted_until=None)
        )
        return woken.rowcount

    def news(self, site_id: SiteId, limit: int) -> MentionNews:
        """What nobody was told of yet: the best worth asking are shown, everything else is counted."""
        untold = (
            *self._mine(site_id),
            MentionRow.state == MentionState.OPEN,
            MentionRow.told_at.is_(None),
            self._without_live_link(),
        )
        rows = self.connection.execute(
            select(MentionRow.lane, MentionRow.original_id.is_not(None), func.count())
            .where(*untold, MentionRow.quiet.is_(False))
            .group_by(MentionRow.lane, MentionRow.original_id.is_not(None))
        ).all()
        counted = {(lane, bool(is_copy)): number for lane, is_copy, number in rows}
        shown = self._all(
            *self._open(site_id, Lane.ASK),
            MentionRow.told_at.is_(None),
            MentionRow.quiet.is_(False),
            order=(MentionRow.score.desc(), MentionRow.id),
            limit=limit,
        )
        return MentionNews(
            shown,
            worth=counted.get((Lane.ASK, False), 0),
            seen=sum(counted.values()),
            copies=sum(number for (_, is_copy), number in counted.items() if is_copy),
            ambiguous=counted.get((Lane.AMBIGUOUS, False), 0),
            copies_of=self.copies(site_id, [mention.id for mention in shown]),
        )

    def tell(self, site_id: SiteId, now: datetime) -> None:
        """The team hears of all there is now."""
        self.connection.execute(
            update(MentionRow)
            .where(*self._mine(site_id), MentionRow.told_at.is_(None), MentionRow.state == MentionState.OPEN)
            .values(told_at=now)
        )

    def _open(self, site_id: SiteId, lane: Lane) -> tuple[Any, ...]:
        return (
            MentionRow.site_id == site_id,
            MentionRow.state == MentionState.OPEN,
            MentionRow.lane == lane,
            MentionRow.original_id.is_(None),
            self._without_live_link(),
        )

    def _without_live_link(self) -> ColumnElement[bool]:
        """A link that came, or came back, since we looked for the name is nothing to ask for."""
        live = exists().where(
            BacklinkRow.workspace_id == self.workspace_id,
            BacklinkRow.site_id == MentionRow.site_id,
            BacklinkRow.source_key == MentionRow.page_key,
            BacklinkRow.state == LinkState.LIVE,
        )
        return or_(~live, MentionRow.status == LinkStatus.LINKED_BROKEN)

    def _mine(self, site_id: SiteId) -> tuple[Any, ...]:
        return (MentionRow.workspace_id == self.workspace_id, MentionRow.site_id == site_id)

    def _change(self, mention_id: MentionId, **values: object) -> None:
        self.connection.execute(
            update(MentionRow)
            .where(MentionRow.workspace_id == self.workspace_id, MentionRow.id == mention_id)
            .values(values)
        )

    def _one(self, *conditions: Any) -> Mention | None:  # noqa: ANN401  (SQL conditions)
        found = self._all(*conditions, limit=1)
        return found[0] if found else None

    def _all(
        self,
        *conditions: Any,  # noqa: ANN401  (SQL conditions)
        order: tuple[Any, ...] = (MentionRow.id,),
        limit: int = 1_000,
        offset: int = 0,
    ) -> tuple[Mention, ...]:
        rows = self.connection.execute(
            select(*_MENTION)
            .where(MentionRow.workspace_id == self.workspace_id, *conditions)
            .order_by(*order)
            .limit(limit)
            .offset(offset)
        )
        return tuple([Mention(*row) for row in rows])
