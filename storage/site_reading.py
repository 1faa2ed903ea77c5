"""How sites are read, for the repositories of one workspace and for the machinery alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from storage.domain import DigestSchedule, Site, SiteId, SiteSettings
from storage.tables import SiteDomainRow, SiteRow


def read_sites(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[Site, ...]:
    """The sites that fulfil ``conditions`` on their rows, in the order they were added."""
    rows = connection.execute(select(SiteRow.__table__).where(*conditions).order_by(SiteRow.id)).all()
    domains = _domains(connection, rows)
    return tuple([_site(row, tuple(domains[row.id])) for row in rows])


def _domains(connection: Connection, sites: Sequence[Row[*tuple[Any, ...]]]) -> dict[SiteId, list[str]]:
    found = defaultdict(list)
    statement = (
        select(SiteDomainRow.site_id, SiteDomainRow.domain)
        .where(
            SiteDomainRow.workspace_id.in_({row.workspace_id for row in sites}),
            SiteDomainRow.site_id.in_({row.id for row in sites}),
        )
        .order_by(SiteDomainRow.site_id, SiteDomainRow.position)
    )
    for site_id, domain in connection.execute(statement):
        found[site_id].append(domain)
    return found


def _site(row: Row[Any], domains: tuple[str, ...]) -> Site:
    schedule = DigestSchedule(time.fromisoformat(row.digest_at), row.digest_zone)
    return Site(
        id=row.id,
        workspace_id=row.workspace_id,
        settings=SiteSettings(domains, row.brands, row.channel_id, schedule),
        added_at=row.added_at,
        baseline_at=row.baseline_at,
        is_demo=row.is_demo,
        clock_offset=timedelta(microseconds=row.clock_offset_us),
    )
