"""Tells each workspace's operators once that a source refuses our settings, and what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs.sources.registry import Configured
from storage.domain import Site, Thread
from storage.store import Store


@dataclass(frozen=True)
class TellRefused:
    """``render`` writes the message for a site's channel. Its key names the refused settings, so it is posted once."""

    store: Store
    render: Callable[[Site, str, str, str], Thread]
    now: Callable[[], datetime]

    def tell(self, one: Configured, why: str) -> None:
        with self.store.surveying() as tx:
            workspaces = tx.workspaces.all()
        for workspace in workspaces:
            with self.store.transaction(workspace.id) as tx:
                told = tx.sites.for_operators()
                if told is not None:
                    key = f"source/{one.source.name}/{one.fingerprint}"
                    tx.outbox.put(self.render(told, one.source.title, why, key), self.now())
