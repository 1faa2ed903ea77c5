"""Prospects as the clock sees them: which of any workspace have something to be done about them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, and_, case, cast, exists, func, literal, or_, select, type_coerce
from sqlalchemy.orm import aliased

from storage.domain import (
    FOLLOW_WANTED,
    Backlink,
    Lane,
    LinkState,
    Mention,
    MentionState,
    Origin,
    OutboxState,
    Prospect,
    ProspectState,
    Site,
    SiteId,
    WorkspaceId,
)
from storage.linked_page_table import LinkedPageRow
from storage.mention_tables import MentionRow
from storage.parts import in_parts
from storage.prospect_reading import PROSPECT
from storage.prospect_tables import UNDER_WAY, UNTOLD, ProspectRow, QueueRow, is_shown
from storage.rows import BACKLINK, backlink
from storage.service_tables import OutboxRow
from storage.site_reading import read_sites
from storage.tables import BacklinkRow, SiteRow
from storage.tenancy import SystemRepository

_MENTION = tuple([MentionRow.__table__.c[field.name] for field in fields(Mention)])
# Who may bring a link to our notice long after it was set.
_NAMED_BY_PEOPLE = ("import", "person", "outreach")
_UNASKED = frozenset({ProspectState.SUGGESTED, ProspectState.APPROVED, ProspectState.SNOOZED})

_FACTS = type_coerce(BacklinkRow.facts, JSON)
_FOLLOWED = _FACTS["follow"].as_boolean()
_LEADS_TO_A_SOUND_PAGE = exists().where(
    LinkedPageRow.workspace_id == BacklinkRow.workspace_id,
    LinkedPageRow.site_id == BacklinkRow.site_id,
    LinkedPageRow.url == _FACTS["target_url"].as_string(),
    LinkedPageRow.checked_at.is_not(None),
    LinkedPageRow.faulty_since.is_(None),
)


@dataclass(frozen=True, slots=True)
class DueProspect:
    workspace_id: WorkspaceId
    site: Site
    prospect: Prospect


@dataclass(frozen=True, slots=True)
class LinkedProspect:
    """``is_sound``: the link leads to a page of ours that answered well when we looked."""

    due: DueProspect
    link: Backlink
    is_sound: bool


@dataclass(frozen=True, slots=True)
class SiteWithNews:
    """``last_queue`` is the local date of its latest queue message."""

    workspace_id: WorkspaceId
    site: Site
    last_queue: str | None


class ProspectsOfAll(SystemRepository):
    def due(self, states: Collection[ProspectState], now: datetime, limit: int) -> tuple[DueProspect, ...]:
        """Those whose moment has come in their site's own time, the longest waiting first."""
        rows = self.connection.execute(
            select(ProspectRow.workspace_id, *PROSPECT)
            .join(SiteRow, SiteRow.id == ProspectRow.site_id)
            .where(
                ProspectRow.state.in_(list(states)),
                ProspectRow.due_at.is_not(None),
                or_(ProspectRow.due_at <= now, SiteRow.is_demo),
            )
            .order_by(ProspectRow.due_at, ProspectRow.id)
            .limit(limit)
        ).all()
        return tuple([one for one in self._with_sites(rows) if _is_due(one, now)])

    def linked(self, asked_since: datetime, limit: int, offset: int = 0) -> tuple[LinkedProspect, ...]:
        """Prospects with a live link that was seen since: on their very page, or, once they were written to, a new one
        anywhere on their domain. Where a nofollow is what they are asked about, only a link that counts.

        Elsewhere a link counts that we found ourselves: of one that somebody named nobody knows how old it is.
        """
        seen_since = func.coalesce(ProspectRow.contacted_at, ProspectRow.created_at)
        on_its_page = and_(
            or_(BacklinkRow.source_key == ProspectRow.page_key, BacklinkRow.id == ProspectRow.link_id),
            BacklinkRow.last_live_at > seen_since,
        )
        anywhere = and_(
            ProspectRow.contacted_at.is_not(None),
            BacklinkRow.first_live_at > ProspectRow.contacted_at,
            BacklinkRow.quiet.is_(False),
            BacklinkRow.added_by.not_in(_NAMED_BY_PEOPLE),
        )
        last_heard_of = func.coalesce(ProspectRow.replied_at, ProspectRow.contacted_at)
        rows = self.connection.execute(
            select(_LEADS_TO_A_SOUND_PAGE, ProspectRow.workspace_id, *PROSPECT, *BACKLINK)
            .join(
                BacklinkRow,
                and_(
                    BacklinkRow.site_id == ProspectRow.site_id,
                    BacklinkRow.source_domain == ProspectRow.domain,
                    BacklinkRow.state == LinkState.LIVE,
                ),
            )
            .where(
                UNDER_WAY,
                or_(last_heard_of.is_(None), last_heard_of > asked_since),
                ProspectRow.origin != Origin.BROKEN_TARGET,
                BacklinkRow.facts.is_not(None),
                or_(on_its_page, anywhere),
                or_(ProspectRow.because.not_in(FOLLOW_WANTED), _FOLLOWED.is_(True)),
            )
            .order_by(ProspectRow.id, BacklinkRow.id)
            .limit(limit)
            .offset(offset)
        ).all()
        width = 2 + len(PROSPECT)
        found = self._with_sites([row[1:width] for row in rows])
        return tuple([LinkedProspect(one, backlink(row[width:]), row[0]) for one, row in zip(found, rows, strict=True)])

    def half_approved(self, now: datetime, limit: int) -> tuple[DueProspect, ...]:
        """Prospects whose first of two approvals has run out."""
        rows = self.connection.execute(
            select(ProspectRow.workspace_id, *PROSPECT)
            .join(SiteRow, SiteRow.id == ProspectRow.site_id)
            .where(
                UNDER_WAY,
                ProspectRow.state == ProspectState.SUGGESTED,
                or_(ProspectRow.expires_at <= now, and_(ProspectRow.expires_at.is_not(None), SiteRow.is_demo)),
            )
            .limit(limit)
        ).all()
        found = self._with_sites(rows)
        return tuple(
            [one for one in found if one.prospect.expires_at and one.prospect.expires_at <= one.site.time(now)]
        )

    def settled(self, decided_before: datetime, now: datetime, limit: int) -> tuple[DueProspect, ...]:
        """Decisions that can no longer be taken back. ``decided_before`` is real time, as ``now`` is."""
        rows = self.connection.execute(
            select(ProspectRow.workspace_id, *PROSPECT)
            .join(SiteRow, SiteRow.id == ProspectRow.site_id)
            .where(
                ProspectRow.undo_to.is_not(None),
                or_(ProspectRow.decided_at <= decided_before, SiteRow.is_demo),
            )
            .order_by(ProspectRow.decided_at)
            .limit(limit)
        ).all()
        undo = now - decided_before
        return tuple(
            [
                one
                for one in self._with_sites(rows)
                if one.prospect.decided_at is not None and one.prospect.decided_at <= one.site.time(now) - undo
            ]
        )

    def sites_with_news(self) -> tuple[SiteWithNews, ...]:
        """Sites with a prospect to decide on of which nobody has been told."""
        rows = self.connection.execute(
            select(ProspectRow.workspace_id, ProspectRow.site_id)
            .where(UNTOLD, is_shown())
            .group_by(ProspectRow.workspace_id, ProspectRow.site_id)
        ).all()
        sites = self._sites({site_id for _, site_id in rows})
        last: dict[SiteId, str] = {}
        for part in in_parts(list(sites)):
            latest = select(QueueRow.site_id, func.max(QueueRow.local_date)).where(QueueRow.site_id.in_(part))
            found = self.connection.execute(latest.group_by(QueueRow.site_id))
            last |= {site_id: date for site_id, date in found}  # noqa: C416  (rows are no pairs to mypy)
        return tuple([SiteWithNews(workspace_id, sites[site_id], last.get(site_id)) for workspace_id, site_id in rows])

    def buried(self, limit: int) -> tuple[tuple[WorkspaceId, Prospect], ...]:
        """Prospects whose card went down with the message above it."""
        key = literal("prospect/") + cast(ProspectRow.id, String)
        later = key + "/" + cast(ProspectRow.cards, String)
        parent = aliased(OutboxRow)
        lost = exists().where(
            OutboxRow.workspace_id == ProspectRow.workspace_id,
            OutboxRow.key == case((ProspectRow.cards > 1, later), else_=key),
            OutboxRow.state == OutboxState.DEAD,
            parent.id == OutboxRow.thread_of,
            parent.state == OutboxState.DEAD,
        )
        rows = self.connection.execute(
            select(ProspectRow.workspace_id, *PROSPECT)
            .where(UNDER_WAY, ProspectRow.state == ProspectState.SUGGESTED, ProspectRow.told_at.is_not(None), lost)
            .limit(limit)
        ).all()
        return tuple([(workspace_id, Prospect(*row)) for workspace_id, *row in rows])

    def withdrawn(self, limit: int) -> tuple[tuple[DueProspect, Mention], ...]:
        """Prospects nobody has been written to for, whose mention is no longer worth asking: not ours, muted for good,
        gone, or linked by now. One that is only put off keeps its prospect."""
        is_over = or_(
            MentionRow.lane != Lane.ASK,
            MentionRow.state == MentionState.GONE,
            and_(MentionRow.state == MentionState.MUTED, MentionRow.muted_until.is_(None)),
        )
        rows = self.connection.execute(
            select(ProspectRow.workspace_id, *PROSPECT, *_MENTION)
            .join(
                MentionRow,
                and_(MentionRow.id == ProspectRow.mention_id, MentionRow.workspace_id == ProspectRow.workspace_id),
            )
            .where(UNDER_WAY, ProspectRow.state.in_(list(_UNASKED)), is_over)
            .limit(limit)
        ).all()
        width = 1 + len(PROSPECT)
        found = self._with_sites([row[:width] for row in rows])
        return tuple(zip(found, [Mention(*row[width:]) for row in rows], strict=True))

    def mended(self, limit: int) -> tuple[DueProspect, ...]:
        """Broken pages of our own that are whole again, or that nobody links to any more."""
        broken = exists().where(
            LinkedPageRow.site_id == ProspectRow.site_id,
            LinkedPageRow.url == ProspectRow.url,
            LinkedPageRow.fault.is_not(None),
        )
        rows = self.connection.execute(
            select(ProspectRow.workspace_id, *PROSPECT)
            .where(
                UNDER_WAY,
                ProspectRow.state == ProspectState.SUGGESTED,
                ProspectRow.origin == Origin.BROKEN_TARGET,
                ~broken,
            )
            .limit(limit)
        ).all()
        return self._with_sites(rows)

    def _with_sites(self, rows: Sequence[Any]) -> tuple[DueProspect, ...]:
        """``rows`` begin with the workspace, then the prospect."""
        sites = self._sites({row[1 + _SITE_ID] for row in rows})
        return tuple([DueProspect(row[0], sites[row[1 + _SITE_ID]], Prospect(*row[1:])) for row in rows])

    def _sites(self, ids: Collection[SiteId]) -> dict[SiteId, Site]:
        return {site.id: site for part in in_parts(ids) for site in read_sites(self.connection, SiteRow.id.in_(part))}


_SITE_ID = [field.name for field in fields(Prospect)].index("site_id")


def _is_due(one: DueProspect, now: datetime) -> bool:
    return one.prospect.due_at is not None and one.prospect.due_at <= one.site.time(now)
