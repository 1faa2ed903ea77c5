"""What the floor of B6 loads: the rows that our own import stored, ready-made, and the script that loads them.

The floor loads into a bare table and builds its indexes afterwards, which a live table cannot.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

_INTEGERS = ("workspace_id", "site_id", "slot", "prio", "quiet", "authority", "loss_announced")
_INDEXES = "SELECT sql FROM sqlite_master WHERE tbl_name = 'backlinks' AND type = 'index' AND sql NOT LIKE '%WHERE%'"


def write(database: Path, prepared: Path, script: Path) -> None:
    """Leave out the columns that are empty in every new link."""
    connection = sqlite3.connect(database)
    cursor = connection.execute("SELECT * FROM backlinks LIMIT 1")
    first = cursor.fetchone()
    names = [column[0] for column, value in zip(cursor.description, first, strict=True) if value is not None]
    told = ", ".join("hex(source_key)" if name == "source_key" else name for name in names)
    with prepared.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(connection.execute(f"SELECT {told} FROM backlinks"))
    indexes = [sql for (sql,) in connection.execute(_INDEXES)]
    connection.close()
    script.write_text(_script(names, indexes, prepared), encoding="utf-8")


def _script(names: Sequence[str], indexes: Sequence[str], prepared: Path) -> str:
    types = {"id": "INTEGER PRIMARY KEY"} | dict.fromkeys(_INTEGERS, "INTEGER")
    columns = ", ".join(f"{name} {types.get(name, 'TEXT')}" for name in names)
    steps = [
        "PRAGMA journal_mode=WAL;",
        f"CREATE TABLE backlinks ({columns});",
        "-- rows",
        ".mode csv",
        f".import {prepared} backlinks",
        *(f"{sql};" for sql in indexes),
        "CREATE UNIQUE INDEX uq ON backlinks (site_id, source_key);",
    ]
    return "\n".join([*steps, ""])


if __name__ == "__main__":
    write(*map(Path, sys.argv[1:]))
