"""Buttons under our own broken pages: a redirect to copy, and a look at once when somebody has mended one."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.blocks import names
from bot.blocks.fixes import fix_modal, looked, looking, not_looked
from bot.blocks.linked_pages import pages_in, renewed
from bot.errors import UsageError
from bot.listening import Request, serve
from bot.services import Services
from jobs.suggest_fixes import Fix
from storage.domain import LinkedPage, Site

_STALE = "This button is from an older message; the next digest has the page as it is now."
_POLL_SECONDS = 0.4
_PATIENCE_SECONDS = 90.0

Posted = Mapping[str, Any]


def register(app: App, services: Services) -> None:
    for name, press in ((names.FIX_COPY, _copy), (names.FIX_DONE, _done)):
        app.action(names.anywhere(name))(_listener(services, press))


def _listener(services: Services, press: Callable[[Request, str, Posted], None]) -> Callable[..., None]:
    def clicked(ack: Ack, body: dict[str, Any], action: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        value, posted = action.get("value") or "", body.get("message") or {}
        serve(services, body, respond, client, lambda request: press(request, value, posted))

    return clicked


def _copy(request: Request, value: str, _posted: Posted) -> None:
    fix, site = _found(request, value)
    request.client.views_open(trigger_id=request.trigger_id, view=fix_modal(fix, site))


def _done(request: Request, value: str, posted: Posted) -> None:
    fix, site = _found(request, value)
    request.services.fixes.look_again(request.workspace_id, fix.page.id)
    request.answer(looking(fix.page, site))
    request.services.background.run(lambda: request.work(lambda: _follow(request, fix.page, site, posted)))


def _follow(request: Request, before: LinkedPage, site: Site, posted: Posted) -> None:
    """Say what the look found, to whoever asked and in the line itself."""
    seen = _seen_again(request, before)
    request.answer(not_looked(before, site) if seen is None else looked(seen, site))
    blocks = posted.get("blocks") or ()
    if seen is not None and blocks and request.can_edit:
        pages = request.services.fixes.pages(request.workspace_id, pages_in(blocks))
        request.answer(renewed(str(posted.get("text") or ""), blocks, pages, site), replace=True)


def _seen_again(request: Request, before: LinkedPage) -> LinkedPage | None:
    """None when we run out of patience, or are closing."""
    started = time.monotonic()
    while time.monotonic() - started < _PATIENCE_SECONDS:
        now = request.services.fixes.of_page(request.workspace_id, before.id)
        if now is None or now.page.checked_at != before.checked_at:
            return now.page if now else None
        if request.services.background.closing.wait(_POLL_SECONDS):
            break
    return None


def _found(request: Request, value: str) -> tuple[Fix, Site]:
    if value.isascii() and value.isdigit() and len(value) < 19:
        fix = request.services.fixes.of_page(request.workspace_id, int(value))
        for site in request.services.lists.sites(request.workspace_id) if fix else ():
            if fix and site.id == fix.page.site_id:
                return fix, site
    raise UsageError(f"button value {value!r} is no page of ours", _STALE)
