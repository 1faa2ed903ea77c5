"""The floor of B10: the rows that our own recording left, ready-made, through executemany on the same tables."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator

from benchmarks.measuring import measured, tell

_PER_COMMIT = 100
_KEPT = ("id", "workspace_id", "site_id", "source_key", "source_url", "source_host", "source_domain", "added_at",
         "added_by", "authority")  # fmt: skip

Rows = list[tuple[object, ...]]


def ready(finished: str) -> dict[str, Rows]:
    """The statements that turn the database as it was into the finished one, with the values of all rows."""
    connection = sqlite3.connect(finished)
    names = [column[1] for column in connection.execute("PRAGMA table_info(backlinks)") if column[1] not in _KEPT]
    changed = ", ".join(f"{name} = ?" for name in names)
    values = connection.execute(f"SELECT {', '.join(names)}, id, workspace_id, slot - 1 FROM backlinks ORDER BY id")
    rows = {f"UPDATE backlinks SET {changed} WHERE id = ? AND workspace_id = ? AND slot = ?": values.fetchall()}
    for table in ("link_checks", "link_changes"):
        found = connection.execute(f"SELECT * FROM {table} ORDER BY link_id").fetchall()
        rows[f"INSERT INTO {table} VALUES ({', '.join('?' * len(found[0]))})"] = found
    connection.close()
    return rows


def batches(rows: dict[str, Rows]) -> Iterator[list[tuple[str, Rows]]]:
    for start in range(0, len(next(iter(rows.values()))), _PER_COMMIT):
        yield [(statement, values[start : start + _PER_COMMIT]) for statement, values in rows.items()]


def main() -> None:
    finished, file = sys.argv[1:]
    work = list(batches(ready(finished)))
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32000"):
        connection.execute(f"PRAGMA {pragma}")
    with measured() as section:
        for batch in work:
            connection.execute("BEGIN IMMEDIATE")
            for statement, values in batch:
                connection.executemany(statement, values)
            connection.execute("COMMIT")
    (events,) = connection.execute("SELECT count(*) FROM link_changes").fetchone()
    connection.close()
    tell(section, events)


if __name__ == "__main__":
    main()
