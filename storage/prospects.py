"""Prospects: each change is settled by one UPDATE on its version, so that of two at once only one happens."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, func, insert, or_, select, update

from storage.dialects import insert_new
from storage.domain import (
    OPEN_STATES,
    DomainHistory,
    LinkId,
    MentionId,
    NewProspect,
    Origin,
    Prospect,
    ProspectId,
    ProspectState,
    Sighting,
    SiteId,
    Waiting,
)
from storage.errors import AnchorwatchError
from storage.parts import in_parts
from storage.prospect_history import read_history, read_outcomes
from storage.prospect_reading import read_prospects
from storage.prospect_tables import ProspectRow, QueueRow, TicketRow, is_shown
from storage.tenancy import TenantRepository

# What identifies a prospect, and where it comes from, never changes.
_FIXED = frozenset(
    {"id", "site_id", "origin", "because", "subject", "page_key", "domain", "created_at", "added_by", "version"}
)
_MOST = 1_000_000  # where leaving one out would be a breach of trust
# In these the approval stands, or has led to something.
_HOLDING = tuple(
    set(ProspectState)
    - {ProspectState.SUGGESTED, ProspectState.SNOOZED, ProspectState.REJECTED, ProspectState.DO_NOT_CONTACT}
)
_NOTHING: dict[str, object] = {
    "owner": "", "first_by": "", "decided_by": "", "why": "", "contacted_by": "", "contacted_via": "",
    "follow_ups": 0, "follow_up_due": False, "looks": 0, "cards": 0, "sighting": Sighting.UNSEEN, "version": 1,
}  # fmt: skip


class ProspectMovedError(AnchorwatchError):
    """Somebody changed the prospect between our reading and our writing; nothing of ours was stored."""

    def __init__(self, prospect_id: ProspectId) -> None:
        super().__init__(f"prospect {prospect_id} moved", "Somebody else was quicker; nothing was changed by you.")


class AnotherOpenError(AnchorwatchError):
    """A prospect that is over cannot be opened again: its domain is asked for something else by now."""

    def __init__(self, other: Prospect) -> None:
        super().__init__(
            f"prospect {other.id} is open",
            f"It cannot be opened again: #{other.id} of {other.domain} is open by now, and one thing is asked at a "
            "time.",
        )


class Prospects(TenantRepository):
    def add(self, new: NewProspect, ticket: str, now: datetime) -> Prospect | None:
        """None where this very thing was proposed before, or its domain has an open prospect."""
        values = {field.name: getattr(new, field.name) for field in fields(NewProspect)}
        look_at = None if new.origin is Origin.BROKEN_TARGET else now
        added = insert_new(self.connection, ProspectRow).values(
            workspace_id=self.workspace_id,
            **values,
            **_NOTHING,
            state=ProspectState.SUGGESTED,
            ticket=ticket,
            created_at=now,
            changed_at=now,
            next_look_at=look_at,
            due_at=look_at,
            open_key=_open_key(new),
        )
        prospect_id = self.connection.execute(added.returning(ProspectRow.id)).scalar()
        if prospect_id is None:
            return None
        self._issue(prospect_id, ticket)
        return self.get(prospect_id)

    def get(self, prospect_id: ProspectId) -> Prospect | None:
        return self._one(ProspectRow.id == prospect_id)

    def by_ticket(self, ticket: str) -> Prospect | None:
        """The prospect whose card carries or once carried this ticket."""
        held = select(TicketRow.prospect_id).where(
            TicketRow.workspace_id == self.workspace_id, TicketRow.ticket == ticket
        )
        return self._one(ProspectRow.id == held.scalar_subquery())

    def open_of(self, domain: str) -> Prospect | None:
        """The one prospect of the domain that is under way."""
        return self._one(ProspectRow.open_key == domain)

    def open_beside(self, prospect: Prospect) -> Prospect | None:
        """The other one that is under way where this one would be."""
        return self._one(ProspectRow.open_key == _open_key(prospect), ProspectRow.id != prospect.id)

    def advance(self, before: Prospect, after: Prospect) -> Prospect:
        """Store a change and return the prospect as it is now.

        Raises ``ProspectMovedError``, and stores nothing, when it has moved since it was read; and
        ``AnotherOpenError`` when it is opened again where another one is open by now.
        """
        if after.state in OPEN_STATES and before.state not in OPEN_STATES:
            other = self.open_beside(before)
            if other is not None:
                raise AnotherOpenError(other)
        changed = {
            field.name: getattr(after, field.name)
            for field in fields(Prospect)
            if field.name not in _FIXED and getattr(after, field.name) != getattr(before, field.name)
        }
        if after.state is not before.state:
            changed["open_key"] = _open_key(after) if after.state in OPEN_STATES else None
        moved = self.connection.execute(
            update(ProspectRow)
            .where(
                ProspectRow.workspace_id == self.workspace_id,
                ProspectRow.id == before.id,
                ProspectRow.version == before.version,
                ProspectRow.state == before.state,
            )
            .values(version=before.version + 1, due_at=after.due_at, **changed)
        )
        if moved.rowcount != 1:
            raise ProspectMovedError(before.id)
        if after.ticket != before.ticket:
            self._issue(before.id, after.ticket)
        stored = self.get(before.id)
        if stored is None:
            raise ProspectMovedError(before.id)
        return stored

    def queue(self, site_id: SiteId, limit: int, offset: int = 0) -> tuple[Prospect, ...]:
        """Those that wait for a decision and were looked at, the most valuable first."""
        return self._all(
            *_waiting(site_id), order=(ProspectRow.value.desc(), ProspectRow.id), limit=limit, offset=offset
        )

    def untold(self, site_id: SiteId, limit: int) -> tuple[Prospect, ...]:
        """Of those, the ones whose card was never posted."""
        return self._all(
            *_waiting(site_id),
            ProspectRow.told_at.is_(None),
            order=(ProspectRow.value.desc(), ProspectRow.id),
            limit=limit,
        )

    def waiting(self, site_id: SiteId) -> Waiting:
        found = self.connection.execute(
            select(func.count(), func.min(ProspectRow.changed_at)).where(
                ProspectRow.workspace_id == self.workspace_id, *_waiting(site_id)
            )
        ).one()
        return Waiting(found[0], found[1])

    def naming(self, domain: str) -> tuple[Prospect, ...]:
        """Those with an e-mail address at the domain somewhere in their case, draft or reason."""
        texts = (cast(ProspectRow.case, String), cast(ProspectRow.draft, String), ProspectRow.why)
        return self._all(
            or_(*[text.icontains(f"@{domain}", autoescape=True) for text in texts]),
            limit=_MOST,
        )

    def about_mentions(self, ids: Collection[MentionId]) -> dict[MentionId, Prospect]:
        """The latest prospect that each of these mentions has become."""
        found = [one for part in in_parts(ids) for one in self._all(ProspectRow.mention_id.in_(part))]
        return {one.mention_id: one for one in found if one.mention_id is not None}

    def about_link(self, link_id: LinkId) -> Prospect | None:
        """The latest prospect that a loss or change of this link has become."""
        return self._one(ProspectRow.link_id == link_id, order=(ProspectRow.id.desc(),))

    def concerning(self, domain: str, named: str, states: Collection[ProspectState]) -> tuple[Prospect, ...]:
        """Those of a registrable domain, and those whose letter names ``named`` in its address or text."""
        return self._all(
            ProspectRow.state.in_(list(states)),
            or_(ProspectRow.domain == domain, cast(ProspectRow.draft, String).contains(named, autoescape=True)),
            limit=_MOST,
        )

    def history(self, domain: str) -> DomainHistory:
        """What has been between us and the domain."""
        return read_history(self.connection, self.workspace_id, domain)

    def outcomes(self, site_id: SiteId | None = None) -> dict[str, tuple[int, int]]:
        """Won and ended cases by the reason for asking, of one site or of all."""
        return read_outcomes(self.connection, self.workspace_id, site_id)

    def approved_since(self, site_id: SiteId, since: datetime) -> int:
        """How many a site's team approved since then and did not take back: the week's quota counts them."""
        counted = select(func.count()).where(
            ProspectRow.workspace_id == self.workspace_id,
            ProspectRow.site_id == site_id,
            ProspectRow.state.in_(_HOLDING),
            ProspectRow.approved.is_not(None),
            ProspectRow.decided_at >= since,
        )
        return self.connection.execute(counted).scalar_one()

    def open_queue(self, site_id: SiteId, local_date: str, now: datetime) -> bool:
        """False when the date has its queue message already."""
        opened = insert_new(self.connection, QueueRow).values(
            workspace_id=self.workspace_id, site_id=site_id, local_date=local_date, opened_at=now
        )
        return self.connection.execute(opened).rowcount == 1

    def last_queue(self, site_id: SiteId) -> str | None:
        """The local date of the latest queue message."""
        return self.connection.scalar(
            select(func.max(QueueRow.local_date)).where(
                QueueRow.workspace_id == self.workspace_id, QueueRow.site_id == site_id
            )
        )

    def _issue(self, prospect_id: ProspectId, ticket: str) -> None:
        self.connection.execute(
            insert(TicketRow).values(workspace_id=self.workspace_id, ticket=ticket, prospect_id=prospect_id)
        )

    def _one(self, *conditions: Any, order: tuple[Any, ...] = (ProspectRow.id,)) -> Prospect | None:  # noqa: ANN401
        found = self._all(*conditions, order=order, limit=1)
        return found[0] if found else None

    def _all(
        self,
        *conditions: Any,  # noqa: ANN401  (SQL conditions)
        order: tuple[Any, ...] = (ProspectRow.id,),
        limit: int = 1_000,
        offset: int = 0,
    ) -> tuple[Prospect, ...]:
        return read_prospects(self.connection, self.workspace_id, *conditions, order=order, limit=limit, offset=offset)


def _waiting(site_id: SiteId) -> tuple[Any, ...]:
    return (
        ProspectRow.site_id == site_id,
        ProspectRow.state == ProspectState.SUGGESTED,
        is_shown(),
    )


def _open_key(one: NewProspect | Prospect) -> str:
    return f"own page {one.page_key.hex()}" if one.origin is Origin.BROKEN_TARGET else one.domain
