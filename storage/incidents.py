"""Incidents: changes of one domain with one cause are one piece of news, opened once and joined by the rest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select

from storage.domain import Incident, SiteId, Verdict, WorkspaceId
from storage.history_tables import IncidentRow
from storage.rows import INCIDENTS
from storage.tables import SiteRow

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


def join_incident(connection: Connection, workspace_id: WorkspaceId, question: IncidentQuestion) -> Incident:
    # One at a time per site, where the database allows more than one writer.
    connection.execute(
        select(SiteRow.id).where(SiteRow.workspace_id == workspace_id, SiteRow.id == question.site_id).with_for_update()
    )
    found = connection.execute(
        INCIDENTS.where(
            IncidentRow.workspace_id == workspace_id,
            IncidentRow.site_id == question.site_id,
            IncidentRow.source_domain == question.source_domain,
            IncidentRow.cause == question.cause,
            IncidentRow.verdict == question.verdict,
            IncidentRow.opened_at > question.now - _OPEN_FOR,
        ).order_by(IncidentRow.opened_at.desc())
    ).first()
    return Incident(*found) if found is not None else _open(connection, workspace_id, question)


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
