"""How prospects are read and counted, for the repositories of one workspace and for the clock alike."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from storage.domain import Prospect, WorkspaceId
from storage.prospect_tables import ProspectRow

PROSPECT = tuple([ProspectRow.__table__.c[field.name] for field in fields(Prospect)])


def read_prospects(
    connection: Connection,
    workspace_id: WorkspaceId,
    *conditions: Any,  # noqa: ANN401  (SQL conditions)
    order: tuple[Any, ...] = (ProspectRow.id,),
    limit: int = 1_000,
    offset: int = 0,
) -> tuple[Prospect, ...]:
    rows = connection.execute(
        select(*PROSPECT)
        .where(ProspectRow.workspace_id == workspace_id, *conditions)
        .order_by(*order)
        .limit(limit)
        .offset(offset)
    )
    return tuple([Prospect(*row) for row in rows])


def counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows fulfil it."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
