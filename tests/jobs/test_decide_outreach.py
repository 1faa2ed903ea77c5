"""Decisions on prospects: on the exact text, by the first click, with every obstacle named, and kept in the audit."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.analysis.outreach import AlreadyDecidedError, NotYoursError, OutreachRules, TooLateError
from jobs.analysis.suppression import digest_of, understand
from jobs.propose_outreach import AlreadyAskedError
from jobs.take_steps import ChangedSinceError, NoSuchProspectError, ObstacleError
from storage.domain import LetterState, Message, ProspectState, Sighting, Thread, WorkspaceId
from storage.errors import AnchorwatchError
from storage.prospects import ProspectMovedError
from tests.jobs.outreach import BODY, DAY, LINE, Office, draft
from tests.jobs.world import HERE, World


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def test_an_approval_holds_for_the_exact_text(office: Office) -> None:
    suggested = office.suggested()
    approved = office.approve(suggested)
    assert approved.state is ProspectState.APPROVED
    assert approved.approved == draft().digest
    assert approved.owner == approved.decided_by == "U0ROBIN"


def test_an_edit_voids_the_approval(office: Office) -> None:
    """Scenario 37."""
    approved = office.approve(office.suggested())
    edited = office.write(approved, BODY.replace("link the name", "link it"))
    assert edited.state is ProspectState.SUGGESTED
    assert edited.approved is None
    assert edited.ticket != approved.ticket
    assert [entry.verb for entry in office.audit(edited)] == ["prospect approved", "approval void by an edit"]


def test_an_edit_voids_the_first_of_two_approvals(world: World) -> None:
    office = Office(world, OutreachRules(second_approver_from=60))
    first = office.approve(office.suggested(authority=85), "U0ROBIN")
    assert first.state is ProspectState.SUGGESTED
    office.write(first, BODY + "\nPS")
    again = office.approve(first, "U0KIM")
    assert again.state is ProspectState.SUGGESTED
    assert again.first_by == "U0KIM"


def test_two_who_press_approve_at_once_make_one_record(office: Office) -> None:
    """Scenario 36."""
    suggested = office.suggested()

    def press(who: str) -> str:
        try:
            office.decide.approve(office.world.workspace_id, suggested.ticket, who)
        except AlreadyDecidedError as error:
            return error.user_message
        return "won"

    with ThreadPoolExecutor(2) as people:
        said = list(people.map(press, ["U0ROBIN", "U0KIM"]))
    winner = office.now(suggested).decided_by
    assert sorted(said) == [f"<@{winner}> has approved it already. Nothing was changed by you.", "won"]
    assert [entry.actor for entry in office.audit(suggested)] == [winner]


def test_approve_and_reject_at_once_make_one_decision(office: Office) -> None:
    suggested = office.suggested()
    decide, mine = office.decide, office.world.workspace_id
    presses = [
        lambda: decide.approve(mine, suggested.ticket, "U0ROBIN"),
        lambda: decide.reject(mine, suggested.ticket, "U0KIM", "off topic"),
    ]

    def press(number: int) -> bool:
        try:
            presses[number]()
        except AlreadyDecidedError:
            return False
        return True

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(press, range(2))) == [False, True]
    assert len(office.audit(suggested)) == 1


def test_two_hundred_clicks_on_twenty_cards_make_twenty_decisions_and_an_unbroken_chain(office: Office) -> None:
    cards = [office.suggested(f"https://news{number}.example/tools") for number in range(20)]
    clicks = [(card, person) for person in range(10) for card in cards]

    def press(click: tuple[int, int]) -> bool:
        card, person = cards[click[0]], f"U{click[1]}"
        decide, mine = office.decide, office.world.workspace_id
        try:
            if click[1] % 2:
                decide.reject(mine, card.ticket, person, "")
            else:
                decide.approve(mine, card.ticket, person)
        except AlreadyDecidedError:
            return False
        return True

    with ThreadPoolExecutor(16) as people:
        done = list(people.map(press, [(cards.index(card), person) for card, person in clicks]))
    assert sum(done) == 20
    decided = Counter(office.now(card).state for card in cards)
    assert decided[ProspectState.APPROVED] + decided[ProspectState.REJECTED] == 20
    with office.reading() as tx:
        proof = tx.audit.verify()
        assert len([entry for card in cards for entry in tx.audit.about(card.url)]) == 20
    assert proof.broken_at is None


def test_the_first_of_two_approvals_waits_for_another_person(world: World) -> None:
    office = Office(world)
    suggested = office.suggested(authority=85)
    first = office.approve(suggested, "U0ROBIN")
    assert first.state is ProspectState.SUGGESTED
    with pytest.raises(NotYoursError, match="approved first"):
        office.approve(first, "U0ROBIN")
    assert office.approve(first, "U0KIM").state is ProspectState.APPROVED
    verbs = [(entry.actor, entry.verb) for entry in office.audit(suggested)]
    assert verbs == [("U0ROBIN", "prospect approved by the first of two"), ("U0KIM", "prospect approved")]


@pytest.mark.parametrize(
    ("limit", "authority", "two"), [(0, None, True), (0, 5, True), (101, 100, False), (80, 80, True)]
)
def test_from_which_authority_two_must_approve_is_the_operators_choice(
    world: World, limit: int, authority: int | None, two: bool
) -> None:
    office = Office(world, OutreachRules(second_approver_from=limit))
    first = office.approve(office.suggested(authority=authority))
    assert (first.state is ProspectState.SUGGESTED) is two


def test_nothing_is_sent_by_hand_to_whoever_came_on_a_list_since(world: World) -> None:
    approved = Office(world).approve(Office(world).suggested())
    listed = Office(world, suppressed=frozenset({digest_of(understand("news.example"))}))
    assert "do-not-contact" in listed.card(approved).obstacles[0]
    with pytest.raises(ObstacleError):
        listed.follow.sent(world.workspace_id, approved.ticket, "U0ROBIN")


def test_an_approval_that_has_run_out_is_not_used_by_hand(office: Office) -> None:
    approved = office.approve(office.suggested())
    office.world.clock.advance(14 * DAY)
    with pytest.raises(TooLateError) as late:
        office.follow.sent(office.world.workspace_id, approved.ticket, "U0ROBIN")
    assert "has run out" in late.value.user_message


def test_nobody_approves_their_own_draft_where_that_is_forbidden(world: World) -> None:
    office = Office(world, OutreachRules(self_approval=False))
    suggested = office.suggested()
    with pytest.raises(NotYoursError) as refused:
        office.approve(suggested, "U0SAM")
    assert refused.value.user_message == "You wrote this draft, so somebody else must approve it."
    assert office.approve(suggested, "U0KIM").state is ProspectState.APPROVED


def test_a_button_of_an_older_text_decides_nothing(office: Office) -> None:
    suggested = office.suggested()
    office.write(suggested, BODY + "\nPS")
    with pytest.raises(ChangedSinceError):
        office.decide.approve(office.world.workspace_id, suggested.ticket, "U0ROBIN")
    assert office.now(suggested).state is ProspectState.SUGGESTED


@pytest.mark.parametrize("value", ["", "1", "ticket-0 OR 1=1", "x" * 5000, "\x00"])
def test_a_value_that_is_no_ticket_is_refused(office: Office, value: str) -> None:
    office.suggested()
    with pytest.raises(NoSuchProspectError):
        office.decide.approve(office.world.workspace_id, value, "U0ROBIN")


def test_a_ticket_of_another_workspace_is_refused(office: Office) -> None:
    suggested = office.suggested()
    with office.world.store.system() as tx:
        other = tx.workspaces.ensure("T2", "Globex")
    with pytest.raises(NoSuchProspectError):
        office.decide.approve(WorkspaceId(other.id), suggested.ticket, "U0ROBIN")
    assert office.now(suggested).state is ProspectState.SUGGESTED


def test_a_decision_is_taken_back_within_ten_minutes_and_not_later(office: Office) -> None:
    suggested = office.suggested()
    approved = office.approve(suggested)
    office.world.clock.advance(timedelta(minutes=9))
    assert office.card(suggested).can_undo_until is not None
    undone = office.decide.undo(office.world.workspace_id, approved.ticket, "U0KIM").prospect
    assert undone.state is ProspectState.SUGGESTED
    assert undone.approved is None
    rejected = office.decide.reject(office.world.workspace_id, undone.ticket, "U0KIM", "off topic").prospect
    office.world.clock.advance(timedelta(minutes=11))
    assert office.card(suggested).can_undo_until is None
    with pytest.raises(TooLateError, match="too late"):
        office.decide.undo(office.world.workspace_id, rejected.ticket, "U0KIM")


def test_the_undo_button_goes_when_its_time_is_over(office: Office) -> None:
    approved = office.approve(office.suggested())
    office.follow.tick()
    assert office.now(approved).undo_to is not None
    office.world.clock.advance(timedelta(minutes=10))
    office.follow.tick()
    assert office.now(approved).undo_to is None
    assert office.now(approved).state is ProspectState.APPROVED
    assert len(office.audit(approved)) == 1


def test_what_was_approved_by_mail_leaves_only_when_it_can_no_longer_be_taken_back(world: World) -> None:
    office = Office(world, mail=True)
    suggested = office.suggested()
    approved = office.approve(suggested)
    with office.reading() as tx:
        (letter,) = tx.letters.of_prospect(suggested.id)
    assert letter.not_before == world.clock() + timedelta(minutes=10)
    assert (letter.to_address, letter.body, letter.draft_digest) == ("robin@news.example", BODY, draft().digest)
    office.decide.undo(world.workspace_id, approved.ticket, "U0ROBIN")
    with office.reading() as tx:
        assert [one.state for one in tx.letters.of_prospect(suggested.id)] == [LetterState.CANCELLED]


def test_what_was_rejected_is_not_taken_back_over_another_target_of_its_domain(office: Office) -> None:
    first = office.suggested()
    rejected = office.decide.reject(office.world.workspace_id, first.ticket, "U0KIM", "off topic").prospect
    second = office.suggested("https://news.example/other")
    with pytest.raises(AnchorwatchError) as refused:
        office.decide.undo(office.world.workspace_id, rejected.ticket, "U0KIM")
    assert f"#{second.id} of news.example is open by now" in refused.value.user_message
    assert office.now(first).state is ProspectState.REJECTED


def test_an_undone_never_contact_takes_the_domain_off_the_list(office: Office) -> None:
    suggested = office.suggested()
    never = office.decide.never(office.world.workspace_id, suggested.ticket, "U0ROBIN", "asked us to stop").prospect
    assert never.state is ProspectState.DO_NOT_CONTACT
    with office.reading() as tx:
        assert [entry.value for entry in tx.do_not_contact.all(10)] == ["news.example"]
    undone = office.decide.undo(office.world.workspace_id, never.ticket, "U0ROBIN").prospect
    assert undone.state is ProspectState.SUGGESTED
    with office.reading() as tx:
        assert tx.do_not_contact.all(10) == ()


def test_a_domain_on_the_do_not_contact_list_has_no_approve_button(office: Office) -> None:
    """Scenario 35, its first half."""
    office.suppress.add(office.world.workspace_id, "news.example", "U0KIM", "they asked")
    suggested = office.suggested()
    assert office.card(suggested).obstacles == (
        "news.example is on the do-not-contact list since 2 March 2026 (they asked): nobody may write there.",
    )
    with pytest.raises(ObstacleError):
        office.approve(suggested)


@pytest.mark.parametrize(
    "named", ["news.example", "robin@news.example", "Robin+links@NEWS.example", "https://www.news.example/about"]
)
def test_whoever_is_listed_later_voids_what_was_approved(world: World, named: str) -> None:
    """Scenario 35, its second half."""
    office = Office(world, mail=True)
    approved = office.approve(office.suggested())
    listed = office.suppress.add(world.workspace_id, named, "U0KIM", "they asked")
    assert listed.voided == 1
    assert office.now(approved).state is ProspectState.DO_NOT_CONTACT
    with office.reading() as tx:
        assert [one.state for one in tx.letters.of_prospect(approved.id)] == [LetterState.CANCELLED]
    assert office.audit(approved)[-1].verb == "approval void"
    lifted = office.suppress.lift(world.workspace_id, named, "U0KIM")
    assert lifted.voided == 1
    assert office.now(approved).state is ProspectState.SUGGESTED
    assert office.now(approved).approved is None


def test_who_asks_to_be_forgotten_is_forgotten_and_never_written_to_again(world: World) -> None:
    office = Office(world, mail=True)
    approved = office.approve(office.suggested())
    office.suppress.forget(world.workspace_id, "Robin+news@NEWS.example", "U0KIM")
    with office.reading() as tx:
        (entry,) = tx.do_not_contact.all(10)
        (letter,) = tx.letters.of_prospect(approved.id)
    assert entry.value == ""
    assert letter.to_address == letter.body == ""
    assert office.now(approved).draft is None
    assert "robin" not in str(office.audit(approved)).lower().replace("u0robin", "")
    fresh = office.suggested("https://news.example/other")
    assert "do-not-contact" in office.card(fresh).obstacles[0]


def test_a_domain_that_was_written_to_lately_shows_its_cool_down(office: Office) -> None:
    """Scenario 38."""
    first = office.contacted(office.suggested())
    office.follow.declined(office.world.workspace_id, first.ticket, "U0ROBIN", "no links")
    office.world.clock.advance(40 * DAY)
    second = office.suggested("https://news.example/other")
    assert office.card(second).obstacles == (
        "news.example was written to 40 days ago; the cool-down of 100 days ends on 10 June 2026.",
    )
    office.world.clock.advance(60 * DAY)
    assert office.card(second).obstacles == ()


def test_a_domain_is_asked_for_one_thing_at_a_time(office: Office) -> None:
    office.suggested()
    with pytest.raises(AlreadyAskedError, match="is open"):
        office.propose.add(office.world.workspace_id, "https://news.example/other", None, "U0ROBIN", HERE)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sighting": Sighting.UNSEEN}, "I have not looked at the page yet"),
        ({"sighting": Sighting.NO_ANSWER}, "what I have not seen is not pitched"),
        ({"sighting": Sighting.GONE}, "The page is gone."),
        ({"score": 29}, "Its score is 29; your minimum is 30 (OUTREACH_MIN_SCORE)."),
        ({"draft": None}, "There is no letter yet"),
        ({"draft": draft("")}, "A personal line is missing"),
        ({"draft": draft(body="Hello\n\nPlease link.")}, "The personal line is no longer in the text"),
        ({"draft": draft(body=f"{LINE} Hello {{{{ contact_name }}}}")}, "The draft still says {{ contact_name }}"),
        ({"draft": draft(to="")}, "There is nobody to write to yet"),
        ({"url": "https://www.acme.com/blog/a"}, "This is a page of your own"),
        ({"url": "https://www.reddit.com/r/tools/1"}, "This is a forum"),
    ],
)
def test_every_obstacle_says_why(office: Office, change: dict[str, object], said: str) -> None:
    suggested = office.suggested(**change)
    (obstacle,) = office.card(suggested).obstacles
    assert said in obstacle
    with pytest.raises(ObstacleError) as refused:
        office.approve(suggested)
    assert obstacle in refused.value.user_message


def test_the_week_has_a_quota(world: World) -> None:
    office = Office(world, OutreachRules(weekly_quota=2))
    for number in range(2):
        office.approve(office.suggested(f"https://news{number}.example/tools"))
    third = office.suggested("https://third.example/tools")
    assert "2 were approved in the last seven days" in office.card(third).obstacles[0]
    world.clock.advance(8 * DAY)
    assert office.card(third).obstacles == ()


def test_a_snoozed_target_comes_back_by_itself(office: Office) -> None:
    suggested = office.suggested()
    office.decide.snooze(office.world.workspace_id, suggested.ticket, "U0ROBIN", 7 * DAY)
    office.follow.tick()
    assert office.now(suggested).state is ProspectState.SNOOZED
    office.world.clock.advance(7 * DAY)
    office.follow.tick()
    assert office.now(suggested).state is ProspectState.SUGGESTED


def test_an_approval_that_nobody_uses_runs_out_after_two_weeks(world: World) -> None:
    office = Office(world)
    approved = office.approve(office.suggested())
    world.clock.advance(14 * DAY)
    office.follow.tick()
    assert office.now(approved).state is ProspectState.SUGGESTED
    assert office.audit(approved)[-1].verb == "approval ran out"


def test_who_is_too_late_is_told_who_was_quicker(office: Office) -> None:
    suggested = office.suggested()
    office.decide.reject(office.world.workspace_id, suggested.ticket, "U0KIM", "off topic")
    with pytest.raises(AnchorwatchError) as late:
        office.decide.approve(office.world.workspace_id, suggested.ticket, "U0ROBIN")
    assert late.value.user_message == "<@U0KIM> has rejected it already. Nothing was changed by you."


def test_a_posted_card_is_rewritten_with_the_decision(office: Office) -> None:
    suggested = office.suggested()
    with office.world.store.transaction(office.world.workspace_id) as tx:
        tx.outbox.put(Thread(f"prospect/{suggested.id}", HERE, Message("as it was")), office.world.clock())
    office.approve(suggested)
    with office.reading() as tx:
        posted = tx.outbox.get(f"prospect/{suggested.id}")
    assert posted is not None
    assert posted.message.text == f"{suggested.id} approved"


def test_what_is_decided_by_one_version_is_not_stored_by_another(office: Office) -> None:
    """The fence below all of this: a change of what has moved meanwhile is refused."""
    suggested = office.suggested()
    with office.world.store.transaction(office.world.workspace_id) as tx:
        tx.prospects.advance(suggested, replace(suggested, owner="U0KIM"))
    with (
        pytest.raises(ProspectMovedError),
        office.world.store.transaction(office.world.workspace_id) as tx,
    ):
        tx.prospects.advance(suggested, replace(suggested, owner="U0SAM"))
    assert office.now(suggested).owner == "U0KIM"
