"""Lists of outreach: what waits for a decision, what is whose to do, what was won, and how far everything came."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.analysis.duties import Duty
from jobs.find_site import NoSuchSiteError
from jobs.list_outreach import PER_PAGE, ListOutreach
from jobs.take_steps import NoSuchProspectError
from storage.domain import Funnel, LinkedPage, PageFault, Prospect, ProspectState, Sighting
from tests.jobs.outreach import DAY, Office, draft
from tests.jobs.world import World


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


@pytest.fixture
def lists(office: Office) -> ListOutreach:
    return ListOutreach(office.world.store, office.books, office.world.clock)


def page(number: int) -> str:
    return f"https://site{number}.example/tools"


def won(office: Office, url: str, days: int) -> Prospect:
    """A prospect that was written to and links since: as our visits would leave it."""
    contacted = office.contacted(office.suggested(url))
    office.world.clock.advance(days * DAY)
    at = office.world.clock()
    with office.world.store.transaction(office.world.workspace_id) as tx:
        return tx.prospects.advance(contacted, replace(contacted, state=ProspectState.WON, won_at=at, changed_at=at))


def numbers(found: tuple[Prospect, ...]) -> list[int]:
    return [one.id for one in found]


def test_the_most_valuable_come_first_ten_at_a_time(office: Office, lists: ListOutreach) -> None:
    worth = {office.suggested(page(number), value=number / 100).id: number for number in range(1, 14)}
    first = lists.queue(office.world.workspace_id, None)
    assert [worth[card.prospect.id] for card in first.cards] == list(range(13, 3, -1))
    assert first.waiting.prospects == 13
    assert first.next_start == PER_PAGE
    second = lists.queue_of(office.world.workspace_id, office.world.site.id, PER_PAGE)
    assert second is not None
    assert [worth[card.prospect.id] for card in second.cards] == [3, 2, 1]
    assert second.next_start is None


def test_a_page_whose_targets_were_decided_meanwhile_begins_anew(office: Office, lists: ListOutreach) -> None:
    office.suggested()
    for start in (10, 10_000, -3):
        again = lists.queue_of(office.world.workspace_id, office.world.site.id, start)
        assert again is not None
        assert (len(again.cards), again.start) == (1, 0)


def test_what_nobody_is_shown_is_counted_by_why(office: Office, lists: ListOutreach) -> None:
    for number, sighting in enumerate((Sighting.UNSEEN, Sighting.NO_ANSWER, Sighting.NO_ANSWER, Sighting.READY)):
        office.suggested(page(number), sighting=sighting)
    found = lists.queue(office.world.workspace_id, "acme.com")
    assert len(found.cards) == 1
    assert found.unready == {Sighting.UNSEEN: 1, Sighting.NO_ANSWER: 2}


def test_what_stands_in_the_way_of_each_is_known(office: Office, lists: ListOutreach) -> None:
    office.suggested(page(1), draft=draft(personal_line=""), value=0.9)
    office.suggested(page(2), value=0.1)
    held, ready = lists.queue(office.world.workspace_id, None).cards
    assert "A personal line is missing" in held.obstacles[0]
    assert ready.obstacles == ()


def test_everybody_has_their_own_chores_the_most_pressing_first(office: Office, lists: ListOutreach) -> None:
    workspace = office.world.workspace_id
    to_thank = won(office, page(1), 2)
    office.approve(office.suggested(page(2)), "U0MAYA")
    to_send = office.approve(office.suggested(page(3)))
    waiting = office.contacted(office.suggested(page(4)))
    answered = office.follow.replied(workspace, office.contacted(office.suggested(page(5))).ticket, "U0ROBIN").prospect
    nap = office.decide.snooze(workspace, office.suggested(page(6)).ticket, "U0ROBIN", timedelta(days=7)).prospect
    chores = lists.mine(workspace, "U0ROBIN")
    assert [(chore.duty, chore.prospect.id) for chore in chores] == [
        (Duty.ANSWER, answered.id),
        (Duty.SEND, to_send.id),
        (Duty.THANK, to_thank.id),
        (Duty.COMES_BACK, nap.id),
    ]
    office.world.clock.advance(10 * DAY)
    office.follow.tick()
    assert office.now(waiting).follow_up_due
    mine = {chore.prospect.id: chore.duty for chore in lists.mine(workspace, "U0ROBIN")}
    assert mine[waiting.id] is Duty.FOLLOW_UP
    assert nap.id not in mine, "it is back in the queue, and nobody's"


def test_what_our_mail_server_is_about_to_send_is_nobodys_chore(world: World) -> None:
    office = Office(world, mail=True)
    approved = office.approve(office.suggested())
    assert approved.state is ProspectState.APPROVED
    assert ListOutreach(world.store, office.books, world.clock).mine(world.workspace_id, "U0ROBIN") == ()


def test_wins_are_those_of_half_a_year_with_the_time_they_took(office: Office, lists: ListOutreach) -> None:
    old = won(office, page(1), 1)
    office.world.clock.advance(200 * DAY)
    recent = [won(office, page(number), days) for number, days in ((2, 3), (3, 5), (4, 40))]
    found = lists.won(office.world.workspace_id)
    assert numbers(found.won) == [one.id for one in reversed(recent)]
    assert old.id not in numbers(found.won)
    assert found.median == 5 * DAY
    assert numbers(lists.won(office.world.workspace_id, "acme.com").won) == numbers(found.won)
    with pytest.raises(NoSuchSiteError):
        lists.won(office.world.workspace_id, "other.example")


def test_the_funnel_counts_how_far_each_ever_came(office: Office, lists: ListOutreach) -> None:
    workspace = office.world.workspace_id
    won(office, page(1), 4)
    office.suggested(page(2))
    office.approve(office.suggested(page(3)))
    office.decide.reject(workspace, office.suggested(page(4)).ticket, "U0ROBIN", "not for us")
    replied = office.follow.replied(workspace, office.contacted(office.suggested(page(5))).ticket, "U0ROBIN")
    office.follow.declined(workspace, replied.prospect.ticket, "U0ROBIN", "no links")
    figures = lists.figures(workspace)
    assert figures.funnel == Funnel(suggested=5, approved=3, contacted=2, replied=1, won=1)
    assert figures.median == 4 * DAY
    assert [(site.domain, number) for site, number in figures.approved] == [("acme.com", 3)]
    assert figures.quota == office.rules.weekly_quota
    (rate,) = figures.rates
    assert (rate.because, rate.won, rate.ended, rate.is_learnt) == ("unlinked", 1, 2, False)
    assert lists.figures(workspace, "acme.com") == replace(figures, site=office.world.site)


def test_a_broken_page_of_ours_is_in_no_funnel_and_in_no_queue(office: Office, lists: ListOutreach) -> None:
    world = office.world
    broken = LinkedPage(0, world.site.id, "https://acme.com/old", 3, 2, 60, world.clock())
    with world.store.transaction(world.workspace_id) as tx:
        tx.linked_pages.note_counts([broken], world.clock())
        found = tx.linked_pages.by_url(world.site.id, broken.url)
        assert found is not None
        tx.linked_pages.record(replace(found, fault=PageFault.GONE, status=410, faulty_since=world.clock()))
    assert office.propose.propose() == 1
    assert lists.figures(world.workspace_id).funnel == Funnel()
    queue = lists.queue(world.workspace_id, None)
    assert (queue.cards, queue.broken) == ((), 1)
    shown = lists.broken_pages(world.workspace_id, world.site.id)
    assert shown is not None
    assert [one.url for one in shown[1]] == [broken.url]


def test_a_number_that_names_nothing_of_this_workspace_is_refused(office: Office, lists: ListOutreach) -> None:
    known = office.suggested()
    assert lists.card(office.world.workspace_id, known.id).prospect == known
    with office.world.store.system() as tx:
        other = tx.workspaces.ensure("T0OTHER", "Other")
    for workspace_id, number in (
        (other.id, known.id),
        (office.world.workspace_id, 0),
        (office.world.workspace_id, 2**70),
    ):
        with pytest.raises(NoSuchProspectError):
            lists.card(workspace_id, number)


def test_home_has_the_figures_of_every_site(office: Office, lists: ListOutreach) -> None:
    office.suggested()
    seen = lists.at_home(office.world.workspace_id, "U0ROBIN")
    waiting, funnel = seen.of_sites[office.world.site.id]
    assert (waiting.prospects, funnel.suggested, seen.chores) == (1, 1, ())
