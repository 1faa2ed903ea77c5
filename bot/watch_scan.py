"""Keeps the answer to a scan request up to date until every source has answered, or patience is over."""

import time

from bot.blocks import watching
from bot.errors import answering
from bot.listening import Request
from jobs.request_scan import Scan

_POLL_SECONDS = 0.5
_PATIENCE_SECONDS = 120.0


def watch_scan(request: Request, scan: Scan) -> None:
    """Answer at once, then edit that answer once in the background."""
    request.answer(watching.scanning(scan))
    request.services.background.run(lambda: answering(request.answer, lambda: _follow(request, scan)))


def _follow(request: Request, scan: Scan) -> None:
    started = time.monotonic()
    progress = request.services.scan.progress(request.workspace_id, scan)
    while not progress.is_done and time.monotonic() - started < _PATIENCE_SECONDS:
        if request.services.background.closing.wait(_POLL_SECONDS):
            return
        progress = request.services.scan.progress(request.workspace_id, scan)
    request.answer(watching.scanned(scan, progress), replace=True)
