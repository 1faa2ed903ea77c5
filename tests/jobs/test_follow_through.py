"""After the letter: the page is watched, people are reminded until a reply comes, and what we see ourselves is won."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.analysis.addresses import page_address
from jobs.analysis.outreach import GIVEN_UP, AlreadyDecidedError, NoFollowUpError, OutreachRules
from jobs.analysis.visit import Visit
from storage.domain import (
    PEOPLE_FIRST,
    Backlink,
    Case,
    LetterState,
    LinkedPage,
    LinkState,
    NewProspect,
    Origin,
    PageFault,
    Prospect,
    ProspectState,
    Sighting,
    Suggestion,
)
from storage.prospects import ProspectMovedError
from tests.analysis.visits import GOOD_PAGE, a_visit
from tests.jobs.outreach import DAY, Office, draft, everyone
from tests.jobs.world import GONE, LIVE, NOFOLLOW, REMOVED, World, kinds_of

PAGE = "https://news.example/tools"


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def watched(office: Office, prospect: Prospect) -> Backlink:
    link_id = office.now(prospect).link_id
    assert link_id is not None
    return office.world.link(link_id)


def ready(office: Office, prospect: Prospect) -> Prospect:
    """Looked at and drafted, as the worker would have."""
    with office.world.store.transaction(office.world.workspace_id) as tx:
        return tx.prospects.advance(
            prospect,
            replace(prospect, sighting=Sighting.READY, seen_at=office.world.clock(), next_look_at=None, draft=draft()),
        )


def proposed(office: Office) -> Prospect:
    """The one prospect that came of what was seen, ready to be decided on."""
    assert office.propose.propose() == 1
    with office.reading() as tx:
        (prospect,) = everyone(tx, ProspectState.SUGGESTED)
    return ready(office, prospect)


def links_to_what_is_gone(office: Office, url: str = PAGE) -> Prospect:
    """A mention whose page links already, but to a page of ours that is no more."""
    address, case = page_address(url), Case("why", "Acme", suggestion=Suggestion("https://acme.com/on-call", "Acme"))
    new = NewProspect(
        office.world.site.id, Origin.MENTION, "linked_broken", f"mention/{url}", address.url, address.key,
        address.domain, case, 0.2, 70,
    )  # fmt: skip
    with office.world.store.transaction(office.world.workspace_id) as tx:
        added = tx.prospects.add(new, office.new_ticket(), office.world.clock())
    assert added is not None
    return ready(office, added)


def after(office: Office, days: float) -> int:
    office.world.clock.advance(timedelta(days=days))
    return office.follow.tick()


def state(office: Office, prospect: Prospect) -> ProspectState:
    return office.now(prospect).state


def verbs(office: Office, prospect: Prospect) -> list[str]:
    return [entry.verb for entry in office.audit(prospect)]


def test_who_sent_the_letter_says_so_and_its_page_is_watched_from_then_on(office: Office) -> None:
    asked = office.contacted(office.suggested())
    assert (asked.state, asked.contacted_by, asked.contacted_via) == (ProspectState.CONTACTED, "U0ROBIN", "by hand")
    link = watched(office, asked)
    assert (link.source_url, link.state, link.target_url) == (PAGE, LinkState.UNSEEN, "https://acme.com/on-call")
    assert (link.next_due_at, link.prio) == (office.world.clock(), PEOPLE_FIRST)


def test_saying_it_twice_counts_once(office: Office) -> None:
    approved = office.approve(office.suggested())
    office.follow.sent(office.world.workspace_id, approved.ticket, "U0ROBIN")
    with pytest.raises(AlreadyDecidedError) as late:
        office.follow.sent(office.world.workspace_id, approved.ticket, "U0KIM")
    assert late.value.user_message == "A letter has gone out already. Nothing was changed by you."
    assert office.now(approved).contacted_by == "U0ROBIN"


def test_a_follow_up_is_due_after_five_working_days_and_is_a_persons_to_send(office: Office) -> None:
    asked = office.contacted(office.suggested())  # on a Monday
    after(office, 6.9)
    assert not office.now(asked).follow_up_due
    after(office, 0.1)
    due = office.now(asked)
    assert due.follow_up_due
    sent = office.follow.sent(office.world.workspace_id, due.ticket, "U0ROBIN").prospect
    assert (sent.follow_ups, sent.follow_up_due, sent.next_step_at) == (1, False, None)
    with pytest.raises(NoFollowUpError):
        office.follow.sent(office.world.workspace_id, sent.ticket, "U0ROBIN")


def test_a_second_follow_up_is_due_only_where_the_rules_allow_it(world: World) -> None:
    office = Office(world, OutreachRules(follow_ups=2))
    asked = office.contacted(office.suggested(draft=replace(draft(), follow_ups=("One.", "Two."))))
    for number in (1, 2):
        after(office, 7)
        due = office.now(asked)
        assert due.follow_up_due
        office.follow.sent(world.workspace_id, due.ticket, "U0ROBIN")
        assert office.now(asked).follow_ups == number
    after(office, 7)
    assert not office.now(asked).follow_up_due


def test_under_a_letter_that_somebody_sent_by_hand_our_server_sends_none_of_its_own(world: World) -> None:
    office = Office(world, mail=True)
    asked = office.contacted(office.suggested())
    after(office, 7)
    with office.reading() as tx:
        assert [one.number for one in tx.letters.of_prospect(asked.id) if one.state is LetterState.PENDING] == []
    assert office.now(asked).follow_up_due


def test_where_the_operator_allows_no_follow_up_any_more_the_waiting_one_is_dropped(world: World) -> None:
    asked = Office(world).contacted(Office(world).suggested())
    strict = Office(world, OutreachRules(follow_ups=0))
    after(strict, 8)
    after(strict, 0)
    assert (strict.now(asked).follow_up_due, strict.now(asked).next_step_at) == (False, None)


def test_a_reply_stops_the_reminder(office: Office) -> None:
    asked = office.contacted(office.suggested())
    answered = office.follow.replied(office.world.workspace_id, asked.ticket, "U0ROBIN").prospect
    assert (answered.state, answered.next_step_at) == (ProspectState.REPLIED, None)
    after(office, 30)
    assert not office.now(asked).follow_up_due
    assert state(office, asked) is ProspectState.REPLIED


def test_the_link_that_we_see_ourselves_wins_it_with_its_time_and_is_told_as_new_once(office: Office) -> None:
    office.world.begin()
    asked = office.contacted(office.suggested())
    office.world.see(watched(office, asked), REMOVED)
    assert office.follow.tick() == 0
    office.world.clock.advance(5 * DAY)
    office.world.see(watched(office, asked), LIVE)
    office.follow.tick()
    won = office.now(asked)
    assert (won.state, won.time_to_link) == (ProspectState.WON, 5 * DAY)
    assert verbs(office, won)[-1] == "link found"
    assert kinds_of(office.world, watched(office, won)) == ["new"]
    told = [message for message in office.world.digest().values() if "news.example" in repr(message)]
    assert told
    assert "news.example" not in repr(office.world.digest())
    assert office.follow.tick() == 0


def test_a_won_link_is_watched_like_any_other(office: Office) -> None:
    asked = office.contacted(office.suggested())
    office.world.see(watched(office, asked), LIVE)
    office.world.clock.advance(DAY)
    office.world.see(watched(office, asked), LIVE)
    office.follow.tick()
    for _ in range(2):
        office.world.clock.advance(DAY)
        office.world.see(watched(office, asked), REMOVED)
    assert watched(office, asked).state is LinkState.LOST
    assert state(office, asked) is ProspectState.WON


def test_a_lost_link_that_returns_after_the_letter_is_won(office: Office) -> None:
    link = office.world.add_lost_link(PAGE)
    asked = office.contacted(proposed(office))
    assert asked.link_id == link.id
    assert office.follow.tick() == 0
    office.world.clock.advance(3 * DAY)
    office.world.see(link, LIVE)
    office.follow.tick()
    assert state(office, asked) is ProspectState.WON


def test_a_nofollow_is_won_when_it_counts_again_and_not_before(office: Office) -> None:
    link = office.world.add_live_link(PAGE)
    for _ in range(3):
        office.world.clock.advance(DAY)
        office.world.see(link, NOFOLLOW)
    asked = office.contacted(proposed(office))
    for visit, expected in ((NOFOLLOW, ProspectState.CONTACTED), (LIVE, ProspectState.WON)):
        for _ in range(2):
            office.world.clock.advance(DAY)
            office.world.see(link, visit)
        office.follow.tick()
        assert state(office, asked) is expected


@pytest.mark.parametrize("mended", ["https://acme.com/on-call", "https://acme.com/elsewhere"])
def test_a_link_to_a_page_that_is_gone_is_won_when_it_leads_to_one_that_is_there_and_not_before(
    office: Office, mended: str
) -> None:
    world, asked = office.world, office.contacted(links_to_what_is_gone(office))
    note_page(office, "https://acme.com/gone", PageFault.GONE)
    world.clock.advance(DAY)
    world.see(watched(office, asked), linking("https://acme.com/gone"))
    office.follow.tick()
    assert state(office, asked) is ProspectState.CONTACTED
    if "elsewhere" in mended:
        note_page(office, mended, None)
    for _ in range(2):
        world.clock.advance(DAY)
        world.see(watched(office, asked), linking(mended))
    office.follow.tick()
    assert state(office, asked) is ProspectState.WON


def test_many_that_only_link_as_before_do_not_hide_the_one_that_is_won(world: World) -> None:
    office = Office(world, OutreachRules(weekly_quota=1_000))
    for number in range(105):
        asked = office.contacted(links_to_what_is_gone(office, f"https://news{number}.example/tools"))
        world.clock.advance(timedelta(minutes=1))
        world.see(watched(office, asked), linking("https://acme.com/gone"))
    last = office.contacted(office.suggested())
    world.clock.advance(DAY)
    world.see(watched(office, last), LIVE)
    office.follow.tick()
    assert state(office, last) is ProspectState.WON
    with office.reading() as tx:
        assert len(everyone(tx, ProspectState.CONTACTED)) == 105


def test_a_link_on_another_page_of_the_domain_wins_it_too(office: Office) -> None:
    asked = office.contacted(office.suggested())
    office.world.clock.advance(2 * DAY)
    office.world.add_live_link("https://news.example/partners", quiet=False)
    office.follow.tick()
    assert state(office, asked) is ProspectState.WON


def test_a_link_elsewhere_that_somebody_only_named_wins_nothing_for_nobody_knows_how_old_it_is(office: Office) -> None:
    asked = office.contacted(office.suggested())
    office.world.clock.advance(2 * DAY)
    office.world.add_live_link("https://news.example/post-of-2015", quiet=True)
    office.follow.tick()
    assert state(office, asked) is ProspectState.CONTACTED


@pytest.mark.parametrize(("days", "counts"), [(170, True), (190, False)])
def test_a_link_wins_nothing_half_a_year_after_the_last_word(office: Office, days: int, counts: bool) -> None:
    asked = office.contacted(office.suggested())
    office.world.clock.advance(days * DAY)
    office.world.see(watched(office, asked), LIVE)
    with office.world.store.surveying() as system:
        won = system.prospects.linked(office.world.clock() - GIVEN_UP, 10)
    assert bool(won) == counts


def test_who_replied_is_not_waited_for_longer_than_half_a_year(office: Office) -> None:
    asked = office.contacted(office.suggested())
    office.world.clock.advance(10 * DAY)
    office.follow.replied(office.world.workspace_id, office.now(asked).ticket, "U0ROBIN")
    for _ in range(25):
        after(office, 7)
    assert state(office, asked) is ProspectState.REPLIED
    for _ in range(5):
        after(office, 7)
    assert (state(office, asked), office.now(asked).due_at) == (ProspectState.CLOSED, None)
    assert verbs(office, asked)[-1] == "given up"


def test_a_link_that_the_domain_had_long_before_wins_nothing(office: Office) -> None:
    old = office.world.add_live_link("https://news.example/partners")
    office.world.clock.advance(DAY)
    asked = office.contacted(office.suggested())
    office.world.clock.advance(DAY)
    office.world.see(old, LIVE)
    office.follow.tick()
    assert state(office, asked) is ProspectState.CONTACTED


def test_a_link_that_comes_before_the_letter_closes_what_nobody_was_asked_for(world: World) -> None:
    office = Office(world, mail=True)
    approved = office.approve(office.suggested())
    world.clock.advance(DAY)
    world.add_live_link(PAGE)
    office.follow.tick()
    closed = office.now(approved)
    assert (closed.state, closed.why, closed.won_at) == (ProspectState.CLOSED, "it links without being asked", None)
    with office.reading() as tx:
        assert [one.state for one in tx.letters.of_prospect(approved.id)] == [LetterState.CANCELLED]


def test_who_never_replies_is_given_up_after_the_last_look_and_may_still_be_won(office: Office) -> None:
    asked = office.contacted(office.suggested())
    hurried = []
    for days in (3, 4, 7, 16):
        assert state(office, asked) is ProspectState.CONTACTED
        after(office, days)
        office.follow.tick()
        hurried.append(watched(office, asked).next_due_at == office.world.clock())
    assert hurried == [True] * 4
    assert state(office, asked) is ProspectState.NO_REPLY
    assert "no reply came" in verbs(office, asked)
    with office.reading() as tx:
        assert tx.prospects.open_of("news.example") is None
    office.world.clock.advance(20 * DAY)
    office.world.see(watched(office, asked), LIVE)
    office.follow.tick()
    won = office.now(asked)
    assert (won.state, won.time_to_link) == (ProspectState.WON, 50 * DAY)


def test_half_a_year_after_the_letter_nobody_looks_any_longer(office: Office) -> None:
    asked = office.contacted(office.suggested())
    for _ in range(30):
        after(office, 7)
    assert state(office, asked) is ProspectState.CLOSED
    assert office.now(asked).due_at is None
    assert verbs(office, asked)[-1] == "given up"


def test_a_person_may_have_the_page_looked_at_now(office: Office) -> None:
    asked = office.contacted(office.suggested())
    office.world.clock.advance(DAY)
    office.follow.look_now(office.world.workspace_id, asked.ticket, "U0ROBIN")
    assert watched(office, asked).next_due_at == office.world.clock()


def test_who_declines_is_lost_and_not_looked_for(office: Office) -> None:
    asked = office.contacted(office.suggested())
    office.follow.declined(office.world.workspace_id, asked.ticket, "U0ROBIN", "no links")
    assert (state(office, asked), office.now(asked).due_at) == (ProspectState.LOST, None)
    assert office.now(asked).why == "no links"


def test_thanks_are_given_once_for_what_is_won(office: Office) -> None:
    asked = office.contacted(office.suggested())
    office.world.clock.advance(DAY)
    office.world.see(watched(office, asked), LIVE)
    office.follow.tick()
    won = office.now(asked)
    thanked = office.follow.thanked(office.world.workspace_id, won.ticket, "U0ROBIN").prospect
    assert thanked.thanked_at == office.world.clock()


def test_a_page_that_is_gone_after_the_letter_is_not_won(office: Office) -> None:
    asked = office.contacted(office.suggested())
    office.world.clock.advance(DAY)
    office.world.see(watched(office, asked), GONE)
    office.follow.tick()
    assert state(office, asked) is ProspectState.CONTACTED


def test_what_somebody_moved_between_our_reading_and_our_writing_is_theirs(office: Office) -> None:
    """On servers where two may write at once the fence below the tick refuses; the tick goes on with the others."""
    first = office.contacted(office.suggested())
    second = office.contacted(office.suggested("https://other.example/tools"))
    office.world.clock.advance(8 * DAY)
    books, refused = office.books, []

    class Fenced(type(books)):  # type: ignore[misc]
        def store(self, tx: object, before: Prospect, *rest: object) -> object:
            if before.id == first.id:
                refused.append(before.id)
                raise ProspectMovedError(before.id)
            return super().store(tx, before, *rest)

    fenced = Fenced(books.rules, books.now, books.render, books.render_queue, books.suppressed)
    replace(office.follow, books=fenced).tick()
    assert refused
    assert not office.now(first).follow_up_due
    assert office.now(second).follow_up_due


def linking(target: str) -> Visit:
    return a_visit(GOOD_PAGE.replace("https://acme.com/", target))


def note_page(office: Office, url: str, fault: PageFault | None) -> None:
    """A page of our own as our visit found it."""
    world, now = office.world, office.world.clock()
    with world.store.transaction(world.workspace_id) as tx:
        tx.linked_pages.note_counts([LinkedPage(0, world.site.id, url, 3, 2, 40, now)], now)
        known = tx.linked_pages.by_url(world.site.id, url)
        assert known is not None
        tx.linked_pages.record(replace(known, checked_at=now, fault=fault, faulty_since=now if fault else None))


def test_the_first_of_two_approvals_runs_out_like_a_whole_one(world: World) -> None:
    office = Office(world, OutreachRules(second_approver_from=50))
    first = office.approve(office.suggested(authority=90), "U0ROBIN")
    after(office, 13)
    assert office.now(first).first_by == "U0ROBIN"
    after(office, 1)
    ran_out = office.now(first)
    assert (ran_out.state, ran_out.first_by, ran_out.expires_at) == (ProspectState.SUGGESTED, "", None)
    assert verbs(office, first)[-1] == "first approval ran out"
    assert office.approve(first, "U0MAYA").first_by == "U0MAYA"
    assert office.approve(first, "U0ROBIN").state is ProspectState.APPROVED


def test_one_that_fails_does_not_hold_back_those_behind_it(office: Office) -> None:
    spoilt = office.contacted(office.suggested())
    put_off = office.suggested("https://b.example/tools")
    office.decide.snooze(office.world.workspace_id, put_off.ticket, "U0ROBIN", 7 * DAY)
    moved = office.now(spoilt)
    with office.world.store.transaction(office.world.workspace_id) as tx:
        tx.prospects.advance(moved, replace(moved, looks=-100, next_step_at=None))  # no such look
    office.world.clock.advance(8 * DAY)
    follow = office.follow
    with pytest.raises(IndexError):
        follow.tick()
    assert state(office, put_off) is ProspectState.SUGGESTED
    follow.tick()  # it rests, and nothing is left to be said
    office.world.clock.advance(timedelta(minutes=5))
    with pytest.raises(IndexError):
        follow.tick()
