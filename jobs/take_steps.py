"""One step of one target, on the ticket of the button that was pressed: taken, stored, and kept in the audit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from jobs.analysis.outreach import AlreadyDecidedError, Deed
from jobs.outreach_books import OutreachBooks, entry_of
from storage.domain import Prospect, ProspectCard, ProspectState, Site, WorkspaceId
from storage.errors import AnchorwatchError
from storage.failpoints import failpoint
from storage.store import Store
from storage.transactions import Transaction

Step = Callable[[Transaction, Prospect, Site, Deed], Prospect]
Said = Callable[[Prospect, Prospect], tuple[str, Mapping[str, str]]]


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


@dataclass(frozen=True, slots=True)
class Press:
    """Who pressed which button, and why."""

    workspace_id: WorkspaceId
    ticket: str
    by: str
    why: str = ""


@dataclass(frozen=True)
class TakeSteps:
    store: Store
    books: OutreachBooks
    now: Callable[[], datetime]
    new_ticket: Callable[[], str]

    def take(self, press: Press, step: Step, said: Said) -> ProspectCard:
        """All of it in one transaction. ``said`` gives the audit's words for it, from before and after."""
        with self.store.transaction(press.workspace_id) as tx:
            before = current(tx, press.ticket)
            site = site_of(tx, before)
            after = step(tx, before, site, Deed(press.by, site.time(self.now()), self.new_ticket(), press.why))
            verb, more = said(before, after)
            card = self.books.store(tx, before, after, entry_of(self.now(), press.by, verb, before, after, **more))
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
