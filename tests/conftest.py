"""What most tests stand on: a migrated SQLite store of their own, and a clock that they advance."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from storage.schema import migrate
from storage.store import Store, open_store

# Property tests run beside others on a busy machine: how long one example takes says nothing.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


class Clock:
    """The time, as a test wants it: call it to read it."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def __call__(self) -> datetime:
        return self._at

    def advance(self, by: timedelta) -> datetime:
        self._at += by
        return self._at


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without rows, built once; tests copy it."""
    file = tmp_path_factory.mktemp("storage") / "empty.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def database_url(empty_database: Path, tmp_path: Path) -> str:
    """The address of a fresh, migrated database: for tests that open it themselves, or from another process."""
    return f"sqlite:///{shutil.copy(empty_database, tmp_path / 'anchorwatch.db')}"


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = open_store(database_url)
    yield opened
    opened.close()
