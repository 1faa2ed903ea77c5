"""Letters as the sender and the reader of replies see them: of all workspaces, since they share one mail server."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, insert, select

from storage.domain import Letter, LetterState, MailboxPosition
from storage.letter_tables import LetterRow, MailboxRow
from storage.letters import LETTER
from storage.parts import in_parts
from storage.tenancy import SystemRepository

_WENT_OUT = (LetterState.SENT, LetterState.SENDING, LetterState.UNSURE)


class LettersOfAll(SystemRepository):
    def next_due(self, now: datetime) -> Letter | None:
        """The letter that has waited longest among those that may go out."""
        found = self._some(LetterRow.state == LetterState.PENDING, LetterRow.not_before <= now, limit=1)
        return found[0] if found else None

    def broken_off(self, before: datetime) -> tuple[Letter, ...]:
        """Letters that somebody began to send so long ago that nobody can be at it any more."""
        return self._some(LetterRow.state == LetterState.SENDING, LetterRow.attempt_at < before, limit=100)

    def count_attempts(self, since: datetime) -> int:
        """How many letters went out, or may have, since then."""
        counted = self.connection.scalar(
            select(func.count())
            .select_from(LetterRow)
            .where(LetterRow.state.in_(_WENT_OUT), LetterRow.attempt_at > since)
        )
        return counted or 0

    def by_message_ids(self, message_ids: Collection[str]) -> dict[str, Letter]:
        found: dict[str, Letter] = {}
        for part in in_parts(message_ids):
            rows = self.connection.execute(select(*LETTER).where(LetterRow.message_id.in_(part)))
            found |= {letter.message_id: letter for letter in (Letter(*row) for row in rows)}
        return found

    def sent_to(self, address: str, since: datetime) -> tuple[Letter, ...]:
        """What went to an address, in whatever case it was written; the oldest first."""
        lately = (LetterRow.state == LetterState.SENT, LetterRow.attempt_at > since)
        return self._some(*lately, func.lower(LetterRow.to_address) == address.lower(), limit=20)

    def position(self, mailbox: str) -> MailboxPosition | None:
        row = self.connection.execute(
            select(MailboxRow.uid_validity, MailboxRow.last_uid).where(MailboxRow.name == mailbox)
        ).one_or_none()
        return None if row is None else MailboxPosition(*row)

    def remember(self, mailbox: str, position: MailboxPosition) -> None:
        self.connection.execute(delete(MailboxRow).where(MailboxRow.name == mailbox))
        self.connection.execute(
            insert(MailboxRow).values(name=mailbox, uid_validity=position.uid_validity, last_uid=position.last_uid)
        )

    def _some(self, *which: ColumnElement[bool], limit: int) -> tuple[Letter, ...]:
        rows = self.connection.execute(
            select(*LETTER).where(*which).order_by(LetterRow.not_before, LetterRow.id).limit(limit)
        )
        return tuple([Letter(*row) for row in rows])
