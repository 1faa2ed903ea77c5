"""Puts approved letters on their way, and takes back what has not left yet; sending them is the mail's work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs.analysis.mail_addresses import read_mail_address
from jobs.analysis.outreach import OutreachRules
from storage.domain import Draft, Letter, LetterState, NewLetter, Prospect, Site
from storage.transactions import Transaction


def words_of(draft: Draft, number: int) -> tuple[str, str]:
    """Subject and text of the letter, or of one of its follow-ups."""
    return (draft.subject, draft.body) if number == 0 else (f"Re: {draft.subject}", draft.follow_ups[number - 1])


def is_approved(letter: Letter, prospect: Prospect) -> bool:
    """Whether it says exactly what was approved, to whom it was approved."""
    draft = prospect.draft
    if draft is None or letter.number > len(draft.follow_ups):
        return False
    said = (letter.to_address, letter.to_name, letter.subject, letter.body)
    is_same_text = said == (draft.to, draft.name, *words_of(draft, letter.number))
    return is_same_text and prospect.approved == letter.draft_digest == draft.digest


@dataclass(frozen=True)
class QueueLetters:
    """Without ``is_on`` people send their letters themselves. ``new_message_id`` makes an RFC 5322 Message-ID."""

    rules: OutreachRules
    now: Callable[[], datetime]
    new_message_id: Callable[[], str]
    is_on: bool = False

    def sends(self, prospect: Prospect) -> bool:
        """Whether its letters leave by our mail server; to the page of a form a person writes."""
        return self.is_on and prospect.draft is not None and read_mail_address(prospect.draft.to) is not None

    def sent_first(self, tx: Transaction, prospect: Prospect) -> bool:
        """Whether its first letter left by our mail server, and more may."""
        letters = tx.letters.of_prospect(prospect.id) if self.sends(prospect) else ()
        return any(one.number == 0 and one.state is LetterState.SENT for one in letters)

    def first(self, tx: Transaction, prospect: Prospect, site: Site) -> None:
        """It leaves when the approval can no longer be taken back."""
        self._put(tx, prospect, site, 0)

    def follow_up(self, tx: Transaction, prospect: Prospect, site: Site) -> None:
        self._put(tx, prospect, site, prospect.follow_ups + 1)

    def take_back(self, tx: Transaction, prospect: Prospect, why: str) -> None:
        tx.letters.cancel(prospect.id, why)

    def _put(self, tx: Transaction, prospect: Prospect, site: Site, number: int) -> None:
        draft = prospect.draft
        if draft is None or not self.sends(prospect) or number > len(draft.follow_ups):
            return
        before = next((one.message_id for one in tx.letters.of_prospect(prospect.id) if one.number == 0), None)
        subject, text = words_of(draft, number)
        letter = NewLetter(
            site.id,
            prospect.id,
            number,
            self.new_message_id(),
            before if number else None,
            draft.to,
            draft.name,
            subject,
            text,
            draft.digest,
            self.now() + (self.rules.undo if number == 0 else self.rules.undo * 0),
        )
        tx.letters.put(letter, self.now())
