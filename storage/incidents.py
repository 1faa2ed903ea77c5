"""Incidents: changes of one domain with one cause are one piece of news, opened once and joined by the rest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, exists, insert, select, update

from storage.domain import ChangeKind, Incident, LinkId, LinkState, SiteId, Verdict, WorkspaceId
from storage.history_tables import IncidentRow, LinkChangeRow
from storage.rows import INCIDENTS
from storage.tables import BacklinkRow, SiteRow

_OPEN_FOR = timedelta(days=7)


@dataclass(frozen=True)
class IncidentQuestion:
    """Is there an incident of this domain and cause that something seen ``now`` belongs to?"""

    site_id: SiteId
    source_domain: str
    cause: str
    verdict: Verdict
    now: datetime


def read_incidents(
    connection: Connection, workspace_id: WorkspaceId, ids: Collection[int | None]
) -> tuple[Incident, ...]:
    rows = connection.execute(
        INCIDENTS.where(IncidentRow.workspace_id == workspace_id, IncidentRow.id.in_(ids)).order_by(IncidentRow.id)
    )
    return tuple([Incident(*row) for row in rows])


def open_incident(connection: Connection, workspace_id: WorkspaceId, question: IncidentQuestion) -> Incident | None:
    """The latest incident of this kind that is not over, unless it is too old to be the same."""
    found = connection.execute(
        INCIDENTS.where(
            IncidentRow.workspace_id == workspace_id,
            IncidentRow.site_id == question.site_id,
            IncidentRow.source_domain == question.source_domain,
            IncidentRow.cause == question.cause,
            IncidentRow.verdict == question.verdict,
            IncidentRow.opened_at > question.now - _OPEN_FOR,
            IncidentRow.closed_at.is_(None),
        ).order_by(IncidentRow.opened_at.desc())
    ).first()
    return None if found is None else Incident(*found)


def incident_of_loss(connection: Connection, workspace_id: WorkspaceId, link_id: LinkId) -> int | None:
    """The incident that the link's latest loss is part of."""
    return connection.scalar(
        select(LinkChangeRow.incident_id)
        .where(
            LinkChangeRow.workspace_id == workspace_id,
            LinkChangeRow.link_id == link_id,
            LinkChangeRow.kind == ChangeKind.LOST,
        )
        .order_by(LinkChangeRow.id.desc())
        .limit(1)
    )


def close_if_over(connection: Connection, workspace_id: WorkspaceId, incident_id: int, now: datetime) -> None:
    """An incident is over when none of its links is lost any more."""
    still_lost = exists().where(
        LinkChangeRow.workspace_id == workspace_id,
        LinkChangeRow.incident_id == incident_id,
        LinkChangeRow.link_id == BacklinkRow.id,
        BacklinkRow.workspace_id == workspace_id,
        BacklinkRow.state == LinkState.LOST,
    )
    connection.execute(
        update(IncidentRow)
        .where(
            IncidentRow.workspace_id == workspace_id,
            IncidentRow.id == incident_id,
            IncidentRow.closed_at.is_(None),
            ~still_lost,
        )
        .values(closed_at=now)
    )


def join_incident(connection: Connection, workspace_id: WorkspaceId, question: IncidentQuestion) -> Incident:
    # One at a time per site, where the database allows more than one writer.
    connection.execute(
        select(SiteRow.id).where(SiteRow.workspace_id == workspace_id, SiteRow.id == question.site_id).with_for_update()
    )
    return open_incident(connection, workspace_id, question) or _open(connection, workspace_id, question)


def _open(connection: Connection, workspace_id: WorkspaceId, question: IncidentQuestion) -> Incident:
    opened = connection.execute(
        insert(IncidentRow)
        .values(
            workspace_id=workspace_id,
            site_id=question.site_id,
            source_domain=question.source_domain,
            cause=question.cause,
            verdict=question.verdict,
            opened_at=question.now,
        )
        .returning(IncidentRow.id)
    )
    return Incident(
        opened.scalar_one(),
        question.site_id,
        question.source_domain,
        question.cause,
        question.verdict,
        question.now,
    )
