"""The few places where SQLite and PostgreSQL spell the same thing differently."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(connection: Connection, table: type[Any]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that leaves an existing row alone: settle a race by whether a row came back."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def insert_rows(connection: Connection, table: str, rows: Sequence[tuple[Any, ...]], *, new_only: bool = False) -> None:
    """Many rows at the driver's own speed, values as the driver wants them: no types of ours are applied.

    ``new_only`` leaves rows alone that are there already.
    """
    if not rows:
        return
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * len(rows[0]))
    beside = " ON CONFLICT DO NOTHING" if new_only else ""
    connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({marks}){beside}", list(rows))  # noqa: S608  (no value in it)
