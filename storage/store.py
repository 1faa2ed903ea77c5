"""The one door to everything remembered: transactions of one workspace, and of the machinery across them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Lock

from sqlalchemy import Connection, Engine

from storage.domain import WorkspaceId
from storage.engine import database_file, reading_engine, writing_engine
from storage.errors import StorageBusyError
from storage.faults import plain_errors
from storage.schema import require_current
from storage.transactions import SystemTransaction, Transaction

PATIENCE = timedelta(seconds=5)


class Store:
    """Safe to share between threads; every transaction belongs to the thread that opened it."""

    def __init__(self, url: str, patience: timedelta = PATIENCE) -> None:
        self._where = str(database_file(url))
        self._patience = patience
        self._writers = writing_engine(url, patience)
        self._readers = reading_engine(url, patience)
        # SQLite lets waiting writers poll; within one process they queue here instead, which is fair and quicker.
        self._turn = Lock()

    @contextmanager
    def transaction(self, workspace_id: WorkspaceId) -> Iterator[Transaction]:
        """Read and write one workspace; all of it is stored, or nothing when an error leaves the block."""
        with self._writing() as connection:
            yield Transaction(connection, workspace_id)

    @contextmanager
    def reading(self, workspace_id: WorkspaceId) -> Iterator[Transaction]:
        """Read one workspace as it was at one moment; never waits for writers."""
        with self._begun(self._readers) as connection:
            yield Transaction(connection, workspace_id)

    @contextmanager
    def system(self) -> Iterator[SystemTransaction]:
        """Read and write what the machinery needs of all workspaces."""
        with self._writing() as connection:
            yield SystemTransaction(connection)

    @contextmanager
    def surveying(self) -> Iterator[SystemTransaction]:
        """Read across workspaces; never waits for writers."""
        with self._begun(self._readers) as connection:
            yield SystemTransaction(connection)

    def close(self) -> None:
        self._writers.dispose()
        self._readers.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if not self._turn.acquire(timeout=self._patience.total_seconds()):
            raise StorageBusyError(self._where)
        try:
            with self._begun(self._writers) as connection:
                yield connection
        finally:
            self._turn.release()

    @contextmanager
    def _begun(self, engine: Engine) -> Iterator[Connection]:
        with plain_errors(self._where), engine.begin() as connection:
            yield connection


def open_store(url: str, patience: timedelta = PATIENCE) -> Store:
    """Open a database that ``migrate`` has set up. ``patience`` is how long a writer waits for its turn."""
    require_current(url)
    return Store(url, patience)
