"""A clock that was a year ahead for an hour silences nothing for a year."""

from __future__ import annotations

import pytest

from jobs.mend_clock import MendClock
from storage.domain import DAY, IN_DOUBT, Message, OutboxState, Thread
from tests.jobs.test_learn_paces import learning
from tests.jobs.world import HERE, HOUR, LIVE, World

YEAR = 365 * DAY


def mend(world: World) -> int:
    return MendClock(world.store, world.rules.rechecks, world.clock).mend()


def test_a_link_looked_at_by_a_clock_that_was_ahead_is_looked_at_again_now(world: World) -> None:
    link, added = world.add_live_link(), world.add_link("https://b.example/")
    world.clock.advance(YEAR)
    world.see(link, LIVE)
    late = world.add_link("https://late.example/")
    world.clock.advance(-YEAR)
    assert world.link(late.id).next_due_at > world.clock() + 300 * DAY
    assert mend(world) == 2
    assert {world.link(one.id).next_due_at for one in (link, late)} == {world.clock()}
    assert world.link(added.id).next_due_at <= world.clock()
    assert mend(world) == 0


def test_no_wait_that_a_rule_gives_is_shortened(world: World) -> None:
    link = world.add_live_link()
    due = world.link(link.id).next_due_at
    with world.store.system() as tx:
        tx.hosts.note("blog.example", 3, world.clock() + DAY)
    world.digests.post(world.workspace_id, world.site.id)
    assert mend(world) == 0
    assert world.link(link.id).next_due_at == due


def test_a_host_that_was_to_rest_for_a_year_is_visited_again(world: World) -> None:
    with world.store.system() as tx:
        tx.hosts.note("blog.example", 3, world.clock() + YEAR)
    assert mend(world) == 1
    with world.store.system() as tx:
        assert (tx.hosts.get("blog.example").backoff_until, tx.hosts.get("blog.example").failures) == (None, 3)


def test_a_message_written_while_the_clock_was_ahead_is_posted_and_holds_nothing_back(world: World) -> None:
    world.clock.advance(YEAR)
    with world.store.transaction(world.workspace_id) as tx:
        tx.outbox.put(Thread("news/1", HERE, Message("news")), world.clock())
    world.clock.advance(-YEAR)
    assert world.outbox() == {}
    mend(world)
    assert set(world.outbox()) == {"news/1"}
    with world.store.surveying() as tx:
        assert dict(tx.outbox.ages(world.clock()).counts) == {OutboxState.SENT: 1}


def test_the_next_digest_comes_within_a_day_again(world: World) -> None:
    world.clock.advance(YEAR)
    world.digests.post(world.workspace_id, world.site.id)
    world.clock.advance(-YEAR)
    assert mend(world) == 1
    with world.store.reading(world.workspace_id) as tx:
        at = tx.sites.next_digest_at(world.site.id)
    assert at is not None
    assert world.clock() < at <= world.clock() + DAY + HOUR


def test_looks_of_a_clock_that_was_ahead_do_not_spend_the_budget_of_today(world: World) -> None:
    learns = learning(world, budget=1)
    world.clock.advance(YEAR)
    world.add_live_link()
    world.clock.advance(-YEAR)
    learns.remember()
    assert not learns.spent_budgets()


@pytest.mark.parametrize("is_contract", [True, False])
def test_a_look_that_began_before_its_link_was_marked_does_not_put_it_off(world: World, is_contract: bool) -> None:
    link = world.add_live_link()
    look = world.look(link, LIVE)
    with world.store.transaction(world.workspace_id) as tx:
        tx.backlinks.mark_contract(link.id, world.clock() + DAY, is_contract=is_contract)
    world.records.record([look])
    assert world.link(link.id).next_due_at > world.clock() + 2 * DAY
    assert mend(world) == int(is_contract)
    assert (world.link(link.id).prio == IN_DOUBT) == is_contract
    assert (world.link(link.id).next_due_at <= world.clock() + DAY) == is_contract
