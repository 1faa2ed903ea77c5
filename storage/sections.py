"""The sections of digests and reports: true counts per kind of change, and the changes worth most in full."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, case, distinct, func, select

from storage.domain import ChangeKind, LinkChange, Section, WorkspaceId
from storage.history_tables import LinkChangeRow, Telling
from storage.rows import CHANGES, change
from storage.tables import BacklinkRow
from storage.telling import told

T = TypeVarTuple("T")

_SAME_LINK = and_(BacklinkRow.id == LinkChangeRow.link_id, BacklinkRow.workspace_id == LinkChangeRow.workspace_id)

# What is paid for is worth half as much again; where nobody knows its page's authority, that is taken for a high one.
_WORTH = case((BacklinkRow.is_contract, 1.5 * func.coalesce(BacklinkRow.authority, 70)), else_=BacklinkRow.authority)


@dataclass(frozen=True)
class Sections:
    """Reads sections of the changes that fulfil given conditions; worth most means authority first."""

    connection: Connection
    workspace_id: WorkspaceId

    def by_kind(self, *conditions: ColumnElement[bool], limit: int) -> dict[ChangeKind, Section]:
        counts = self._counts(conditions)
        shown: dict[ChangeKind, list[LinkChange]] = defaultdict(list)
        for found in self._ranked(conditions, limit) if counts else ():
            shown[found.kind].append(found)
        everything = [one for changes in shown.values() for one in changes]
        lines = {line.change.id: line for line in told(self.connection, self.workspace_id, everything)}
        return {
            kind: Section(tuple([lines[one.id] for one in shown[kind]]), links, domains)
            for kind, (links, domains) in counts.items()
        }

    def latest(self, *conditions: ColumnElement[bool], limit: int) -> Section:
        """One section of all kinds together, the latest change first."""
        counted = self.connection.execute(
            self._joined(select(func.count(), func.count(distinct(BacklinkRow.source_domain))), conditions)
        ).one()
        order = (LinkChangeRow.confirmed_at.desc(), LinkChangeRow.id.desc())
        rows = self.connection.execute(
            CHANGES.where(
                LinkChangeRow.workspace_id == self.workspace_id,
                LinkChangeRow.telling != Telling.WITHDRAWN,
                *conditions,
            )
            .order_by(*order)
            .limit(limit)
        )
        return Section(told(self.connection, self.workspace_id, [change(row) for row in rows]), *counted)

    def _counts(self, conditions: tuple[ColumnElement[bool], ...]) -> dict[ChangeKind, tuple[int, int]]:
        statement = self._joined(
            select(LinkChangeRow.kind, func.count(), func.count(distinct(BacklinkRow.source_domain))), conditions
        ).group_by(LinkChangeRow.kind)
        return {kind: (links, domains) for kind, links, domains in self.connection.execute(statement)}

    def _ranked(self, conditions: tuple[ColumnElement[bool], ...], limit: int) -> list[LinkChange]:
        place = func.row_number().over(
            partition_by=LinkChangeRow.kind,
            order_by=(_WORTH.desc().nulls_last(), BacklinkRow.source_domain, LinkChangeRow.id),
        )
        ranked = self._joined(select(LinkChangeRow.id, place.label("place")), conditions).subquery()
        rows = self.connection.execute(
            CHANGES.join(ranked, ranked.c.id == LinkChangeRow.id)
            .where(LinkChangeRow.workspace_id == self.workspace_id, ranked.c.place <= limit)
            .order_by(ranked.c.place)
        )
        return [change(row) for row in rows]

    def _joined(self, selected: Select[*T], conditions: tuple[ColumnElement[bool], ...]) -> Select[*T]:
        return (
            selected.select_from(LinkChangeRow)
            .join(BacklinkRow, _SAME_LINK)
            .where(
                LinkChangeRow.workspace_id == self.workspace_id,
                LinkChangeRow.telling != Telling.WITHDRAWN,
                *conditions,
            )
        )
