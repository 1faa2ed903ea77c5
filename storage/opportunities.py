"""What may become a prospect and is none yet: mentions worth asking, losses, and links that no longer count."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import (
    JSON,
    ColumnElement,
    SQLColumnExpression,
    String,
    and_,
    cast,
    delete,
    exists,
    literal,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased

from storage.dialects import insert_new
from storage.domain import (
    ChangeKind,
    Lane,
    LinkedPage,
    LinkState,
    Mention,
    MentionState,
    Origin,
    SiteId,
    Suppressed,
    Told,
    Verdict,
    WorkspaceId,
)
from storage.history_tables import LinkChangeRow
from storage.linked_page_table import LinkedPageRow
from storage.mention_tables import MentionRow
from storage.prospect_tables import DoNotContactRow, ProspectRow, UnfitRow
from storage.rows import CHANGES, change
from storage.tables import BacklinkRow, SiteRow
from storage.telling import told
from storage.tenancy import SystemRepository, TenantRepository

_MENTION = tuple([MentionRow.__table__.c[field.name] for field in fields(Mention)])
_PAGE = tuple([LinkedPageRow.__table__.c[field.name] for field in fields(LinkedPage)])
_NEWER = aliased(LinkChangeRow)
_FOLLOWED = type_coerce(BacklinkRow.facts, JSON)["follow"].as_boolean()


@dataclass(frozen=True, slots=True)
class Fit:
    """What is asked about at all: changes confirmed since then, at domains that nobody has written to since, and
    mentions with such a score. What was found unfit is left alone until ``now``."""

    confirmed_since: datetime
    contacted_before: datetime
    min_score: int
    now: datetime


class Opportunities(TenantRepository):
    """Of a domain that somebody is being asked already nothing is named: it comes when that one is over."""

    def mentions(self, site_id: SiteId, fit: Fit, limit: int, offset: int = 0) -> tuple[Mention, ...]:
        """Worth asking, the best first; copies are left to their original."""
        rows = self.connection.execute(
            select(*_MENTION)
            .where(MentionRow.workspace_id == self.workspace_id, MentionRow.site_id == site_id, _mention_waits(fit))
            .order_by(MentionRow.score.desc(), MentionRow.id)
            .limit(limit)
            .offset(offset)
        )
        return tuple([Mention(*row) for row in rows])

    def losses(self, site_id: SiteId, fit: Fit, limit: int, offset: int = 0) -> tuple[Told, ...]:
        """The latest confirmed loss of each link that is lost still."""
        return self._changes(site_id, _loss_waits(fit), limit, offset)

    def nofollowed(self, site_id: SiteId, fit: Fit, limit: int, offset: int = 0) -> tuple[Told, ...]:
        """Links that are there still and lost their worth by a nofollow."""
        return self._changes(site_id, _nofollow_waits(fit), limit, offset)

    def broken_pages(self, site_id: SiteId) -> tuple[LinkedPage, ...]:
        """Pages of our own that others link to, and that nobody was asked to mend."""
        rows = self.connection.execute(
            select(*_PAGE)
            .where(LinkedPageRow.workspace_id == self.workspace_id, LinkedPageRow.site_id == site_id, _page_waits())
            .order_by(LinkedPageRow.links.desc(), LinkedPageRow.url)
        )
        return tuple([LinkedPage(*row) for row in rows])

    def put_by(self, site_id: SiteId, subjects: Collection[str], now: datetime, until: datetime) -> None:
        """Leave alone what nobody could approve as it is."""
        mine = (UnfitRow.workspace_id == self.workspace_id, UnfitRow.site_id == site_id, UnfitRow.until <= now)
        self.connection.execute(delete(UnfitRow).where(*mine))
        for subject in subjects:
            self.connection.execute(
                insert_new(self.connection, UnfitRow).values(
                    workspace_id=self.workspace_id, site_id=site_id, subject=subject, until=until
                )
            )

    def weigh_again(self) -> None:
        """All that was put by: a rule it did not meet may be another now."""
        self.connection.execute(delete(UnfitRow).where(UnfitRow.workspace_id == self.workspace_id))

    def _changes(self, site_id: SiteId, waits: ColumnElement[bool], limit: int, offset: int) -> tuple[Told, ...]:
        rows = self.connection.execute(
            CHANGES.join(BacklinkRow, BacklinkRow.id == LinkChangeRow.link_id)
            .where(
                LinkChangeRow.workspace_id == self.workspace_id,
                BacklinkRow.workspace_id == self.workspace_id,
                LinkChangeRow.site_id == site_id,
                waits,
            )
            .order_by(LinkChangeRow.id.desc())
            .limit(limit)
            .offset(offset)
        )
        return told(self.connection, self.workspace_id, [change(row) for row in rows])


class OpportunitiesOfAll(SystemRepository):
    def sites(self, fit: Fit) -> tuple[tuple[WorkspaceId, SiteId], ...]:
        """Sites with a channel and with something that may become a prospect."""
        mine = (SiteRow.id, SiteRow.workspace_id)
        of_changes = exists().where(LinkChangeRow.workspace_id == mine[1], LinkChangeRow.site_id == mine[0])
        of_changes = of_changes.where(BacklinkRow.id == LinkChangeRow.link_id)
        waiting = (
            exists().where(MentionRow.workspace_id == mine[1], MentionRow.site_id == mine[0], _mention_waits(fit)),
            of_changes.where(_loss_waits(fit)),
            of_changes.where(_nofollow_waits(fit)),
            exists().where(LinkedPageRow.workspace_id == mine[1], LinkedPageRow.site_id == mine[0], _page_waits()),
        )
        found: dict[tuple[WorkspaceId, SiteId], None] = {}
        for one in waiting:
            rows = self.connection.execute(
                select(SiteRow.workspace_id, SiteRow.id)
                .where(SiteRow.channel_id.is_not(None), one)
                .order_by(SiteRow.id)
            )
            found |= dict.fromkeys((workspace_id, site_id) for workspace_id, site_id in rows)
        return tuple(found)


def _mention_waits(fit: Fit) -> ColumnElement[bool]:
    subject = literal("mention/") + cast(MentionRow.id, String)
    return and_(
        MentionRow.state == MentionState.OPEN,
        MentionRow.lane == Lane.ASK,
        MentionRow.original_id.is_(None),
        ~_was_proposed(MentionRow.workspace_id, subject),
        ~_is_put_by(MentionRow.workspace_id, subject, fit),
        MentionRow.score >= fit.min_score,
        _may_be_asked(MentionRow.workspace_id, MentionRow.domain, fit),
    )


def _loss_waits(fit: Fit) -> ColumnElement[bool]:
    """At a parked domain nobody is left to be asked."""
    return and_(
        LinkChangeRow.kind == ChangeKind.LOST,
        LinkChangeRow.verdict != Verdict.PARKED,
        BacklinkRow.state == LinkState.LOST,
        _change_waits(fit, _NEWER.kind == ChangeKind.LOST),
    )


def _nofollow_waits(fit: Fit) -> ColumnElement[bool]:
    return and_(
        LinkChangeRow.kind == ChangeKind.CHANGED,
        LinkChangeRow.verdict == Verdict.REL_CHANGED,
        BacklinkRow.state == LinkState.LIVE,
        BacklinkRow.facts.is_not(None),
        _FOLLOWED.is_(False),
        _change_waits(fit, _NEWER.kind == ChangeKind.CHANGED, _NEWER.verdict == Verdict.REL_CHANGED),
    )


def _change_waits(fit: Fit, *alike: ColumnElement[bool]) -> ColumnElement[bool]:
    """Of several alike of one link the latest counts."""
    is_old = exists().where(
        _NEWER.workspace_id == LinkChangeRow.workspace_id,
        _NEWER.link_id == LinkChangeRow.link_id,
        *alike,
        _NEWER.id > LinkChangeRow.id,
    )
    subject = literal("change/") + cast(LinkChangeRow.id, String)
    return and_(
        LinkChangeRow.confirmed_at >= fit.confirmed_since,
        ~is_old,
        ~_was_proposed(LinkChangeRow.workspace_id, subject),
        ~_is_put_by(LinkChangeRow.workspace_id, subject, fit),
        _may_be_asked(BacklinkRow.workspace_id, BacklinkRow.source_domain, fit),
    )


def _page_waits() -> ColumnElement[bool]:
    asked = exists().where(
        ProspectRow.workspace_id == LinkedPageRow.workspace_id,
        ProspectRow.site_id == LinkedPageRow.site_id,
        ProspectRow.origin == Origin.BROKEN_TARGET,
        ProspectRow.url == LinkedPageRow.url,
        ProspectRow.created_at >= LinkedPageRow.faulty_since,
    )
    return and_(
        LinkedPageRow.fault.is_not(None), LinkedPageRow.faulty_since.is_not(None), LinkedPageRow.links > 0, ~asked
    )


def _was_proposed(workspace_id: SQLColumnExpression[WorkspaceId], subject: ColumnElement[str]) -> ColumnElement[bool]:
    return exists().where(ProspectRow.workspace_id == workspace_id, ProspectRow.subject == subject)


def _is_put_by(
    workspace_id: SQLColumnExpression[WorkspaceId], subject: ColumnElement[str], fit: Fit
) -> ColumnElement[bool]:
    return exists().where(UnfitRow.workspace_id == workspace_id, UnfitRow.subject == subject, UnfitRow.until > fit.now)


def _may_be_asked(
    workspace_id: SQLColumnExpression[WorkspaceId], domain: SQLColumnExpression[str], fit: Fit
) -> ColumnElement[bool]:
    is_under_way = exists().where(ProspectRow.workspace_id == workspace_id, ProspectRow.open_key == domain)
    is_resting = exists().where(
        ProspectRow.workspace_id == workspace_id,
        ProspectRow.domain == domain,
        ProspectRow.contacted_at > fit.contacted_before,
    )
    is_listed = exists().where(
        DoNotContactRow.workspace_id == workspace_id,
        DoNotContactRow.kind == Suppressed.DOMAIN,
        DoNotContactRow.value == domain,
    )
    return and_(~is_under_way, ~is_resting, ~is_listed)
