"""What was found becomes a prospect: once, one for each domain, and only where somebody may be asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import event

from jobs.analysis.outreach import OutreachRules
from jobs.analysis.suppression import read_list
from jobs.judge_mention import JudgeMention
from jobs.propose_outreach import AlreadyAskedError, OwnPageError
from storage.domain import (
    Lane,
    LinkedPage,
    Mention,
    MentionId,
    MentionState,
    Origin,
    PageFault,
    Prospect,
    ProspectState,
    SiteSettings,
)
from tests.analysis.visits import GOOD_PAGE, a_visit
from tests.blocks import samples
from tests.jobs.outreach import DAY, Office, everyone
from tests.jobs.world import GONE, HERE, HOUR, LIVE, NOFOLLOW, REMOVED, World


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def mention(office: Office, number: int = 1, domain: str = "news.example", lane: Lane = Lane.ASK) -> MentionId:
    """A page that names us, found and seen."""
    world = office.world
    known = samples.mention(number, domain, lane)
    found = replace(
        known,
        site_id=world.site.id,
        url=f"https://{domain}/{number}",
        found_at=world.clock(),
        score=max(30, 90 - number),
    )
    with world.store.transaction(world.workspace_id) as tx:
        return tx.mentions.record(found)


def proposed(office: Office) -> list[Prospect]:
    """All that was ever proposed, the latest last."""
    with office.reading() as tx:
        return everyone(tx)


def only(office: Office) -> Prospect:
    (prospect,) = proposed(office)
    return prospect


def judge(office: Office) -> JudgeMention:
    return JudgeMention(office.world.store, office.world.clock)


def break_page(office: Office, url: str = "https://acme.com/guide", fault: PageFault | None = PageFault.GONE) -> None:
    """A page of ours that others link to answers so when we look."""
    world, now = office.world, office.world.clock()
    with world.store.transaction(world.workspace_id) as tx:
        known = tx.linked_pages.by_url(world.site.id, url)
        if known is None:
            tx.linked_pages.note_counts([LinkedPage(0, world.site.id, url, 3, 2, 40, now)], now)
            known = tx.linked_pages.by_url(world.site.id, url)
        assert known is not None
        tx.linked_pages.record(replace(known, checked_at=now, fault=fault, faulty_since=now if fault else None))


def test_a_mention_worth_asking_becomes_a_prospect_once_however_often_the_tick_runs(office: Office) -> None:
    about = mention(office)
    assert [office.propose.propose() for _ in range(3)] == [1, 0, 0]
    prospect = only(office)
    assert (prospect.origin, prospect.mention_id, prospect.because) == (Origin.MENTION, about, "unlinked")
    assert (prospect.state, prospect.domain) == (ProspectState.SUGGESTED, "news.example")


@pytest.mark.parametrize("lane", [lane for lane in Lane if lane is not Lane.ASK])
def test_a_mention_of_another_lane_is_none(office: Office, lane: Lane) -> None:
    mention(office, lane=lane)
    assert office.propose.propose() == 0


def test_copies_are_left_to_their_original(office: Office) -> None:
    ids = [mention(office, number, f"paper{number}.example") for number in range(1, 4)]
    with office.world.store.transaction(office.world.workspace_id) as tx:
        tx.mentions.regroup(office.world.site.id, ids[1], ids)
    assert office.propose.propose() == 1
    assert only(office).mention_id == ids[1]


def test_a_confirmed_loss_becomes_a_prospect_and_a_doubted_one_does_not(office: Office) -> None:
    world = office.world
    link = world.add_live_link()
    world.see(link, REMOVED)
    assert office.propose.propose() == 0
    world.clock.advance(DAY)
    world.see(link, REMOVED)
    assert office.propose.propose() == 1
    prospect = only(office)
    assert (prospect.origin, prospect.because, prospect.link_id) == (Origin.LOST_LINK, "removed", link.id)
    assert prospect.case.suggestion.anchor


def test_a_link_that_turned_nofollow_becomes_a_prospect(office: Office) -> None:
    world = office.world
    link = world.add_live_link()
    for _ in range(3):
        world.clock.advance(DAY)
        world.see(link, NOFOLLOW)
    assert office.propose.propose() == 1
    assert (only(office).origin, only(office).because) == (Origin.NOFOLLOW, "rel_changed")
    assert office.propose.propose() == 0


def test_nobody_is_asked_to_unmark_a_link_that_is_paid_for(office: Office) -> None:
    world = office.world
    link = world.add_live_link()
    paid = a_visit(GOOD_PAGE.replace("<a ", '<a rel="nofollow sponsored" '))
    for _ in range(3):
        world.clock.advance(DAY)
        world.see(link, paid)
    assert office.propose.propose() == 0


def test_a_nofollow_that_is_followed_again_before_we_ask_is_none(office: Office) -> None:
    world = office.world
    link = world.add_live_link()
    for visit in (NOFOLLOW, NOFOLLOW, LIVE, LIVE):
        world.clock.advance(DAY)
        world.see(link, visit)
    assert office.propose.propose() == 0


def test_a_broken_page_of_ours_is_one_prospect_as_long_as_it_is_broken_and_needs_no_letter(office: Office) -> None:
    break_page(office)
    assert [office.propose.propose() for _ in range(2)] == [1, 0]
    prospect = only(office)
    assert (prospect.origin, prospect.needs_letter, prospect.due_at) == (Origin.BROKEN_TARGET, False, None)
    office.world.clock.advance(DAY)
    break_page(office, fault=None)
    office.follow.tick()
    assert office.now(prospect).state is ProspectState.WON
    office.world.clock.advance(DAY)
    break_page(office)
    assert office.propose.propose() == 1


def test_a_broken_page_that_a_person_dismissed_is_not_brought_up_again(office: Office) -> None:
    break_page(office)
    office.propose.propose()
    office.decide.reject(office.world.workspace_id, only(office).ticket, "U0ROBIN", "on purpose")
    office.world.clock.advance(DAY)
    assert office.propose.propose() == 0


def test_of_two_mentions_of_a_domain_the_better_is_asked_about_and_the_other_when_it_is_over(office: Office) -> None:
    first, second = mention(office, 1), mention(office, 2)
    office.propose.propose()
    assert only(office).mention_id == first
    office.decide.reject(office.world.workspace_id, only(office).ticket, "U0ROBIN", "off topic")
    assert office.propose.propose() == 1
    assert [one.mention_id for one in proposed(office)] == [first, second]
    assert office.propose.propose() == 0


def test_a_domain_that_was_written_to_rests_before_anything_else_of_it_is_proposed(office: Office) -> None:
    asked = office.contacted(office.suggested())
    mention(office)
    office.follow.declined(office.world.workspace_id, asked.ticket, "U0ROBIN", "no")
    assert office.propose.propose() == 0
    office.world.clock.advance(100 * DAY)
    assert office.propose.propose() == 1


@pytest.mark.parametrize("named", ["news.example", "https://www.news.example/imprint"])
def test_nobody_is_proposed_who_must_not_be_written_to_until_that_is_lifted(office: Office, named: str) -> None:
    office.suppress.add(office.world.workspace_id, named, "U0KIM", "they asked")
    mention(office)
    assert office.propose.propose() == 0
    office.suppress.lift(office.world.workspace_id, named, "U0KIM")
    assert office.propose.propose() == 1


def test_many_who_must_not_be_written_to_do_not_stand_before_the_one_who_may(office: Office) -> None:
    """Listed by their hosts, which only a closer look tells."""
    for number in range(1, 61):
        office.suppress.add(office.world.workspace_id, f"blog.news{number}.example", "U0KIM", "they asked")
        with office.world.store.transaction(office.world.workspace_id) as tx:
            known = replace(samples.mention(number, f"news{number}.example"), site_id=office.world.site.id)
            tx.mentions.record(replace(known, url=f"https://blog.news{number}.example/a"))
    free = mention(office, 70, "free.example")
    assert office.propose.propose() == 1
    assert only(office).mention_id == free


def test_what_scores_too_low_for_an_approval_is_no_suggestion(world: World) -> None:
    mention(Office(world))  # scores 89
    assert Office(world, OutreachRules(min_score=90)).propose.propose() == 0
    assert Office(world, OutreachRules(min_score=89)).propose.propose() == 1


def test_nothing_is_proposed_for_a_site_without_a_channel(office: Office) -> None:
    mention(office)
    with office.world.store.transaction(office.world.workspace_id) as tx:
        tx.sites.change(office.world.site.id, SiteSettings(("acme.com",)))
    assert office.propose.propose() == 0


def test_two_who_propose_at_once_make_each_prospect_once(office: Office) -> None:
    for number in range(1, 31):
        mention(office, number, f"news{number}.example")
    with ThreadPoolExecutor(4) as ticks:
        added = sum(ticks.map(lambda _: office.propose.propose(), range(8)))
    assert added == len(proposed(office)) == 30


def test_two_workspaces_may_ask_the_same_domain(office: Office) -> None:
    mention(office)
    world = office.world
    with world.store.system() as system:
        other = system.workspaces.ensure("T2", "Globex")
    with world.store.transaction(other.id) as tx:
        site = tx.sites.add(SiteSettings(("globex.example",), channel_id=HERE), world.clock())
        tx.mentions.record(replace(samples.mention(), site_id=site.id, domain="news.example"))
    assert office.propose.propose() == 2


def test_a_loss_that_recovers_before_anybody_decides_closes_its_prospect(office: Office) -> None:
    world = office.world
    link = world.add_lost_link()
    office.propose.propose()
    world.clock.advance(DAY)
    world.see(link, LIVE)
    office.follow.tick()
    closed = only(office)
    assert (closed.state, closed.why, closed.won_at) == (ProspectState.CLOSED, "it links without being asked", None)


def test_a_new_loss_of_the_same_link_becomes_a_new_prospect(office: Office) -> None:
    world = office.world
    link = world.add_lost_link()
    office.propose.propose()
    world.clock.advance(DAY)
    world.see(link, LIVE)
    office.follow.tick()
    for _ in range(2):
        world.clock.advance(DAY)
        world.see(link, GONE)
    assert office.propose.propose() == 1
    assert [(one.state, one.because) for one in proposed(office)] == [
        (ProspectState.CLOSED, "removed"),
        (ProspectState.SUGGESTED, "gone_404"),
    ]


def test_a_loss_of_long_ago_is_not_brought_up(office: Office) -> None:
    office.world.add_lost_link()
    office.world.clock.advance(91 * DAY)
    assert office.propose.propose() == 0


@pytest.mark.parametrize("how", ["muted", "not ours", "gone", "linked"])
def test_a_prospect_whose_mention_is_nothing_to_ask_about_is_closed(office: Office, how: str) -> None:
    about = mention(office)
    office.propose.propose()
    before, mine = only(office), office.world.workspace_id
    match how:
        case "muted":
            judge(office).mute_domain(mine, about, "U0KIM")
        case "not ours":
            judge(office).vote(mine, about, is_ours=False, by="U0KIM", shown=Lane.ASK)
        case "gone":
            change(office, about, state=MentionState.GONE)
        case "linked":
            change(office, about, lane=Lane.LINKED)
    assert office.follow.tick() == 1
    after = office.now(before)
    assert (after.state, after.ticket != before.ticket) == (ProspectState.CLOSED, True)
    assert after.why
    assert office.propose.propose() == 0
    assert [entry.verb for entry in office.audit(after)][-1] == "prospect closed"


def test_a_prospect_whose_mention_is_only_put_off_stays(office: Office) -> None:
    about = mention(office)
    office.propose.propose()
    judge(office).snooze(office.world.workspace_id, about, "U0KIM")
    assert office.follow.tick() == 0


def test_who_was_written_to_stays_written_to_whatever_becomes_of_the_mention(office: Office) -> None:
    about = mention(office)
    asked = office.contacted(office.suggested("https://news.example/1", mention_id=about))
    change(office, about, state=MentionState.GONE)
    office.follow.tick()
    assert office.now(asked).state is ProspectState.CONTACTED


def test_a_page_added_by_hand_is_theirs_and_in_the_audit(office: Office) -> None:
    card = office.propose.add(office.world.workspace_id, "news.example/tools", None, "U0SAM", HERE)
    assert (card.prospect.origin, card.prospect.added_by) == (Origin.PERSON, "U0SAM")
    assert [(entry.actor, entry.verb) for entry in office.audit(card.prospect)] == [("U0SAM", "prospect added")]
    with pytest.raises(AlreadyAskedError):
        office.propose.add(office.world.workspace_id, "https://blog.news.example/", None, "U0KIM", HERE)


def test_nobody_asks_themselves(office: Office) -> None:
    with pytest.raises(OwnPageError):
        office.propose.add(office.world.workspace_id, "https://www.acme.com/blog", None, "U0SAM", HERE)


def change(office: Office, about: MentionId, **values: object) -> None:
    """As a later look of our own would."""
    with office.world.store.transaction(office.world.workspace_id) as tx:
        known = tx.mentions.get(about)
        assert known is not None
        if "state" in values:
            tx.mentions.set_state(about, MentionState.GONE)
        else:
            seen: Mention = replace(known, **values)  # type: ignore[arg-type]
            tx.mentions.record(seen)


def test_what_nobody_could_approve_is_weighed_once_an_hour_and_costs_nothing_between(world: World) -> None:
    office = Office(world, suppressed=read_list("blocked.example"))
    for number in range(60):
        world.add_lost_link(f"https://blocked.example/p{number}")
    office.propose.propose()
    asked: list[str] = []
    event.listen(world.store._readers, "before_cursor_execute", lambda *said: asked.append(said[2]))
    assert office.propose.propose() == 0
    assert len(asked) < 10
    world.add_lost_link("https://good.example/p")
    assert [office.propose.propose() for _ in range(2)] == [1, 0]
    assert Office(world).propose.propose() == 0
    world.clock.advance(HOUR)
    assert Office(world).propose.propose() == 1
