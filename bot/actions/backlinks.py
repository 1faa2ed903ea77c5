"""Buttons under digests, reports and lists."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.blocks import explain, links, lists, names, sites
from bot.commands.backlinks import check_now, open_import_modal, open_site_modal
from bot.errors import UsageError
from bot.listening import Request, serve
from bot.services import Services
from storage.domain import LinkId, Site, SiteId

_STALE = "This button is from an older message; please ask again with `/backlinks`."


Press = Callable[[Request, str], None]


def register(app: App, services: Services) -> None:
    for action_id, press in _BUTTONS.items():
        app.action(action_id)(_listener(services, press))


def _listener(services: Services, press: Press) -> Callable[..., None]:
    """A Bolt listener that calls ``press`` with the request and the button's value."""

    def clicked(ack: Ack, body: dict[str, Any], action: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        serve(services, body, respond, client, lambda request: press(request, action.get("value") or ""))

    return clicked


def _explain(request: Request, value: str) -> None:
    found = request.services.explain.by_id(request.workspace_id, LinkId(_number(value)))
    request.answer(explain.explain(found))


def _list_page(request: Request, value: str) -> None:
    wanted = lists.PageWanted.read(value)
    page = request.services.lists.page_of(request.workspace_id, wanted.site_id, wanted.after)
    if page is None:
        raise UsageError(f"no site {wanted.site_id}", _STALE)
    request.answer(lists.link_list(page), replace=True)


def _changes_page(request: Request, value: str) -> None:
    wanted = lists.ChangesWanted.read(value)
    found = request.services.lists.recent_of(request.workspace_id, wanted.site_id, wanted.kind)
    if found is None:
        raise UsageError(f"no site {wanted.site_id}", _STALE)
    request.answer(
        lists.change_list(wanted.kind, found.section, found.site, found.incidents, wanted.start), replace=True
    )


def _check_now(request: Request, value: str) -> None:
    check_now(request, _site(request, value).domain)


def _site_settings(request: Request, value: str) -> None:
    form = sites.form_of(_site(request, value))
    request.client.views_open(trigger_id=request.trigger_id, view=sites.site_modal(form))


def _add_link(request: Request, value: str) -> None:
    site = _site(request, value)
    view = links.link_modal(request.services.lists.sites(request.workspace_id), site.id)
    request.client.views_open(trigger_id=request.trigger_id, view=view)


def _import_links(request: Request, value: str) -> None:
    open_import_modal(request, _site(request, value))


def _site(request: Request, value: str) -> Site:
    site_id = SiteId(_number(value))
    for site in request.services.lists.sites(request.workspace_id):
        if site.id == site_id:
            return site
    raise UsageError(f"no site {site_id}", _STALE)


def _number(value: str) -> int:
    if not value.isascii() or not value.isdigit():
        raise UsageError(f"button value {value!r} is no id", _STALE)
    return int(value)


_BUTTONS: dict[str | re.Pattern[str], Press] = {
    names.EXPLAIN: _explain,
    names.LIST_PAGE: _list_page,
    names.CHANGES_PAGE: _changes_page,
    names.CHECK_NOW: _check_now,
    names.SITE_SETTINGS: _site_settings,
    names.ADD_SITE: lambda request, _value: open_site_modal(request),
    names.ADD_LINK: _add_link,
    names.IMPORT_LINKS: _import_links,
}
