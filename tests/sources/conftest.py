"""A workspace with one site, ready for stories."""

from __future__ import annotations

import pytest

from storage.store import Store
from tests.conftest import Clock
from tests.jobs.world import World, new_world
from tests.servers.fixtures import site_server

__all__ = ["site_server"]


@pytest.fixture
def world(store: Store, clock: Clock) -> World:
    return new_world(store, clock)
