"""The digest: once per site and local date, at its hour, silent on a day without news, and never losing any."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from jobs.add_site import AddSite
from storage.domain import DigestSchedule, OutboxState, SiteSettings
from storage.failpoints import FailpointReachedError, arm
from tests.jobs.outreach import Office
from tests.jobs.world import DAY, HERE, HOUR, LIVE, NOFOLLOW, REMOVED, World
from tests.servers.texts import shown_text


@pytest.fixture
def started(world: World) -> World:
    """The silent first digest has been posted."""
    world.add_live_link("https://quiet.example/")
    world.begin()
    return world


def test_a_digest_is_posted_once_per_local_date_however_often_it_is_asked_for(started: World) -> None:
    started.add_lost_link()
    assert len(started.digest()) == 2
    for _ in range(3):
        assert not started.digests.post(started.workspace_id, started.site.id)
    assert started.outbox() == {}


def test_a_day_without_news_brings_no_message(started: World) -> None:
    for _ in range(7):
        assert started.digest() == {}


def test_what_waits_for_approval_is_told_beside_other_news_and_is_none_by_itself(started: World) -> None:
    office = Office(started)
    target = office.suggested()
    assert started.digest() == {}
    started.add_lost_link()
    told = started.digest()
    assert "*To approve:* 1 target (oldest 3 days)" in shown_text(told[min(told)])
    reply = shown_text(told[max(told)])
    assert f"#{target.id}" in reply
    assert "Open" in reply


def test_the_first_digest_says_where_we_start_from_and_leaves_changes_to_the_next(world: World) -> None:
    world.add_lost_link()
    first = world.digest()
    assert list(first) == ["digest/1/2026-03-04"]
    assert "First look done" in shown_text(first["digest/1/2026-03-04"])
    second = world.digest()
    assert list(second) == ["digest/1/2026-03-05", "digest/1/2026-03-05/1"]
    assert "Lost: 1 domain, 1 link" in shown_text(second["digest/1/2026-03-05/1"])


def test_where_we_start_from_is_told_as_soon_as_every_first_link_was_looked_at(world: World) -> None:
    link = world.add_link("https://a.example/")
    waiting = world.add_link("https://b.example/")
    world.see(link, LIVE)
    assert world.digests.post_due() == 0
    world.see(waiting, LIVE)
    assert world.digests.post_due() == 1
    told = world.outbox()
    assert list(told) == ["digest/1/first look"]
    assert "First look done: we visited 2 pages" in shown_text(told["digest/1/first look"])
    assert world.digests.post_due() == 0
    assert len(world.outbox()) <= 1


def test_a_site_whose_links_come_days_later_still_gets_its_silent_first_digest(world: World) -> None:
    assert world.digest() == {}
    assert world.digest() == {}
    world.clock.advance(HOUR)
    world.add_lost_link()
    assert [shown_text(message).splitlines()[0] for message in world.digest().values()] == ["Now watching acme.com"]
    assert len(world.digest()) == 2


def test_every_kind_of_news_is_told_with_counts_that_add_up(started: World) -> None:
    lost, changed, back = (started.add_live_link(f"https://{name}.example/") for name in ("a", "b", "c"))
    started.add_live_link("https://new.example/", quiet=False)
    for link in (lost, back):
        started.see(link, REMOVED)
    started.see(changed, NOFOLLOW)
    started.clock.advance(DAY)
    for link in (lost, back):
        started.see(link, REMOVED)
    started.see(changed, NOFOLLOW)
    parent, *replies = map(shown_text, started.digest().values())
    assert [reply.splitlines()[0] for reply in replies] == [
        "Lost: 2 domains, 2 links", "Changed: 1 domain, 1 link", "New: 1 domain, 1 link",
    ]  # fmt: skip
    assert "5 links in all:* 3 live and 2 lost" in parent
    started.see(back, LIVE)
    _, reply = map(shown_text, started.digest().values())
    assert reply.splitlines()[0] == "Back again: 1 domain, 1 link"


def test_a_change_is_told_by_one_digest_only(started: World) -> None:
    started.add_lost_link()
    assert len(started.digest()) == 2
    assert started.digest() == {}


def test_a_site_without_a_channel_keeps_its_news_until_it_has_one(started: World) -> None:
    settings = started.site.settings
    with started.store.transaction(started.workspace_id) as tx:
        tx.sites.change(started.site.id, SiteSettings(domains=settings.domains))
    started.add_lost_link()
    assert started.digest() == {}
    with started.store.transaction(started.workspace_id) as tx:
        tx.sites.change(started.site.id, settings)
    assert len(started.digest()) == 2


def test_a_change_is_marked_as_told_together_with_its_message_or_not_at_all(started: World) -> None:
    started.add_lost_link()
    started.clock.advance(DAY)
    arm("digest.before_outbox:1:raise")
    try:
        with pytest.raises(FailpointReachedError):
            started.digests.post(started.workspace_id, started.site.id)
    finally:
        arm("")
    assert started.outbox() == {}
    assert started.digests.post(started.workspace_id, started.site.id)
    assert len(started.outbox()) == 2


def test_only_due_digests_are_posted_and_a_missed_tick_costs_only_delay(started: World) -> None:
    started.add_lost_link()
    schedule = DigestSchedule(time(9, 0), "Europe/Berlin")
    settings = SiteSettings(domains=("acme.com",), channel_id=HERE, schedule=schedule)
    AddSite(started.store, started.clock).change(started.workspace_id, started.site.id, settings, "U0ROBIN")
    due_at = _next_digest_at(started)
    assert due_at.time() == time(8, 0)
    assert started.digests.post_due() == 0
    started.clock.advance(due_at + timedelta(hours=7, minutes=13) - started.clock())
    assert started.digests.post_due() == 1
    assert len(started.outbox()) == 2
    assert _next_digest_at(started) == due_at + DAY
    assert started.digests.post_due() == 0


def test_digests_missed_for_days_are_caught_up_by_one(started: World) -> None:
    started.add_lost_link()
    with started.store.transaction(started.workspace_id) as tx:
        tx.sites.schedule_digest(started.site.id, started.clock() + HOUR)
    started.clock.advance(5 * DAY)
    assert started.digests.post_due() == 1
    assert len(started.outbox()) == 2
    assert started.digests.post_due() == 0


def test_a_new_time_of_day_after_todays_digest_brings_no_second_one_today(started: World) -> None:
    settings = SiteSettings(domains=("acme.com",), channel_id=HERE, schedule=DigestSchedule(time(18, 0)))
    started.add_lost_link()
    started.digest()
    AddSite(started.store, started.clock).change(started.workspace_id, started.site.id, settings, "U0ROBIN")
    started.see(started.add_live_link("https://late.example/", quiet=False), LIVE)
    started.clock.advance(DAY / 2)
    assert started.digests.post_due() == 1
    assert started.outbox() == {}
    started.clock.advance(DAY)
    assert started.digests.post_due() == 1
    assert len(started.outbox()) == 2


def test_the_digests_of_two_sites_and_two_workspaces_are_each_their_own(started: World) -> None:
    started.add_lost_link()
    other = started.add_site("other.com", "C0OTHER")
    with started.store.transaction(started.workspace_id) as tx:
        tx.sites.schedule_digest(other.id, started.clock())
        tx.sites.schedule_digest(started.site.id, started.clock())
    assert started.digests.post_due() == 2
    with started.store.surveying() as tx:
        assert tx.outbox.ages(started.clock()).counts[OutboxState.PENDING] == 2
    assert {key.split("/")[1] for key in started.outbox()} == {str(started.site.id)}


def test_a_demo_lives_in_its_own_time_and_real_sites_do_not(world: World) -> None:
    with world.store.transaction(world.workspace_id) as tx:
        demo = tx.sites.add(SiteSettings(domains=("demo.example",), channel_id=HERE), world.clock(), is_demo=True)
        tx.sites.move_clock(demo.id, 3 * DAY)
    world.digests.post(world.workspace_id, demo.id)
    with world.store.reading(world.workspace_id) as tx:
        opened = tx.digests.last(demo.id)
        assert opened is not None
        assert opened.local_date == "2026-03-05"
        assert tx.sites.next_digest_at(demo.id) == datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
        assert tx.digests.last(world.site.id) is None


def _next_digest_at(world: World) -> datetime:
    with world.store.reading(world.workspace_id) as tx:
        found = tx.sites.next_digest_at(world.site.id)
    assert found is not None
    return found


def test_a_digest_with_a_date_is_later_than_the_first_look(world: World) -> None:
    with world.store.transaction(world.workspace_id) as tx:
        tx.digests.open(world.site.id, "first look", world.clock())
        tx.digests.open(world.site.id, "2026-03-03", world.clock.advance(DAY))
        last = tx.digests.last(world.site.id)
    assert last is not None
    assert last.local_date == "2026-03-03"
