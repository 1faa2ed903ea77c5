"""Reads what came back to our letters: an answer stops the follow-ups, and each has its effect once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from jobs.mail.imap import Arrivals, Inbox, Mailbox
from jobs.mail.replies import Heading, kind_of, names_in_report, read_heading, same_subject
from storage.domain import Letter, MailboxPosition, Reply
from storage.failpoints import failpoint
from storage.store import Store
from storage.transactions import Transaction

OnReply = Callable[[Transaction, Letter, Reply], None]

# In a mailbox that was never read, answers are looked for so far back.
_LOOK_BACK = timedelta(days=60)
_LONGEST_ROUND = 50


@dataclass
class ReadReplies:
    """``on_reply`` is called in the transaction that remembers the reply. ``own_address`` is what we write from.

    A mail that fails breaks off the round, which is logged; the next goes on behind it, and tries it again at its end.
    As long as one is left so, the stored position stays before it: a new process begins there, and loses none.
    """

    store: Store
    mailbox: Mailbox
    on_reply: OnReply
    own_address: str
    now: Callable[[], datetime]
    _left: deque[int] = field(default_factory=deque, init=False)
    _reached: MailboxPosition | None = field(default=None, init=False)

    def read(self) -> int:
        """Read what is new, and say how many replies to our letters that were."""
        with self.mailbox.open() as inbox:
            found = 0
            for _ in range(_LONGEST_ROUND):
                arrivals = self._next(inbox)
                for uid, raw in arrivals.headings:
                    found += self._try(inbox, uid, raw, arrivals.position)
                failpoint("replies.before_position")
                self._move_on(arrivals.position)
                if not arrivals.headings:
                    break
            return found + self._again(inbox)

    def _next(self, inbox: Inbox) -> Arrivals:
        before = self._reached if self._left else self._position()
        arrivals = inbox.after(before, (self.now() - _LOOK_BACK).date())
        if before is not None and before.uid_validity != arrivals.position.uid_validity:
            self._left.clear()  # their numbers mean nothing any more, and they come again
        return arrivals

    def _again(self, inbox: Inbox) -> int:
        """Try what failed before; one that fails again makes room for the next."""
        found = 0
        while self._left and self._reached is not None:
            found += self._try(inbox, self._left.popleft(), None, self._reached)
            self._move_on(self._reached)
        return found

    def _try(self, inbox: Inbox, uid: int, raw: bytes | None, position: MailboxPosition) -> bool:
        """Take one mail; it counts as left until it is done, so that it holds back none behind it."""
        self._left.append(uid)
        if raw is not None:
            self._reached = replace(position, last_uid=uid)
        is_news = self._take(inbox, uid, inbox.begin(uid) if raw is None else raw, position)
        self._left.pop()
        return is_news

    def _move_on(self, position: MailboxPosition) -> None:
        self._reached = position
        before = min(self._left) - 1 if self._left else position.last_uid
        if (safe := replace(position, last_uid=before)) != self._position():
            self._remember(safe)

    def _take(self, inbox: Inbox, uid: int, raw: bytes, position: MailboxPosition) -> bool:
        """Whether this mail was news of a letter of ours. It may have been read before: then it is none."""
        heading = read_heading(raw)
        if heading.from_address == self.own_address:
            return False
        text = inbox.begin(uid) if heading.is_report else b""
        letter = self._answered((*heading.names, *names_in_report(text))) or self._written_back(heading)
        if letter is None:
            return False
        return self._note(letter, heading, text or inbox.begin(uid), f"{position.uid_validity}/{uid}")

    def _answered(self, names: tuple[str, ...]) -> Letter | None:
        """The letter that a mail answers; of several, such as a letter and its follow-up, the latest named."""
        if not names:
            return None
        with self.store.surveying() as tx:
            letters = tx.letters.by_message_ids(names)
        return next((letters[name] for name in reversed(names) if name in letters), None)

    def _written_back(self, heading: Heading) -> Letter | None:
        """Some servers give our letters other names on their way, so an answer may name none that we know."""
        if heading.is_report or not heading.from_address:
            return None
        with self.store.surveying() as tx:
            letters = tx.letters.sent_to(heading.from_address, self.now() - _LOOK_BACK)
        return next((one for one in reversed(letters) if same_subject(one.subject, heading.subject)), None)

    def _note(self, letter: Letter, heading: Heading, text: bytes, number: str) -> bool:
        kind = kind_of(heading, text)
        if kind is None:
            return False
        reply = Reply(heading.message_id or number, kind, heading.from_address, heading.subject, self.now())
        with self.store.transaction(letter.workspace_id) as tx:
            if not tx.letters.note_reply(letter, reply):
                return False
            self.on_reply(tx, letter, reply)
            failpoint("replies.before_commit")
        failpoint("replies.after_commit")
        return True

    def _position(self) -> MailboxPosition | None:
        with self.store.surveying() as tx:
            return tx.letters.position(self.mailbox.name)

    def _remember(self, position: MailboxPosition) -> None:
        with self.store.system() as tx:
            tx.letters.remember(self.mailbox.name, position)
