"""Runs one check round to its end, here or in the worker that is already running, and returns what it confirmed."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jobs.request_check import Asked, RequestCheck
from storage.domain import CheckRun, Degraded, Told, Verdict, WorkspaceId
from storage.errors import AnchorwatchError
from storage.store import Store

_POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Round:
    """``verdicts`` count what each visit saw; ``changes`` are those that this round confirmed."""

    run: CheckRun
    verdicts: Mapping[Verdict, int]
    changes: tuple[Told, ...]


class OfflineError(AnchorwatchError):
    """We have no network ourselves, so no page can be visited."""

    def __init__(self) -> None:
        super().__init__("No page that answered lately answers now: the network seems down on our side.")


@dataclass(frozen=True)
class CheckNow:
    """``step`` is called again and again while the round lasts: it moves the work on, or only waits.

    It raises ``OfflineError`` when there is nothing to wait for; the round ends with what was seen by then.
    """

    store: Store
    request: RequestCheck
    step: Callable[[], object]

    def check(self, workspace_id: WorkspaceId, asked: Asked, on_progress: Callable[[CheckRun], None]) -> Round:
        with self.store.reading(workspace_id) as tx:  # first, since a worker may confirm a change at once
            before = {site.id: tx.changes.last_id(site.id) for site in tx.sites.all()}
        site, run = self.request.request(workspace_id, asked)
        while run.finished_at is None:
            try:
                self.step()
            except OfflineError:
                run = self._give_up(workspace_id, run)
                break
            time.sleep(_POLL_SECONDS)
            with self.store.reading(workspace_id) as tx:
                run = tx.runs.get(run.id) or run
            on_progress(run)
        with self.store.transaction(workspace_id) as tx:
            if site.settings.channel_id is None:
                tx.changes.announce_run(run.id)  # nobody else tells it: a loss that is undone is news from now on
            return Round(run, tx.runs.verdicts(run.id), tx.changes.since(site.id, before.get(site.id, 0)))

    def _give_up(self, workspace_id: WorkspaceId, run: CheckRun) -> CheckRun:
        with self.store.transaction(workspace_id) as tx:
            tx.runs.degrade(Degraded.OWN_OUTAGE)  # here, since the outage may be written down a moment later
            tx.runs.give_up(run.id, self.request.now())
            return tx.runs.get(run.id) or run
