"""The floor of B6: what our import stored, written down as finished rows, and loaded without any thought."""

import csv
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import measured, tell

_INTEGERS = ("workspace_id", "site_id", "slot", "prio", "quiet", "authority", "loss_announced")
_TYPES = {"id": "INTEGER PRIMARY KEY"} | dict.fromkeys(_INTEGERS, "INTEGER")
_FOUND = """SELECT '{"found": ' || count(*) || '}' FROM backlinks;"""


def write(folder: Path) -> None:
    """The rows without the columns that are empty in every new link, and the script that loads them."""
    connection = sqlite3.connect(folder / "ours.db")
    cursor = connection.execute("SELECT * FROM backlinks LIMIT 1")
    names = [
        column[0] for column, value in zip(cursor.description, cursor.fetchone(), strict=True) if value is not None
    ]
    told = ", ".join("hex(source_key)" if name == "source_key" else name for name in names)
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(connection.execute(f"SELECT {told} FROM backlinks"))
    # Partial indexes hold no new link; the unique one belongs to the table and has no text of its own.
    indexes = connection.execute(
        "SELECT sql FROM sqlite_master WHERE tbl_name = 'backlinks' AND type = 'index' AND sql NOT LIKE '%WHERE%'"
    ).fetchall()
    connection.close()
    after = [*(sql for (sql,) in indexes), "CREATE UNIQUE INDEX same_page ON backlinks (site_id, source_key)"]
    columns = ", ".join(f"{name} {_TYPES.get(name, 'TEXT')}" for name in names)
    _write_scripts(folder, f"CREATE TABLE backlinks ({columns});", "".join(f"{sql};\n" for sql in after))


def _write_scripts(folder: Path, before: str, after: str) -> None:
    (folder / "before.sql").write_text(before, encoding="utf-8")
    (folder / "after.sql").write_text(after, encoding="utf-8")
    load = f".mode csv\n.import {folder / 'rows.csv'} backlinks\n.mode list\n"
    quiet_wal = ".output /dev/null\nPRAGMA journal_mode=WAL;\n.output stdout\n"
    (folder / "floor.sql").write_text(f"{quiet_wal}{before}\n{load}{after}{_FOUND}\n", encoding="utf-8")


def load(folder: Path) -> None:
    with measured() as section:
        found = _load(folder)
    tell(section, found)


def _load(folder: Path) -> int:
    connection = sqlite3.connect(folder / "floor.db")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute((folder / "before.sql").read_text(encoding="utf-8"))
    with (folder / "rows.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        first: Sequence[str] = next(rows)
        insert = f"INSERT INTO backlinks VALUES ({', '.join('?' * len(first))})"
        connection.execute(insert, first)
        connection.executemany(insert, rows)
    connection.commit()
    connection.executescript((folder / "after.sql").read_text(encoding="utf-8"))
    (found,) = connection.execute("SELECT count(*) FROM backlinks").fetchone()
    connection.close()
    return int(found)


def main() -> None:
    steps = {"write": write, "load": load}
    steps[sys.argv[1]](Path(sys.argv[2]))


if __name__ == "__main__":
    main()
