"""How links are lost, and how fast each workspace may look: kept for the machinery, across workspaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, func, select, update

from storage.dialects import insert_new
from storage.domain import Conclusion, LinkState, SolvedPace, WatchedLinks, WorkspaceId
from storage.history_tables import LinkCheckRow
from storage.pacing_tables import HostLossRow, LossClassRow, PaceRow
from storage.tables import BacklinkRow, WorkspaceRow
from storage.tenancy import SystemRepository

Pair = tuple[float, float]
_AT_ONCE = 5_000
_MICROSECOND = timedelta(microseconds=1)


class Pacing(SystemRepository):
    def learn(self, classes: Mapping[int, Pair], hosts: Mapping[str, Pair]) -> None:
        """Add losses and link-days of classes, and losses and expected losses of hosts, to what is known."""
        self._add(LossClassRow, LossClassRow.kind, LossClassRow.days, classes)
        self._add(HostLossRow, HostLossRow.domain, HostLossRow.expected, hosts)

    def classes(self) -> dict[int, Pair]:
        rows = self.connection.execute(select(LossClassRow.kind, LossClassRow.losses, LossClassRow.days))
        return {kind: (losses, days) for kind, losses, days in rows}

    def hosts(self) -> Iterator[tuple[str, float, float]]:
        """Every host we know anything of, a few at a time."""
        rows = select(HostLossRow.domain, HostLossRow.losses, HostLossRow.expected)
        found = self.connection.execution_options(yield_per=_AT_ONCE).execute(rows)
        return ((domain, losses, expected) for domain, losses, expected in found)

    def spread(self) -> Pair:
        """Sums over all hosts of (losses - expected)² - expected, and of expected²."""
        off = HostLossRow.losses - HostLossRow.expected
        sums = select(
            func.coalesce(func.sum(off * off - HostLossRow.expected), 0.0),
            func.coalesce(func.sum(HostLossRow.expected * HostLossRow.expected), 0.0),
        )
        surplus, squares = self.connection.execute(sums).one()
        return surplus, squares

    def watched(self, workspace_id: WorkspaceId, since: tuple[datetime, datetime]) -> Iterator[WatchedLinks]:
        """A workspace's standing links; ``since`` are the moments that part young from settled, and those from old."""
        young, settled = since
        first = BacklinkRow.first_live_at
        age = case((first > young, 0), (first > settled, 1), else_=2)
        contract = BacklinkRow.is_contract
        alike = (BacklinkRow.source_domain, BacklinkRow.authority, BacklinkRow.traits, age)
        standing = BacklinkRow.state.in_([LinkState.LIVE, LinkState.SUSPECT])
        of_workspace = BacklinkRow.workspace_id == workspace_id
        counted = select(*alike, func.count(), contract).where(of_workspace, standing).group_by(*alike, contract)
        found = self.connection.execution_options(yield_per=_AT_ONCE).execute(counted)
        return (WatchedLinks(*row) for row in found)

    def links(self, workspace_id: WorkspaceId) -> int:
        counted = select(func.count()).where(BacklinkRow.workspace_id == workspace_id)
        return self.connection.scalar(counted) or 0

    def visits(self, workspace_id: WorkspaceId, since: datetime, until: datetime, *, routine: bool = True) -> int:
        """The visits of a span of time; without ``routine`` only those that did not find a link as usual."""
        in_time = LinkCheckRow.checked_at.between(since, until)
        made = select(func.count()).where(LinkCheckRow.workspace_id == workspace_id, in_time)
        if not routine:
            made = made.where(LinkCheckRow.conclusion != Conclusion.LIVE)
        return self.connection.scalar(made) or 0

    def workspaces(self) -> tuple[WorkspaceId, ...]:
        return tuple(self.connection.scalars(select(WorkspaceRow.id)).all())

    def solved(self) -> tuple[SolvedPace, ...]:
        rows = self.connection.execute(
            select(
                PaceRow.workspace_id, PaceRow.k, PaceRow.high_us, PaceRow.links, PaceRow.solved_at, PaceRow.contract_us
            )
        )
        return tuple(
            [
                SolvedPace(id_, k, high_us * _MICROSECOND, links, at, contract_us * _MICROSECOND)
                for id_, k, high_us, links, at, contract_us in rows
            ]
        )

    def keep(self, pace: SolvedPace) -> None:
        values = {
            "k": pace.k, "high_us": pace.high // _MICROSECOND, "contract_us": pace.contract // _MICROSECOND,
            "links": pace.links, "solved_at": pace.solved_at,
        }  # fmt: skip
        self.connection.execute(insert_new(self.connection, PaceRow).values(workspace_id=pace.workspace_id, **values))
        self.connection.execute(update(PaceRow).where(PaceRow.workspace_id == pace.workspace_id).values(**values))

    def _add(self, table: type[Any], key: Any, second: Any, seen: Mapping[Any, Pair]) -> None:  # noqa: ANN401  (columns)
        if not seen:
            return
        rows = [{"its_key": name, "more": losses, "further": other} for name, (losses, other) in seen.items()]
        new = insert_new(self.connection, table).values({key.key: bindparam("its_key"), "losses": 0.0, second.key: 0.0})
        self.connection.execute(new, [{"its_key": row["its_key"]} for row in rows])
        added = {"losses": table.losses + bindparam("more"), second.key: second + bindparam("further")}
        self.connection.execute(update(table.__table__).where(key == bindparam("its_key")).values(added), rows)
