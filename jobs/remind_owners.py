"""Reminds people of what is theirs to do: in private, inside their working hours, at most once a day."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from jobs.analysis.duties import is_pressing, is_worth_a_reminder
from jobs.analysis.working_time import is_working_time
from jobs.failures import Failures
from jobs.list_outreach import Chore
from jobs.outreach_books import OutreachBooks
from storage.domain import Message, Thread, WorkspaceId
from storage.failpoints import failpoint
from storage.store import Store
from storage.transactions import Transaction

logger = logging.getLogger(__name__)


class People(Protocol):
    """What only Slack knows of a person; None where it does not say."""

    def zone_of(self, user_id: str) -> str | None: ...

    def direct_channel(self, user_id: str) -> str | None: ...


@dataclass(frozen=True)
class RemindOwners:
    """An idempotent tick for the workspace that Slack's token is of. Nothing due, or nothing but what was said lately,
    and nothing is said."""

    store: Store
    books: OutreachBooks
    people: People
    render: Callable[[tuple[Chore, ...]], Message]
    now: Callable[[], datetime]
    failures: Failures = field(default_factory=Failures, init=False)

    def remind(self, workspace_id: WorkspaceId) -> int:
        """Returns how many people were written to."""
        with self.store.reading(workspace_id) as tx:
            owners = [owner for owner in tx.prospect_lists.owners() if self._has_reason(tx, owner)]
        return self.failures.each(
            self.now(), owners, lambda owner: owner, lambda owner: self._remind(workspace_id, owner)
        )

    def _remind(self, workspace_id: WorkspaceId, owner: str) -> bool:
        """The message and what it named, in one transaction, under a key that there is once a day."""
        zone = self.people.zone_of(owner)
        if zone is None or not is_working_time(self.now(), zone):
            return False
        key = f"remind/{workspace_id}/{owner}/{self.now().astimezone(ZoneInfo(zone)).date().isoformat()}"
        with self.store.reading(workspace_id) as tx:
            if tx.outbox.get(key) is not None:
                return False
        channel_id = self.people.direct_channel(owner)
        if channel_id is None:
            return False
        with self.store.transaction(workspace_id) as tx:
            chores = self._pressing(tx, owner)
            if not chores or tx.outbox.put(Thread(key, channel_id, self.render(chores)), self.now()) is None:
                return False
            for chore in chores:
                tx.prospects.advance(chore.prospect, replace(chore.prospect, reminded_at=chore.site.time(self.now())))
            failpoint("remind.before_commit")
        failpoint("remind.after_commit")
        logger.info("owner reminded", extra={"chores": len(chores)})
        return True

    def _has_reason(self, tx: Transaction, owner: str) -> bool:
        return any(
            is_worth_a_reminder(one.duty, one.prospect, one.site.time(self.now())) for one in self._pressing(tx, owner)
        )

    def _pressing(self, tx: Transaction, owner: str) -> tuple[Chore, ...]:
        """What is theirs, but for letters that our mail server is about to send."""
        sites = {site.id: site for site in tx.sites.all()}
        mine = [one for one in tx.prospect_lists.of_person(owner) if one.owner == owner]
        duties = self.books.duties(tx, mine)
        chores = [Chore(duties[one.id], one, sites[one.site_id]) for one in mine if one.id in duties]
        return tuple([one for one in chores if is_pressing(one.duty, one.prospect, one.site.time(self.now()))])
