"""A person says whether a letter arrived of which nobody knows: it was sent, or it is to be sent again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from storage.domain import AuditEntry, Letter, LetterId, LetterState, ProspectId, WorkspaceId
from storage.store import Store
from storage.transactions import Transaction


@dataclass(frozen=True)
class SettleLetter:
    """``on_sent`` is the sender's own (``LetterEffects``): a letter has its effect once, whoever says that it went."""

    store: Store
    on_sent: Callable[[Transaction, Letter, datetime], None]
    now: Callable[[], datetime]

    def of_prospect(self, workspace_id: WorkspaceId, prospect_id: ProspectId) -> LetterId | None:
        """The letter of a target that nobody knows of."""
        with self.store.reading(workspace_id) as tx:
            letters = tx.letters.of_prospect(prospect_id)
        return next((one.id for one in letters if one.state is LetterState.UNSURE), None)

    def settle(self, workspace_id: WorkspaceId, letter_id: LetterId, by: str, *, was_sent: bool) -> bool:
        """False when there was nothing to settle: somebody else has said it before."""
        now = self.now()
        with self.store.transaction(workspace_id) as tx:
            letter = tx.letters.get(letter_id)
            if letter is None or not tx.letters.settle_unsure(letter, now, was_sent=was_sent):
                return False
            verb = "letter was sent" if was_sent else "letter sent again"
            tx.audit.add(self._entry(tx, letter, by, verb))
            if was_sent:
                self.on_sent(tx, letter, letter.attempt_at or now)
        return True

    def _entry(self, tx: Transaction, letter: Letter, by: str, verb: str) -> AuditEntry:
        """What stands in the audit stays for ever, so the letter is named, and never the person it is to."""
        prospect = tx.prospects.get(letter.prospect_id)
        subject, domain = (prospect.url, prospect.domain) if prospect else (letter.message_id, None)
        return AuditEntry(self.now(), by, verb, subject, {"letter": letter.number}, domain)
