"""How connections are made: SQLite in WAL mode, durable, with one writer at a time that waits its turn."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import UnsupportedDatabaseError
from storage.types import json_text

# More than any process of ours has threads: a thread never waits for a connection, only for the write lock.
_CONNECTIONS = 64
# 32 MB for pages being written: with SQLite's own 2 MB, an import of a million links reads its indexes again and again.
_CACHE = "PRAGMA cache_size=-32000"


def database_file(url: str) -> Path:
    """The SQLite file that ``url`` names."""
    parsed = _parsed(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        raise UnsupportedDatabaseError(parsed.render_as_string(hide_password=True))
    return Path(parsed.database.removeprefix("file:"))  # the form with options, such as mode=ro


def writing_engine(url: str, patience: timedelta, *, foreign_keys: bool = True) -> Engine:
    """Transactions take the write lock at once: a reader that became a writer later could only fail."""
    return _engine(url, patience, "BEGIN IMMEDIATE", [f"PRAGMA foreign_keys={foreign_keys:d}", _CACHE])


def reading_engine(url: str, patience: timedelta) -> Engine:
    """Transactions see one snapshot and cannot write, whatever they try."""
    return _engine(url, patience, "BEGIN", ["PRAGMA query_only=ON"])


def _engine(url: str, patience: timedelta, begin: str, pragmas: list[str]) -> Engine:
    engine = create_engine(
        _parsed(url),
        json_serializer=json_text,
        pool_size=5,
        max_overflow=_CONNECTIONS,
        connect_args={"timeout": patience.total_seconds()},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself; "begin" below does
        # FULL, not NORMAL: after a power cut a message that was posted must not be unmarked again.
        for pragma in ["PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", *pragmas]:
            connection.execute(pragma).close()

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        raise UnsupportedDatabaseError(url) from error
