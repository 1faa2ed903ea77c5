"""Keeps the answer to a check request up to date while the check runs."""

import time
from collections.abc import Iterator

from bot.blocks import checks
from bot.errors import answering
from bot.listening import Request
from storage.domain import CheckRun, Site

_POLL_SECONDS = 0.4
# Slack takes five answers to one command within 30 minutes: the first, three on the way, and the last.
_UPDATES_AT = (2.0, 10.0, 60.0)
_PATIENCE_SECONDS = 25 * 60.0


def watch_run(request: Request, site: Site, run: CheckRun) -> None:
    """Answer at once, then edit that answer in the background until the run is done."""
    request.answer(checks.progress(run, site.domain))
    request.services.background.run(lambda: _follow(request, site, run))


def _follow(request: Request, site: Site, run: CheckRun) -> None:
    def work() -> None:
        for latest in _worth_telling(request, run):
            request.answer(checks.progress(latest, site.domain, is_closed=_is_closed(request, latest)), replace=True)

    answering(request.answer, work)


def _worth_telling(request: Request, run: CheckRun) -> Iterator[CheckRun]:
    """The run at each moment worth an edit, its end included; nothing more once patience is over or we are closing."""
    started = time.monotonic()
    moments = list(_UPDATES_AT) if request.can_edit else []
    while (passed := time.monotonic() - started) < _PATIENCE_SECONDS:
        latest = request.services.lists.run(request.workspace_id, run.id)
        if latest is None:
            return
        if latest.finished_at is not None:
            yield latest
            return
        if moments and passed >= moments[0]:
            moments.pop(0)
            yield latest
        if request.services.background.closing.wait(_POLL_SECONDS):
            return


def _is_closed(request: Request, run: CheckRun) -> bool:
    """Whether the report waits in the outbox because we are not in its channel."""
    done = run.finished_at is not None and run.channel_id is not None
    return done and not request.services.membership.includes_us(run.channel_id or "")
