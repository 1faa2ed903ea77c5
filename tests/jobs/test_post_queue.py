"""What waits for an approval is shown once a day: one message for each site, each card once, changed in its place."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from jobs.analysis.outreach import AlreadyDecidedError
from jobs.post_queue import PostQueue
from jobs.take_steps import ChangedSinceError
from storage.domain import Message, Origin, Prospect, ProspectState, Sighting, SiteSettings
from tests.jobs.outreach import DAY, Office
from tests.jobs.world import HOUR, World

TODAY = "2026-03-02"


@pytest.fixture
def office(world: World) -> Office:
    """Nine o'clock, the hour of the digest."""
    return Office(world)


def post(office: Office) -> int:
    """As the worker does: the digest of the day first, and the queue below it."""
    world = office.world
    with office.reading() as tx:
        due = [one.id for one in tx.sites.all() if (tx.sites.next_digest_at(one.id) or world.clock()) <= world.clock()]
    for site_id in due:
        world.digests.post(world.workspace_id, site_id)
    return PostQueue(office.world.store, office.books, office.world.clock).post_due()


def waiting(office: Office, number: int, first: int = 1) -> list[Prospect]:
    return [office.suggested(f"https://news{first + one}.example/tools") for one in range(number)]


def said(office: Office, key: str) -> Message | None:
    with office.reading() as tx:
        found = tx.outbox.get(key)
    return found.message if found is not None else None


def queue_key(office: Office, date: str = TODAY) -> str:
    return f"queue/{office.world.site.id}/{date}"


def test_a_day_has_one_message_with_each_card_once_in_its_thread(office: Office) -> None:
    first, second = waiting(office, 2)
    assert [post(office) for _ in range(3)] == [1, 0, 0]
    assert said(office, queue_key(office)) == Message("2 wait")
    with office.world.store.system() as tx:
        parent = tx.outbox.claim(office.world.clock())
        assert parent is not None
        tx.outbox.mark_sent(parent.id, "1.0")
    with office.reading() as tx:
        for one in (first, second):
            card = tx.outbox.get(f"prospect/{one.id}")
            assert card is not None
            assert card.thread_of == parent.id


def test_before_the_hour_nothing_is_said(office: Office) -> None:
    office.world.clock.advance(-HOUR)
    waiting(office, 1)
    assert post(office) == 0
    office.world.clock.advance(HOUR)
    assert post(office) == 1


def test_a_day_without_anything_new_is_quiet(office: Office) -> None:
    waiting(office, 1)
    assert post(office) == 1
    office.world.clock.advance(DAY)
    assert post(office) == 0


def test_what_comes_later_on_the_same_day_waits_for_the_next(office: Office) -> None:
    waiting(office, 1)
    post(office)
    (late,) = waiting(office, 1, first=7)
    assert post(office) == 0
    office.world.clock.advance(DAY)
    assert post(office) == 1
    assert said(office, f"prospect/{late.id}") is not None


def test_ten_cards_a_day_are_enough_and_none_is_left_out(office: Office) -> None:
    ids = {one.id for one in waiting(office, 23)}
    told = []
    for _ in range(4):
        post(office)
        told.append(sum(said(office, f"prospect/{one}") is not None for one in ids))
        office.world.clock.advance(DAY)
    assert told == [10, 20, 23, 23]


@pytest.mark.parametrize(
    "hidden",
    [
        {"sighting": Sighting.UNSEEN},
        {"sighting": Sighting.NO_ANSWER},
        {"sighting": Sighting.GONE},
        {"state": ProspectState.SNOOZED},
    ],
)
def test_what_nobody_can_decide_on_is_not_shown(office: Office, hidden: dict[str, object]) -> None:
    office.suggested(**hidden)
    assert post(office) == 0


def test_a_broken_page_of_ours_is_no_letter_to_approve(office: Office) -> None:
    broken = office.suggested()
    with office.world.store.system() as tx:
        tx.prospects.connection.exec_driver_sql(
            "UPDATE prospects SET origin = ? WHERE id = ?", (Origin.BROKEN_TARGET.value, broken.id)
        )
    assert post(office) == 0


def test_after_a_decision_the_card_and_the_message_above_it_say_so(office: Office) -> None:
    first, _ = waiting(office, 2)
    post(office)
    approved = office.approve(first)
    assert said(office, f"prospect/{first.id}") == Message(f"{first.id} approved")
    assert said(office, queue_key(office)) == Message("1 wait")
    office.decide.undo(office.world.workspace_id, approved.ticket, "U0ROBIN")
    assert said(office, f"prospect/{first.id}") == Message(f"{first.id} suggested")
    assert said(office, queue_key(office)) == Message("2 wait")


def test_a_paused_channel_holds_the_message_and_loses_nothing(office: Office) -> None:
    world = office.world
    (one,) = waiting(office, 1)
    with world.store.transaction(world.workspace_id) as tx:
        tx.channels.pause("C0LINKS", "is_archived", world.clock())
    assert post(office) == 1
    assert world.outbox() == {}
    office.approve(one)
    with world.store.transaction(world.workspace_id) as tx:
        tx.channels.resume("C0LINKS")
    assert [message.text for message in world.outbox().values()] == ["0 wait", f"{one.id} approved"]


def test_a_site_without_a_channel_waits_until_it_has_one(office: Office) -> None:
    world = office.world
    waiting(office, 1)
    with world.store.transaction(world.workspace_id) as tx:
        tx.sites.change(world.site.id, SiteSettings(("acme.com",)))
    assert post(office) == 0
    with world.store.transaction(world.workspace_id) as tx:
        tx.sites.change(world.site.id, SiteSettings(("acme.com",), channel_id="C0LINKS"))
    assert post(office) == 1


def test_each_site_has_its_own_message(office: Office) -> None:
    world = office.world
    waiting(office, 1)
    other = world.add_site("globex.example", "C0OTHER")
    moved = office.suggested("https://elsewhere.example/")
    with world.store.system() as tx:
        tx.prospects.connection.exec_driver_sql("UPDATE prospects SET site_id = ? WHERE id = ?", (other.id, moved.id))
    assert post(office) == 2
    assert said(office, f"queue/{other.id}/{TODAY}") == Message("1 wait")


def test_two_who_post_at_once_say_it_once(office: Office) -> None:
    ids = [one.id for one in waiting(office, 5)]
    with ThreadPoolExecutor(4) as ticks:
        assert sum(ticks.map(lambda _: post(office), range(8))) == 1
    queued = office.world.outbox()
    assert sorted(queued) == sorted([queue_key(office), *(f"prospect/{one}" for one in ids)])


def test_people_decide_while_the_queue_is_posted_and_nothing_is_lost(office: Office) -> None:
    """Ticks of two workers and the clicks of six people at once."""
    cards = waiting(office, 12)

    def press(number: int) -> str:
        card, who = cards[number % 12], f"U{number}"
        try:
            if number % 3:
                office.decide.approve(office.world.workspace_id, card.ticket, who)
            else:
                office.decide.reject(office.world.workspace_id, card.ticket, who, "")
        except (AlreadyDecidedError, ChangedSinceError) as late:
            return late.user_message
        return "done"

    def tick(number: int) -> str:
        work = (lambda: post(office), office.follow.tick, office.propose.propose)[number % 3]
        work()
        return "ticked"

    with ThreadPoolExecutor(8) as at_once:
        clicks = [at_once.submit(press, number) for number in range(48)]
        ticks = [at_once.submit(tick, number) for number in range(18)]
        outcomes = [one.result() for one in clicks]
        assert {one.result() for one in ticks} == {"ticked"}
    assert outcomes.count("done") == 12
    assert all("Nothing was changed by you" in one for one in outcomes if one != "done")
    stored = [office.now(card) for card in cards]
    assert all(one.state in (ProspectState.APPROVED, ProspectState.REJECTED) for one in stored)
    for one in stored:
        shown = said(office, f"prospect/{one.id}")
        assert shown in (None, Message(f"{one.id} {one.state}"))
    with office.reading() as tx:
        assert tx.audit.verify().broken_at is None
        assert sum(len(tx.audit.about(one.url)) for one in stored) == 12


def test_what_was_put_off_comes_back_with_a_card_anew_and_the_old_one_says_so(office: Office) -> None:
    (one,) = waiting(office, 1)
    post(office)
    workspace = office.world.workspace_id
    office.decide.snooze(workspace, office.now(one).ticket, "U0ROBIN", 7 * DAY)
    office.world.clock.advance(8 * DAY)
    office.follow.tick()
    assert said(office, f"prospect/{one.id}") == Message(f"{one.id} suggested")  # until then it can be decided there
    assert [post(office), post(office)] == [1, 0]
    assert said(office, queue_key(office, "2026-03-10")) == Message("1 wait")
    assert said(office, f"prospect/{one.id}") == Message(f"{one.id} is old")
    assert said(office, f"prospect/{one.id}/2") == Message(f"{one.id} suggested")
    office.approve(one)
    assert said(office, f"prospect/{one.id}/2") == Message(f"{one.id} approved")
    assert said(office, f"prospect/{one.id}") == Message(f"{one.id} is old")


def test_what_comes_back_by_itself_is_announced_and_what_a_person_took_back_is_not(world: World) -> None:
    office = Office(world)
    ran_out, undone, listed = waiting(office, 3)
    post(office)
    office.approve(ran_out)
    world.clock.advance(15 * DAY)
    office.follow.tick()
    office.decide.undo(world.workspace_id, office.approve(undone).ticket, "U0ROBIN")
    office.suppress.add(world.workspace_id, listed.domain, "U0ROBIN", "")
    office.suppress.lift(world.workspace_id, listed.domain, "U0ROBIN")
    assert post(office) == 1
    assert [office.now(one).cards for one in (ran_out, undone, listed)] == [2, 1, 2]


def test_cards_that_went_down_with_their_message_come_with_the_next_one(office: Office) -> None:
    one, decided = waiting(office, 2)
    post(office)
    with office.world.store.system() as tx:
        parent = tx.outbox.claim(office.world.clock())
        assert parent is not None
        tx.outbox.mark_dead(parent.id, "invalid_blocks")
    office.approve(decided)
    assert post(office) == 0
    office.world.clock.advance(DAY)
    assert [post(office), post(office)] == [1, 0]
    assert said(office, f"prospect/{one.id}/2") is not None
    office.world.clock.advance(DAY)
    assert post(office) == 0
