"""Which hosts to visit next, and which of their links: fair between workspaces, people first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select

from storage.domain import Backlink, CheckRunId, DueHost, DueLink, Site, SiteId, WorkspaceId
from storage.history_tables import ENROLLING, CheckRunRow
from storage.rows import BACKLINK
from storage.service_tables import HostRow
from storage.site_reading import read_sites, read_sites_of
from storage.tables import PRESSING, URGENT, BacklinkRow, SiteRow, WorkspaceRow
from storage.tenancy import SystemRepository

_FIRST_WINDOW = 500
# Visited in some minutes: a run of a million links takes its links in as fast as they are looked at.
_ENOUGH_URGENT = 10_000

Tier = Sequence[ColumnElement[bool]]

_URGENT_FIRST = (BacklinkRow.prio.desc(), BacklinkRow.next_due_at, BacklinkRow.id)
_DUE_ON_HOST = (BacklinkRow.source_domain == bindparam("its_domain"), BacklinkRow.next_due_at <= bindparam("now"))
_DUE_IDS = select(BacklinkRow.id).where(*_DUE_ON_HOST).order_by(*_URGENT_FIRST).limit(bindparam("up_to"))
# Asked for every host on every turn, so built once.
_DUE_LINKS = select(BacklinkRow.workspace_id, *BACKLINK).where(BacklinkRow.id.in_(_DUE_IDS)).order_by(*_URGENT_FIRST)
# The first link of every workspace comes before the second of any, among links that are equally urgent.
_PLACES = (
    select(
        BacklinkRow.id,
        BacklinkRow.prio,
        BacklinkRow.next_due_at,
        func.row_number()
        .over(
            partition_by=(BacklinkRow.workspace_id, BacklinkRow.prio),
            order_by=(BacklinkRow.next_due_at, BacklinkRow.id),
        )
        .label("place"),
    )
    .where(*_DUE_ON_HOST)
    .subquery()
)
_FAIR = (_PLACES.c.prio.desc(), _PLACES.c.place, _PLACES.c.next_due_at, _PLACES.c.id)
_FAIR_IDS = select(_PLACES.c.id).order_by(*_FAIR).limit(bindparam("up_to"))
_LINKS_BY_ID = select(BacklinkRow.workspace_id, *BACKLINK).where(BacklinkRow.id.in_(bindparam("ids", expanding=True)))
_FAILURES = select(HostRow.failures).where(HostRow.domain == bindparam("its_domain"))


class Planner(SystemRepository):
    def due_hosts(
        self, now: datetime, limit: int, excluding: Sequence[str] = (), spent: Collection[WorkspaceId] = ()
    ) -> tuple[DueHost, ...]:
        """The hosts to visit now, at most ``limit``, without those in back-off and those in ``excluding``.

        First come hosts that people wait for, then the others; in both, each workspace's most overdue host
        comes before any workspace's second one, so that a million links cannot starve fifty. Of workspaces that
        have ``spent`` their budget only what presses is due.
        """
        due = BacklinkRow.next_due_at <= now
        tiers: list[Tier] = [[due, URGENT]]
        if spent:
            tiers.append([due, PRESSING, BacklinkRow.workspace_id.in_(spent)])
        tiers.append([due, BacklinkRow.workspace_id.not_in(spent)] if spent else [due])
        hosts: list[str] = []
        for tier in tiers:
            if len(hosts) < limit:
                hosts += self._ranked([*tier, *self._open(now)], limit - len(hosts), [*excluding, *hosts])
        return self._counted(hosts, due)

    def due_links(self, source_domain: str, now: datetime, limit: int) -> tuple[DueLink, ...]:
        """The links to visit on a host: the most urgent first, and among equals fair between workspaces."""
        asked = {"its_domain": source_domain, "now": now, "up_to": limit}
        links = [(id_, Backlink(*link)) for id_, *link in self.connection.execute(_DUE_LINKS, asked)]
        if len(links) == limit:  # there may be more than fit, so that somebody's may have to wait
            links = self._fairly(asked)
        sites = {site.id: site for site in read_sites_of(self.connection, {link.site_id for _, link in links})}
        failures = self.connection.scalar(_FAILURES, {"its_domain": source_domain}) or 0
        return tuple([DueLink(workspace_id, sites[link.site_id], link, failures) for workspace_id, link in links])

    def _fairly(self, asked: dict[str, Any]) -> list[tuple[WorkspaceId, Backlink]]:
        order = {id_: place for place, id_ in enumerate(self.connection.scalars(_FAIR_IDS, asked).all())}
        rows = self.connection.execute(_LINKS_BY_ID, {"ids": list(order)})
        links = [(workspace_id, Backlink(*link)) for workspace_id, *link in rows]
        return sorted(links, key=lambda found: order[found[1].id])

    def sites_of(self, source_domain: str) -> tuple[tuple[WorkspaceId, Site], ...]:
        """The sites of all workspaces that watch links on a host."""
        watching = select(BacklinkRow.site_id).where(BacklinkRow.source_domain == source_domain)
        return tuple([(site.workspace_id, site) for site in read_sites(self.connection, SiteRow.id.in_(watching))])

    def enrolling(self) -> tuple[tuple[WorkspaceId, SiteId, CheckRunId], ...]:
        """The runs that have not all of their links yet, where not enough links are urgent already."""
        runs = self.connection.execute(
            select(CheckRunRow.workspace_id, CheckRunRow.site_id, CheckRunRow.id).where(ENROLLING)
        ).all()
        return tuple([(id_, site_id, run_id) for id_, site_id, run_id in runs if self._urgent(id_) < _ENOUGH_URGENT])

    def _urgent(self, workspace_id: WorkspaceId) -> int:
        urgent = select(BacklinkRow.id).where(BacklinkRow.workspace_id == workspace_id, URGENT).limit(_ENOUGH_URGENT)
        return self.connection.scalar(select(func.count()).select_from(urgent.subquery())) or 0

    def _open(self, now: datetime) -> Tier:
        backing_off = select(HostRow.domain).where(HostRow.backoff_until > now)
        return [BacklinkRow.source_domain.not_in(backing_off)]

    def _ranked(self, tier: Tier, limit: int, excluding: Sequence[str]) -> list[str]:
        """Host names by their rank inside each workspace, then by how long they are due."""
        with_work = select(WorkspaceRow.id).where(
            select(BacklinkRow.id).where(BacklinkRow.workspace_id == WorkspaceRow.id, *tier).exists()
        )
        places = [
            (rank, due_at, domain)
            for workspace_id in self.connection.scalars(with_work).all()
            for rank, (domain, due_at) in enumerate(self._hosts_of(workspace_id, tier, limit, excluding))
        ]
        return list(dict.fromkeys(domain for _, _, domain in sorted(places)))[:limit]

    def _hosts_of(
        self, workspace_id: WorkspaceId, tier: Tier, limit: int, excluding: Sequence[str]
    ) -> list[tuple[str, datetime]]:
        """The workspace's hosts in the order of their most overdue link.

        Read along the index on due times, in windows that leave out the hosts found so far: nothing is grouped
        or sorted, and a host with many thousand links costs one window.
        """
        found: dict[str, datetime] = {}
        size = _FIRST_WINDOW
        while len(found) < limit:
            window = self.connection.execute(
                select(BacklinkRow.source_domain, BacklinkRow.next_due_at)
                .where(
                    BacklinkRow.workspace_id == workspace_id,
                    BacklinkRow.source_domain.not_in([*excluding, *found]),
                    *tier,
                )
                .distinct()
                .order_by(BacklinkRow.next_due_at, BacklinkRow.source_domain)
                .limit(size)
            ).all()
            for domain, due_at in window:
                found.setdefault(domain, due_at)
            if len(window) < size:
                break
            size *= 4
        return list(found.items())[:limit]

    def _counted(self, hosts: list[str], due: ColumnElement[bool]) -> tuple[DueHost, ...]:
        counts = {
            domain: (priority, links)
            for domain, priority, links in self.connection.execute(
                select(BacklinkRow.source_domain, func.max(BacklinkRow.prio), func.count())
                .where(BacklinkRow.source_domain.in_(hosts), due)
                .group_by(BacklinkRow.source_domain)
            )
        }
        return tuple([DueHost(domain, *counts[domain]) for domain in hosts])
