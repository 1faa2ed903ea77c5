"""The schema: migrations and tables agree, on SQLite and in PostgreSQL's words, and every query finds its index."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import ClauseElement, Engine, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from storage import history_tables, service_tables
from storage.domain import Message, OutboxId, OutboxMessage, OutboxState, ProspectState, Site, Workspace
from storage.schema import migrate, schema_is_current
from storage.store import Store, open_store
from storage.tables import Base
from tests.conftest import Clock
from tests.storage.test_tenants import Statement, statements, use_everything

MODULES = (history_tables, service_tables)  # imported for the tables they add
__all__ = ["statements"]  # a fixture

# What one look-up may read from end to end: small tables, and temporary results.
_MAY_SCAN = {"workspaces", "hosts", "uploads"}
_ENDLESS = {"backlinks", "link_checks", "link_changes", "check_run_links"}


@pytest.fixture
def engine(database_url: str) -> Engine:
    return create_engine(database_url)


def test_migrations_from_nothing_build_exactly_the_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    file = Path(database_url.removeprefix("sqlite:///"))
    before = _dump(file)
    migrate(database_url)
    assert schema_is_current(database_url)
    assert _dump(file) == before


def test_processes_that_migrate_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/data/anchorwatch.db"
    code = f"from storage.schema import migrate; migrate({url!r})"
    processes = [subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2]) for _ in range(3)]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]
    open_store(url).close()


def test_a_migration_that_is_killed_leaves_nothing_half_done(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/anchorwatch.db"
    arming = "from storage.failpoints import arm; arm('schema.before_commit:1:kill')"
    code = f"{arming}; from storage.schema import migrate; migrate({url!r})"
    killed = subprocess.run([sys.executable, "-c", code], check=False, timeout=60, cwd=Path(__file__).parents[2])
    assert killed.returncode == -9
    assert not schema_is_current(url)
    migrate(url)
    assert schema_is_current(url)


def test_migrations_run_from_wherever_we_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    migrate("sqlite:///data/anchorwatch.db")
    assert (tmp_path / "data" / "anchorwatch.db").exists()
    assert schema_is_current("sqlite:///data/anchorwatch.db")


def test_the_same_tables_can_be_made_on_postgresql() -> None:
    dialect = postgresql.dialect()
    for table in Base.metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert " INDEX " in str(CreateIndex(index).compile(dialect=dialect))
    backlinks = str(CreateTable(Base.metadata.tables["backlinks"]).compile(dialect=dialect))
    assert "JSONB" in backlinks
    assert "TIMESTAMP WITH TIME ZONE" in backlinks
    assert "BIGSERIAL" in backlinks


def test_the_same_statements_can_be_said_to_postgresql(store: Store, workspace: Workspace, clock: Clock) -> None:
    said: list[ClauseElement] = []

    def hear(_conn: Any, statement: Any, *_: Any) -> None:
        said.append(statement)

    event.listen(store._writers, "before_execute", hear)
    with store.transaction(workspace.id) as tx:
        use_everything(tx, clock)
    with store.system() as tx:
        tx.outbox.claim(clock())
        tx.planner.due_hosts(clock(), 10)
        tx.planner.due_links("a.example", clock(), 10)
    event.remove(store._writers, "before_execute", hear)
    dialect = postgresql.dialect()
    in_both = [statement for statement in said if isinstance(statement, ClauseElement)]
    ours = [statement for statement in in_both if not isinstance(statement, sqlite.Insert)]  # see storage.dialects
    assert len(ours) > 80
    for statement in ours:
        assert str(statement.compile(dialect=dialect))


def test_no_statement_reads_a_large_table_from_end_to_end(
    store: Store, site: Site, clock: Clock, database_url: str, statements: list[Statement]
) -> None:
    with store.system() as tx:
        other = tx.workspaces.ensure("T2", "Other")
    statements.clear()
    with store.transaction(other.id) as tx:
        use_everything(tx, clock)
    edited = OutboxMessage(
        OutboxId(1), other.id, "k", "C1", Message("hi"), OutboxState.SENT, 0, clock(), clock(), edition=1
    )
    with store.surveying() as tx:
        tx.planner.due_hosts(clock(), 10)
        tx.planner.due_links("a.example", clock(), 10)
        tx.planner.sites_of("a.example")
        tx.clock.due_digests(clock())
        tx.clock.contracts_lost()
        tx.clock.digests_after(clock())
        tx.outbox.ambiguous()
        tx.letters.next_due(clock())
        tx.letters.broken_off(clock())
        tx.letters.count_attempts(clock())
        tx.letters.by_message_ids(["<a@acme.com>"])
        tx.letters.sent_to("jo@blog.example", clock())
        tx.letters.position("a mailbox")
        tx.outbox.next_edit(clock())
        tx.prospects.settled(clock(), clock(), 10)
        tx.prospects.due([ProspectState.CONTACTED], clock(), 10)
        tx.prospects.linked(clock(), 10)
        tx.prospects.mended(10)
        tx.prospects.withdrawn(10)
        tx.prospects.sites_with_news()
        tx.prospects.buried(10)
        tx.prospects.half_approved(clock(), 10)
    with store.system() as tx:
        tx.outbox.claim(clock())
        tx.outbox.hurry(clock(), clock())
        tx.outbox.put_off_edits(edited, clock(), "ratelimited")
        tx.hosts.end_rests(clock())
    connection = sqlite3.connect(database_url.removeprefix("sqlite:///"))
    slow = {
        (step, sql)
        for sql, parameters in statements
        if sql.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")) and "staged_" not in sql and not _is_excused(sql)
        for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
        if _reads_too_much(step)
    }
    connection.close()
    assert slow == set()


def _reads_too_much(step: str) -> bool:
    """A whole table, or all rows of a workspace in one of the tables that grow without end; contracts stay few."""
    kind, table, *_ = step.split()
    if kind == "SCAN":
        return table in set(Base.metadata.tables) - _MAY_SCAN and "INDEX" not in step
    return table in _ENDLESS and step.endswith("(workspace_id=?)") and "ix_backlinks_contract" not in step


def _is_excused(sql: str) -> bool:
    """The demo alone moves its clock, and the latest check of a site is the first or one of the first met."""
    return "DISTINCT backlinks.next_due_at" in sql or "ORDER BY link_checks.checked_at DESC" in sql


def _dump(file: Path) -> list[str]:
    connection = sqlite3.connect(file)
    lines = list(connection.iterdump())
    connection.close()
    return lines
