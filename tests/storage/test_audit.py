"""The audit: an append-only chain in which nothing can be changed, left out, moved or cut off unnoticed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from hypothesis import given
from hypothesis import strategies as st

from storage.audit_chain import GENESIS, chained
from storage.domain import AuditEntry, AuditProof, Workspace, WorkspaceId
from storage.engine import writing_engine
from storage.schema import _config, migrate
from storage.store import Store, open_store
from tests.conftest import Clock

ROWS = 6
SAID = "workspace_id, at, actor, verb, subject, data"
TRIGGERS = ("audit_stays", "audit_is_kept", "audit_heads_go_on", "audit_heads_are_kept")


@pytest.fixture
def log(store: Store, workspace: Workspace, clock: Clock) -> Callable[[], AuditProof]:
    """A log of some entries; called, it is proved."""
    with store.transaction(workspace.id) as tx:
        for number in range(ROWS):
            said = {"from": "suggested", "to": "approved", "n": number}
            tx.audit.add(AuditEntry(clock(), f"U{number}", "approved", f"page {number}", said, "a.example"))
            clock.advance(timedelta(seconds=1))

    def prove() -> AuditProof:
        with store.reading(workspace.id) as tx:
            return tx.audit.verify()

    return prove


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Workspace]]:
    """One log for all examples of a property."""
    url = f"sqlite:///{tmp_path_factory.mktemp('audit')}/growing.db"
    migrate(url)
    store = open_store(url)
    with store.system() as tx:
        workspace = tx.workspaces.ensure("T1", "Growing")
    yield store, workspace
    store.close()


@pytest.fixture
def raw(database_url: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        yield connection


@pytest.fixture
def intruder(raw: sqlite3.Connection) -> sqlite3.Connection:
    """Somebody who owns the database file, and has taken the triggers away."""
    for trigger in TRIGGERS:
        raw.execute(f"DROP TRIGGER {trigger}")
    return raw


def test_a_log_that_nobody_touched_holds(log: Callable[[], AuditProof], store: Store, workspace: Workspace) -> None:
    with store.reading(workspace.id) as tx:
        records = list(tx.audit.every())
    assert [record.seq for record in records] == list(range(1, ROWS + 1))
    assert log() == AuditProof(ROWS, records[-1].hash)


def test_an_empty_log_holds(store: Store, workspace: Workspace) -> None:
    with store.reading(workspace.id) as tx:
        assert tx.audit.verify() == AuditProof(0, GENESIS)


@pytest.mark.parametrize(
    ("change", "broken_at"),
    [
        ("UPDATE audit SET at = '2020-01-01 00:00:00.000000+00:00' WHERE seq = 3", 3),
        ("UPDATE audit SET at = 'some day' WHERE seq = 3", None),
        ("UPDATE audit SET actor = 'U9' WHERE seq = 3", 3),
        ("UPDATE audit SET verb = 'rejected' WHERE seq = 1", 1),
        ("UPDATE audit SET subject = subject || ' ' WHERE seq = 6", 6),
        ("UPDATE audit SET domain = NULL WHERE seq = 3", 3),
        ("UPDATE audit SET domain = 'b.example' WHERE seq = 3", 3),
        ("UPDATE audit SET data = '{}' WHERE seq = 3", 3),
        ("UPDATE audit SET data = 'no json' WHERE seq = 3", None),
        ("UPDATE audit SET data = '[1]' WHERE seq = 3", 3),
        ("UPDATE audit SET hash = 'f' WHERE seq = 3", 3),
        ("UPDATE audit SET seq = 33 WHERE seq = 3", 3),
        ("UPDATE audit SET seq = 0 WHERE seq = 3", 1),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq = 6", 6),
        ("DELETE FROM audit WHERE seq > 3", 4),
        ("DELETE FROM audit", 1),
        ("DELETE FROM audit_heads", 1),
        ("UPDATE audit_heads SET seq = 5, hash = (SELECT hash FROM audit WHERE seq = 5)", 6),
        ("UPDATE audit_heads SET hash = 'f'", 7),
        ("UPDATE audit SET seq = -seq WHERE seq IN (2, 4); UPDATE audit SET seq = 6 + seq WHERE seq < 0", 2),
        (f"INSERT INTO audit SELECT 9, {SAID}, 7, hash, domain FROM audit LIMIT 1", 7),
    ],
)  # fmt: skip
def test_whatever_is_changed_behind_its_back_is_found(
    log: Callable[[], AuditProof], intruder: sqlite3.Connection, change: str, broken_at: int | None
) -> None:
    intruder.executescript(change)
    found = log().broken_at
    assert found is not None
    assert broken_at in (None, found)


def test_a_log_cut_short_together_with_its_head_differs_from_the_head_noted_elsewhere(
    log: Callable[[], AuditProof], intruder: sqlite3.Connection
) -> None:
    noted = log().head
    intruder.execute("UPDATE audit_heads SET seq = 5, hash = (SELECT hash FROM audit WHERE seq = 5)")
    intruder.execute("DELETE FROM audit WHERE seq = 6")
    assert log().broken_at is None, "who owns the database can write it anew"
    assert log().head != noted, "but not without another head"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'U9'",
        "UPDATE audit SET seq = seq + 100",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE seq = 6",
        "DELETE FROM audit_heads",
        "UPDATE audit_heads SET seq = seq - 1",
        "UPDATE audit_heads SET hash = 'f'",
    ],
)
def test_the_database_itself_refuses_to_change_or_delete(
    log: Callable[[], AuditProof], raw: sqlite3.Connection, statement: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="the audit is only ever added to"):
        raw.execute(statement)
    assert log().broken_at is None


def test_threads_that_write_at_once_leave_one_unbroken_chain(store: Store, workspace: Workspace, clock: Clock) -> None:
    with store.system() as tx:
        other = tx.workspaces.ensure("T2", "Other")

    def write(thread: int) -> None:
        for number in range(100):
            for each in (workspace, other):
                with store.transaction(each.id) as tx:
                    tx.audit.add(AuditEntry(clock(), f"U{thread}", "pressed", str(number)))

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(write, range(2)))
    for each in (workspace, other):
        with store.reading(each.id) as tx:
            proof = tx.audit.verify()
            assert (proof.rows, proof.broken_at) == (200, None)


def test_stores_of_several_processes_leave_one_unbroken_chain(
    database_url: str, store: Store, workspace: Workspace, clock: Clock
) -> None:
    stores = [open_store(database_url, timedelta(seconds=30)) for _ in range(2)]

    def write(own: Store) -> None:
        for number in range(50):
            with own.transaction(workspace.id) as tx:
                tx.audit.add(AuditEntry(clock(), "U1", "pressed", str(number)))

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(write, stores))
    for own in stores:
        own.close()
    with store.reading(workspace.id) as tx:
        assert tx.audit.verify() == replace(tx.audit.verify(), rows=100, broken_at=None)


def test_an_entry_is_there_only_with_what_it_tells(store: Store, workspace: Workspace, clock: Clock) -> None:
    def tell_and_fail() -> None:
        with store.transaction(workspace.id) as tx:
            tx.audit.add(AuditEntry(clock(), "U1", "said", "s"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        tell_and_fail()
    with store.transaction(workspace.id) as tx:
        tx.audit.add(AuditEntry(clock(), "U1", "said", "t"))
        assert [record.seq for record in tx.audit.every()] == [1]


def test_a_domain_is_read_from_the_latest_back_a_page_at_a_time(
    store: Store, workspace: Workspace, clock: Clock
) -> None:
    with store.transaction(workspace.id) as tx:
        for number in range(9):
            domain = "a.example" if number % 2 else "b.example"
            tx.audit.add(AuditEntry(clock(), "U1", "said", str(number), domain=domain))
        first = tx.audit.about_domain("a.example", 3)
        assert [record.entry.subject for record in first] == ["7", "5", "3"]
        assert tx.audit.count_about_domain("a.example", first[-1].seq) == 1
        rest = tx.audit.about_domain("a.example", 3, before_seq=first[-1].seq)
        assert [record.entry.subject for record in rest] == ["1"]


def test_what_was_written_before_there_was_a_chain_is_chained_by_the_upgrade(tmp_path: Path, clock: Clock) -> None:
    url = f"sqlite:///{tmp_path}/old.db"
    engine = writing_engine(url, timedelta(seconds=5))
    with engine.begin() as connection:
        command.upgrade(_config(connection), "0021")
        connection.exec_driver_sql("INSERT INTO workspaces VALUES (1, 'T1', ''), (2, 'T2', '')")
        rows = [(1 + n % 2, clock().isoformat(" "), f"U{n}", json.dumps({"n": n / 2})) for n in range(7)]
        connection.exec_driver_sql(f"INSERT INTO audit ({SAID}) VALUES (?, ?, ?, 'v', 's', ?)", rows)
    engine.dispose()
    migrate(url)
    store = open_store(url)
    for workspace, count in ((1, 4), (2, 3)):
        with store.transaction(WorkspaceId(workspace)) as tx:
            tx.audit.add(AuditEntry(clock(), "U9", "v", "s"))
            proof = tx.audit.verify()
            assert (proof.rows, proof.broken_at) == (count + 1, None)
    store.close()


NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WORD = st.text(max_size=6) | st.sampled_from(['"', '","', "\\", "],[", "null", "é", "e\u0301", "\u2028"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-9, 9) | WORD,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORD, inner, max_size=2),
    max_leaves=4,
)
ENTRIES = st.builds(
    AuditEntry,
    at=st.datetimes(timezones=st.just(UTC)),
    actor=WORD,
    verb=WORD,
    subject=WORD,
    data=st.dictionaries(WORD, JSON, max_size=2),
    domain=st.none() | WORD,
)


@given(one=ENTRIES, other=ENTRIES)
def test_different_entries_never_have_the_same_hash(one: AuditEntry, other: AuditEntry) -> None:
    same = _as_stored(one) == _as_stored(other)
    assert (chained(GENESIS, 1, one) == chained(GENESIS, 1, other)) == same


@given(words=st.lists(WORD, min_size=3, max_size=3), cut=st.integers(0, 6))
def test_nothing_can_be_shifted_from_one_field_into_the_next(words: list[str], cut: int) -> None:
    actor, verb, subject = words
    entry = AuditEntry(NOW, actor, verb, subject)
    moved = AuditEntry(NOW, actor + verb[:cut], verb[cut:], subject)
    is_moved = bool(verb[:cut])
    assert (chained(GENESIS, 1, entry) != chained(GENESIS, 1, moved)) == is_moved
    assert chained(GENESIS, 1, entry) != chained(GENESIS, 2, entry)
    assert chained("f" * 64, 1, entry) != chained(GENESIS, 1, entry)


def test_the_same_moment_has_the_same_hash_in_any_zone() -> None:
    east = NOW.astimezone(timezone(timedelta(hours=9)))
    assert chained(GENESIS, 1, AuditEntry(east, "U", "v", "s")) == chained(GENESIS, 1, AuditEntry(NOW, "U", "v", "s"))


@given(entries=st.lists(ENTRIES, min_size=1, max_size=3))
def test_whatever_is_said_is_read_back_with_the_hash_it_was_written_with(
    growing: tuple[Store, Workspace], entries: list[AuditEntry]
) -> None:
    store, workspace = growing
    with store.transaction(workspace.id) as tx:
        for entry in entries:
            tx.audit.add(entry)
        assert tx.audit.verify().broken_at is None


def test_a_hash_can_be_computed_with_what_every_system_has() -> None:
    entry = AuditEntry(
        NOW, "U1", "approved", "https://a.example/é", {"to": "approved", "from": "suggested"}, "a.example"
    )
    spelt = (
        '[1,"2026-03-02T12:00:00.000000+00:00","U1","approved","https://a.example/\\u00e9","a.example",'
        '{"from":"suggested","to":"approved"}]'
    )
    assert chained(GENESIS, 1, entry) == sha256((GENESIS + spelt).encode()).hexdigest()


def _as_stored(entry: AuditEntry) -> Any:
    """What is left of an entry when it was stored: what no database keeps is one and the same to it."""
    return json.loads(
        json.dumps([entry.actor, entry.verb, entry.subject, entry.domain, _settled(entry.data), str(entry.at)]).replace(
            "\\u0000", "\\ufffd"
        )
    )


def _settled(value: Any) -> Any:
    match value:
        case bool() | None | str():
            return [type(value).__name__, value]
        case int() | float():
            return ["number", float(value) + 0.0]
        case dict():
            return {key: _settled(item) for key, item in value.items()}
    return [_settled(item) for item in value]
