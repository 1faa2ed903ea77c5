"""Old looks are forgotten in parts; the evidence of what was told, open doubts and each link's latest look stay."""

from __future__ import annotations

from jobs.forget_old import ForgetOld
from storage.domain import Backlink, LinkCheck, Message, OutboxId, OutboxState, Thread
from tests.jobs.world import DAY, HERE, LIVE, REMOVED, World, kinds_of


def looks(world: World, link: Backlink) -> tuple[LinkCheck, ...]:
    with world.store.reading(world.workspace_id) as tx:
        return tx.checks.history(link.id, 100)


def test_old_looks_go_and_what_proves_a_change_stays(world: World) -> None:
    story = world.add_live_link("https://a.example/")
    for visit in (LIVE, LIVE, REMOVED, REMOVED, REMOVED, REMOVED):
        world.see(story, visit)
        world.clock.advance(DAY)
    told = world.changes(story)
    assert kinds_of(world, story) == ["lost"]
    world.clock.advance(200 * DAY)
    world.see(story, REMOVED)
    forget = ForgetOld(world.store, world.clock, at_once=2)
    assert forget.forget_old() == 5
    assert forget.forget_old() == 0, "again changes nothing"
    left = {check.id for check in looks(world, story)}
    named = {id_ for change in told for id_ in (change.first_check_id, change.confirming_check_id) if id_}
    assert named <= left
    assert (len(named), len(left)) == (2, 3)
    assert world.changes(story) == told


def test_a_doubt_and_the_latest_look_of_a_link_are_kept_however_old(world: World) -> None:
    doubted, rarely = world.add_live_link("https://a.example/"), world.add_live_link("https://b.example/")
    world.see(doubted, REMOVED)
    world.see(rarely, LIVE)
    world.clock.advance(400 * DAY)
    ForgetOld(world.store, world.clock).forget_old()
    assert len(looks(world, doubted)) == 2
    assert len(looks(world, rarely)) == 1


def test_what_is_not_old_is_kept_and_one_tick_does_a_bounded_part(world: World) -> None:
    link = world.add_live_link()
    for _ in range(9):
        world.see(link, LIVE)
    assert ForgetOld(world.store, world.clock).forget_old() == 0
    world.clock.advance(200 * DAY)
    world.see(link, LIVE)
    one_tick = ForgetOld(world.store, world.clock, at_once=2, parts_a_tick=2)
    assert [one_tick.forget_old() for _ in range(4)] == [4, 4, 2, 0]


def queued(world: World) -> dict[OutboxState, int]:
    with world.store.surveying() as tx:
        return dict(tx.outbox.ages(world.clock()).counts)


def say(world: World, key: str) -> bool:
    thread = Thread(key, HERE, Message(f"{key} in many words"), (Message("one"), Message("two")))
    with world.store.transaction(world.workspace_id) as tx:
        return tx.outbox.put(thread, world.clock()) is not None


def test_what_old_messages_said_is_forgotten_and_nothing_of_it_is_ever_said_again(world: World) -> None:
    assert say(world, "welcome/C1")
    assert len(world.outbox()) == 3
    world.clock.advance(200 * DAY)
    assert say(world, "news/2")
    forget = ForgetOld(world.store, world.clock)
    assert (forget.forget_old(), forget.forget_old()) == (3, 0)
    assert queued(world) == {OutboxState.SENT: 1, OutboxState.PENDING: 3}
    with world.store.system() as tx:
        assert [row.message for id_ in range(1, 4) if (row := tx.outbox.get(OutboxId(id_)))] == [Message("")]
    assert not say(world, "welcome/C1")
    assert set(world.outbox()) == {"news/2", "news/2/1", "news/2/2"}


def test_a_message_that_still_waits_is_kept_however_old_with_what_it_says(world: World) -> None:
    say(world, "news/1")
    with world.store.system() as tx:
        parent = tx.outbox.claim(world.clock())
        assert parent is not None
        tx.outbox.mark_sent(parent.id, "1.0")
    world.clock.advance(400 * DAY)
    ForgetOld(world.store, world.clock).forget_old()
    assert {key: message.text for key, message in world.outbox().items()} == {"news/1/1": "one", "news/1/2": "two"}
