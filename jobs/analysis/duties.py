"""What a person has to do next about a prospect, and when it is worth a reminder."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from storage.domain import Prospect, ProspectState


class Duty(StrEnum):
    """In the order in which they are worth doing."""

    SETTLE = "settle"  # only its letters tell (``OutreachBooks.duty_of``)
    ANSWER = "answer"
    FOLLOW_UP = "follow_up"
    SEND = "send"
    THANK = "thank"
    COMES_BACK = "comes_back"


# How long each may rest before anybody is reminded, and from when on nobody is any more; a nap ends by itself.
_RESTS = {
    Duty.SETTLE: timedelta(0),
    Duty.ANSWER: timedelta(days=3),
    Duty.FOLLOW_UP: timedelta(0),
    Duty.SEND: timedelta(days=1),
    Duty.THANK: timedelta(0),
}
_STALE = timedelta(days=30)
_AGAIN = timedelta(days=3)


def duty_of(prospect: Prospect) -> Duty | None:
    """None where nobody has to do anything now."""
    match prospect.state:
        case ProspectState.REPLIED:
            return Duty.ANSWER
        case ProspectState.CONTACTED if prospect.follow_up_due:
            return Duty.FOLLOW_UP
        case ProspectState.APPROVED:
            return Duty.SEND
        case ProspectState.WON if prospect.contacted_at is not None and prospect.thanked_at is None:
            return Duty.THANK
        case ProspectState.SNOOZED:
            return Duty.COMES_BACK
        case _:
            return None


def is_pressing(duty: Duty, prospect: Prospect, now: datetime) -> bool:
    """Whether a reminder names it. ``now`` is the site's own time."""
    if duty not in _RESTS:
        return False
    since = prospect.next_step_at if duty is Duty.FOLLOW_UP else None
    rested = now - (since or prospect.changed_at)
    return _RESTS[duty] <= rested < _STALE


def is_worth_a_reminder(duty: Duty, prospect: Prospect, now: datetime) -> bool:
    """Whether it is a reason to write to its owner: what they heard of lately is none."""
    said = prospect.reminded_at
    return is_pressing(duty, prospect, now) and (said is None or now - said >= _AGAIN)
