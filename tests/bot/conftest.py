"""The real bot in a preview workspace of its own, for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.store import Store
from tests.bot.running import Bot, workspace_and_bot
from tests.conftest import Clock
from tests.jobs.world import World, new_world
from tests.servers.fixtures import site_server

__all__ = ["site_server"]


@pytest.fixture
def bot(database_url: str, store: Store) -> Iterator[Bot]:
    with workspace_and_bot(database_url, store) as running:
        yield running


@pytest.fixture
def world(store: Store, clock: Clock) -> World:
    """A workspace with one site and no bot, in the time of ``clock``."""
    return new_world(store, clock)
