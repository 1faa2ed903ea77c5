"""What an adversary, or bad luck, tries with outreach: an approval, a list or a letter that is not what it seems."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.analysis.outreach import AlreadyDecidedError, OutreachRules
from jobs.mail.answers import Answer, Outcome
from jobs.send_letters import SendLetters
from jobs.take_steps import NoSuchProspectError, ObstacleError
from jobs.write_drafts import Written, WrongAddressError
from storage.domain import (
    Letter,
    LetterState,
    Prospect,
    ProspectState,
    ReplyKind,
)
from storage.errors import AnchorwatchError
from storage.letter_tables import LetterRow
from tests.jobs.outreach import BODY, DAY, LINE, Office, draft
from tests.jobs.test_follow_letters import UNDO, Scene
from tests.jobs.world import World

ROBIN = "robin@news.example"
_MOMENT = timedelta(microseconds=1)


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


@pytest.fixture
def scene(world: World) -> Scene:
    return Scene(Office(world, mail=True))


def write(office: Office, prospect: Prospect, **more: object) -> Prospect:
    written = Written(ROBIN, "Robin", "Acme in your article", LINE, BODY, ("A short reminder.",))
    changed = replace(written, **more)  # type: ignore[arg-type]
    ticket = office.now(prospect).ticket
    return office.drafts.write(office.world.workspace_id, ticket, changed, "U0SAM").prospect


def test_whoever_leaves_the_follow_up_out_sends_none(scene: Scene) -> None:
    office = scene.office
    written = write(office, office.suggested(), follow_ups=("", ""))
    office.approve(written)
    office.world.clock.advance(UNDO)
    assert scene.send() == 1
    for _ in range(61):
        office.world.clock.advance(DAY)
        office.follow.tick()
        scene.send()
    assert [one.body for one in scene.post.got] == [BODY]
    assert office.now(written).state is ProspectState.NO_REPLY


def test_by_hand_no_follow_up_is_due_that_nobody_wrote(office: Office) -> None:
    contacted = office.contacted(write(office, office.suggested(), follow_ups=()))
    office.world.clock.advance(20 * DAY)
    office.follow.tick()
    assert not office.now(contacted).follow_up_due


def test_one_text_is_never_sent_as_two_follow_ups(world: World) -> None:
    office = Office(world, OutreachRules(follow_ups=2), mail=True)
    scene = Scene(office)
    scene.office.approve(office.suggested())
    for _ in range(40):
        world.clock.advance(DAY)
        office.follow.tick()
        scene.send()
    assert [one.body for one in scene.post.got] == [BODY, "A short reminder."]


@pytest.mark.parametrize(
    "change", [{"body": "Other words."}, {"subject": "Other"}, {"to_address": "kim@other.example"}, {"to_name": "Kim"}]
)
def test_a_letter_that_is_not_the_approved_text_does_not_leave(scene: Scene, change: dict[str, str]) -> None:
    prospect = scene.approved()
    (letter,) = scene.letters(prospect)
    with scene.office.world.store.transaction(scene.office.world.workspace_id) as tx:
        tx.letters._update(LetterRow.id == letter.id, **change)
    assert scene.send() == 0
    assert scene.letters(prospect)[0].state is LetterState.CANCELLED
    assert scene.office.now(prospect).state is ProspectState.SUGGESTED


def test_a_form_on_a_listed_domain_is_nobody_to_write_to(office: Office) -> None:
    form = draft(to="https://www.agency.example/contact")
    approved = office.approve(office.suggested(draft=form))
    listed = office.suppress.add(office.world.workspace_id, "agency.example", "U0KIM", "")
    assert listed.voided == 1
    assert office.now(approved).state is ProspectState.DO_NOT_CONTACT
    other = office.suggested("https://other.example/a", draft=form)
    assert "agency.example is on the do-not-contact list" in office.card(other).obstacles[0]


_NAMES = ["news.example", "robin@news.example", "müller.example", "ROBIN@MÜLLER.example", "https://news.example/a?b"]
_NEWS = ["robin@NEWS.example", "Robin+Links@news.example.", "robin@sub.news.example", "https://NEWS.example/contact"]
_MÜLLER = ["robin@xn--mller-kva.example", "robin@müller.example", "robin@MÜLLER.example", "http://www.müller.example/c"]


@pytest.mark.parametrize("by_mail", [True, False])
@pytest.mark.parametrize("to", [*_NEWS, *_MÜLLER])
def test_no_spelling_of_an_address_escapes_the_list(world: World, to: str, by_mail: bool) -> None:
    office = Office(world, mail=by_mail)
    for number, named in enumerate(_NAMES):
        prospect = write(office, office.suggested(f"https://page{number}.example/a"), to=to)
        office.approve(prospect)
        listed = office.suppress.add(world.workspace_id, named, "U0KIM", "")
        assert listed.voided == _is_meant(named, to)
        assert bool(office.card(prospect).prospect.approved) is not _is_meant(named, to)
        office.suppress.lift(world.workspace_id, named, "U0KIM")
        office.decide.reject(world.workspace_id, office.now(prospect).ticket, "U0KIM", "")


def _is_meant(named: str, to: str) -> bool:
    """Those of the one domain, and not those of the other; a person only where a person is written to."""
    is_of_domain = (named in (_NAMES[0], _NAMES[1], _NAMES[4])) == (to in _NEWS)
    is_elsewhere = "@" in named and (to.startswith("http") or "@sub." in to)
    return is_of_domain and not is_elsewhere


def test_never_contact_on_a_card_takes_back_every_letter_to_that_domain(scene: Scene) -> None:
    office = scene.office
    elsewhere = office.approve(office.suggested("https://blog.example/a", draft=draft(to="kim@news.example")))
    card = office.suggested()
    office.decide.never(office.world.workspace_id, card.ticket, "U0KIM", "they asked")
    assert office.now(elsewhere).state is ProspectState.DO_NOT_CONTACT
    assert scene.letters(elsewhere)[0].state is LetterState.CANCELLED


def test_an_undo_lifts_no_entry_that_stood_there_before(office: Office) -> None:
    suggested = office.suggested()
    office.suppress.add(office.world.workspace_id, "news.example", "U0MAYA", "their lawyer wrote")
    suggested = office.suggested("https://news.example/other")
    never = office.decide.never(office.world.workspace_id, suggested.ticket, "U0KIM", "")
    with pytest.raises(AlreadyDecidedError):
        office.decide.undo(office.world.workspace_id, never.prospect.ticket, "U0KIM")
    with office.reading() as tx:
        assert [entry.reason for entry in tx.do_not_contact.all(9)] == ["their lawyer wrote"]


def test_an_undo_lifts_no_entry_that_somebody_else_wanted_meanwhile(office: Office) -> None:
    suggested = office.suggested()
    never = office.decide.never(office.world.workspace_id, suggested.ticket, "U0KIM", "")
    assert never.can_undo_until is not None
    office.suppress.add(office.world.workspace_id, "news.example", "U0MAYA", "their lawyer wrote")
    with pytest.raises(AlreadyDecidedError):
        office.decide.undo(office.world.workspace_id, office.now(never.prospect).ticket, "U0KIM")
    with office.reading() as tx:
        assert [entry.value for entry in tx.do_not_contact.all(9)] == ["news.example"]


def test_a_lifted_entry_brings_no_old_approval_back(scene: Scene) -> None:
    prospect = scene.approved()
    workspace_id = scene.office.world.workspace_id
    scene.office.suppress.add(workspace_id, ROBIN, "U0KIM", "")
    scene.office.suppress.lift(workspace_id, ROBIN, "U0KIM")
    assert scene.send() == 0
    scene.office.approve(prospect)
    scene.office.world.clock.advance(UNDO)
    assert scene.send() == 1


@pytest.mark.parametrize("subject", ["", "\u200b", "x" * 251, "Offer =?utf-8?q?hi?=", "y" * 2_500])
def test_a_subject_that_no_mail_could_carry_is_said_before_the_approval(office: Office, subject: str) -> None:
    written = write(office, office.suggested(), subject=subject)
    assert "subject" in office.card(written).obstacles[0].lower()
    with pytest.raises(ObstacleError):
        office.approve(written)


@pytest.mark.parametrize(
    "to", ["https://", "http://[", "https://[::1", "https://a|<!channel>", f"https://a.example/{'x' * 600}"]
)
def test_a_form_that_is_no_page_is_refused_at_its_field(office: Office, to: str) -> None:
    with pytest.raises(WrongAddressError):
        write(office, office.suggested(), to=to)


@pytest.mark.parametrize("pause", [-7 * DAY, timedelta(0), 10_000 * DAY, timedelta.max])
def test_a_pause_that_no_form_offers_is_refused(office: Office, pause: timedelta) -> None:
    suggested = office.suggested()
    with pytest.raises(AnchorwatchError):
        office.decide.snooze(office.world.workspace_id, suggested.ticket, "U0KIM", pause)
    assert office.now(suggested).state is ProspectState.SUGGESTED


def test_a_letter_that_left_while_it_was_rejected_counts_as_written(scene: Scene) -> None:
    prospect = scene.approved()
    office = scene.office

    def reject_meanwhile(_letter: Letter) -> Answer:
        office.decide.reject(office.world.workspace_id, office.now(prospect).ticket, "U0KIM", "")
        return Answer(Outcome.SENT)

    scene.post.send = reject_meanwhile  # type: ignore[method-assign]
    office.world.clock.advance(UNDO)
    SendLetters(office.world.store, scene.post, scene.following.effects, office.world.clock).step()
    office.world.clock.advance(DAY)
    again = office.suggested("https://news.example/other")
    assert "was written to" in office.card(again).obstacles[0]


def test_the_first_of_two_approvals_does_not_hold_for_ever(office: Office) -> None:
    first = office.approve(office.suggested(authority=90), "U0KIM")
    office.world.clock.advance(15 * DAY)
    second = office.approve(first, "U0ROBIN")
    assert second.state is ProspectState.SUGGESTED
    assert second.first_by == "U0ROBIN"
    assert office.approve(first, "U0KIM").state is ProspectState.APPROVED


def test_who_is_too_late_is_not_told_of_a_machine_as_if_it_were_a_person(scene: Scene) -> None:
    contacted = scene.contacted()
    other = scene.office.suggested("https://blog.example/a")
    ticket = other.ticket
    scene.comes_back(contacted, ReplyKind.OPT_OUT)
    with pytest.raises(AlreadyDecidedError) as told:
        scene.office.decide.approve(scene.office.world.workspace_id, ticket, "U0KIM")
    assert "<@anchorwatch>" not in told.value.user_message


def test_equal_tickets_and_numbers_of_another_workspace_are_not_ours(office: Office) -> None:
    mine = office.suggested()
    with office.world.store.system() as tx:
        other = tx.workspaces.ensure("T2", "Globex")
    for step in (office.decide.undo, office.follow.sent, office.follow.replied, office.follow.look_now):
        with pytest.raises(NoSuchProspectError):
            step(other.id, mine.ticket, "U0EVE")
    office.suppress.add(other.id, "news.example", "U0EVE", "secret of Globex")
    office.suppress.forget(other.id, ROBIN, "U0EVE")
    assert office.card(mine).obstacles == ()
    assert office.suppress.listed(office.world.workspace_id, 9) == ()
    assert office.now(mine) == mine


@pytest.mark.parametrize(("after", "is_too_late"), [(UNDO - _MOMENT, False), (UNDO, True), (UNDO + _MOMENT, True)])
def test_a_letter_leaves_exactly_when_it_can_be_taken_back_no_longer(
    scene: Scene, after: timedelta, is_too_late: bool
) -> None:
    office = scene.office
    approved = office.approve(office.suggested())
    office.world.clock.advance(after)
    assert (office.card(approved).can_undo_until is None) is is_too_late
    assert scene.send() == is_too_late
    office.world.clock.advance(-2 * after)  # the clock is put back: what is sent stays sent
    if is_too_late:
        with pytest.raises(AlreadyDecidedError):
            office.decide.undo(office.world.workspace_id, office.now(approved).ticket, "U0KIM")
    assert scene.send() == 0


@pytest.mark.parametrize(("after", "leaves"), [(14 * DAY - _MOMENT, True), (14 * DAY, False)])
def test_no_letter_leaves_on_an_approval_that_has_just_run_out(scene: Scene, after: timedelta, leaves: bool) -> None:
    scene.office.world.clock.advance(timedelta(hours=1))  # so that it ends within working hours
    scene.office.approve(scene.office.suggested())
    scene.office.world.clock.advance(after)
    assert scene.send() == leaves


@pytest.mark.parametrize(("after", "is_free"), [(100 * DAY - _MOMENT, False), (100 * DAY, True)])
def test_the_cool_down_ends_when_it_says(office: Office, after: timedelta, is_free: bool) -> None:
    first = office.contacted(office.suggested())
    office.follow.declined(office.world.workspace_id, first.ticket, "U0KIM", "")
    office.world.clock.advance(after)
    assert (office.card(office.suggested("https://news.example/other")).obstacles == ()) is is_free


@pytest.mark.parametrize(("after", "is_free"), [(7 * DAY, False), (7 * DAY + _MOMENT, True)])
def test_a_week_of_the_quota_is_seven_days(world: World, after: timedelta, is_free: bool) -> None:
    office = Office(world, OutreachRules(weekly_quota=1))
    office.approve(office.suggested())
    other = office.suggested("https://other.example/a")
    world.clock.advance(after)
    assert (office.card(other).obstacles == ()) is is_free
