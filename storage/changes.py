"""Confirmed transitions: each stored once, told once, and told with its evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from typing import cast

from sqlalchemy import ColumnElement, Table, func, insert, or_, select

from storage.announcing import Announcing
from storage.contracts import contracts_of
from storage.dialects import insert_new
from storage.domain import (
    ChangeKind,
    CheckRunId,
    Incident,
    LinkChange,
    LinkId,
    LinkState,
    Section,
    SiteId,
    Told,
    Verdict,
)
from storage.history_tables import UNANNOUNCED, LinkChangeRow, Telling
from storage.in_bulk import InBulk
from storage.incidents import (
    IncidentQuestion,
    close_if_over,
    incident_of_loss,
    join_incident,
    open_incident,
    read_incidents,
)
from storage.rows import CHANGES, change
from storage.sections import Sections
from storage.tables import BacklinkRow
from storage.telling import told
from storage.tenancy import TenantRepository

_TOLD = (
    "link_id", "site_id", "kind", "verdict", "first_observed", "confirmed_at", "slot", "facets", "first_check_id",
    "confirming_check_id", "incident_id",
)  # fmt: skip
_told_of = attrgetter(*_TOLD)
_ADD_ALL = InBulk(insert(cast("Table", LinkChangeRow.__table__)), ("workspace_id", "telling", *_TOLD))


class Changes(TenantRepository):
    def add(self, new: LinkChange) -> LinkChange | None:
        """Store a change; None when this very change of this link is stored already."""
        added = insert_new(self.connection, LinkChangeRow).values(
            workspace_id=self.workspace_id, telling=Telling.WAITING, **dict(zip(_TOLD, _told_of(new), strict=True))
        )
        id_ = self.connection.execute(added.returning(LinkChangeRow.id)).scalar()
        return None if id_ is None else replace(new, id=id_)

    def add_all(self, new: Iterable[LinkChange]) -> None:
        """Store the changes of checks that were recorded just now, so that none of them can be stored already."""
        _ADD_ALL.run(self.connection, [(self.workspace_id, Telling.WAITING, *_told_of(change)) for change in new])

    def unannounced(self, site_id: SiteId, limit_per_kind: int = 10) -> dict[ChangeKind, Section]:
        """What nobody has been told yet; of each kind, those worth most in full."""
        return self._sections.by_kind(*_waiting(site_id), limit=limit_per_kind)

    def announce(self, site_id: SiteId, digest_id: int, up_to_id: int | None = None) -> int:
        """A digest tells what was unannounced, up to the change given; say how many changes those are."""
        up_to = [] if up_to_id is None else [LinkChangeRow.id <= up_to_id]
        return self._announcing.tell(*_waiting(site_id), *up_to, digest_id=digest_id)

    def contracts_lost(self, site_id: SiteId, limit: int) -> Section:
        """The losses of links under contract that nobody has been told of yet."""
        found = self._sections.by_kind(*self._contracts_lost(site_id), limit=limit)
        return found.get(ChangeKind.LOST, Section((), 0, 0))

    def announce_contracts(self, site_id: SiteId) -> int:
        """Those losses are told now; say how many they are."""
        return self._announcing.tell(*self._contracts_lost(site_id))

    def announce_run(self, run_id: CheckRunId) -> int:
        """The report of a run tells what its visits confirmed; say how many changes those are."""
        return self._announcing.tell_run(run_id)

    def withdraw(self, link_id: LinkId) -> bool:
        """A loss that nobody was told of has proved wrong: never tell it. False when it has been told."""
        return self._announcing.withdraw(link_id)

    def last_id(self, site_id: SiteId) -> int:
        """The id of the site's latest change; 0 when there is none."""
        latest = select(func.max(LinkChangeRow.id)).where(
            LinkChangeRow.workspace_id == self.workspace_id, LinkChangeRow.site_id == site_id
        )
        return self.connection.scalar(latest) or 0

    def since(self, site_id: SiteId, change_id: int) -> tuple[Told, ...]:
        """All changes that were stored after ``change_id``, in that order."""
        later = self._changes(LinkChangeRow.site_id == site_id, LinkChangeRow.id > change_id)
        return told(self.connection, self.workspace_id, later)

    def recent(self, site_id: SiteId, kinds: Collection[ChangeKind], since: datetime, limit: int) -> Section:
        """The changes confirmed since a moment, told or not, the latest first; no loss of a link that came back."""
        still_lost = select(BacklinkRow.id).where(
            BacklinkRow.workspace_id == self.workspace_id,
            BacklinkRow.site_id == site_id,
            BacklinkRow.state == LinkState.LOST,
        )
        return self._sections.latest(
            LinkChangeRow.site_id == site_id,
            LinkChangeRow.kind.in_(kinds),
            LinkChangeRow.confirmed_at >= since,
            or_(LinkChangeRow.kind != ChangeKind.LOST, LinkChangeRow.link_id.in_(still_lost.correlate(None))),
            limit=limit,
        )

    def of_link(self, link_id: LinkId) -> tuple[LinkChange, ...]:
        """The story of one link, newest first."""
        return self._changes(LinkChangeRow.link_id == link_id)[::-1]

    def incident_for(
        self, site_id: SiteId, source_domain: str, cause: str, verdict: Verdict, now: datetime
    ) -> Incident:
        """The incident that a change of this domain with this cause belongs to: one a week at most."""
        question = IncidentQuestion(site_id, source_domain, cause, verdict, now)
        return join_incident(self.connection, self.workspace_id, question)

    def open_incident(
        self, site_id: SiteId, source_domain: str, cause: str, verdict: Verdict, now: datetime
    ) -> Incident | None:
        """The incident that lasts on this domain for this cause, if one does."""
        question = IncidentQuestion(site_id, source_domain, cause, verdict, now)
        return open_incident(self.connection, self.workspace_id, question)

    def incident_of_loss(self, link_id: LinkId) -> int | None:
        """The incident that the link's latest loss is part of."""
        return incident_of_loss(self.connection, self.workspace_id, link_id)

    def close_if_over(self, incident_id: int, now: datetime) -> None:
        """End the incident when none of its links is lost any more."""
        close_if_over(self.connection, self.workspace_id, incident_id, now)

    def incidents(self, sections: Iterable[Section]) -> tuple[Incident, ...]:
        """The incidents that the shown changes of some sections belong to."""
        named = {line.change.incident_id for section in sections for line in section.shown}
        return read_incidents(self.connection, self.workspace_id, named - {None})

    def _changes(self, *conditions: ColumnElement[bool]) -> tuple[LinkChange, ...]:
        rows = self.connection.execute(
            CHANGES.where(
                LinkChangeRow.workspace_id == self.workspace_id,
                LinkChangeRow.telling != Telling.WITHDRAWN,
                *conditions,
            ).order_by(LinkChangeRow.id)
        )
        return tuple([change(row) for row in rows])

    def _contracts_lost(self, site_id: SiteId) -> tuple[ColumnElement[bool], ...]:
        of_contracts = LinkChangeRow.link_id.in_(contracts_of(self.workspace_id, site_id))
        return (*_waiting(site_id), LinkChangeRow.kind == ChangeKind.LOST, of_contracts)

    @property
    def _sections(self) -> Sections:
        return Sections(self.connection, self.workspace_id)

    @property
    def _announcing(self) -> Announcing:
        return Announcing(self.connection, self.workspace_id)


def _waiting(site_id: SiteId) -> tuple[ColumnElement[bool], ...]:
    return (LinkChangeRow.site_id == site_id, UNANNOUNCED)
