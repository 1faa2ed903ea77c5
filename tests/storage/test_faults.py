"""Trouble with the disk: one plain sentence that names the file, and nothing stored before is lost."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from storage.domain import Site
from storage.errors import (
    NewerSchemaError,
    OlderSchemaError,
    StorageBusyError,
    StorageCorruptError,
    StorageFullError,
    StorageReadOnlyError,
    StorageUnreachableError,
    UnsupportedDatabaseError,
)
from storage.schema import migrate, schema_is_current
from storage.store import Store, open_store
from tests.conftest import Clock
from tests.storage.building import new_link

FILLING = """
import resource, sys
from datetime import UTC, datetime
from storage.domain import Message, Thread
from storage.errors import StorageError
from storage.store import open_store

url, limit = sys.argv[1], int(sys.argv[2])
store = open_store(url)
with store.system() as tx:
    workspace = tx.workspaces.ensure("T1", "Acme")
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
stored = 0
try:
    while True:
        with store.transaction(workspace.id) as tx:
            tx.outbox.put(Thread(f"k{stored}", "C1", Message("x" * 9_000)), datetime.now(UTC))
        stored += 1
except StorageError as error:
    print(stored, error.user_message)
"""


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def test_a_full_database_refuses_new_rows_and_keeps_old_ones(store: Store, site: Site, clock: Clock) -> None:
    with store.transaction(site.workspace_id) as tx:
        tx.backlinks.add(site.id, new_link("before"), clock())
    with store._writers.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

        def fill() -> None:
            with store.transaction(site.workspace_id) as tx:
                tx.imports.stage(new_link(f"blog{n}") for n in range(5_000))
                tx.imports.commit(site.id, clock())

        connection.close()
        with pytest.raises(StorageFullError, match="the disk is full") as raised:
            fill()
    assert "anchorwatch.db" in raised.value.user_message
    with store.reading(site.workspace_id) as tx:
        assert tx.backlinks.count(site.id) == 1


def test_a_full_disk_ends_in_one_sentence_and_every_committed_row_stays(database_url: str) -> None:
    limit = _file(database_url).stat().st_size + 300_000
    filled = subprocess.run(
        [sys.executable, "-c", FILLING, database_url, str(limit)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert filled.stderr == ""
    stored, sentence = filled.stdout.split(" ", 1)
    assert "full" in sentence
    assert "anchorwatch.db" in sentence
    assert int(stored) > 5
    connection = sqlite3.connect(_file(database_url))
    assert connection.execute("SELECT count(*) FROM outbox").fetchone() == (int(stored),)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_a_database_held_by_somebody_else_is_busy_not_broken(database_url: str) -> None:
    store = open_store(database_url, patience=timedelta(milliseconds=50))
    other = sqlite3.connect(_file(database_url), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageBusyError), store.system():
        pass
    other.execute("ROLLBACK")
    with store.system() as tx:
        tx.workspaces.ensure("T1", "Acme")
    other.close()
    store.close()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "notes.db"
    file.write_text("this is not a database, it is a shopping list " * 50)
    with pytest.raises(StorageCorruptError, match=r"notes\.db is not a readable database"):
        open_store(f"sqlite:///{file}")
    with pytest.raises(StorageCorruptError):
        migrate(f"sqlite:///{file}")


def test_a_damaged_database_is_refused(database_url: str) -> None:
    file = _file(database_url)
    damaged = bytearray(file.read_bytes())
    damaged[100:4096] = b"\xff" * 3996
    file.write_bytes(damaged)
    with pytest.raises(StorageCorruptError, match="backup"):
        open_store(database_url)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    in_the_way = tmp_path / "data"
    in_the_way.write_text("a file, not a folder")
    with pytest.raises(StorageUnreachableError, match=r"data/deeper/anchorwatch\.db"):
        migrate(f"sqlite:///{in_the_way}/deeper/anchorwatch.db")
    with pytest.raises(StorageUnreachableError):
        migrate(f"sqlite:///{tmp_path}")


def test_a_database_that_was_never_set_up_says_how_to(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new/anchorwatch.db"
    assert not schema_is_current(url)
    with pytest.raises(OlderSchemaError, match="anchorwatch migrate"):
        open_store(url)
    assert not (tmp_path / "new").exists(), "looking creates nothing"


def test_a_newer_schema_is_refused(database_url: str) -> None:
    connection = sqlite3.connect(_file(database_url))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    for use in (open_store, migrate, schema_is_current):
        with pytest.raises(NewerSchemaError, match="newer version of Anchorwatch"):
            use(database_url)


@pytest.mark.parametrize(
    "url", ["postgresql://user:secret@db/anchorwatch", "sqlite://", "sqlite:///:memory:", "data/anchorwatch.db", ""]
)
def test_an_address_we_cannot_use_is_refused_without_telling_its_password(url: str) -> None:
    with pytest.raises(UnsupportedDatabaseError) as raised:
        open_store(url)
    assert "secret" not in raised.value.user_message


def test_a_read_only_database_can_be_read_but_not_written(store: Store, site: Site, database_url: str) -> None:
    store.close()
    copy = shutil.copy(_file(database_url), _file(database_url).with_name("copy.db"))
    read_only = open_store(f"sqlite:///file:{copy}?mode=ro&uri=true")
    with read_only.reading(site.workspace_id) as tx:
        assert tx.sites.all() == (site,)
    with pytest.raises(StorageReadOnlyError, match=r"copy\.db: it is read-only"), read_only.system() as tx:
        tx.workspaces.ensure("T2", "Other")
    read_only.close()
