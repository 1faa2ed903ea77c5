"""Takes on now what waits for a time that no rule gives: a clock that jumped far ahead and came back left some."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobs.analysis.digest_times import next_digest_at
from jobs.analysis.timing import RecheckRules
from storage.domain import DAY
from storage.store import Store

logger = logging.getLogger(__name__)

_AT_ONCE = 5_000
_PARTS_A_TICK = 20
_JITTER = 1.2  # a little more than any wait is lengthened by
_PATIENCE = timedelta(days=14)  # twice the longest wait for a page that does not answer
# No host rests for longer than a day, no message waits so long to be tried again, and there is a digest every day.
_LONGEST_REST = DAY + timedelta(hours=1)
_LONGEST_TO_DIGEST = 2 * DAY


@dataclass(frozen=True)
class MendClock:
    """An idempotent tick that changes nothing where no clock went wrong, in bounded parts where one did."""

    store: Store
    rules: RecheckRules
    now: Callable[[], datetime]

    def mend(self) -> int:
        """Returns how many links, hosts, messages and digests had been waiting for times that no rule gives."""
        now = self.now()
        mended = self._links(now)
        with self.store.system() as tx:
            mended += tx.hosts.end_rests(now + _LONGEST_REST)
            mended += tx.outbox.hurry(now + _LONGEST_REST, now)
            late = tx.clock.digests_after(now + _LONGEST_TO_DIGEST)
        for due in late:
            with self.store.transaction(due.workspace_id) as tx:
                moment = next_digest_at(due.site.settings.schedule, due.site.time(now))
                tx.sites.schedule_digest(due.site.id, moment - due.site.clock_offset)
        if mended or late:
            logger.warning("clock mended", extra={"rows": mended, "digests": len(late)})
        return mended + len(late)

    def _links(self, now: datetime) -> int:
        longest = max(self.rules.slowest, self.rules.confirm_after, _PATIENCE)
        mended, latest = 0, now + _JITTER * longest
        with self.store.surveying() as tx:
            workspaces = tx.workspaces.all()
        for workspace in workspaces:
            for _ in range(_PARTS_A_TICK):
                with self.store.transaction(workspace.id) as tx:
                    part = tx.backlinks.pull_in(latest, now, _AT_ONCE)
                mended += part
                if part < _AT_ONCE:
                    break
            with self.store.transaction(workspace.id) as tx:
                mended += tx.backlinks.hurry_contracts(now + DAY)
        return mended
