"""Imports: set-based, idempotent, and content with any size."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.domain import ImportRecord, LinkState, Site, StoredLinks
from storage.imports import IMPORT_CHUNK
from storage.store import Store
from tests.conftest import Clock
from tests.storage.building import new_link


def test_imported_links_are_stored_as_if_added_one_by_one(store: Store, site: Site, clock: Clock) -> None:
    new = replace(new_link("blog", authority=40, quiet=True), prio=3)
    with store.transaction(site.workspace_id) as tx:
        tx.imports.stage([new])
        assert tx.imports.commit(site.id, clock()) == StoredLinks(added=1, known=0)
        imported = tx.backlinks.by_key(site.id, new.source_key)
        added, _ = tx.backlinks.add(site.id, replace(new_link("other", authority=40, quiet=True), prio=3), clock())
    assert imported is not None
    assert imported == replace(
        added,
        id=imported.id,
        source_url=new.source_url,
        source_host=new.source_host,
        source_domain=new.source_domain,
    )
    assert (imported.state, imported.quiet, imported.next_due_at) == (LinkState.UNSEEN, True, clock())


def test_importing_again_adds_only_what_is_new(store: Store, site: Site, clock: Clock) -> None:
    first, second = [new_link(f"blog{n}") for n in range(60)], [new_link(f"blog{n}") for n in range(30, 90)]
    with store.transaction(site.workspace_id) as tx:
        tx.imports.stage(first[:40])
        tx.imports.stage(first[40:])
        assert tx.imports.commit(site.id, clock()) == StoredLinks(60, 0)
    with store.transaction(site.workspace_id) as tx:
        tx.imports.stage(second + second[:5])
        assert tx.imports.commit(site.id, clock()) == StoredLinks(added=30, known=35)
        assert tx.imports.commit(site.id, clock()) == StoredLinks(0, 0)
        assert tx.backlinks.count(site.id) == 90


def test_what_was_staged_by_a_failed_import_is_forgotten(store: Store, site: Site, clock: Clock) -> None:
    def stage_and_fail() -> None:
        with store.transaction(site.workspace_id) as tx:
            tx.imports.stage([new_link("blog")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stage_and_fail()
    with store.transaction(site.workspace_id) as tx:
        tx.imports.stage([new_link("other")])
        assert tx.imports.commit(site.id, clock()) == StoredLinks(1, 0)
        assert tx.backlinks.by_key(site.id, new_link("blog").source_key) is None


def test_a_whole_chunk_goes_in_at_once(store: Store, site: Site, clock: Clock) -> None:
    with store.transaction(site.workspace_id) as tx:
        tx.imports.stage(new_link(f"blog{n}") for n in range(IMPORT_CHUNK))
        assert tx.imports.commit(site.id, clock()).added == IMPORT_CHUNK
        assert tx.backlinks.count(site.id) == IMPORT_CHUNK


def test_a_site_remembers_who_imported_what(store: Store, site: Site, clock: Clock) -> None:
    done = ImportRecord(
        site_id=site.id,
        file_name="links ☂.csv",
        shape="Google Search Console",
        imported_by="U1",
        started_at=clock(),
        finished_at=clock() + timedelta(seconds=9),
        rows=100,
        stored=StoredLinks(70, 20),
        refused=10,
    )
    with store.transaction(site.workspace_id) as tx:
        first = tx.imports.record(done)
        second = tx.imports.record(replace(done, file_name="more.csv"))
        assert tx.imports.recorded(site.id) == (
            replace(done, id=second, file_name="more.csv"),
            replace(done, id=first),
        )
        assert len(tx.imports.recorded(site.id, limit=1)) == 1
