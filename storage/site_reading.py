"""How sites are read, for the repositories of one workspace and for the machinery alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, select

from storage.domain import DigestSchedule, Site, SiteId, SiteSettings
from storage.tables import SiteDomainRow, SiteRow

_SITES = select(SiteRow.__table__).order_by(SiteRow.id)
_SITES_OF = _SITES.where(SiteRow.id.in_(bindparam("ids", expanding=True)))
_DOMAINS = (
    select(SiteDomainRow.site_id, SiteDomainRow.domain)
    .where(
        SiteDomainRow.workspace_id.in_(bindparam("workspace_ids", expanding=True)),
        SiteDomainRow.site_id.in_(bindparam("ids", expanding=True)),
    )
    .order_by(SiteDomainRow.site_id, SiteDomainRow.position)
)


def read_sites(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[Site, ...]:
    """The sites that fulfil ``conditions`` on their rows, in the order they were added."""
    return _sites(connection, connection.execute(_SITES.where(*conditions)).all())


def read_sites_of(connection: Connection, ids: Iterable[SiteId]) -> tuple[Site, ...]:
    """The sites with these ids."""
    return _sites(connection, connection.execute(_SITES_OF, {"ids": list(ids)}).all())


def _sites(connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]]) -> tuple[Site, ...]:
    domains = defaultdict(list)
    these = {"workspace_ids": list({row.workspace_id for row in rows}), "ids": [row.id for row in rows]}
    for site_id, domain in connection.execute(_DOMAINS, these):
        domains[site_id].append(domain)
    return tuple([_site(row, tuple(domains[row.id])) for row in rows])


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
