"""What people decide of a prospect, on the exact text they saw: the first click wins, and the audit keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jobs.analysis import outreach
from jobs.analysis.outreach import AlreadyDecidedError, Deed
from jobs.analysis.outreach_checks import obstacles
from jobs.outreach_books import OutreachBooks, entry_of
from jobs.queue_letters import QueueLetters
from jobs.suppress_contacts import SuppressContacts
from storage.domain import AuditEntry, Prospect, ProspectCard, ProspectState, Site, SiteId, WorkspaceId
from storage.errors import AnchorwatchError, WrongRequestError
from storage.failpoints import failpoint
from storage.store import Store
from storage.transactions import Transaction

_REVIEWED = 50
SNOOZES = (timedelta(days=7), timedelta(days=30), timedelta(days=90))

Step = Callable[[Transaction, Prospect, Site, Deed], Prospect]


class NoSuchProspectError(AnchorwatchError):
    """A button's value, or a number that somebody typed, stands for nothing of this workspace."""

    def __init__(self, named: str) -> None:
        super().__init__(f"no prospect {named!r}", "I know no such target. `/outreach queue` shows what waits.")


class ChangedSinceError(AnchorwatchError):
    """What the person saw is no longer so: they decide again on what is."""

    def __init__(self, prospect: Prospect) -> None:
        super().__init__(
            f"stale ticket of prospect {prospect.id}",
            "It was changed since this card was posted, so nothing was decided. Look at it again, and press once more.",
        )


class ObstacleError(AnchorwatchError):
    """Something came in the way since the button was shown."""

    def __init__(self, prospect: Prospect, said: tuple[str, ...]) -> None:
        super().__init__(f"prospect {prospect.id} has obstacles", f"It cannot be approved: {' '.join(said)}")


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
        """Its whole domain goes on the do-not-contact list."""

        def step(tx: Transaction, before: Prospect, _site: Site, deed: Deed) -> Prospect:
            self.letters.take_back(tx, before, "do not contact")
            is_new = self.suppress.list_domain_of(tx, before, by, why or "chosen on a card")
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
        """The most valuable of a site's queue, ready to approve or not."""
        with self.store.reading(workspace_id) as tx:
            return self.books.cards_of(tx, tx.prospects.queue(site_id, _REVIEWED))

    def _decide(
        self, workspace_id: WorkspaceId, ticket: str, by: str, verb: str, step: Step, why: str = ""
    ) -> ProspectCard:
        with self.store.transaction(workspace_id) as tx:
            before = current(tx, ticket)
            site = site_of(tx, before)
            after = step(tx, before, site, Deed(by, site.time(self.now()), self.new_ticket(), why))
            entry = _entry(self.now(), by, verb, before, after)
            card = self.books.store(tx, before, after, entry)
            failpoint("outreach.before_commit")
        failpoint("outreach.after_commit")
        return card


def known(tx: Transaction, ticket: str) -> Prospect:
    found = tx.prospects.by_ticket(ticket)
    if found is None:
        raise NoSuchProspectError(ticket[:40])
    return found


def current(tx: Transaction, ticket: str) -> Prospect:
    """The prospect whose newest card carries this ticket; an older card decides nothing."""
    found = known(tx, ticket)
    if found.ticket == ticket:
        return found
    if found.state is ProspectState.SUGGESTED and not found.first_by:
        raise ChangedSinceError(found)
    raise AlreadyDecidedError(found)


def site_of(tx: Transaction, prospect: Prospect) -> Site:
    site = tx.sites.get(prospect.site_id)
    if site is None:
        raise NoSuchProspectError(str(prospect.id))
    return site


def _entry(at: datetime, by: str, verb: str, before: Prospect, after: Prospect) -> AuditEntry:
    is_first_of_two = after.first_by == by and after.state is ProspectState.SUGGESTED and verb == "prospect approved"
    said = "prospect approved by the first of two" if is_first_of_two else verb
    more = {"owner": after.owner} if after.owner != before.owner else {}
    return entry_of(at, by, said, before, after, **more)
