"""The way of a prospect: every step leads where it may or is refused in plain words, and nothing leaves its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis import outreach
from jobs.analysis.outreach import AlreadyDecidedError, Deed, NoFollowUpError, OutreachRules
from storage.domain import OPEN_STATES, Draft, Origin, Prospect, ProspectState
from storage.errors import AnchorwatchError
from tests.analysis.prospecting import prospect

S = ProspectState
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday
DAY = timedelta(days=1)
RULES = OutreachRules()
ZONE = "Europe/Berlin"
FINAL = frozenset({S.WON, S.LOST, S.CLOSED})
BEFORE = frozenset({S.SUGGESTED, S.APPROVED, S.SNOOZED})
ASKED = frozenset({S.CONTACTED, S.REPLIED, S.NO_REPLY})
DRAFT = Draft("robin@news.example", "Acme", "Hello\n\nA line.\n\nBye", ("Again",), "A line.", written_by="U0SAM")
OTHER = replace(DRAFT, body="Hello\n\nA line.\n\nSincerely")

Step = Callable[[Prospect, Deed], Prospect]

STEPS: dict[str, tuple[Step, dict[ProspectState, ProspectState]]] = {
    "approve": (lambda one, deed: outreach.approve(one, deed, RULES), {S.SUGGESTED: S.APPROVED}),
    "reject": (outreach.reject, dict.fromkeys(BEFORE, S.REJECTED)),
    "snooze": (lambda one, deed: outreach.snooze(one, deed, deed.at + 7 * DAY), {S.SUGGESTED: S.SNOOZED}),
    "never": (outreach.never, dict.fromkeys(OPEN_STATES | {S.NO_REPLY}, S.DO_NOT_CONTACT)),
    "assign": (lambda one, deed: outreach.assign(one, deed, "U0KIM"), {state: state for state in OPEN_STATES}),
    "write": (
        lambda one, deed: outreach.write(one, deed, OTHER),
        {S.SUGGESTED: S.SUGGESTED, S.APPROVED: S.SUGGESTED},
    ),
    "expire": (outreach.expire, {S.APPROVED: S.SUGGESTED}),
    "wake": (outreach.wake, dict.fromkeys((S.SNOOZED, S.DO_NOT_CONTACT), S.SUGGESTED)),
    "undo": (
        lambda one, deed: outreach.undo(one, deed, RULES),
        dict.fromkeys((S.SUGGESTED, S.APPROVED, S.SNOOZED, S.REJECTED, S.DO_NOT_CONTACT), S.SUGGESTED),
    ),
    "sent": (lambda one, deed: outreach.sent(one, deed, "by hand", ZONE, RULES), {S.APPROVED: S.CONTACTED}),
    "followed up": (lambda one, deed: outreach.followed_up(one, deed, ZONE, RULES), {S.CONTACTED: S.CONTACTED}),
    "looked": (lambda one, deed: outreach.looked(one, deed, RULES), {state: state for state in ASKED}),
    "replied": (outreach.replied, dict.fromkeys((S.CONTACTED, S.NO_REPLY), S.REPLIED)),
    "declined": (outreach.declined, dict.fromkeys(ASKED, S.LOST)),
    "won": (outreach.won, dict.fromkeys(ASKED, S.WON) | dict.fromkeys(BEFORE, S.CLOSED)),
    "close": (outreach.close, dict.fromkeys(OPEN_STATES, S.CLOSED)),
    "thanked": (outreach.thanked, {S.WON: S.WON}),
}
HELD = st.sampled_from(list(S))
KNOWN = st.sampled_from(list(STEPS))
WAYS = st.lists(st.tuples(KNOWN, st.integers(0, 40)), max_size=25)


def at(state: ProspectState = S.SUGGESTED, **more: object) -> Prospect:
    """A prospect as it would be in this state, a minute after the last decision."""
    held = prospect(Origin.MENTION, undo_to=S.SUGGESTED, decided_by="U0ROBIN", decided_at=NOW)
    return replace(held, state=state, **{"draft": DRAFT, **more})  # type: ignore[arg-type]


def deed(number: int = 1, after: timedelta = timedelta(minutes=1), by: str = "U0KIM") -> Deed:
    return Deed(by, NOW + after, f"ticket-{number}")


def walk(way: list[tuple[str, int]]) -> list[Prospect]:
    """Whatever comes of these steps, each so many days after the one before; refused ones lead nowhere."""
    held, moment = [prospect(Origin.MENTION, draft=DRAFT)], NOW
    for number, (name, days) in enumerate(way):
        moment += days * DAY
        try:
            held.append(STEPS[name][0](held[-1], Deed("U0KIM", moment, f"ticket-{number}")))
        except AnchorwatchError:
            held.append(held[-1])
    return held


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("state", list(S))
def test_every_step_leads_where_it_may_or_is_refused_in_plain_words(name: str, state: ProspectState) -> None:
    step, leads_to = STEPS[name]
    if state in leads_to:
        assert step(at(state), deed()).state is leads_to[state]
    else:
        with pytest.raises(AlreadyDecidedError) as refused:
            step(at(state), deed())
        assert refused.value.user_message.endswith(". Nothing was changed by you.")


@given(WAYS)
def test_nothing_leaves_its_end_and_there_the_clock_has_nothing_to_do(way: list[tuple[str, int]]) -> None:
    held = walk(way)
    for before, after in pairwise(held):
        assert before.state not in FINAL or after.state is before.state
        if after.state in FINAL | {S.REJECTED, S.DO_NOT_CONTACT}:
            assert after.due_at is None


@given(WAYS)
def test_only_what_is_approved_and_unchanged_is_ever_sent(way: list[tuple[str, int]]) -> None:
    for one in walk(way):
        assert one.draft is not None
        if one.state in (S.APPROVED, S.CONTACTED):
            assert one.approved == one.draft.digest
        if one.state is S.SUGGESTED:
            assert one.approved is None


@given(WAYS)
def test_each_step_that_a_person_takes_gives_its_buttons_another_ticket(way: list[tuple[str, int]]) -> None:
    """But for looking: the same text and the same choices stand on the card before and after."""
    held = walk(way)
    for (name, _), (before, after) in zip(way, pairwise(held), strict=True):
        if after is not before and (name != "looked" or after.state is not before.state):
            assert after.ticket != before.ticket


@given(WAYS)
def test_what_waits_is_due_at_the_earliest_of_its_moments(way: list[tuple[str, int]]) -> None:
    for one in walk(way):
        moments = [one.expires_at, one.snoozed_until, one.next_step_at, one.next_look_at]
        assert one.due_at == min((moment for moment in moments if moment is not None), default=None)
        if one.state in OPEN_STATES - {S.SUGGESTED}:
            assert one.due_at is not None


@given(WAYS)
def test_there_is_one_follow_up_by_default_and_never_more(way: list[tuple[str, int]]) -> None:
    assert max(one.follow_ups for one in walk(way)) <= 1


def test_a_letter_is_followed_up_after_five_working_days_as_often_as_the_rules_say() -> None:
    rules = OutreachRules(follow_ups=2)
    two = replace(DRAFT, follow_ups=("Again", "And again"))
    sent = outreach.sent(at(S.APPROVED, draft=two), deed(after=timedelta()), "by hand", ZONE, rules)
    assert sent.next_step_at == NOW + 7 * DAY  # over one weekend
    first = outreach.followed_up(sent, deed(2, after=8 * DAY), ZONE, rules)
    assert first.next_step_at == NOW + 15 * DAY
    second = outreach.followed_up(first, deed(3, after=15 * DAY), ZONE, rules)
    assert second.next_step_at is None
    with pytest.raises(NoFollowUpError) as refused:
        outreach.followed_up(second, deed(4, after=30 * DAY), ZONE, rules)
    assert "one more would be a nuisance" in refused.value.user_message


def test_of_two_follow_ups_only_those_are_due_whose_text_was_approved() -> None:
    sent = outreach.sent(at(S.APPROVED), deed(), "by hand", ZONE, OutreachRules(follow_ups=2))
    assert outreach.followed_up(sent, deed(2, after=8 * DAY), ZONE, OutreachRules(follow_ups=2)).next_step_at is None


def test_no_follow_up_is_due_where_the_rules_want_none() -> None:
    assert outreach.sent(at(S.APPROVED), deed(), "by hand", ZONE, OutreachRules(follow_ups=0)).next_step_at is None


def test_a_reply_stops_the_follow_up() -> None:
    sent = replace(outreach.sent(at(S.APPROVED), deed(), "by hand", ZONE, RULES), follow_up_due=True)
    answered = outreach.replied(sent, deed(2))
    assert answered.next_step_at is None
    assert not answered.follow_up_due
    assert answered.next_look_at == sent.next_look_at


def test_the_link_is_looked_for_after_3_7_14_and_30_days_then_no_reply_and_closed_after_180() -> None:
    one = outreach.sent(at(S.APPROVED), deed(after=timedelta()), "by hand", ZONE, RULES)
    seen = []
    while one.next_look_at is not None:
        moment = one.next_look_at
        one = outreach.looked(one, Deed("anchorwatch", moment, f"look-{len(seen)}"), RULES)
        seen.append(((moment - NOW).days, one.state))
    assert seen == [
        (3, S.CONTACTED),
        (7, S.CONTACTED),
        (14, S.CONTACTED),
        (30, S.NO_REPLY),
        *[(days, S.NO_REPLY) for days in (60, 90, 120, 150)],
        (180, S.CLOSED),
    ]


def test_who_has_replied_is_waited_for_until_half_a_year_after_the_answer() -> None:
    sent = outreach.sent(at(S.APPROVED), deed(after=timedelta()), "by hand", ZONE, RULES)
    one = outreach.replied(sent, deed(2, after=20 * DAY))
    seen = []
    while one.next_look_at is not None:
        seen.append((one.next_look_at - NOW).days)
        assert one.state is S.REPLIED
        one = outreach.looked(one, Deed("anchorwatch", one.next_look_at, f"look-{len(seen)}"), RULES)
    assert one.state is S.CLOSED
    assert seen == [3, 7, 14, 30, 60, 90, 120, 150, 180, 210]


def test_a_link_wins_what_was_asked_for_and_closes_what_was_not() -> None:
    sent = outreach.sent(at(S.APPROVED), deed(after=timedelta()), "by hand", ZONE, RULES)
    won = outreach.won(sent, deed(2, after=5 * DAY))
    assert won.time_to_link == 5 * DAY
    unasked = outreach.won(at(S.APPROVED), deed())
    assert (unasked.state, unasked.won_at, unasked.time_to_link) == (S.CLOSED, None, None)


def test_a_mended_page_of_our_own_is_won_without_a_letter() -> None:
    mended = outreach.won(replace(at(), origin=Origin.BROKEN_TARGET), deed())
    assert mended.state is S.WON
    assert mended.time_to_link is None


def test_a_broken_page_of_our_own_that_was_put_off_is_not_looked_at_like_a_stranger() -> None:
    put_off = outreach.snooze(replace(at(), origin=Origin.BROKEN_TARGET), deed(), NOW + DAY)
    assert outreach.wake(put_off, deed(2, after=DAY)).due_at is None


def test_what_is_open_again_is_looked_at_again_first() -> None:
    for step, state in [(outreach.wake, S.SNOOZED), (outreach.expire, S.APPROVED)]:
        assert step(at(state), deed()).next_look_at == deed().at


def test_an_edit_takes_the_first_of_two_approvals_with_it() -> None:
    first = outreach.approve(at(authority=90), deed(by="U0ROBIN"), RULES)
    assert (first.state, first.first_by) == (S.SUGGESTED, "U0ROBIN")
    edited = outreach.write(first, deed(2), OTHER)
    assert (edited.first_by, edited.decided_by, edited.undo_to) == ("", "", None)


@pytest.mark.parametrize(("authority", "is_flagged", "wanted"), [(79, False, 1), (80, False, 2), (None, True, 2)])
def test_high_authority_or_a_flag_wants_two(authority: int | None, is_flagged: bool, wanted: int) -> None:
    one = at(authority=authority, is_flagged=is_flagged)
    assert RULES.needs_second(one) is (wanted == 2)


def test_a_bound_that_no_page_reaches_asks_no_second_person_and_zero_always_asks_one() -> None:
    assert not OutreachRules(second_approver_from=101).needs_second(at(authority=100))
    assert OutreachRules(second_approver_from=0).needs_second(at(authority=None))


@given(st.integers(0, 3_000))
def test_undo_is_possible_for_ten_minutes(seconds: int) -> None:
    later = NOW + timedelta(seconds=seconds)
    assert outreach.can_undo(at(S.REJECTED), later, RULES) is (seconds < 600)


@given(HELD)
def test_whoever_is_too_late_is_told_how_it_stands(state: ProspectState) -> None:
    said = AlreadyDecidedError(replace(at(state), decided_by="")).user_message
    assert said.endswith("Nothing was changed by you.")
    assert state.value not in said or "_" not in state.value
