"""Counts over a site's links, answered from narrow indexes so that a million links cost no more than a glance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, case, exists, func, or_, select

from storage.domain import (
    ChangeKind,
    DomainReading,
    HeldBack,
    HeldGroup,
    LinkState,
    SiteId,
    Tally,
    VendorRecord,
    Verdict,
    WorkspaceId,
)
from storage.history_tables import LinkChangeRow
from storage.tables import BacklinkRow
from storage.types import UtcDateTime

_STILL_FRESH = timedelta(days=7)
_HELD_AS = {
    Verdict.BLOCKED: "blocked",
    Verdict.UNREACHABLE: "unreachable",
    Verdict.SERVER_ERROR: "unreachable",
    Verdict.ROBOTS_BLOCKED: "robots",
}


@dataclass(frozen=True)
class DomainQuestion:
    """How many links of this domain look lost or changed for this reason, as of now?"""

    site_id: SiteId
    source_domain: str
    verdict: Verdict
    now: datetime


def read_tally(connection: Connection, workspace_id: WorkspaceId, site_id: SiteId) -> Tally:
    of_site = (BacklinkRow.workspace_id == workspace_id, BacklinkRow.site_id == site_id)
    in_state = Counter(
        dict(
            connection.execute(
                select(BacklinkRow.state, func.count()).where(*of_site).group_by(BacklinkRow.state)
            ).all()
        )
    )
    held: Counter[str] = Counter()
    held["rechecking"] = in_state[LinkState.SUSPECT]
    unanswered = connection.execute(
        select(BacklinkRow.state, BacklinkRow.verdict, func.count())
        .where(*of_site, BacklinkRow.unanswered_since.is_not(None), BacklinkRow.state != LinkState.SUSPECT)
        .group_by(BacklinkRow.state, BacklinkRow.verdict)
    )
    for state, verdict, links in unanswered:
        held[_HELD_AS.get(verdict or Verdict.LIVE, "other")] += links
        in_state[state] -= links
    return Tally(
        live=in_state[LinkState.LIVE],
        lost=in_state[LinkState.LOST],
        absent=in_state[LinkState.ABSENT],
        unseen=in_state[LinkState.UNSEEN],
        held=HeldBack(**held),
    )


def read_held(connection: Connection, workspace_id: WorkspaceId, site_id: SiteId, limit: int) -> tuple[HeldGroup, ...]:
    links = func.count()
    since = func.min(BacklinkRow.unanswered_since, type_=UtcDateTime())
    rows = connection.execute(
        select(BacklinkRow.source_domain, BacklinkRow.verdict, links, since, func.min(BacklinkRow.source_url))
        .where(
            BacklinkRow.workspace_id == workspace_id,
            BacklinkRow.site_id == site_id,
            BacklinkRow.unanswered_since.is_not(None),
            BacklinkRow.state != LinkState.SUSPECT,
        )
        .group_by(BacklinkRow.source_domain, BacklinkRow.verdict)
        .order_by(func.max(BacklinkRow.authority).desc().nulls_last(), links.desc(), since, BacklinkRow.source_domain)
        .limit(limit)
    )
    return tuple(
        [
            HeldGroup(domain, verdict, held, at, url)
            for domain, verdict, held, at, url in rows
            if verdict is not None and at is not None
        ]
    )


def read_vendor_record(connection: Connection, workspace_id: WorkspaceId, site_id: SiteId) -> VendorRecord:
    in_state = dict(
        connection.execute(
            select(BacklinkRow.state, func.count())
            .where(
                BacklinkRow.workspace_id == workspace_id,
                BacklinkRow.site_id == site_id,
                BacklinkRow.vendor_says.is_not(None),
            )
            .group_by(BacklinkRow.state)
        ).all()
    )
    lost = sum(in_state.get(state, 0) for state in (LinkState.LOST, LinkState.ABSENT))
    return VendorRecord(sum(in_state.values()), lost, in_state.get(LinkState.LIVE, 0))


def read_domain(connection: Connection, workspace_id: WorkspaceId, question: DomainQuestion) -> DomainReading:
    fresh = exists().where(
        LinkChangeRow.workspace_id == workspace_id,
        LinkChangeRow.link_id == BacklinkRow.id,
        LinkChangeRow.verdict == question.verdict,
        LinkChangeRow.confirmed_at > question.now - _STILL_FRESH,
        or_(
            and_(LinkChangeRow.kind == ChangeKind.LOST, BacklinkRow.state == LinkState.LOST),
            and_(LinkChangeRow.kind == ChangeKind.CHANGED, BacklinkRow.state != LinkState.LOST),
        ),
    )
    same_reason = or_(and_(BacklinkRow.state == LinkState.SUSPECT, BacklinkRow.suspected == question.verdict), fresh)
    links, same = connection.execute(
        select(func.count(), func.coalesce(func.sum(case((same_reason, 1), else_=0)), 0)).where(
            BacklinkRow.workspace_id == workspace_id,
            BacklinkRow.site_id == question.site_id,
            BacklinkRow.source_domain == question.source_domain,
        )
    ).one()
    return DomainReading(links, same)
