"""Lets every event, command and click from outside have exactly one effect, however often it is delivered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.store import Store

_KEPT = timedelta(days=1)


@dataclass(frozen=True)
class ReceiveInbound:
    store: Store
    now: Callable[[], datetime]

    def is_first(self, key: str) -> bool:
        """True for the first delivery of a key, False for every repeat."""
        with self.store.system() as tx:
            return tx.seen.first_time(key, self.now())

    def forget_old(self) -> None:
        """Drop keys older than any redelivery can be."""
        with self.store.system() as tx:
            tx.seen.forget_before(self.now() - _KEPT)
