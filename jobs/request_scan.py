"""Has every source asked for a site now because someone wants to know, and says how far that is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs.find_site import find_site
from storage.domain import Site, WorkspaceId
from storage.errors import AnchorwatchError
from storage.store import Store


class NothingToAskError(AnchorwatchError):
    """No source is asked for the site."""


@dataclass(frozen=True, slots=True)
class Scan:
    """``found`` pages had been named before it began."""

    site: Site
    queries: int
    found: int
    began_at: datetime


@dataclass(frozen=True, slots=True)
class ScanProgress:
    """``found`` pages were named that nobody had named before; ``troubled`` queries were answered by an error."""

    queries: int
    answered: int
    troubled: int
    found: int

    @property
    def is_done(self) -> bool:
        return self.answered >= self.queries


@dataclass(frozen=True)
class RequestScan:
    store: Store
    now: Callable[[], datetime]

    def request(self, workspace_id: WorkspaceId, what: str | None, near: str | None) -> Scan:
        with self.store.transaction(workspace_id) as tx:
            site = find_site(tx, what, near)
            if site.is_demo:
                raise NothingToAskError(f"No source knows {site.domain}: it is the demo’s. Press *Next day* instead.")
            before = sum(poll.found for poll in tx.polls.of_site(site.id))
            now = self.now()
            queries = tx.polls.make_due(site.id, now)
        if not queries:
            raise NothingToAskError(
                f"No source is asked about {site.domain} yet: `/mentions sources` says which there are, "
                "`/mentions brand NAME` what to ask for."
            )
        return Scan(site, queries, before, now)

    def progress(self, workspace_id: WorkspaceId, scan: Scan) -> ScanProgress:
        with self.store.reading(workspace_id) as tx:
            polls = tx.polls.of_site(scan.site.id)
        answered = [one for one in polls if one.last_polled_at and one.last_polled_at >= scan.began_at]
        settled = [one for one in answered if one.next_due_at > scan.began_at]
        troubled = sum(1 for one in settled if one.trouble)
        return ScanProgress(len(polls), len(settled), troubled, sum(one.found for one in polls) - scan.found)
