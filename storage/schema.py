"""Brings a database to this version's tables, all or nothing, and refuses one from a later version."""

from __future__ import annotations

import fcntl
import os
from datetime import timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from storage.engine import database_file, reading_engine, writing_engine
from storage.errors import NewerSchemaError, OlderSchemaError, StorageCorruptError, StorageUnreachableError
from storage.failpoints import failpoint
from storage.faults import plain_errors
from storage.statistics import assume_statistics

_STEPS = Path(__file__).parent / "migrations"
# A second process that starts meanwhile waits for the first one's upgrade and finds nothing left to do.
_PATIENCE = timedelta(minutes=2)


def migrate(url: str) -> None:
    """Create or upgrade the tables. The write lock is the lock: two processes may call this at once."""
    file = database_file(url)
    _make_folder(file)
    engine = writing_engine(url, _PATIENCE, foreign_keys=False)  # a rebuilt table is briefly missing
    try:
        with plain_errors(str(file)):
            _open_alone(engine, file)
        with plain_errors(str(file)), engine.begin() as connection:
            if not _is_current(connection, file):
                command.upgrade(_config(connection), "head")
                assume_statistics(connection)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise StorageCorruptError(str(file))
                failpoint("schema.before_commit")
    finally:
        engine.dispose()


def _open_alone(engine: Engine, file: Path) -> None:
    """SQLite lets nobody wait for its switch to a write-ahead log: a new database is opened by one at a time."""
    try:
        folder = os.open(file.parent, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise StorageUnreachableError(str(file)) from error
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        engine.connect().close()
    finally:
        os.close(folder)


def require_current(url: str) -> None:
    """Refuse a database we would misread, with a sentence that says what to do."""
    if not schema_is_current(url):
        raise OlderSchemaError(str(database_file(url)))


def schema_is_current(url: str) -> bool:
    file = database_file(url)
    if not file.exists():
        return False
    engine = reading_engine(url, timedelta(seconds=5))
    try:
        with plain_errors(str(file)), engine.begin() as connection:
            return _is_current(connection, file)
    finally:
        engine.dispose()


def _is_current(connection: Connection, file: Path) -> bool:
    steps = ScriptDirectory.from_config(_config(connection))
    at = MigrationContext.configure(connection).get_current_revision()
    if at is not None and at not in {step.revision for step in steps.walk_revisions()}:
        raise NewerSchemaError(str(file))
    return at == steps.get_current_head()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageUnreachableError(str(file)) from error
