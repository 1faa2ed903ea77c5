"""Buttons that turn a page or open a list of outreach, and the shortcut that suggests a page from a message."""

import html
import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.blocks import names
from bot.blocks.audit import AuditWanted, audit_list
from bot.blocks.linked_pages import broken_list
from bot.blocks.outreach_answers import suggest_modal
from bot.blocks.outreach_lists import QueueWanted, queue_list
from bot.commands.do_not_contact import show_listed
from bot.commands.outreach import suggest
from bot.errors import UsageError
from bot.listening import Request, serve
from bot.services import Services
from jobs.find_site import NoSuchSiteError
from storage.domain import SiteId

_STALE = "This button is from an older message; please ask again with `/outreach queue`."
_LINK = re.compile(r"<(https?://[^|>\s]+)(?:\|[^>]*)?>")

Press = Callable[[Request, str], None]


def register(app: App, services: Services) -> None:
    presses: tuple[tuple[str, Press], ...] = (
        (names.OUTREACH_MORE, _more),
        (names.OUTREACH_QUEUE, _queue),
        (names.OUTREACH_FIXES, _fixes),
        (names.AUDIT_MORE, _older),
        (names.DNC_MORE, _more_listed),
    )
    for name, press in presses:
        app.action(name)(_listener(services, press))

    @app.shortcut(names.OUTREACH_ADD)
    def ask_for_a_link(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        said = (body.get("message") or {}).get("text") or ""
        serve(services, body, respond, client, lambda request: _suggest(request, said))


def _listener(services: Services, press: Press) -> Callable[..., None]:
    def clicked(ack: Ack, body: dict[str, Any], action: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        value = action.get("value") or ""
        serve(services, body, respond, client, lambda request: _pressed(request, press, value))

    return clicked


def _pressed(request: Request, press: Press, value: str) -> None:
    try:
        press(request, value)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"button value {value!r} cannot be read", _STALE) from error


def _more(request: Request, value: str) -> None:
    _show_queue(request, value, replace=True)


def _queue(request: Request, value: str) -> None:
    _show_queue(request, value, replace=False)


def _show_queue(request: Request, value: str, *, replace: bool) -> None:
    wanted = QueueWanted.read(value)
    page = request.services.outreach.queue_of(request.workspace_id, wanted.site_id, wanted.start)
    if page is None:
        raise UsageError(f"no site {wanted.site_id}", _STALE)
    request.answer(queue_list(page), replace=replace)


def _fixes(request: Request, value: str) -> None:
    found = request.services.outreach.broken_pages(request.workspace_id, SiteId(int(value)))
    if found is None:
        raise UsageError(f"no site {value}", _STALE)
    site, pages = found
    request.answer(broken_list(pages, site))


def _older(request: Request, value: str) -> None:
    wanted = AuditWanted.read(value)
    page = request.services.audit.page(request.workspace_id, wanted.domain, wanted.before_seq)
    request.answer(audit_list(page), replace=True)


def _more_listed(request: Request, value: str) -> None:
    show_listed(request, int(value), replace=True)


def _suggest(request: Request, said: str) -> None:
    """The one page that a message links to; where it is not clear which is meant, or for which site, a form asks."""
    pages = list(dict.fromkeys(html.unescape(link) for link in _LINK.findall(said)))
    try:
        if len(pages) == 1:
            suggest(request, pages[0], None)
            return
    except NoSuchSiteError:
        if not request.services.lists.sites(request.workspace_id):
            raise
    _open_form(request, pages[0] if pages else "")


def _open_form(request: Request, page: str) -> None:
    sites = request.services.lists.sites(request.workspace_id)
    if not sites:
        raise UsageError("no site to ask for", "Add your site first: type `/backlinks`.")
    here = next((site.id for site in sites if site.settings.channel_id == request.channel_id), None)
    request.client.views_open(trigger_id=request.trigger_id, view=suggest_modal(sites, page, here))
