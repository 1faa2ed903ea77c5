"""How sites are read, for the repositories of one workspace and for the machinery alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, select

from storage.domain import DigestSchedule, Site, SiteId, SiteSettings
from storage.tables import SiteDomainRow, SiteRow

_SITES = (
    select(SiteRow.__table__, SiteDomainRow.domain)
    .join_from(
        SiteRow,
        SiteDomainRow,
        (SiteDomainRow.workspace_id == SiteRow.workspace_id) & (SiteDomainRow.site_id == SiteRow.id),
    )
    .order_by(SiteRow.id, SiteDomainRow.position)
)
_SITES_OF = _SITES.where(SiteRow.id.in_(bindparam("ids", expanding=True)))


def read_sites(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[Site, ...]:
    """The sites that fulfil ``conditions`` on their rows, in the order they were added."""
    return _sites(connection.execute(_SITES.where(*conditions)))


def read_sites_of(connection: Connection, ids: Iterable[SiteId]) -> tuple[Site, ...]:
    """The sites with these ids."""
    return _sites(connection.execute(_SITES_OF, {"ids": list(ids)}))


def _sites(rows: Iterable[Row[Any]]) -> tuple[Site, ...]:
    """Each site from its rows, of which it has one for each of its domains."""
    of_site = [list(rows) for _, rows in groupby(rows, key=attrgetter("id"))]
    return tuple([_site(rows[0], tuple([row.domain for row in rows])) for rows in of_site])


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
