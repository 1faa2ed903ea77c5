"""The few places where SQLite and PostgreSQL spell the same thing differently."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(connection: Connection, table: type[Any]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that leaves an existing row alone: settle a race by whether a row came back."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()
