"""Delivers what the outbox holds: in order, at the receiver's pace, each message exactly once."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Protocol

from storage.domain import OutboxMessage
from storage.failpoints import failpoint
from storage.store import Store

logger = logging.getLogger(__name__)

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


@dataclass(frozen=True)
class Pace:
    """Slack's own pace is about one message per second and channel, with a small burst.

    ``grace`` must outlast the courier's timeout, so that a late delivery is visible before we look for it.
    """

    per_message: timedelta = timedelta(seconds=1)
    burst: int = 3
    grace: timedelta = timedelta(seconds=30)


@dataclass
class _Bucket:
    """How many messages a channel may still get at once; refills with time."""

    tokens: float
    at: float

    def take(self, pace: Pace, now: float) -> float:
        """Take one token; returns the seconds to rest before the next message."""
        per_message = pace.per_message.total_seconds()
        refill = (now - self.at) / per_message if per_message else float(pace.burst)
        self.tokens = min(float(pace.burst), self.tokens + refill) - 1
        self.at = now
        return max(0.0, (1 - self.tokens) * per_message)


@dataclass
class DeliverMessages:
    """One deliverer per installation; nobody else posts to channels (RELIABILITY R1, R2, R4, R7, R8)."""

    store: Store
    courier: Courier
    now: Callable[[], datetime]
    pace: Pace = Pace()
    monotonic: Callable[[], float] = time.monotonic
    _resting: dict[str, float] = field(default_factory=dict)
    _buckets: dict[str, _Bucket] = field(default_factory=dict)

    def step(self) -> bool:
        """Settle what is unsure, then post the next message; False when there was nothing to do."""
        self._settle_unsure()
        with self.store.system() as tx:
            message = tx.outbox.claim(self.now(), resting=self._resting_channels())
        if message is None:
            return False
        failpoint("outbox.after_claim")
        self._rest(message.channel_id)
        answer = self.courier.post(message)
        failpoint("outbox.after_post")
        self._note(message, answer)
        failpoint("outbox.after_mark")
        return True

    def _resting_channels(self) -> frozenset[str]:
        moment = self.monotonic()
        self._resting = {channel: until for channel, until in self._resting.items() if until > moment}
        return frozenset(self._resting)

    def _rest(self, channel_id: str) -> None:
        moment = self.monotonic()
        bucket = self._buckets.setdefault(channel_id, _Bucket(float(self.pace.burst), moment))
        self._resting[channel_id] = moment + bucket.take(self.pace, moment)

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
