"""A workspace with one site, for tests that need something to hang links on."""

from __future__ import annotations

import pytest

from storage.domain import Site, SiteSettings, Workspace
from storage.store import Store
from tests.conftest import Clock


@pytest.fixture
def workspace(store: Store) -> Workspace:
    with store.system() as tx:
        return tx.workspaces.ensure("T1", "Acme")


@pytest.fixture
def site(store: Store, workspace: Workspace, clock: Clock) -> Site:
    with store.transaction(workspace.id) as tx:
        return tx.sites.add(SiteSettings(("acme.example",), ("Acme",), "C1"), clock())
