"""Adding a site and changing what was chosen for it."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from jobs.add_site import AddSite
from storage.domain import DigestSchedule, Site, SiteId, SiteSettings
from storage.errors import SiteExistsError
from tests.jobs.world import DAY, World

BERLIN = DigestSchedule(time(9, 30), "Europe/Berlin")


@pytest.fixture
def add_site(world: World) -> AddSite:
    return AddSite(world.store, world.clock)


def digest_of(world: World, site: Site) -> datetime | None:
    with world.store.reading(world.workspace_id) as tx:
        return tx.sites.next_digest_at(site.id)


def test_a_new_site_has_its_first_digest_at_its_next_local_hour(world: World, add_site: AddSite) -> None:
    settings = SiteSettings(domains=("other.com", "other.de"), brands=("Other",), schedule=BERLIN)
    site = add_site.add(world.workspace_id, settings, "U0ROBIN")
    assert site.settings == settings
    assert digest_of(world, site) == datetime(2026, 3, 3, 8, 30, tzinfo=UTC)


def test_a_domain_belongs_to_one_site_of_a_workspace_only(world: World, add_site: AddSite) -> None:
    with pytest.raises(SiteExistsError, match=r"acme\.com"):
        add_site.add(world.workspace_id, SiteSettings(domains=("other.com", "acme.com")), "U0ROBIN")
    with world.store.system() as tx:
        elsewhere = tx.workspaces.ensure("T0OTHER", "Other").id
    assert add_site.add(elsewhere, SiteSettings(domains=("acme.com",)), "U0MAYA").domain == "acme.com"
    other = add_site.add(world.workspace_id, SiteSettings(domains=("other.com",)), "U0ROBIN")
    with pytest.raises(SiteExistsError, match=r"acme\.com"):
        add_site.change(world.workspace_id, other.id, SiteSettings(domains=("acme.com",)), "U0ROBIN")


def test_a_changed_site_follows_its_new_schedule(world: World, add_site: AddSite) -> None:
    changed = add_site.change(
        world.workspace_id, world.site.id, SiteSettings(domains=("acme.com",), schedule=BERLIN), "U0MAYA"
    )
    assert changed is not None
    assert changed.settings.schedule == BERLIN
    assert digest_of(world, changed) == datetime(2026, 3, 3, 8, 30, tzinfo=UTC)
    with world.store.reading(world.workspace_id) as tx:
        assert [(entry.actor, entry.verb) for entry in tx.audit.about("acme.com")] == [("U0MAYA", "site changed")]


def test_a_demo_sites_digest_is_planned_in_its_own_time(world: World, add_site: AddSite) -> None:
    demo = add_site.add(world.workspace_id, SiteSettings(domains=("demo.example",)), "demo", is_demo=True)
    with world.store.transaction(world.workspace_id) as tx:
        tx.sites.move_clock(demo.id, DAY / 2)
    add_site.change(world.workspace_id, demo.id, SiteSettings(domains=("demo.example",)), "demo")
    assert digest_of(world, demo) == world.clock() + DAY / 2


def test_a_site_that_is_gone_cannot_be_changed(world: World, add_site: AddSite) -> None:
    assert add_site.change(world.workspace_id, SiteId(99), world.site.settings, "U0ROBIN") is None
