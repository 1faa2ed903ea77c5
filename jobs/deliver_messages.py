"""Delivers what the outbox holds: in order, at the receiver's pace, each message exactly once, and as it says now."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Generic, Protocol, TypeVar

from storage.domain import OutboxMessage, WorkspaceId
from storage.failpoints import failpoint
from storage.store import Store

logger = logging.getLogger(__name__)

K = TypeVar("K")

_GIVE_UP_LOOKING = timedelta(hours=24)
_FIRST_WAIT = timedelta(seconds=2)
_LONGEST_WAIT = timedelta(hours=1)


class Outcome(Enum):
    """What may be believed after one attempt to deliver."""

    POSTED = auto()
    LATER = auto()  # surely not posted; the receiver or the network wants us to wait
    UNSURE = auto()  # it may have been posted
    CHANNEL_CLOSED = auto()  # a person must open the channel to us
    INSTALL_DEAD = auto()  # a person must mend the installation
    OUR_FAULT = auto()  # this message will never be taken as it is


@dataclass(frozen=True, slots=True)
class Answer:
    """``ts`` is the posted message's own; for a look-up, ``POSTED`` without ``ts`` means: it is not there."""

    outcome: Outcome
    ts: str | None = None
    error: str = ""
    retry_after: timedelta | None = None


class Courier(Protocol):
    """Carries messages to Slack, one call each; never retries by itself."""

    def post(self, message: OutboxMessage) -> Answer: ...

    def look_for(self, message: OutboxMessage) -> Answer: ...

    def edit(self, message: OutboxMessage) -> Answer: ...


@dataclass(frozen=True)
class Pace:
    """Slack's own pace is about one message per second and channel, and fifty edits a minute, the first of
    them at once.

    ``grace`` must outlast the courier's timeout, so that a late delivery is visible before we look for it.
    """

    per_message: timedelta = timedelta(seconds=1)
    burst: int = 3
    per_edit: timedelta = timedelta(seconds=1.5)
    edits_at_once: int = 10
    grace: timedelta = timedelta(seconds=30)


@dataclass
class _Bucket:
    """How many messages a channel, or edits a workspace, may still get at once; refills with time."""

    tokens: float
    at: float

    def take(self, each: timedelta, burst: int, now: float) -> float:
        """Take one token; returns the seconds to rest before the next."""
        seconds = each.total_seconds()
        refill = (now - self.at) / seconds if seconds else float(burst)
        self.tokens = min(float(burst), self.tokens + refill) - 1
        self.at = now
        return max(0.0, (1 - self.tokens) * seconds)


@dataclass
class _Turns(Generic[K]):
    """Who has had their share for now, each with a bucket of their own."""

    each: timedelta
    burst: int
    _rest_until: dict[K, float] = field(default_factory=dict)
    _buckets: dict[K, _Bucket] = field(default_factory=dict)

    def resting(self, now: float) -> frozenset[K]:
        self._rest_until = {who: until for who, until in self._rest_until.items() if until > now}
        return frozenset(self._rest_until)

    def take(self, who: K, now: float) -> None:
        bucket = self._buckets.setdefault(who, _Bucket(float(self.burst), now))
        self._rest_until[who] = now + bucket.take(self.each, self.burst, now)


@dataclass
class DeliverMessages:
    """One deliverer per installation; nobody else posts to channels (RELIABILITY R1, R2, R4, R7, R8)."""

    store: Store
    courier: Courier
    now: Callable[[], datetime]
    pace: Pace = Pace()
    monotonic: Callable[[], float] = time.monotonic
    _channels: _Turns[str] = field(init=False)
    _edits: _Turns[WorkspaceId] = field(init=False)

    def __post_init__(self) -> None:
        self._channels = _Turns(self.pace.per_message, self.pace.burst)
        self._edits = _Turns(self.pace.per_edit, self.pace.edits_at_once)

    def step(self) -> bool:
        """Settle what is unsure, make one edit, for which somebody pressed a button, and post the next message.

        False when there was nothing to do.
        """
        self._settle_unsure()
        was_edited = self._edit_one()
        return self._post_one() or was_edited

    def _post_one(self) -> bool:
        with self.store.system() as tx:
            message = tx.outbox.claim(self.now(), resting=self._channels.resting(self.monotonic()))
        if message is None:
            return False
        failpoint("outbox.after_claim")
        self._channels.take(message.channel_id, self.monotonic())
        answer = self.courier.post(message)
        failpoint("outbox.after_post")
        self._note(message, answer)
        failpoint("outbox.after_mark")
        return True

    def _edit_one(self) -> bool:
        """Make Slack agree with a message whose words changed. To edit twice changes nothing, so nobody looks first."""
        with self.store.surveying() as tx:
            message = tx.outbox.next_edit(self.now(), resting=self._edits.resting(self.monotonic()))
        if message is None:
            return False
        self._edits.take(message.workspace_id, self.monotonic())
        answer = self.courier.edit(message)
        failpoint("outbox.after_edit")
        self._note_edit(message, answer)
        return True

    def _note_edit(self, message: OutboxMessage, answer: Answer) -> None:
        """A message that is gone or closed keeps its old words; what it should have told stands without it."""
        if answer.outcome is not Outcome.POSTED:
            facts = {"key": message.key, "channel": message.channel_id, "error": answer.error}
            logger.warning("message not edited", extra=facts)
        with self.store.system() as tx:
            match answer.outcome:
                case Outcome.POSTED:
                    tx.outbox.mark_shown(message)
                case Outcome.LATER | Outcome.UNSURE:
                    tx.outbox.put_off_edits(message, self.now() + _wait(message, answer), answer.error)
                case Outcome.INSTALL_DEAD:
                    tx.outbox.put_off_edits(message, self.now() + _LONGEST_WAIT, answer.error)
                case Outcome.CHANNEL_CLOSED | Outcome.OUR_FAULT:
                    tx.outbox.mark_shown(message, answer.error)

    def _note(self, message: OutboxMessage, answer: Answer) -> None:
        """Write down what became of an attempt; an unsure one stays ``sending`` until we have looked."""
        if answer.outcome is not Outcome.POSTED:
            facts = {"key": message.key, "channel": message.channel_id, "error": answer.error}
            logger.log(_gravity(answer.outcome), "message not posted", extra=facts)
        with self.store.system() as tx:
            match answer.outcome:
                case Outcome.POSTED:
                    tx.outbox.mark_sent(message.id, answer.ts or "")
                case Outcome.LATER:
                    tx.outbox.put_off(message.id, self.now() + _wait(message, answer), answer.error)
                case Outcome.INSTALL_DEAD:
                    tx.outbox.put_off(message.id, self.now() + _LONGEST_WAIT, answer.error)
                case Outcome.CHANNEL_CLOSED:
                    tx.outbox.put_off(message.id, self.now(), answer.error)
                    tx.outbox.pause_channel(message, answer.error, self.now())
                case Outcome.OUR_FAULT:
                    tx.outbox.mark_dead(message.id, answer.error)
                case Outcome.UNSURE:
                    tx.outbox.look_again(message.id, self.now(), answer.error)

    def _settle_unsure(self) -> None:
        """Look in the channel for messages whose posting was never answered: found is sent, not found is pending."""
        with self.store.surveying() as tx:
            unsure = tx.outbox.ambiguous()
        for row in unsure:
            if self._is_ripe(row):
                self._settle(row, self.courier.look_for(row))

    def _is_ripe(self, row: OutboxMessage) -> bool:
        return self.now() >= max(row.attempt_at or row.created_at, row.not_before) + self.pace.grace

    def _settle(self, row: OutboxMessage, answer: Answer) -> None:
        looking_since = row.attempt_at or row.created_at
        with self.store.system() as tx:
            if answer.outcome is Outcome.POSTED and answer.ts is not None:
                tx.outbox.mark_sent(row.id, answer.ts)
            elif answer.outcome is Outcome.POSTED:
                tx.outbox.put_off(row.id, self.now(), "not found in the channel")
            elif self.now() - looking_since > _GIVE_UP_LOOKING:
                tx.outbox.put_off(row.id, self.now(), "could not look in the channel", may_repeat=True)
            else:
                tx.outbox.look_again(row.id, self.now() + _asked_to_wait(answer), answer.error)


def _gravity(outcome: Outcome) -> int:
    return logging.WARNING if outcome in (Outcome.LATER, Outcome.UNSURE) else logging.ERROR


def _asked_to_wait(answer: Answer) -> timedelta:
    return min(answer.retry_after or timedelta(0), _LONGEST_WAIT)


def _wait(message: OutboxMessage, answer: Answer) -> timedelta:
    doubled = _FIRST_WAIT * 2 ** min(message.attempts, 12)
    return min(answer.retry_after or doubled, _LONGEST_WAIT)
