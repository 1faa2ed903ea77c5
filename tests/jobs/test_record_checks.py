"""Recording a visit: once, whole or not at all, with the news and the report it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.domain import (
    Backlink,
    ChangeKind,
    Hop,
    LinkState,
    Message,
    OutboxState,
    Verdict,
)
from storage.failpoints import FailpointReachedError, arm
from tests.analysis.visits import GOOD_PAGE, a_visit, redirected
from tests.jobs.world import BLOCKED, DAY, GONE, HOUR, LIVE, NOFOLLOW, REMOVED, World, kinds_of
from tests.servers.texts import shown_text


@pytest.fixture(autouse=True)
def _disarmed() -> Iterator[None]:
    yield
    arm("")


def test_a_visit_recorded_by_two_workers_has_one_effect(world: World) -> None:
    link = world.see(world.add_live_link(), REMOVED)
    world.clock.advance(DAY)
    look = world.look(link, REMOVED)
    world.records.record([look])
    world.records.record([look, look])
    assert kinds_of(world, link) == ["lost"]
    assert world.link(link.id).slot == 3


def test_looks_recorded_together_come_to_what_they_come_to_one_by_one(world: World) -> None:
    pages = {f"https://blog{n}.example/post": (LIVE, REMOVED, GONE, BLOCKED, NOFOLLOW)[n % 5] for n in range(10)}
    together = [world.add_live_link(page) for page in pages]
    apart = [world.add_live_link(f"{page}/apart") for page in pages]
    for wait in (HOUR, DAY, DAY):
        visits = list(pages.values())
        pairs = zip(together, visits, strict=True)
        world.records.record([world.look(world.link(link.id), visit) for link, visit in pairs])
        for link, visit in zip(apart, visits, strict=True):
            world.records.record([world.look(world.link(link.id), visit)])
        world.clock.advance(wait)
    assert [_belief(world, link) for link in together] == [_belief(world, link) for link in apart]
    assert [kinds_of(world, link) for link in together] == [kinds_of(world, link) for link in apart]
    assert {world.link(link.id).state for link in together} == {LinkState.LIVE, LinkState.LOST}


def _belief(world: World, link: Backlink) -> tuple[object, ...]:
    known = world.link(link.id)
    return known.state, known.verdict, known.slot, known.facts, known.unanswered_since


def test_one_look_too_late_does_not_stop_those_that_came_with_it(world: World) -> None:
    late, *others = [world.add_live_link(f"https://blog{n}.example/post") for n in range(4)]
    looks = [world.look(link, GONE) for link in (late, *others)]
    world.see(late, LIVE)
    world.records.record(looks)
    assert world.link(late.id).state is LinkState.LIVE
    assert {world.link(link.id).state for link in others} == {LinkState.SUSPECT}


def test_the_slower_of_two_different_visits_is_dropped(world: World) -> None:
    link = world.add_live_link()
    slow = world.look(link, GONE)
    world.see(link, LIVE)
    world.records.record([slow])
    assert world.link(link.id).state is LinkState.LIVE


def test_a_change_and_the_report_that_tells_it_are_stored_together_or_not_at_all(world: World) -> None:
    link = world.see(world.add_live_link(), REMOVED)
    world.ask_for_check()
    world.clock.advance(DAY)
    look = world.look(link, REMOVED)
    for place in ("check.before_outbox", "check.before_commit"):
        arm(f"{place}:1:raise")
        with pytest.raises(FailpointReachedError):
            world.records.record([look])
        assert world.changes(link) == ()
        assert world.outbox() == {}
    world.records.record([look])
    assert kinds_of(world, link) == ["lost"]
    assert set(world.outbox()) == {"run/1", "run/1/1"}


def test_a_change_that_a_report_told_in_the_sites_channel_is_not_told_again(world: World) -> None:
    world.add_live_link()
    world.begin()
    link = world.see(world.add_live_link(), REMOVED)
    world.clock.advance(DAY)
    world.ask_for_check()
    world.see(link, REMOVED)
    assert set(world.outbox()) == {"run/1", "run/1/1"}
    assert world.digest() == {}


def test_a_change_reported_in_another_channel_is_still_told_by_the_digest(world: World) -> None:
    world.add_live_link()
    world.begin()
    link = world.see(world.add_live_link(), REMOVED)
    world.clock.advance(DAY)
    world.ask_for_check(channel_id="C0OTHER")
    world.see(link, REMOVED)
    assert set(world.outbox()) == {"run/1", "run/1/1"}
    assert len(world.digest()) == 2


def test_a_loss_that_proves_wrong_before_anyone_was_told_is_never_told(world: World) -> None:
    world.add_live_link("https://elsewhere.example/")
    world.begin()
    link = world.add_lost_link()
    world.clock.advance(HOUR)
    assert world.see(link, LIVE).state is LinkState.LIVE
    assert world.changes(link) == ()
    assert world.digest() == {}


def test_the_return_of_a_link_is_news_when_its_loss_was_told(world: World) -> None:
    world.begin()
    link = world.add_lost_link()
    world.digest()
    world.digest()
    world.see(link, LIVE)
    assert kinds_of(world, link) == ["lost", "recovered"]
    assert "Back again" in shown_text(next(iter(world.digest().values())))


def test_a_loss_told_while_its_page_was_being_visited_is_taken_back_openly(world: World) -> None:
    world.add_live_link("https://elsewhere.example/")
    world.begin()
    link = world.add_lost_link()
    under_way = world.look(link, LIVE)
    assert any("Lost" in shown_text(message) for message in world.digest().values())
    world.records.record([under_way])
    assert kinds_of(world, link) == ["lost", "recovered"]
    assert any("Back again" in shown_text(message) for message in world.digest().values())


def test_a_page_that_moved_keeps_its_link_under_the_new_address(world: World) -> None:
    link = world.add_live_link("https://blog.example/post")
    moved = redirected(301, GOOD_PAGE, "https://new.example/post")
    link = world.see(link, moved)
    assert (link.source_url, link.source_domain) == ("https://new.example/post", "new.example")
    assert link.state is LinkState.LIVE
    assert world.changes(link) == ()
    assert world.add_link("https://blog.example/post").id == link.id


def test_a_page_that_moved_to_one_we_watch_already_ends_its_run_and_keeps_its_news(world: World) -> None:
    old, new = world.add_live_link("https://blog.example/post"), world.add_live_link("https://new.example/post")
    world.ask_for_check()
    world.clock.advance(HOUR)
    world.see(new, LIVE)
    moved = replace(redirected(301, GOOD_PAGE, "https://new.example/post"), url=old.source_url)
    world.records.record([world.look(old, moved)])
    with world.store.reading(world.workspace_id) as tx:
        known = tx.backlinks.list(world.site.id, frozenset(LinkState), limit=10)
    assert [link.source_url for link in known] == ["https://new.example/post"]
    assert set(world.outbox()) == {"run/1"}


def test_a_changed_link_whose_page_moved_into_another_is_told_once(world: World) -> None:
    old, new = world.add_live_link("https://blog.example/post"), world.add_link("https://new.example/post")
    moved = redirected(301, GOOD_PAGE.replace("<a ", '<a rel="nofollow" '), "https://new.example/post")
    hops = (Hop(301, old.source_url),)
    for _ in range(2):
        world.records.record([world.look(old, replace(moved, hops=hops))])
        with world.store.reading(world.workspace_id) as tx:
            standing = tx.backlinks.list(world.site.id, frozenset(LinkState), limit=10)
        assert len(standing) == 1
        old = standing[0]
        world.clock.advance(DAY)
    assert kinds_of(world, old) == ["changed"]
    assert new.site_id == old.site_id


def test_the_outcomes_of_a_report_add_up_to_the_links_checked(world: World) -> None:
    visits = [LIVE, LIVE, NOFOLLOW, REMOVED, GONE, BLOCKED, a_visit("<p>Oops</p>", status=500)]
    links = [world.add_live_link(f"https://site{number}.example/") for number in range(len(visits))]
    world.ask_for_check()
    world.clock.advance(HOUR)
    for link, visit in zip(links, visits, strict=True):
        world.see(link, visit)
    with world.store.reading(world.workspace_id) as tx:
        verdicts, tally = tx.runs.verdicts(1), tx.backlinks.tally(world.site.id, world.clock())
    assert sum(verdicts.values()) == len(links) == tally.total
    report = shown_text(world.outbox()["run/1"])
    assert "Checked 7 links: 3 live, 2 without the link and 2 could not be read." in report
    assert "Of the 2 without the link: 2 being re-checked." in report
    assert "7 links in all" in report


def test_a_report_about_one_page_speaks_of_no_other(world: World) -> None:
    world.see(world.add_live_link("https://other.example/"), REMOVED)
    page = world.add_live_link()
    world.ask_for_check(page)
    world.see(page, LIVE)
    assert list(world.outbox()) == ["run/1"]
    world.ask_for_check(page)
    world.see(page, REMOVED)
    rechecked = world.outbox()["run/2/1"]
    assert "Being re-checked: 1 link" in shown_text(rechecked)
    assert "blog.example" in shown_text(rechecked)


def test_a_run_that_nobody_waits_for_in_a_channel_reports_nothing(world: World) -> None:
    link = world.add_live_link()
    world.ask_for_check(channel_id=None)
    world.see(link, LIVE)
    assert world.outbox() == {}


def test_a_host_that_asks_for_a_pause_gets_it_and_no_report_waits_for_it(world: World) -> None:
    quick, busy = world.add_live_link("https://quick.example/"), world.add_live_link("https://busy.example/")
    world.ask_for_check()
    world.see(quick, LIVE)
    assert world.outbox() == {}
    world.records.note_host("busy.example", 1, world.clock() + HOUR)
    assert "Checked 1 link: 1 live." in shown_text(world.outbox()["run/1"])
    with world.store.surveying() as tx:
        assert [host.source_domain for host in tx.planner.due_hosts(world.clock(), 10)] == []
        later = world.clock() + 2 * HOUR
        assert [host.source_domain for host in tx.planner.due_hosts(later, 10)] == ["busy.example"]
    assert world.link(busy.id).state is LinkState.LIVE


def test_a_suspect_is_due_in_an_hour_and_then_every_six_and_what_blocks_us_is_left_alone(world: World) -> None:
    link = world.see(world.add_live_link(), REMOVED)
    assert link.next_due_at == world.clock() + HOUR
    world.clock.advance(HOUR)
    link = world.see(link, REMOVED)
    assert link.next_due_at == world.clock() + 6 * HOUR
    blocked = world.records
    blocked.record([world.look(link, BLOCKED, retry_after=timedelta(hours=5))])
    link = world.link(link.id)
    assert (link.state, link.verdict) == (LinkState.SUSPECT, Verdict.BLOCKED)
    assert link.next_due_at >= world.clock() + timedelta(hours=5)


def test_the_looks_of_two_workspaces_are_kept_apart(world: World) -> None:
    with world.store.system() as tx:
        other_id = tx.workspaces.ensure("T0OTHER", "Other").id
    other = replace(world, workspace_id=other_id, site=replace(world, workspace_id=other_id).add_site("acme.com"))
    mine, theirs = world.add_live_link(), other.add_live_link()
    world.records.record([world.look(mine, REMOVED), other.look(theirs, LIVE)])
    assert world.link(mine.id).state is LinkState.SUSPECT
    assert other.link(theirs.id).state is LinkState.LIVE


def test_messages_wait_in_the_outbox_as_pending(world: World) -> None:
    link = world.add_live_link()
    world.ask_for_check()
    world.see(link, LIVE)
    with world.store.surveying() as tx:
        assert tx.outbox.ages(world.clock()).counts == {OutboxState.PENDING: 1}
    assert isinstance(world.outbox()["run/1"], Message)
    assert ChangeKind.NEW not in [change.kind for change in world.changes(link)]
