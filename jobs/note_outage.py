"""Writes down our own outages, and tells each workspace's operators once when one begins and once when it is over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.domain import Degraded, Outage, Site, Thread
from storage.store import Store

_LATELY = timedelta(days=7)
_ASKED = 5
_ENOUGH = 4  # more than three unrelated hosts that answered lately do not all fall silent at once


@dataclass(frozen=True)
class NoteOutage:
    """``tell`` renders the message for a site's channel, from whether the outage is over."""

    store: Store
    tell: Callable[[Site, Outage], Thread]
    now: Callable[[], datetime]
    vouched_for: tuple[str, ...] = ()

    def canaries(self) -> tuple[str, ...]:
        """The pages the operator vouches for; else those that answered lately, if they are enough to prove a point."""
        if self.vouched_for:
            return self.vouched_for
        with self.store.surveying() as tx:
            outage = tx.outages.current()
            as_of = outage.began_at if outage is not None else self.now()
            urls = tx.outages.lately_live(as_of - _LATELY, _ASKED)
        return urls if len(urls) >= _ENOUGH else ()

    def lasts(self) -> bool:
        with self.store.surveying() as tx:
            return tx.outages.current() is not None

    def begin(self) -> None:
        with self.store.system() as tx:
            outage = tx.outages.begin(self.now())
        self._tell(outage)

    def end(self) -> None:
        """Told before it is written down as over: a message that is there already is not queued again."""
        with self.store.surveying() as tx:
            outage = tx.outages.current()
        if outage is None:
            return
        now = self.now()
        self._tell(Outage(outage.id, outage.began_at, now))
        with self.store.system() as tx:
            tx.outages.end(now)

    def _tell(self, outage: Outage) -> None:
        with self.store.surveying() as tx:
            workspaces = tx.workspaces.all()
        for workspace in workspaces:
            with self.store.transaction(workspace.id) as tx:
                told = tx.sites.for_operators()
                if told is not None:
                    tx.outbox.put(self.tell(told, outage), self.now())
                if outage.ended_at is None:
                    tx.runs.degrade(Degraded.OWN_OUTAGE)
