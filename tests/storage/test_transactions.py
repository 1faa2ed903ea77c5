"""Transactions: all or nothing, one writer at a time, readers that never wait and cannot write."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from storage.domain import Site, SiteSettings, Workspace
from storage.errors import StorageBusyError, StorageReadOnlyError
from storage.store import Store, open_store
from tests.conftest import Clock
from tests.storage.building import new_link

COUNTING = """
import sys
from storage.store import open_store

url, process = sys.argv[1:]
store = open_store(url)
for n in range(300):
    with store.system() as tx:
        known = len(tx.workspaces.all())
        tx.workspaces.ensure(f"{process}-{n}", f"after {known} others")
store.close()
"""


def test_two_processes_that_read_and_then_write_never_fail(database_url: str) -> None:
    processes = [
        subprocess.Popen([sys.executable, "-c", COUNTING, database_url, name], stderr=subprocess.PIPE, text=True)
        for name in ("one", "two")
    ]
    errors = [process.communicate(timeout=120)[1] for process in processes]
    assert errors == ["", ""]
    store = open_store(database_url)
    with store.surveying() as tx:
        names = [workspace.name for workspace in tx.workspaces.all()]
    store.close()
    assert names == [f"after {n} others" for n in range(600)], "no one may write after reading what is outdated"


def test_an_error_leaves_nothing_behind(store: Store, site: Site, clock: Clock) -> None:
    def add_and_fail() -> None:
        with store.transaction(site.workspace_id) as tx:
            tx.backlinks.add(site.id, new_link("blog"), clock())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        add_and_fail()
    with store.reading(site.workspace_id) as tx:
        assert tx.backlinks.count(site.id) == 0


def test_a_reader_cannot_write(store: Store, workspace: Workspace, clock: Clock) -> None:
    with pytest.raises(StorageReadOnlyError), store.reading(workspace.id) as tx:
        tx.sites.add(SiteSettings(("acme.example",)), clock())


def test_a_reader_sees_one_moment_and_never_waits_for_a_writer(store: Store, site: Site, clock: Clock) -> None:
    with store.reading(site.workspace_id) as reading:
        assert reading.backlinks.count(site.id) == 0
        with store.transaction(site.workspace_id) as writing:
            writing.backlinks.add(site.id, new_link("blog"), clock())
            with store.reading(site.workspace_id) as also_reading:
                assert also_reading.backlinks.count(site.id) == 0
        assert reading.backlinks.count(site.id) == 0
    with store.reading(site.workspace_id) as reading:
        assert reading.backlinks.count(site.id) == 1


def test_a_writer_that_waits_too_long_is_told_to_try_again(database_url: str, store: Store, site: Site) -> None:
    hasty = open_store(database_url, patience=timedelta(milliseconds=50))
    refused = pytest.raises(StorageBusyError)
    with _closing(hasty), store.transaction(site.workspace_id), refused as raised, hasty.system():
        pass
    assert raised.value.user_message == "The database is busy, please try again in a moment."


def test_threads_of_one_process_wait_in_line(database_url: str) -> None:
    hasty = open_store(database_url, patience=timedelta(milliseconds=50))
    entered, may_leave = threading.Event(), threading.Event()

    def hold() -> None:
        with hasty.system():
            entered.set()
            may_leave.wait(timeout=10)

    holder = threading.Thread(target=hold)
    with _closing(hasty):
        holder.start()
        assert entered.wait(timeout=10)
        with pytest.raises(StorageBusyError), hasty.system():
            pass
        may_leave.set()
        holder.join(timeout=10)
        with hasty.system() as tx:
            tx.workspaces.ensure("T1", "again")


def test_a_store_serves_many_threads(store: Store) -> None:
    def ensure(n: int) -> None:
        with store.system() as tx:
            tx.workspaces.ensure(f"T{n % 5}", "Acme")
        with store.surveying() as tx:
            assert tx.workspaces.by_team(f"T{n % 5}") is not None

    threads = [threading.Thread(target=ensure, args=(n,)) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    with store.surveying() as tx:
        assert len(tx.workspaces.all()) == 5


@contextmanager
def _closing(store: Store) -> Iterator[None]:
    try:
        yield
    finally:
        store.close()
