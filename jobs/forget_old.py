"""Forgets what visits saw and messages said long ago, a bounded part at a time, but never what proves what was told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.domain import WorkspaceId
from storage.store import Store
from storage.transactions import Transaction

# Twice the longest wait between two looks, so that every link keeps a few.
_KEPT = timedelta(days=180)

Part = Callable[[Transaction, datetime, int], int]
_KINDS: tuple[Part, ...] = (
    lambda tx, before, at_once: tx.checks.forget(before, at_once),
    lambda tx, before, at_once: tx.outbox.forget(before, at_once),
)


@dataclass(frozen=True)
class ForgetOld:
    """An idempotent tick: what it leaves is forgotten by a later one. ``at_once`` is a transaction's worth."""

    store: Store
    now: Callable[[], datetime]
    at_once: int = 5_000
    parts_a_tick: int = 20

    def forget_old(self) -> int:
        """Returns how many looks and messages were forgotten."""
        with self.store.surveying() as tx:
            workspaces = tx.workspaces.all()
        return sum(self._forget(workspace.id, forget) for workspace in workspaces for forget in _KINDS)

    def _forget(self, workspace_id: WorkspaceId, forget: Part) -> int:
        before, forgotten = self.now() - _KEPT, 0
        for _ in range(self.parts_a_tick):
            with self.store.transaction(workspace_id) as tx:
                part = forget(tx, before, self.at_once)
            forgotten += part
            if part < self.at_once:
                break
        return forgotten
