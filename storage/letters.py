"""Letters of a workspace, queued in the transaction of the approval that wants them; sending is the sender's work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update

from storage.dialects import insert_new
from storage.domain import UNSENT_FOR_GOOD, Letter, LetterId, LetterState, NewLetter, ProspectId, Reply
from storage.letter_tables import LetterRow, ReplyRow
from storage.parts import in_parts
from storage.tenancy import TenantRepository

LETTER = tuple([LetterRow.__table__.c[field.name] for field in fields(Letter)])
_REPLY = tuple([ReplyRow.__table__.c[field.name] for field in fields(Reply)])


class Letters(TenantRepository):
    def put(self, letter: NewLetter, now: datetime) -> LetterId | None:
        """Queue a letter; None, and nothing queued, when the prospect has this one already.

        One that surely was not sent makes room for another text.
        """
        self._drop(letter)
        queued = insert_new(self.connection, LetterRow).values(
            workspace_id=self.workspace_id, state=LetterState.PENDING, queued_at=now, attempts=0, **asdict(letter)
        )
        return self.connection.execute(queued.returning(LetterRow.id)).scalar()

    def get(self, id_: LetterId) -> Letter | None:
        found = self._all(LetterRow.id == id_)
        return found[0] if found else None

    def of_prospect(self, prospect_id: ProspectId) -> tuple[Letter, ...]:
        """The first letter and its follow-ups, in their order."""
        return self._all(LetterRow.prospect_id == prospect_id)

    def with_any(self, ids: Collection[ProspectId], states: Collection[LetterState]) -> frozenset[ProspectId]:
        """Those of these prospects that have a letter in one of the states."""
        mine = (LetterRow.workspace_id == self.workspace_id, LetterRow.state.in_(list(states)))
        parts = [select(LetterRow.prospect_id).where(*mine, LetterRow.prospect_id.in_(part)) for part in in_parts(ids)]
        return frozenset([id_ for part in parts for id_ in self.connection.scalars(part)])

    def cancel(self, prospect_id: ProspectId, why: str) -> int:
        """Take back what is still waiting; say how many letters that were. What is under way is out of our hands."""
        waiting = (LetterRow.prospect_id == prospect_id, LetterRow.state == LetterState.PENDING)
        return self._update(*waiting, state=LetterState.CANCELLED, error=why)

    def withdraw(self, letter: Letter, why: str) -> bool:
        """Take back one letter that is still waiting."""
        return self._turn(letter, LetterState.PENDING, state=LetterState.CANCELLED, error=why)

    def claim(self, letter: Letter, now: datetime) -> Letter | None:
        """Mark a waiting letter as being sent; None when somebody else took it or took it back."""
        more = letter.attempts + 1
        taken = self._turn(letter, LetterState.PENDING, state=LetterState.SENDING, attempts=more, attempt_at=now)
        return self.get(letter.id) if taken else None

    def mark_sent(self, letter: Letter, at: datetime) -> bool:
        """Also of one that was thought lost meanwhile: whoever sent it knows better."""
        may_be = (LetterState.SENDING, LetterState.UNSURE)
        return self._turn(letter, *may_be, state=LetterState.SENT, sent_at=at, error=None)

    def put_off(self, letter: Letter, until: datetime, why: str | None, *, counts: bool = True) -> bool:
        """It surely was not sent. An attempt that failed for no fault of the letter does not count."""
        may_be = (LetterState.PENDING, LetterState.SENDING)
        attempts = letter.attempts if counts else max(0, letter.attempts - 1)
        return self._turn(
            letter, *may_be, state=LetterState.PENDING, not_before=until, error=why, attempts=attempts
        )  # fmt: skip

    def mark_dead(self, letter: Letter, why: str) -> bool:
        """It surely was not sent, and never will be as it is."""
        return self._turn(letter, LetterState.SENDING, state=LetterState.DEAD, error=why)

    def mark_unsure(self, letter: Letter, why: str) -> bool:
        """Nobody knows whether it was sent: nothing happens to it until a person has said."""
        return self._turn(letter, LetterState.SENDING, state=LetterState.UNSURE, error=why)

    def settle_unsure(self, letter: Letter, now: datetime, *, was_sent: bool) -> bool:
        """What a person found out; False when it was settled before."""
        if was_sent:
            return self._turn(letter, LetterState.UNSURE, state=LetterState.SENT, sent_at=letter.attempt_at, error=None)
        return self._turn(letter, LetterState.UNSURE, state=LetterState.PENDING, not_before=now, error=None)

    def naming(self, domain: str) -> tuple[Letter, ...]:
        """Every letter, sent or not, with an e-mail address at the domain in it."""
        texts = (LetterRow.to_address, LetterRow.subject, LetterRow.body, LetterRow.error)
        return self._all(or_(*[text.icontains(f"@{domain}", autoescape=True) for text in texts]))

    def reword(self, letter: Letter, after: Letter) -> None:
        """Forget a part of what it said."""
        self._update(LetterRow.id == letter.id, subject=after.subject, body=after.body, error=after.error)

    def senders(self, domain: str) -> tuple[str, ...]:
        """Who of a domain ever answered."""
        mine = ReplyRow.workspace_id == self.workspace_id
        named = ReplyRow.from_address.icontains(f"@{domain}", autoescape=True)
        return tuple(self.connection.scalars(select(ReplyRow.from_address).where(mine, named).distinct()))

    def erase_sender(self, address: str) -> None:
        """Forget who answered; that somebody did stays known."""
        theirs = (ReplyRow.workspace_id == self.workspace_id, ReplyRow.from_address == address)
        self.connection.execute(update(ReplyRow).where(*theirs).values(from_address="", subject=""))

    def erase(self, letter: Letter) -> None:
        """Forget to whom it went, what it said and who answered; that it was sent stays known."""
        self._update(LetterRow.id == letter.id, to_address="", to_name="", subject="", body="", error=None)
        mine = (ReplyRow.workspace_id == self.workspace_id, ReplyRow.letter_id == letter.id)
        self.connection.execute(update(ReplyRow).where(*mine).values(from_address="", subject=""))

    def note_reply(self, letter: Letter, reply: Reply) -> bool:
        """Remember what came back; False when it was known, so that it has its effect once."""
        noted = insert_new(self.connection, ReplyRow).values(
            workspace_id=self.workspace_id, site_id=letter.site_id, letter_id=letter.id, **asdict(reply)
        )
        return self.connection.execute(noted.returning(ReplyRow.key)).scalar() is not None

    def replies(self, letter: Letter) -> tuple[Reply, ...]:
        rows = self.connection.execute(
            select(*_REPLY)
            .where(ReplyRow.workspace_id == self.workspace_id, ReplyRow.letter_id == letter.id)
            .order_by(ReplyRow.received_at, ReplyRow.key)
        )
        return tuple([Reply(*row) for row in rows])

    def _drop(self, letter: NewLetter) -> None:
        self.connection.execute(
            delete(LetterRow).where(
                LetterRow.workspace_id == self.workspace_id,
                LetterRow.prospect_id == letter.prospect_id,
                LetterRow.number == letter.number,
                LetterRow.state.in_(UNSENT_FOR_GOOD),
            )
        )

    def _turn(self, letter: Letter, *may_be: LetterState, **values: Any) -> bool:  # noqa: ANN401  (columns of one table)
        """Settled by the row count: only the letter as it was read, in one of these states."""
        same = (LetterRow.id == letter.id, LetterRow.attempts == letter.attempts, LetterRow.state.in_(may_be))
        return self._update(*same, **values) > 0

    def _update(self, *which: ColumnElement[bool], **values: Any) -> int:  # noqa: ANN401  (columns of one table)
        changed = update(LetterRow).where(LetterRow.workspace_id == self.workspace_id, *which).values(**values)
        return self.connection.execute(changed).rowcount

    def _all(self, *which: ColumnElement[bool]) -> tuple[Letter, ...]:
        rows = self.connection.execute(
            select(*LETTER)
            .where(LetterRow.workspace_id == self.workspace_id, *which)
            .order_by(LetterRow.prospect_id, LetterRow.number)
        )
        return tuple([Letter(*row) for row in rows])
