"""Prospects as people ask for them: whose they are, what was won, and how far all of them came."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from storage.domain import Funnel, Origin, Prospect, ProspectState, Sighting, SiteId
from storage.prospect_reading import counted, read_prospects
from storage.prospect_tables import ProspectRow, is_shown
from storage.tenancy import TenantRepository

_LATEST = (ProspectRow.changed_at.desc(), ProspectRow.id)
_IN_HAND = (ProspectState.APPROVED, ProspectState.REPLIED, ProspectState.SNOOZED)


class ProspectLists(TenantRepository):
    def of_person(self, user_id: str) -> tuple[Prospect, ...]:
        """What this person has to do something about; what nobody owns is whoever's put it off."""
        return read_prospects(
            self.connection,
            self.workspace_id,
            ProspectRow.owner.in_([user_id, ""]),
            or_(ProspectRow.owner == user_id, ProspectRow.decided_by == user_id),
            _is_in_hand(),
            order=_LATEST,
        )

    def owners(self) -> tuple[str, ...]:
        """Everybody who has something to do about one of their own."""
        mine = ProspectRow.workspace_id == self.workspace_id
        asked = select(ProspectRow.owner).where(mine, ProspectRow.owner > "", _is_in_hand()).distinct()
        return tuple(self.connection.scalars(asked.order_by(ProspectRow.owner)))

    def won_since(self, since: datetime, site_id: SiteId | None) -> tuple[Prospect, ...]:
        """Links won by asking, the latest first."""
        return read_prospects(
            self.connection,
            self.workspace_id,
            *_of_site(site_id),
            ProspectRow.state == ProspectState.WON,
            ProspectRow.contacted_at.is_not(None),
            ProspectRow.won_at >= since,
            order=(ProspectRow.won_at.desc(), ProspectRow.id),
        )

    def funnel(self, site_id: SiteId | None) -> Funnel:
        """Of one site or of all; a broken page of our own is no outreach."""
        was_asked = ProspectRow.contacted_at.is_not(None)
        steps = (
            or_(was_asked, ProspectRow.approved.is_not(None)),
            was_asked,
            ProspectRow.replied_at.is_not(None),
            and_(was_asked, ProspectRow.state == ProspectState.WON),
        )
        row: tuple[int, ...] = tuple(
            self.connection.execute(
                select(func.count(), *map(counted, steps)).where(
                    ProspectRow.workspace_id == self.workspace_id,
                    *_of_site(site_id),
                    ProspectRow.origin != Origin.BROKEN_TARGET,
                )
            ).one()
        )
        return Funnel(*row)

    def unready(self, site_id: SiteId) -> Counter[Sighting]:
        """How many suggestions nobody is shown, by what our visit found."""
        rows = self.connection.execute(
            select(ProspectRow.sighting, func.count())
            .where(
                ProspectRow.workspace_id == self.workspace_id,
                ProspectRow.site_id == site_id,
                ProspectRow.state == ProspectState.SUGGESTED,
                ProspectRow.origin != Origin.BROKEN_TARGET,
                ~is_shown(),
            )
            .group_by(ProspectRow.sighting)
        )
        return Counter({sighting: number for sighting, number in rows})  # noqa: C416  (rows are no pairs to mypy)


def _is_in_hand() -> ColumnElement[bool]:
    to_thank = and_(
        ProspectRow.state == ProspectState.WON,
        ProspectRow.contacted_at.is_not(None),
        ProspectRow.thanked_at.is_(None),
    )
    to_remind = and_(ProspectRow.state == ProspectState.CONTACTED, ProspectRow.follow_up_due)
    return or_(ProspectRow.state.in_(_IN_HAND), to_remind, to_thank)


def _of_site(site_id: SiteId | None) -> list[ColumnElement[bool]]:
    return [ProspectRow.site_id == site_id] if site_id is not None else []
