"""The links a workspace watches: what we believe of each, and the fence that makes every check count once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import starmap
from operator import attrgetter
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, bindparam, case, exists, func, insert, or_, select, update

from storage.contracts import taken_on
from storage.dialects import insert_new
from storage.domain import (
    DAY,
    IN_DOUBT,
    PEOPLE_FIRST,
    Backlink,
    DomainReading,
    HeldGroup,
    LinkCheck,
    LinkId,
    LinkState,
    NewLink,
    SiteId,
    Tally,
    VendorRecord,
    Verdict,
)
from storage.history_tables import LinkCheckRow
from storage.in_bulk import InBulk
from storage.listing import listing
from storage.moves import move_link
from storage.parts import in_parts
from storage.rows import BACKLINK, BACKLINKS, backlink
from storage.tables import BacklinkRow, MovedPageRow
from storage.tallies import DomainQuestion, read_domain, read_held, read_tally, read_vendor_record
from storage.tenancy import TenantRepository

_LINKS = cast("Table", BacklinkRow.__table__)
_CHECKS = cast("Table", LinkCheckRow.__table__)
# What a check may change. The address changes only by ``rename``; ``loss_announced`` see below.
_BELIEF = (
    "target_url", "state", "verdict", "prio", "next_due_at", "quiet", "facts", "page", "first_live_at", "last_live_at",
    "last_checked_at", "unanswered_since", "suspicion", "traits",
)  # fmt: skip
_believed = attrgetter(*_BELIEF)
_SEEN = (
    "link_id", "slot", "checked_at", "conclusion", "verdict", "reason", "turned", "facts", "evidence",
)  # fmt: skip
_observed = attrgetter(*_SEEN)
_BELIEVE = InBulk(
    update(_LINKS)
    .where(
        _LINKS.c.id == bindparam("its_id"),
        _LINKS.c.workspace_id == bindparam("its_workspace"),
        _LINKS.c.slot == bindparam("its_slot"),
    )
    .values(
        {name: bindparam(name) for name in (*_BELIEF, "slot", "suspected")}
        # A digest may announce the loss while the page is being visited: whoever still believes
        # in the loss leaves that mark alone.
        | {
            "loss_announced": case(
                (bindparam("state", type_=_LINKS.c.state.type) == LinkState.LOST, _LINKS.c.loss_announced),
                else_=bindparam("loss_announced"),
            )
        }
    ),
    (*_BELIEF, "its_id", "its_workspace", "its_slot", "slot", "suspected", "loss_announced"),
)
_OBSERVE = InBulk(insert(_CHECKS), ("workspace_id", "source_domain", *_SEEN))
_DATE_SUSPICION = InBulk(
    update(_LINKS)
    .where(_LINKS.c.id == bindparam("its_id"), _LINKS.c.workspace_id == bindparam("its_workspace"))
    .values(suspicion=bindparam("suspicion")),
    ("its_id", "its_workspace", "suspicion"),
)
_CHECK_IDS = select(LinkCheckRow.link_id, LinkCheckRow.slot, LinkCheckRow.id).where(
    LinkCheckRow.workspace_id == bindparam("its_workspace"),
    LinkCheckRow.link_id.in_(bindparam("ids", expanding=True)),
    LinkCheckRow.slot >= bindparam("first"),
)
Row = tuple[Any, ...]


class Backlinks(TenantRepository):
    def add(self, site_id: SiteId, new: NewLink, now: datetime) -> tuple[Backlink, bool]:
        """The link to this page, and whether it is new to us. A new one is due at once."""
        known = self.by_key(site_id, new.source_key)
        if known is not None:
            return known, False
        added = insert_new(self.connection, BacklinkRow).values(
            workspace_id=self.workspace_id, site_id=site_id, source_key=new.source_key, source_url=new.source_url,
            source_host=new.source_host, source_domain=new.source_domain, target_url=new.target_url,
            state=LinkState.UNSEEN, slot=0, prio=new.prio, next_due_at=now, added_at=now, added_by=new.added_by,
            quiet=new.quiet, authority=new.authority, loss_announced=False, is_contract=new.is_contract,
        )  # fmt: skip
        created = self.connection.execute(added.returning(*BACKLINK)).first()
        same_page = (BacklinkRow.site_id == site_id, BacklinkRow.source_key == new.source_key)
        if created is not None:
            return backlink(created), True
        return backlink(self.connection.execute(self._links(*same_page)).one()), False

    def hurry(self, link_id: LinkId, now: datetime) -> None:
        """Visit it before anything that is merely due."""
        self.connection.execute(
            update(BacklinkRow)
            .where(BacklinkRow.workspace_id == self.workspace_id, BacklinkRow.id == link_id)
            .values(prio=PEOPLE_FIRST, next_due_at=now)
        )

    def get(self, link_id: LinkId) -> Backlink | None:
        return self._first(BacklinkRow.id == link_id)

    def by_key(self, site_id: SiteId, key: bytes) -> Backlink | None:
        """The link on this page, also when the page has moved since and ``key`` is that of its old address."""
        found = self._first(BacklinkRow.site_id == site_id, BacklinkRow.source_key == key)
        if found is not None:
            return found
        moved = select(MovedPageRow.link_id).where(
            MovedPageRow.workspace_id == self.workspace_id,
            MovedPageRow.site_id == site_id,
            MovedPageRow.source_key == key,
        )
        return self._first(BacklinkRow.id == moved.scalar_subquery())

    def list(
        self, site_id: SiteId, states: Collection[LinkState], limit: int, after: LinkId | None = None
    ) -> tuple[Backlink, ...]:
        """Links of a site in the order they became known, from the one after ``after`` on."""
        if not states:
            return ()
        page = {"its_workspace": self.workspace_id, "its_site": site_id, "after": after or 0, "up_to": limit}
        of_states = {f"state_{n}": state for n, state in enumerate(states)}
        rows = self.connection.execute(listing(len(of_states)), page | of_states)
        return tuple([backlink(row) for row in rows.all()])

    def count(self, site_id: SiteId) -> int:
        counted = select(func.count()).where(
            BacklinkRow.workspace_id == self.workspace_id, BacklinkRow.site_id == site_id
        )
        return self.connection.scalar(counted) or 0

    def count_due(self, site_id: SiteId, now: datetime) -> int:
        return self.connection.scalar(select(func.count()).where(*self._due(site_id, now))) or 0

    def make_due(self, site_id: SiteId, now: datetime) -> None:
        """Have every link of a site visited now."""
        self.connection.execute(
            update(BacklinkRow)
            .where(BacklinkRow.workspace_id == self.workspace_id, BacklinkRow.site_id == site_id)
            .values(next_due_at=now)
        )

    def mark_contract(self, link_id: LinkId, due_by: datetime, *, is_contract: bool) -> bool:
        """Whether the team pays for the link, or has agreed on it; False when that was known. No check changes it."""
        marked = update(BacklinkRow).where(
            BacklinkRow.workspace_id == self.workspace_id,
            BacklinkRow.id == link_id,
            BacklinkRow.is_contract.is_not(is_contract),
        )
        values = taken_on(due_by) if is_contract else {"is_contract": False}
        return self.connection.execute(marked.values(values)).rowcount > 0

    def pull_in(self, latest: datetime, now: datetime, limit: int) -> int:
        """Have links looked at now whose next look is later than ``latest``, at most ``limit``; say how many.

        A first look may be that late: those of a very large import are spread over years.
        """
        mine = BacklinkRow.workspace_id == self.workspace_id
        was_ahead = or_(BacklinkRow.slot > 0, BacklinkRow.added_at > now + DAY)
        late = select(BacklinkRow.id).where(mine, BacklinkRow.next_due_at > latest, was_ahead).limit(limit)
        pulled = update(BacklinkRow).where(mine, BacklinkRow.id.in_(late)).values(next_due_at=now)
        return self.connection.execute(pulled).rowcount

    def hurry_contracts(self, due_by: datetime) -> int:
        """A look that began before somebody marked its link as a contract knew nothing of it; say how many did."""
        unaware = (BacklinkRow.workspace_id == self.workspace_id, BacklinkRow.is_contract, BacklinkRow.prio < IN_DOUBT)
        return self.connection.execute(update(BacklinkRow).where(*unaware).values(taken_on(due_by))).rowcount

    def last_checked_at(self, site_id: SiteId) -> datetime | None:
        of_site = exists().where(
            BacklinkRow.workspace_id == self.workspace_id,
            BacklinkRow.id == LinkCheckRow.link_id,
            BacklinkRow.site_id == site_id,
        )
        # Backwards along the index of checks: a site that is watched was looked at lately.
        return self.connection.scalar(
            select(LinkCheckRow.checked_at)
            .where(LinkCheckRow.workspace_id == self.workspace_id, of_site)
            .order_by(LinkCheckRow.checked_at.desc())
            .limit(1)
        )

    def record(self, link: Backlink, check: LinkCheck) -> int | None:
        """Store what a visit saw and what we believe now; None when another visit was recorded first."""
        stored = self.record_all([(link, check)])
        return None if stored is None else stored[link.id]

    def record_all(self, looks: Sequence[tuple[Backlink, LinkCheck]]) -> Mapping[LinkId, int] | None:
        """Store many at the price of few; None, and nothing is stored, when another visit of one was recorded first."""
        with self.connection.begin_nested() as together:
            if _BELIEVE.run(self.connection, starmap(self._belief, looks)) < len(looks):
                together.rollback()
                return None
            _OBSERVE.run(self.connection, starmap(self._observation, looks))
        check_ids = self._check_ids(looks)
        self._date_suspicions([link for link, _ in looks], check_ids)
        return check_ids

    def rename(self, link_id: LinkId, to: NewLink) -> LinkId:
        """The page moved: give the link its new address, and say which link stands for it from now on."""
        return move_link(self.connection, self.workspace_id, link_id, to)

    def tally(self, site_id: SiteId, now: datetime) -> Tally:  # noqa: ARG002  (all that is held is held now)
        return read_tally(self.connection, self.workspace_id, site_id)

    def held(self, site_id: SiteId, limit: int) -> tuple[HeldGroup, ...]:
        """The links we cannot look at, by domain and reason; those worth most first."""
        return read_held(self.connection, self.workspace_id, site_id, limit)

    def vendor_record(self, site_id: SiteId) -> VendorRecord:
        """How often vendors were right that a link of this site is lost."""
        return read_vendor_record(self.connection, self.workspace_id, site_id)

    def domain_reading(self, site_id: SiteId, source_domain: str, verdict: Verdict, now: datetime) -> DomainReading:
        return read_domain(self.connection, self.workspace_id, DomainQuestion(site_id, source_domain, verdict, now))

    def _belief(self, link: Backlink, check: LinkCheck) -> Row:
        suspected = link.suspicion.verdict if link.suspicion else None
        fence = (link.id, self.workspace_id, check.slot)
        return (*_believed(link), *fence, check.slot + 1, suspected, link.loss_announced)

    def _observation(self, link: Backlink, check: LinkCheck) -> Row:
        return (self.workspace_id, link.source_domain, *_observed(check))

    def _check_ids(self, looks: Sequence[tuple[Backlink, LinkCheck]]) -> dict[LinkId, int]:
        slots = {link.id: check.slot for link, check in looks}
        found: dict[LinkId, int] = {}
        for part in in_parts(slots):
            asked = {"its_workspace": self.workspace_id, "ids": part, "first": min(map(slots.__getitem__, part))}
            rows = self.connection.execute(_CHECK_IDS, asked)
            found |= {link_id: check_id for link_id, slot, check_id in rows if slot == slots[link_id]}
        return found

    def _date_suspicions(self, links: Sequence[Backlink], check_ids: Mapping[LinkId, int]) -> None:
        """A new doubt is proved by the very check that raised it."""
        _DATE_SUSPICION.run(
            self.connection,
            [
                (link.id, self.workspace_id, replace(link.suspicion, first_check_id=check_ids[link.id]))
                for link in links
                if link.suspicion is not None and link.suspicion.first_check_id is None
            ],
        )

    def _due(self, site_id: SiteId, now: datetime) -> tuple[ColumnElement[bool], ...]:
        mine = BacklinkRow.workspace_id == self.workspace_id
        # "+ 0" keeps databases from reading all links of the site: the index on due times holds the site too.
        return (mine, BacklinkRow.site_id + 0 == site_id, BacklinkRow.next_due_at <= now)

    def _first(self, *conditions: ColumnElement[bool]) -> Backlink | None:
        row = self.connection.execute(self._links(*conditions)).first()
        return None if row is None else backlink(row)

    def _links(self, *conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
        return BACKLINKS.where(BacklinkRow.workspace_id == self.workspace_id, *conditions)
