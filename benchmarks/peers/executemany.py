"""The floor of B6 where there is no sqlite3 command: finished rows through executemany, indexes afterwards."""

import csv
import sqlite3
import sys
from pathlib import Path

database, script, prepared = sys.argv[1:]
create, load = Path(script).read_text(encoding="utf-8").split("-- rows\n")
indexes = "\n".join(line for line in load.splitlines() if not line.startswith("."))  # what only the command knows
connection = sqlite3.connect(database)
connection.executescript(create)
with Path(prepared).open(newline="", encoding="utf-8") as rows:
    lines = csv.reader(rows)
    first = next(lines)
    insert = f"INSERT INTO backlinks VALUES ({','.join('?' * len(first))})"
    connection.execute(insert, first)
    connection.executemany(insert, lines)
connection.commit()
connection.executescript(indexes)
connection.close()
