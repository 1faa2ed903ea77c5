"""What people decide of a prospect, on the exact text they saw: the first click wins, and the audit keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jobs.analysis import outreach
from jobs.analysis.outreach import Deed
from jobs.analysis.outreach_checks import obstacles
from jobs.outreach_books import OutreachBooks
from jobs.queue_letters import QueueLetters
from jobs.suppress_contacts import SuppressContacts
from jobs.take_steps import ObstacleError, Press, Step, TakeSteps, current, known
from storage.domain import Prospect, ProspectCard, ProspectState, Site, SiteId, WorkspaceId
from storage.errors import WrongRequestError
from storage.store import Store
from storage.transactions import Transaction

REVIEWED_AT_ONCE = 10
_REVIEWED = 50
_LOOKED_THROUGH = 300
SNOOZES = (timedelta(days=7), timedelta(days=30), timedelta(days=90))


class NoSuchPauseError(WrongRequestError):
    """No form of ours offers it."""


@dataclass(frozen=True)
class DecideOutreach:
    """Each method takes the ticket that the pressed button carried, and returns the card as it is afterwards.

    Whoever calls has made sure that the person may decide (``bot/approvers.py``).
    """

    store: Store
    books: OutreachBooks
    letters: QueueLetters
    suppress: SuppressContacts
    now: Callable[[], datetime]
    new_ticket: Callable[[], str]

    def approve(self, workspace_id: WorkspaceId, ticket: str, by: str) -> ProspectCard:
        """For exactly the text on the card. Where two must approve, the first approval waits for the second."""

        def step(tx: Transaction, before: Prospect, site: Site, deed: Deed) -> Prospect:
            said = obstacles(before, self.books.circle_of(tx, before, site), self.books.rules)
            if said and before.state is ProspectState.SUGGESTED:
                raise ObstacleError(before, said)
            after = outreach.approve(before, deed, self.books.rules)
            if after.state is ProspectState.APPROVED:
                self.letters.first(tx, after, site)
            return after

        return self._decide(workspace_id, ticket, by, "prospect approved", step)

    def reject(self, workspace_id: WorkspaceId, ticket: str, by: str, why: str) -> ProspectCard:
        def step(tx: Transaction, before: Prospect, _site: Site, deed: Deed) -> Prospect:
            self.letters.take_back(tx, before, "rejected")
            return outreach.reject(before, deed)

        return self._decide(workspace_id, ticket, by, "prospect rejected", step, why)

    def snooze(self, workspace_id: WorkspaceId, ticket: str, by: str, pause: timedelta) -> ProspectCard:
        """Not now: it comes back to the queue."""
        if pause not in SNOOZES:
            raise NoSuchPauseError(f"a pause of {pause} was asked for", "Choose one of the pauses in the form.")
        return self._decide(
            workspace_id,
            ticket,
            by,
            "prospect snoozed",
            lambda _tx, before, _site, deed: outreach.snooze(before, deed, deed.at + pause),
        )

    def never(self, workspace_id: WorkspaceId, ticket: str, by: str, why: str) -> ProspectCard:
        """Its whole domain goes on the do-not-contact list, and whoever was written to."""

        def step(tx: Transaction, before: Prospect, _site: Site, deed: Deed) -> Prospect:
            self.letters.take_back(tx, before, "do not contact")
            is_new = self.suppress.list_domain_of(tx, before, by, why or "chosen on a card")
            self.suppress.list_person_of(tx, before, by, why or "chosen on a card")
            after = outreach.never(before, deed)
            return after if is_new else replace(after, undo_to=None)  # what stood there before is not ours to lift

        return self._decide(workspace_id, ticket, by, "prospect never contacted", step, why)

    def assign(self, workspace_id: WorkspaceId, ticket: str, by: str, owner: str) -> ProspectCard:
        """Whose it is from now on: theirs are the reminders."""
        return self._decide(
            workspace_id,
            ticket,
            by,
            "prospect assigned",
            lambda _tx, before, _site, deed: outreach.assign(before, deed, owner),
        )

    def undo(self, workspace_id: WorkspaceId, ticket: str, by: str) -> ProspectCard:
        """Take back the last decision, while nothing has come of it."""

        def step(tx: Transaction, before: Prospect, _site: Site, deed: Deed) -> Prospect:
            after = outreach.undo(before, deed, self.books.rules)
            self.letters.take_back(tx, before, "taken back")
            if before.state is ProspectState.DO_NOT_CONTACT:
                self.suppress.unlist_domain(tx, before.domain)
            return after

        return self._decide(workspace_id, ticket, by, "decision taken back", step)

    def card(self, workspace_id: WorkspaceId, ticket: str) -> ProspectCard:
        """The prospect of a button, old or new, as it is now."""
        with self.store.reading(workspace_id) as tx:
            return self.books.card_of(tx, known(tx, ticket))

    def current_card(self, workspace_id: WorkspaceId, ticket: str) -> ProspectCard:
        """The same, for whoever is about to decide; refuses the button of an older card."""
        with self.store.reading(workspace_id) as tx:
            return self.books.card_of(tx, current(tx, ticket))

    def show(self, workspace_id: WorkspaceId, ticket: str) -> ProspectCard:
        """Have its posted card say what is so now."""
        with self.store.transaction(workspace_id) as tx:
            return self.books.show(tx, known(tx, ticket))

    def to_review(self, workspace_id: WorkspaceId, site_id: SiteId) -> tuple[ProspectCard, ...]:
        """The most valuable of a site's queue that can be approved as they are."""
        ready: list[ProspectCard] = []
        with self.store.reading(workspace_id) as tx:
            for start in range(0, _LOOKED_THROUGH, _REVIEWED):
                some = tx.prospects.queue(site_id, _REVIEWED, start)
                ready += [card for card in self.books.cards_of(tx, some) if not card.obstacles]
                if len(ready) >= REVIEWED_AT_ONCE or len(some) < _REVIEWED:
                    break
        return tuple(ready[:REVIEWED_AT_ONCE])

    def _decide(
        self, workspace_id: WorkspaceId, ticket: str, by: str, verb: str, step: Step, why: str = ""
    ) -> ProspectCard:
        return TakeSteps(self.store, self.books, self.now, self.new_ticket).take(
            Press(workspace_id, ticket, by, why), step, lambda before, after: _said(by, verb, before, after)
        )


def _said(by: str, verb: str, before: Prospect, after: Prospect) -> tuple[str, Mapping[str, str]]:
    """In the words of the audit."""
    is_first_of_two = after.first_by == by and after.state is ProspectState.SUGGESTED and verb == "prospect approved"
    more = {"owner": after.owner} if after.owner != before.owner else {}
    return ("prospect approved by the first of two" if is_first_of_two else verb), more
