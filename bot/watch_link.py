"""Tells whoever added a page by hand what its first visit found, in the answer they already have."""

import time

from bot.blocks import links
from bot.errors import answering
from bot.listening import Request
from jobs.add_backlink import Added
from storage.domain import Explanation

_POLL_SECONDS = 0.4
_PATIENCE_SECONDS = 3 * 60.0  # a busy host has its turn later; then the digest tells what came of it


def watch_link(request: Request, added: Added) -> None:
    """Answer at once; edit that answer when the page has been looked at."""
    request.answer(links.link_added(added.link, added.site, added.is_new))
    if added.is_new and request.can_edit:
        request.services.background.run(lambda: _follow(request, added))


def _follow(request: Request, added: Added) -> None:
    def work() -> None:
        seen = _first_visit(request, added)
        if seen is not None:
            request.answer(links.link_visited(seen.link, seen.site, seen.history[0]), replace=True)

    answering(request.answer, work)


def _first_visit(request: Request, added: Added) -> Explanation | None:
    """None when we run out of patience, or are closing."""
    started = time.monotonic()
    while time.monotonic() - started < _PATIENCE_SECONDS:
        found = request.services.explain.by_id(request.workspace_id, added.link.id)
        if found.history:
            return found
        if request.services.background.closing.wait(_POLL_SECONDS):
            break
    return None
