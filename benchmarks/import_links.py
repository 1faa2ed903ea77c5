"""B6: importing an export of a million rows, against the sqlite3 command loading the very same rows ready-made.

Both sides end with the same columns and indexes. Ours reads 28 columns of text, understands each address, and
writes into the live table; the floor loads finished rows and builds its indexes afterwards, which a live table cannot.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROWS = 1_000_000
MAX_RATIO = 3.5
MAX_MEGABYTES = 200
ROOT = Path(__file__).parents[1]

_COLUMNS = (
    "Referring page title", "Referring page URL", "Language", "Platform", "Referring page HTTP code", "Domain rating",
    "UR", "Domain traffic", "Referring domains", "Linked domains", "External links", "Page traffic", "Keywords",
    "Target URL", "Left context", "Anchor", "Right context", "Type", "Content", "Nofollow", "UGC", "Sponsored",
    "Rendered", "Raw", "Lost status", "Drop reason", "First seen", "Last seen",
)  # fmt: skip
_INTEGERS = {"workspace_id", "site_id", "slot", "prio", "quiet", "authority", "loss_announced"}
_MIGRATE = "import sys; from storage.schema import migrate; migrate(sys.argv[1])"
_OURS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from jobs.import_links import ImportLinks
from storage.domain import SiteSettings
from storage.store import open_store

url, export = sys.argv[1:]
store = open_store(url)
with store.system() as tx:
    workspace = tx.workspaces.ensure("T1", "Acme")
with store.transaction(workspace.id) as tx:
    site = tx.sites.add(SiteSettings(domains=("acme.com",)), datetime.now(UTC))
report = ImportLinks(store, lambda: datetime.now(UTC)).run(Path(export), site, "benchmark")
store.close()
assert report.record.stored.added == report.record.rows, report.record
"""
_FLOOR_WITHOUT_COMMAND = """
import csv, sqlite3, sys

database, script, prepared, width = sys.argv[1:]
create, indexes = open(script).read().split("-- rows\\n")
connection = sqlite3.connect(database)
connection.executescript(create)
with open(prepared, newline="", encoding="utf-8") as rows:
    marks = ",".join("?" * int(width))
    connection.executemany(f"INSERT INTO backlinks VALUES ({marks})", csv.reader(rows))
connection.commit()
connection.executescript(indexes)
"""


@dataclass(frozen=True)
class Cost:
    """What one process took: seconds of CPU, and the most memory it ever held."""

    cpu: float
    megabytes: float


def run(rounds: int, rows: int = ROWS) -> dict[str, object]:
    """Interleaved rounds of both sides; ratios are taken inside a round."""
    with tempfile.TemporaryDirectory() as folder:
        bench = _Bench(Path(folder), rows)
        pairs = [(bench.floor(), bench.ours()) for _ in range(rounds)]
    floors = [floor.cpu for floor, _ in pairs]
    return {
        "name": f"B6 import of {rows:,} rows",
        "floor": bench.floor_name,
        "ratio": round(median(ours.cpu / floor.cpu for floor, ours in pairs), 2),
        "target": MAX_RATIO,
        "cpu_seconds": {
            "ours": round(median(ours.cpu for _, ours in pairs), 1),
            "floor": round(median(floors), 1),
        },
        "megabytes": {
            "ours": round(max(ours.megabytes for _, ours in pairs)),
            "floor": round(max(floor.megabytes for floor, _ in pairs)),
        },
        "floor_moved": round(max(floors) / min(floors) - 1, 2),
        "rounds": rounds,
    }


class _Bench:
    """The files both sides read; the rows of the floor are what our own first import stored."""

    def __init__(self, folder: Path, rows: int) -> None:
        self._export = folder / "export.csv"
        self._prepared = folder / "prepared.csv"
        self._script = folder / "floor.sql"
        self._ours = folder / "ours.db"
        self._floor = folder / "floor.db"
        self._command = shutil.which("sqlite3")
        self.floor_name = "sqlite3 .import, then indexes" if self._command else "python's executemany, then indexes"
        _write_csv(self._export, _export_rows(rows))
        self.ours()
        self._width = self._prepare()

    def ours(self) -> Cost:
        _remove(self._ours)
        url = f"sqlite:///{self._ours}"
        subprocess.run([sys.executable, "-c", _MIGRATE, url], cwd=ROOT, check=True)
        return _measured([sys.executable, "-c", _OURS, url, str(self._export)])

    def floor(self) -> Cost:
        _remove(self._floor)
        if self._command:
            return _measured([self._command, "-init", str(self._script), str(self._floor), ""])
        files = [str(path) for path in (self._floor, self._script, self._prepared)]
        return _measured([sys.executable, "-c", _FLOOR_WITHOUT_COMMAND, *files, str(self._width)])

    def _prepare(self) -> int:
        """Write what we stored as the floor's rows, without columns that are empty in every new link."""
        connection = sqlite3.connect(self._ours)
        cursor = connection.execute("SELECT * FROM backlinks LIMIT 1")
        first = cursor.fetchone()
        names = [column[0] for column, value in zip(cursor.description, first, strict=True) if value is not None]
        told = ", ".join("hex(source_key)" if name == "source_key" else name for name in names)
        _write_csv(self._prepared, connection.execute(f"SELECT {told} FROM backlinks"))
        indexes = connection.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = 'backlinks' AND type = 'index' AND sql NOT LIKE '%WHERE%'"
        )
        after = [sql for (sql,) in indexes] + ["CREATE UNIQUE INDEX uq ON backlinks (site_id, source_key)"]
        connection.close()
        self._script.write_text(self._floor_script(names, after), encoding="utf-8")
        return len(names)

    def _floor_script(self, names: Sequence[str], after: Sequence[str]) -> str:
        types = {"id": "INTEGER PRIMARY KEY"} | dict.fromkeys(_INTEGERS, "INTEGER")
        columns = ", ".join(f"{name} {types.get(name, 'TEXT')}" for name in names)
        load = f".mode csv\n.import {self._prepared} backlinks" if self._command else "-- rows"
        steps = [
            "PRAGMA journal_mode=WAL;",
            f"CREATE TABLE backlinks ({columns});",
            load,
            *(f"{sql};" for sql in after),
        ]
        return "\n".join([*steps, ""])


def _export_rows(rows: int) -> Iterator[Sequence[str]]:
    chance = random.Random(5)
    yield _COLUMNS
    for n in range(rows):
        host = int(60_000 * chance.random() ** 2)
        prefix = "www" if host % 3 else "blog"
        query = f"?utm_source=feed&id={n}" if n % 7 == 0 else ""
        path = f"2025/{host % 12 + 1:02}/widgets-and-gadgets-{n}/{query}"
        page = f"https://{prefix}.site-{host}.example-{host % 97}.com/{path}"
        yield (
            f"How we chose widget number {n}, and why", page, "en", "wordpress", "200", f"{host % 100}.0", str(n % 80),
            str(n % 100_000), str(n % 300), str(n % 200), str(n % 50), str(n % 4000), str(n % 30),
            f"https://www.acme.com/guides/{n % 500}", "after a long search we decided to follow",
            f"Acme guide {n % 900}", "which explains all of it in plain words", "text", "true", "false", "false",
            "false", "true", "true", "", "", f"2025-{n % 12 + 1:02}-{n % 28 + 1:02} 07:06:33", "",
        )  # fmt: skip


def _write_csv(path: Path, rows: Iterator[Sequence[object]] | sqlite3.Cursor) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def _remove(database: Path) -> None:
    for file in database.parent.glob(f"{database.name}*"):
        file.unlink()


def _measured(command: Sequence[str]) -> Cost:
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        peak = 0.0
        while True:
            peak = max(peak, _peak_megabytes(process.pid))
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            time.sleep(0.05)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} failed with exit code {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, peak)


def _peak_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return sum(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=ROWS)
    arguments = parser.parse_args()
    for name, value in run(arguments.rounds, arguments.rows).items():
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()
