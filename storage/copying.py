"""Copies a living database: consistent, while others read and write, and never half under its final name."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.engine import database_file
from storage.errors import AnchorwatchError

_PAGES_AT_ONCE = 1000


class CopyError(AnchorwatchError):
    """The copy could not be written where it was wanted."""


def copy_database(url: str, to: Path) -> None:
    """Write a copy to ``to``, which must not exist yet (SQLite's online backup); the database stays as it is."""
    database = database_file(url)
    if not database.exists():
        raise CopyError(f"{to} could not be written: there is no database at {database}.")
    if to.exists():
        raise CopyError(f"{to} exists already; name a new file.")
    unfinished = to.with_name(f"{to.name}.part")
    try:
        unfinished.unlink(missing_ok=True)  # of a copy that was killed
        source = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
        with closing(source), closing(sqlite3.connect(unfinished)) as target:
            source.backup(target, pages=_PAGES_AT_ONCE)
        unfinished.replace(to)
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        raise CopyError(f"{to} could not be written ({error}).") from error
