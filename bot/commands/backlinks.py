"""/backlinks: sites, links, checks and what became of them."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.blocks import contracts, explain, help, links, lists, sites, sources, status
from bot.commands.arguments import split_arguments
from bot.errors import UsageError
from bot.listening import Request, serve
from bot.people import zone_of
from bot.services import Services
from bot.watch_link import watch_link
from bot.watch_run import watch_run
from jobs.request_check import Asked
from storage.domain import ChangeKind, Site

Verb = Callable[[Request, tuple[str, ...]], None]


def register(app: App, services: Services) -> None:
    @app.command("/backlinks")
    def backlinks(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        serve(services, body, respond, client, lambda request: _run(request, body.get("text") or ""))


def _run(request: Request, text: str) -> None:
    words = split_arguments(text)
    if not words:
        open_site_modal(request)
        return
    verb = VERBS.get(words[0].lower())
    if verb is None:
        raise UsageError(f"unknown subcommand {words[0]!r}", help.unknown(words[0]))
    verb(request, words[1:])


def open_site_modal(request: Request) -> None:
    form = sites.new_site_form(request.channel_id or None, zone_of(request.client, request.user_id))
    request.client.views_open(trigger_id=request.trigger_id, view=sites.site_modal(form))


def _add(request: Request, words: tuple[str, ...]) -> None:
    if not 1 <= len(words) <= 2:
        raise _wrong("add")
    target = words[1] if len(words) == 2 else None
    added = request.services.add_backlink.add(request.workspace_id, words[0], target, request.user_id)
    watch_link(request, added)


def _check(request: Request, words: tuple[str, ...]) -> None:
    what = _at_most_one(words, "check")
    check_now(request, what)


def check_now(request: Request, what: str | None) -> None:
    """Start a check run and keep its answer up to date until the report is in the channel."""
    here = (
        request.channel_id
        if request.channel_id and request.services.membership.includes_us(request.channel_id)
        else None
    )
    site, run = request.services.request_check.request(
        request.workspace_id, Asked(request.user_id, what, near=request.channel_id, channel_id=here)
    )
    watch_run(request, site, run)


def _list(request: Request, words: tuple[str, ...]) -> None:
    page = request.services.lists.page(request.workspace_id, _at_most_one(words, "list"), request.channel_id)
    request.answer(lists.link_list(page))


def _changes(kind: ChangeKind) -> Verb:
    def show(request: Request, words: tuple[str, ...]) -> None:
        what = _at_most_one(words, kind.value)
        found = request.services.lists.recent(request.workspace_id, kind, what, request.channel_id)
        request.answer(lists.change_list(kind, found.section, found.site, found.incidents))

    return show


def _explain(request: Request, words: tuple[str, ...]) -> None:
    if len(words) != 1:
        raise _wrong("explain")
    found = request.services.explain.by_page(request.workspace_id, words[0])
    request.answer(explain.explain(found))


def _contract(request: Request, words: tuple[str, ...]) -> None:
    if not words or words[1:] not in ((), ("end",)):
        raise _wrong("contract")
    is_contract = len(words) == 1
    marked = request.services.mark_contract.mark(
        request.workspace_id, words[0], request.user_id, is_contract=is_contract
    )
    answer = contracts.noted if is_contract else contracts.ended
    request.answer(answer(marked.link, is_news=marked.is_news))


def _import(request: Request, words: tuple[str, ...]) -> None:
    what = _at_most_one(words, "import")
    chosen = request.services.lists.site(request.workspace_id, what) if what else None
    open_import_modal(request, chosen)


def open_import_modal(request: Request, chosen: Site | None) -> None:
    known = request.services.lists.sites(request.workspace_id)
    if not known:
        raise UsageError("no site to import for", "Add your site first: type `/backlinks`.")
    view = links.import_modal(known, request.channel_id, chosen.id if chosen else None)
    request.client.views_open(trigger_id=request.trigger_id, view=view)


def _status(request: Request, words: tuple[str, ...]) -> None:
    health = request.services.lists.health(request.workspace_id, _at_most_one(words, "status"))
    request.answer(status.status(health.sites, health.outbox, health.closed_channels, health.outage))


def _sources(request: Request, words: tuple[str, ...]) -> None:
    what = _at_most_one(words, "sources")
    site = request.services.lists.site(request.workspace_id, what) if what else None
    request.answer(sources.source_list(request.services.sources.all(request.workspace_id, site.id if site else None)))


def _help(request: Request, _words: tuple[str, ...]) -> None:
    request.answer(help.backlinks_help())


def _at_most_one(words: tuple[str, ...], verb: str) -> str | None:
    if len(words) > 1:
        raise _wrong(verb)
    return words[0] if words else None


def _wrong(verb: str) -> UsageError:
    return UsageError(f"wrong arguments for {verb}", help.wrong_arguments(verb))


VERBS: Mapping[str, Verb] = {
    "check": _check,
    "add": _add,
    "list": _list,
    "new": _changes(ChangeKind.NEW),
    "lost": _changes(ChangeKind.LOST),
    "changed": _changes(ChangeKind.CHANGED),
    "explain": _explain,
    "contract": _contract,
    "import": _import,
    "sources": _sources,
    "status": _status,
    "help": _help,
}
