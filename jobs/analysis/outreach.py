"""The way of a prospect: which step is possible from where, and what the prospect is after it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from jobs.analysis.working_time import add_working_days
from storage.domain import OPEN_STATES, Draft, Origin, Prospect, ProspectState
from storage.errors import AnchorwatchError

_DAYS = (3, 7, 14, 30)
_LATER = timedelta(days=30)
GIVEN_UP = timedelta(days=180)  # after the last that was heard of it a link is no longer ours to have won
_SUGGESTED = frozenset({ProspectState.SUGGESTED})
_BEFORE_LETTER = frozenset({ProspectState.SUGGESTED, ProspectState.APPROVED, ProspectState.SNOOZED})
_WRITTEN_TO = frozenset({ProspectState.CONTACTED, ProspectState.REPLIED, ProspectState.NO_REPLY})
_UNDOABLE = _BEFORE_LETTER | {ProspectState.REJECTED, ProspectState.DO_NOT_CONTACT}
_DONE = {
    ProspectState.SUGGESTED: "has changed it",
    ProspectState.APPROVED: "has approved it",
    ProspectState.REJECTED: "has rejected it",
    ProspectState.SNOOZED: "has put it off",
    ProspectState.DO_NOT_CONTACT: "has put it on the do-not-contact list",
}
_STANDS = {
    ProspectState.SUGGESTED: "It waits for a decision.",
    ProspectState.CONTACTED: "A letter has gone out already.",
    ProspectState.REPLIED: "They have replied already.",
    ProspectState.WON: "The link is won already.",
    ProspectState.LOST: "They have declined already.",
    ProspectState.NO_REPLY: "It was given up: no reply came.",
    ProspectState.CLOSED: "It is closed: there is nothing left to ask for.",
}


class AlreadyDecidedError(AnchorwatchError):
    """Somebody else was quicker, or it has gone on since the card was posted."""

    def __init__(self, prospect: Prospect) -> None:
        who, done = prospect.decided_by, _DONE.get(prospect.state)
        named = f"<@{who}>" if who[:1] in ("U", "W") else "Anchorwatch"
        if prospect.first_by and prospect.state is ProspectState.SUGGESTED:
            said = f"<@{prospect.first_by}> has approved it; a second person must too."
        elif who and done:
            said = f"{named} {done} already."
        else:
            said = _STANDS.get(prospect.state, "It has changed since this card was posted.")
        super().__init__(f"prospect {prospect.id} is {prospect.state}", f"{said} Nothing was changed by you.")


class NotYoursError(AnchorwatchError):
    """The rules want another person for this."""


class TooLateError(AnchorwatchError):
    """It would have been possible before."""


class NoFollowUpError(AnchorwatchError):
    """Every follow-up that was approved has been sent."""


class NoDraftError(AnchorwatchError):
    """There is no text that could be approved."""


@dataclass(frozen=True, slots=True)
class OutreachRules:
    """The operator's rules (``.env.example``). ``looks`` are the days after a letter on which we look for the link."""

    min_score: int = 30
    weekly_quota: int = 20
    cool_down: timedelta = timedelta(days=100)
    approval_lifetime: timedelta = timedelta(days=14)
    undo: timedelta = timedelta(minutes=10)
    follow_ups: int = 1
    follow_up_after: int = 5
    second_approver_from: int = 80
    self_approval: bool = True
    looks: tuple[int, ...] = field(default=_DAYS)

    def needs_second(self, prospect: Prospect) -> bool:
        """High authority, or a flag: four eyes see more than two. What is unknown counts as none."""
        return prospect.is_flagged or (prospect.authority or 0) >= self.second_approver_from


def follow_ups_left(prospect: Prospect, rules: OutreachRules) -> int:
    """As many as were approved with the letter, and never more than the rules allow."""
    written = prospect.draft.follow_ups if prospect.draft is not None else ()
    return max(0, min(rules.follow_ups, len(written)) - prospect.follow_ups)


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does something, when in the site's own time; ``ticket`` is the new one that the prospect's buttons get."""

    by: str
    at: datetime
    ticket: str
    why: str = ""


def approve(prospect: Prospect, deed: Deed, rules: OutreachRules) -> Prospect:
    """The first of two approvals, or the one that counts. It holds for the exact text, and for a limited time."""
    _require(prospect, _SUGGESTED)
    if prospect.draft is None:
        raise NoDraftError(f"prospect {prospect.id} has no draft", "There is no letter yet: press Edit to write one.")
    if not rules.self_approval and deed.by in (prospect.added_by, prospect.draft.written_by):
        raise NotYoursError(f"{deed.by} wrote it", "You wrote this draft, so somebody else must approve it.")
    first_by = "" if _is_first_void(prospect, deed.at) else prospect.first_by
    if first_by == deed.by:
        raise NotYoursError(f"{deed.by} approved first", "You have approved it; now a second person must.")
    if rules.needs_second(prospect) and not first_by:
        return replace(
            prospect,
            first_by=deed.by,
            decided_by=deed.by,
            decided_at=deed.at,
            undo_to=prospect.state,
            expires_at=deed.at + rules.approval_lifetime,
            ticket=deed.ticket,
        )
    return replace(
        _decided(prospect, ProspectState.APPROVED, deed),
        approved=prospect.draft.digest,
        expires_at=deed.at + rules.approval_lifetime,
        owner=prospect.owner or deed.by,
    )


def reject(prospect: Prospect, deed: Deed) -> Prospect:
    _require(prospect, _BEFORE_LETTER)
    return _decided(prospect, ProspectState.REJECTED, deed)


def snooze(prospect: Prospect, deed: Deed, until: datetime) -> Prospect:
    _require(prospect, _SUGGESTED)
    return replace(_decided(prospect, ProspectState.SNOOZED, deed), snoozed_until=until)


def never(prospect: Prospect, deed: Deed) -> Prospect:
    _require(prospect, OPEN_STATES | {ProspectState.NO_REPLY})
    return _decided(prospect, ProspectState.DO_NOT_CONTACT, deed)


def assign(prospect: Prospect, deed: Deed, owner: str) -> Prospect:
    _require(prospect, OPEN_STATES)
    return replace(prospect, owner=owner, ticket=deed.ticket)


def write(prospect: Prospect, deed: Deed, draft: Draft) -> Prospect:
    """Another text: whatever was approved was approved of the old one."""
    _require(prospect, {ProspectState.SUGGESTED, ProspectState.APPROVED})
    voided = replace(
        prospect,
        draft=draft,
        first_by="",
        decided_by="",
        decided_at=None,
        approved=None,
        expires_at=None,
        undo_to=None,
        ticket=deed.ticket,
    )
    if prospect.state is ProspectState.SUGGESTED:
        return voided
    return replace(voided, state=ProspectState.SUGGESTED, changed_at=deed.at, why="", next_look_at=deed.at)


def expire(prospect: Prospect, deed: Deed) -> Prospect:
    """An approval that nobody used in time holds no longer."""
    _require(prospect, {ProspectState.APPROVED})
    return _suggested_again(prospect, deed)


def lapse(prospect: Prospect, deed: Deed) -> Prospect:
    """The first of two approvals that no second one followed in time holds no longer."""
    _require(prospect, _SUGGESTED)
    return replace(
        prospect, first_by="", decided_by="", decided_at=None, expires_at=None, undo_to=None, ticket=deed.ticket
    )


def wake(prospect: Prospect, deed: Deed) -> Prospect:
    """What was put off, or not to be contacted, is a suggestion again."""
    _require(prospect, {ProspectState.SNOOZED, ProspectState.DO_NOT_CONTACT})
    return _suggested_again(prospect, deed)


def can_undo(prospect: Prospect, now: datetime, rules: OutreachRules) -> bool:
    is_recent = prospect.decided_at is not None and now - prospect.decided_at < rules.undo
    return is_recent and prospect.undo_to is not None and prospect.state in _UNDOABLE


def undo(prospect: Prospect, deed: Deed, rules: OutreachRules) -> Prospect:
    """Take the last decision back, as long as nothing has come of it."""
    if prospect.undo_to is None or prospect.state not in _UNDOABLE:
        raise AlreadyDecidedError(prospect)
    if not can_undo(prospect, deed.at, rules):
        minutes = round(rules.undo / timedelta(minutes=1))
        raise TooLateError("too late to undo", f"It can be taken back for {minutes} minutes only.")
    return replace(_suggested_again(prospect, deed), told_at=prospect.told_at)


def sent(prospect: Prospect, deed: Deed, via: str, zone: str, rules: OutreachRules) -> Prospect:
    """The first letter has gone out: we wait for an answer, and for the link."""
    _require(prospect, {ProspectState.APPROVED})
    contacted = replace(
        prospect,
        state=ProspectState.CONTACTED,
        changed_at=deed.at,
        contacted_at=deed.at,
        contacted_by=deed.by,
        contacted_via=via,
        expires_at=None,
        undo_to=None,
        looks=0,
        ticket=deed.ticket,
    )
    return _next_look(_next_follow_up(contacted, deed.at, zone, rules), rules)


def followed_up(prospect: Prospect, deed: Deed, zone: str, rules: OutreachRules) -> Prospect:
    _require(prospect, {ProspectState.CONTACTED})
    if not follow_ups_left(prospect, rules):
        raise NoFollowUpError("no follow-up left", "Every follow-up has been sent; one more would be a nuisance.")
    after = replace(prospect, follow_ups=prospect.follow_ups + 1, follow_up_due=False, ticket=deed.ticket)
    return _next_follow_up(after, deed.at, zone, rules)


def follow_up_left(prospect: Prospect, number: int, deed: Deed, zone: str, rules: OutreachRules) -> Prospect:
    """Our mail server has sent it: that stays so, whatever was decided meanwhile."""
    after = replace(prospect, follow_ups=max(prospect.follow_ups, number), follow_up_due=False)
    return _next_follow_up(after, deed.at, zone, rules) if prospect.state is ProspectState.CONTACTED else after


def bounced(prospect: Prospect, deed: Deed) -> Prospect:
    """The first letter never arrived: nobody was asked, so nobody declined, and no cool-down begins."""
    _require(prospect, {ProspectState.CONTACTED, ProspectState.NO_REPLY})
    unasked = replace(prospect, contacted_at=None, contacted_by="", contacted_via="")
    return _ended(unasked, ProspectState.CLOSED, deed)


def looked(prospect: Prospect, deed: Deed, rules: OutreachRules) -> Prospect:
    """We look for the link now. When that was the last time, nobody waits any longer."""
    _require(prospect, _WRITTEN_TO)
    after = _next_look(replace(prospect, looks=prospect.looks + 1), rules)
    if prospect.state is ProspectState.CONTACTED and after.looks >= len(rules.looks):
        return replace(_ended(after, ProspectState.NO_REPLY, deed), next_look_at=after.next_look_at)
    since = prospect.replied_at or prospect.contacted_at or prospect.changed_at
    if prospect.state is not ProspectState.CONTACTED and deed.at - since >= GIVEN_UP:
        return _ended(after, ProspectState.CLOSED, deed)
    return after


def replied(prospect: Prospect, deed: Deed) -> Prospect:
    """Nobody reminds whoever has answered."""
    _require(prospect, {ProspectState.CONTACTED, ProspectState.NO_REPLY})
    return replace(
        prospect,
        state=ProspectState.REPLIED,
        changed_at=deed.at,
        replied_at=deed.at,
        follow_up_due=False,
        next_step_at=None,
        why=deed.why,
        ticket=deed.ticket,
    )


def replied_late(prospect: Prospect, deed: Deed) -> Prospect:
    """An answer to what was given up, while its domain is asked for something else: known, and not opened again."""
    _require(prospect, {ProspectState.NO_REPLY})
    return replace(prospect, replied_at=deed.at, why=deed.why, ticket=deed.ticket)


def declined(prospect: Prospect, deed: Deed) -> Prospect:
    _require(prospect, _WRITTEN_TO)
    return _ended(prospect, ProspectState.LOST, deed)


def won(prospect: Prospect, deed: Deed) -> Prospect:
    """The link is there. Where nobody had been asked, there is nothing to be proud of, and nothing left to ask."""
    if prospect.state in _WRITTEN_TO or prospect.origin is Origin.BROKEN_TARGET:
        return replace(_ended(prospect, ProspectState.WON, deed), won_at=deed.at)
    _require(prospect, _BEFORE_LETTER)
    return _ended(prospect, ProspectState.CLOSED, deed)


def close(prospect: Prospect, deed: Deed) -> Prospect:
    _require(prospect, OPEN_STATES)
    return _ended(prospect, ProspectState.CLOSED, deed)


def thanked(prospect: Prospect, deed: Deed) -> Prospect:
    _require(prospect, {ProspectState.WON})
    return replace(prospect, thanked_at=deed.at, ticket=deed.ticket)


def _require(prospect: Prospect, states: Collection[ProspectState]) -> None:
    if prospect.state not in states:
        raise AlreadyDecidedError(prospect)


def _is_first_void(prospect: Prospect, now: datetime) -> bool:
    """The first of two approvals holds no longer than a whole one."""
    return prospect.expires_at is None or prospect.expires_at <= now


def _decided(prospect: Prospect, state: ProspectState, deed: Deed) -> Prospect:
    is_reversible = prospect.state in _BEFORE_LETTER
    return replace(
        prospect,
        state=state,
        changed_at=deed.at,
        decided_by=deed.by,
        decided_at=deed.at,
        why=deed.why,
        undo_to=prospect.state if is_reversible else None,
        approved=None,
        expires_at=None,
        snoozed_until=None,
        follow_up_due=False,
        next_step_at=None,
        next_look_at=None,
        ticket=deed.ticket,
    )


def _suggested_again(prospect: Prospect, deed: Deed) -> Prospect:
    """To be looked at anew, and told again: whatever was seen and said before is old by now."""
    return replace(
        prospect,
        state=ProspectState.SUGGESTED,
        changed_at=deed.at,
        first_by="",
        decided_by="",
        decided_at=None,
        why=deed.why,
        undo_to=None,
        approved=None,
        expires_at=None,
        snoozed_until=None,
        next_look_at=deed.at if prospect.needs_letter else None,
        told_at=None,
        ticket=deed.ticket,
    )


def _ended(prospect: Prospect, state: ProspectState, deed: Deed) -> Prospect:
    return replace(
        prospect,
        state=state,
        changed_at=deed.at,
        why=deed.why,
        undo_to=None,
        expires_at=None,
        snoozed_until=None,
        follow_up_due=False,
        next_step_at=None,
        next_look_at=None,
        ticket=deed.ticket,
    )


def _next_follow_up(prospect: Prospect, after: datetime, zone: str, rules: OutreachRules) -> Prospect:
    is_left = follow_ups_left(prospect, rules) > 0
    return replace(prospect, next_step_at=add_working_days(after, rules.follow_up_after, zone) if is_left else None)


def _next_look(prospect: Prospect, rules: OutreachRules) -> Prospect:
    since = prospect.contacted_at or prospect.changed_at
    if prospect.looks < len(rules.looks):
        return replace(prospect, next_look_at=since + timedelta(days=rules.looks[prospect.looks]))
    beyond = prospect.looks - len(rules.looks) + 1
    return replace(prospect, next_look_at=since + timedelta(days=rules.looks[-1]) + beyond * _LATER)
