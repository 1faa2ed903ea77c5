"""Sites: their domains are unique in a workspace, and only the demo's clock can be moved."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from storage.domain import DigestSchedule, Site, SiteSettings, Workspace
from storage.errors import NotADemoError, SiteExistsError
from storage.store import Store
from tests.conftest import Clock
from tests.storage.building import new_link


def test_a_site_comes_back_as_it_was_added(store: Store, workspace: Workspace, clock: Clock) -> None:
    settings = SiteSettings(
        ("acme.example", "acme.test"), ("Acme", "Äcme ☂"), "C1", DigestSchedule(time(7, 30), "Europe/Berlin")
    )
    with store.transaction(workspace.id) as tx:
        added = tx.sites.add(settings, clock())
    with store.reading(workspace.id) as tx:
        assert tx.sites.get(added.id) == added
        assert tx.sites.all() == (added,)
        assert tx.sites.by_domain("acme.test") == added
        assert tx.sites.by_domain("other.example") is None
    assert added.settings == settings
    assert added.added_at == clock()


def test_a_domain_belongs_to_one_site_of_a_workspace(store: Store, site: Site, clock: Clock) -> None:
    with pytest.raises(SiteExistsError, match=r"acme\.example"), store.transaction(site.workspace_id) as tx:
        tx.sites.add(SiteSettings(("new.example", "acme.example")), clock())
    with store.reading(site.workspace_id) as tx:
        assert tx.sites.all() == (site,), "nothing of the refused site may stay"


def test_changing_a_site_replaces_what_people_chose(store: Store, site: Site) -> None:
    chosen = SiteSettings(("acme.test", "acme.example"), ("Acme Inc",), "C2")
    with store.transaction(site.workspace_id) as tx:
        assert tx.sites.change(site.id, chosen).settings == chosen
        assert tx.sites.by_domain("acme.test") is not None


def test_the_baseline_is_set_once(store: Store, site: Site, clock: Clock) -> None:
    first = clock()
    with store.transaction(site.workspace_id) as tx:
        tx.sites.set_baseline(site.id, first)
        tx.sites.set_baseline(site.id, clock.advance(timedelta(days=1)))
        stored = tx.sites.get(site.id)
    assert stored is not None
    assert stored.baseline_at == first


def test_moving_the_demos_clock_brings_forward_what_was_due_later(
    store: Store, workspace: Workspace, clock: Clock
) -> None:
    day, hour = timedelta(days=1), timedelta(hours=1)
    with store.transaction(workspace.id) as tx:
        demo = tx.sites.add(SiteSettings(("demo.example",)), clock(), is_demo=True)
        tx.sites.schedule_digest(demo.id, clock() + 2 * day)
        links = [tx.backlinks.add(demo.id, new_link(f"blog{n}"), clock() + n * day)[0] for n in range(3)]
        moved = tx.sites.move_clock(demo.id, day)
        moved = tx.sites.move_clock(demo.id, hour)
        after = [tx.backlinks.get(link.id) for link in links]
        assert tx.sites.next_digest_at(demo.id) == clock() + day - hour
    assert moved.clock_offset == day + hour
    assert [link.next_due_at for link in after if link] == [clock() + (n - 1) * day - hour for n in range(3)]


def test_a_real_sites_clock_cannot_be_moved(store: Store, site: Site) -> None:
    with pytest.raises(NotADemoError, match="real site"), store.transaction(site.workspace_id) as tx:
        tx.sites.move_clock(site.id, timedelta(days=1))


def test_due_digests_are_found_across_workspaces_longest_overdue_first(store: Store, site: Site, clock: Clock) -> None:
    with store.system() as tx:
        other = tx.workspaces.ensure("T2", "Other")
    with store.transaction(other.id) as tx:
        theirs = tx.sites.add(SiteSettings(("acme.example",)), clock())
        tx.sites.schedule_digest(theirs.id, clock() - timedelta(hours=1))
    with store.transaction(site.workspace_id) as tx:
        tx.sites.schedule_digest(site.id, clock())
    with store.surveying() as tx:
        assert [due.site.id for due in tx.clock.due_digests(clock())] == [theirs.id, site.id]
        assert [due.site.id for due in tx.clock.due_digests(clock() - timedelta(minutes=1))] == [theirs.id]
    with store.transaction(site.workspace_id) as tx:
        tx.sites.schedule_digest(site.id, None)
    with store.surveying() as tx:
        assert [due.site.id for due in tx.clock.due_digests(clock())] == [theirs.id]
