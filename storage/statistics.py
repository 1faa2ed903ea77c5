"""What SQLite should assume of our indexes, so that it plans for a million links from the first row on.

Without statistics SQLite takes any index for selective, reads all rows of a workspace where it should look up ten
by their ids, and real statistics would change with every workspace. PostgreSQL gathers its own.
"""

from __future__ import annotations

from sqlalchemy import Connection

# Rows in the index, then for each leading column how many rows share its value.
_ASSUMED = {
    ("backlinks", "ix_backlinks_listed"): "1000000 500000 50000 20000 1",
    ("backlinks", "ix_backlinks_due"): "1000000 500000 10 1 1",
    ("backlinks", "ix_backlinks_of_host"): "1000000 10 2 2",
    ("backlinks", "ix_backlinks_held"): "50000 25000 10000 10000 5000",
    ("backlinks", "ix_backlinks_urgent"): "50000 25000 1000 10",
    ("backlinks", "sqlite_autoindex_backlinks_1"): "1000000 50000 1",
    ("link_checks", "ix_link_checks_pulse"): "5000000 2500000 10 2 2 2",
    ("link_changes", "ix_link_changes_recent"): "500000 250000 100000 50000 1",
    ("link_changes", "ix_link_changes_in_order"): "500000 250000 100000 1",
    ("link_changes", "ix_link_changes_incident_id"): "500000 50",
    ("link_changes", "ix_link_changes_unannounced"): "10000 5000 2000 1000 1",
    ("outbox", "sqlite_autoindex_outbox_1"): "100000 50000 1",
    ("outbox", "ix_outbox_waiting"): "100 50 10 1 1",
    ("outbox", "ix_outbox_workspace_id_state"): "100000 50000 20000",
    ("check_runs", "ix_check_runs_workspace_id_finished_at"): "10000 5000 10",
    ("check_run_links", "ix_check_run_links_link_id"): "1000000 5",
}


def assume_statistics(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    connection.exec_driver_sql("ANALYZE sqlite_schema")  # creates the table of statistics, and looks at no data
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    rows = [(table, index, shared) for (table, index), shared in _ASSUMED.items()]
    connection.exec_driver_sql("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", rows)
