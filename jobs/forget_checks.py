"""Forgets what visits saw long ago, a bounded part at a time, but never what proves something that was told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.store import Store

# Twice the longest wait between two looks, so that every link keeps a few.
_KEPT = timedelta(days=180)


@dataclass(frozen=True)
class ForgetChecks:
    """An idempotent tick: what it leaves is forgotten by a later one. ``at_once`` is a transaction's worth."""

    store: Store
    now: Callable[[], datetime]
    at_once: int = 5_000
    parts_a_tick: int = 20

    def forget_old(self) -> int:
        """Returns how many looks were forgotten."""
        with self.store.surveying() as tx:
            workspaces = tx.workspaces.all()
        before = self.now() - _KEPT
        forgotten = 0
        for workspace in workspaces:
            for _ in range(self.parts_a_tick):
                with self.store.transaction(workspace.id) as tx:
                    part = tx.checks.forget(before, self.at_once)
                forgotten += part
                if part < self.at_once:
                    break
        return forgotten
