"""Finds the hosts whose links are due and asks the runner to drain them: people first, then fairly."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs.runners import Runner
from storage.domain import WorkspaceId
from storage.store import Store


@dataclass(frozen=True)
class PlanChecks:
    """An idempotent tick: asking twice for a host is harmless, and what is not asked for stays due.

    ``spent`` are the workspaces that had all their visits of the day.
    """

    store: Store
    runner: Runner
    now: Callable[[], datetime]
    at_once: int = 500
    least_priority: int = 0
    is_paused: Callable[[], bool] = lambda: False
    spent: Callable[[], frozenset[WorkspaceId]] = frozenset
    enrol: Callable[[], None] = lambda: None

    def plan(self) -> int:
        """Request the due hosts; returns how many there were."""
        self.enrol()
        if self.is_paused():
            return 0
        with self.store.surveying() as tx:
            hosts = tx.planner.due_hosts(self.now(), self.at_once, spent=self.spent())
        hosts = tuple(host for host in hosts if host.priority >= self.least_priority)
        for host in hosts:
            self.runner.request_host(host.source_domain, host.priority)
        return len(hosts)
