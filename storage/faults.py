"""The border where a database's errors become our own: one place that knows error codes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from storage.errors import (
    StorageBusyError,
    StorageCorruptError,
    StorageError,
    StorageFailingError,
    StorageFullError,
    StorageReadOnlyError,
    StorageUnreachableError,
)

_SQLITE_ERRORS = {
    sqlite3.SQLITE_BUSY: StorageBusyError,
    sqlite3.SQLITE_LOCKED: StorageBusyError,
    sqlite3.SQLITE_FULL: StorageFullError,
    sqlite3.SQLITE_READONLY: StorageReadOnlyError,
    sqlite3.SQLITE_PERM: StorageReadOnlyError,
    sqlite3.SQLITE_IOERR: StorageFailingError,
    sqlite3.SQLITE_CORRUPT: StorageCorruptError,
    sqlite3.SQLITE_NOTADB: StorageCorruptError,
    sqlite3.SQLITE_CANTOPEN: StorageUnreachableError,
}


@contextmanager
def plain_errors(where: str) -> Iterator[None]:
    """Raise the sentence a person needs instead of the driver's error; bugs pass through untouched."""
    try:
        yield
    except PoolTimeoutError as error:
        raise StorageBusyError(where) from error
    except DBAPIError as error:
        plain = _translated(error.orig, where)
        if plain is None:
            raise
        raise plain from error
    except sqlite3.Error as error:
        plain = _translated(error, where)
        if plain is None:
            raise
        raise plain from error


def _translated(error: BaseException | None, where: str) -> StorageError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    # The low byte is the error; the rest only says which kind of it.
    kind = _SQLITE_ERRORS.get(code & 0xFF)
    return kind(where) if kind else None
