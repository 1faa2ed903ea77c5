"""Sends the letters that were approved: one at a time, each at most once, and none silently lost."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jobs.analysis.forgetting import masked
from jobs.mail.answers import Answer, Outcome, Post
from storage.domain import Letter, Site
from storage.failpoints import failpoint
from storage.store import Store
from storage.transactions import Transaction

logger = logging.getLogger(__name__)

_HOUR = timedelta(hours=1)
_FIRST_WAIT = timedelta(minutes=5)
_LONGEST_WAIT = timedelta(hours=6)
_MOST_ATTEMPTS = 14  # two days and more
_SERVER_RESTS = timedelta(minutes=5)


@dataclass(frozen=True)
class LetterEffects:
    """What the rest of outreach makes of letters; each is called in the transaction that settles the letter.

    ``may_write`` gives the reason not to, at the last moment; ``send_time`` is now, or when the working day begins.
    ``on_failed`` tells that a letter will not go out, and why.
    """

    may_write: Callable[[Transaction, Letter], str | None]
    send_time: Callable[[Site, datetime], datetime]
    on_sent: Callable[[Transaction, Letter, datetime], None]
    on_unsure: Callable[[Transaction, Letter], None]
    on_failed: Callable[[Transaction, Letter, str], None]


@dataclass
class SendLetters:
    """``grace`` must outlast the longest attempt: a letter under way for longer was left by a process that died."""

    store: Store
    post: Post
    effects: LetterEffects
    now: Callable[[], datetime]
    per_hour: int = 20
    grace: timedelta = timedelta(minutes=10)
    _rests_until: datetime | None = field(default=None, init=False)

    def step(self) -> bool:
        """Tell what nobody knows, then send the next letter; False when none may go out now."""
        self._give_up_broken_off()
        letter = self._claim_next()
        if letter is None:
            return False
        failpoint("letters.after_claim")
        answer = self.post.send(letter)
        failpoint("letters.after_send")
        self._note(letter, answer)
        return True

    def _give_up_broken_off(self) -> None:
        with self.store.surveying() as tx:
            left = tx.letters.broken_off(self.now() - self.grace)
        for letter in left:
            with self.store.transaction(letter.workspace_id) as tx:
                self._leave_unsure(tx, letter, "Anchorwatch was stopped while it sent this mail")
                failpoint("letters.before_commit")

    def _claim_next(self) -> Letter | None:
        """Letters that must not go out, or not yet, make room for the next."""
        while (due := self._next_due()) is not None:
            with self.store.transaction(due.workspace_id) as tx:
                letter = self._claim(tx, due)
            if letter is not None:
                return letter
        return None

    def _next_due(self) -> Letter | None:
        now = self.now()
        if self._rests_until is not None and now < self._rests_until:
            return None
        with self.store.surveying() as tx:
            if tx.letters.count_attempts(now - _HOUR) >= self.per_hour:
                return None
            return tx.letters.next_due(now)

    def _claim(self, tx: Transaction, letter: Letter) -> Letter | None:
        now = self.now()
        site = tx.sites.get(letter.site_id)
        if site is None or site.is_demo:
            self._refuse(tx, letter, "The demo sends no mail.")
            return None
        why_not = self.effects.may_write(tx, letter)
        if why_not is not None:
            self._refuse(tx, letter, why_not)
            return None
        at = self.effects.send_time(site, now)
        if at > now:
            tx.letters.put_off(letter, at, letter.error)
            return None
        return tx.letters.claim(letter, now)

    def _refuse(self, tx: Transaction, letter: Letter, why: str) -> None:
        if tx.letters.withdraw(letter, why):
            self.effects.on_failed(tx, letter, why)

    def _note(self, letter: Letter, answer: Answer) -> None:
        """Write down what became of an attempt, and all that follows from it, at once."""
        if answer.outcome is not Outcome.SENT:
            facts = {"letter": letter.id, "outcome": answer.outcome.name.lower(), "error": masked(answer.error)}
            logger.log(_gravity(answer.outcome), "letter not sent", extra=facts)
        with self.store.transaction(letter.workspace_id) as tx:
            match answer.outcome:
                case Outcome.SENT:
                    self._mark_sent(tx, letter)
                case Outcome.LATER:
                    self._try_later(tx, letter, answer.error)
                case Outcome.NO_SERVER:
                    self._rest(tx, letter, answer.error)
                case Outcome.REFUSED:
                    self._give_up(tx, letter, answer.error)
                case Outcome.UNSURE:
                    self._leave_unsure(tx, letter, answer.error)
            failpoint("letters.before_commit")

    def _mark_sent(self, tx: Transaction, letter: Letter) -> None:
        at = self.now()
        is_news = tx.letters.mark_sent(letter, at)
        failpoint("letters.after_mark")
        if is_news:
            self.effects.on_sent(tx, letter, at)

    def _try_later(self, tx: Transaction, letter: Letter, why: str) -> None:
        if letter.attempts >= _MOST_ATTEMPTS:
            self._give_up(tx, letter, why)
            return
        wait = min(_FIRST_WAIT * 2 ** (letter.attempts - 1), _LONGEST_WAIT)
        tx.letters.put_off(letter, self.now() + wait, why)

    def _rest(self, tx: Transaction, letter: Letter, why: str) -> None:
        """No letter is at fault, so all of them wait, however long it takes."""
        self._rests_until = self.now() + _SERVER_RESTS
        tx.letters.put_off(letter, self._rests_until, why, counts=False)

    def _give_up(self, tx: Transaction, letter: Letter, why: str) -> None:
        if tx.letters.mark_dead(letter, why):
            self.effects.on_failed(tx, letter, why)

    def _leave_unsure(self, tx: Transaction, letter: Letter, why: str) -> None:
        if tx.letters.mark_unsure(letter, why):
            self.effects.on_unsure(tx, letter)


def _gravity(outcome: Outcome) -> int:
    return logging.ERROR if outcome is Outcome.NO_SERVER else logging.WARNING
