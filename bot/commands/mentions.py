"""/mentions: who names a site's brands, what is searched for, and what nobody wants to hear."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.blocks import brands, help, mentions, sources, watching
from bot.commands.arguments import split_arguments
from bot.errors import UsageError
from bot.listening import Request, serve
from bot.services import Services
from bot.watch_scan import watch_scan
from jobs.watch_terms import Wish
from storage.domain import Lane

Verb = Callable[[Request, tuple[str, ...]], None]


def register(app: App, services: Services) -> None:
    @app.command("/mentions")
    def mentions(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        serve(services, body, respond, client, lambda request: _run(request, body.get("text") or ""))


def _run(request: Request, text: str) -> None:
    words = split_arguments(text) or ("unlinked",)
    verb = VERBS.get(words[0].lower())
    if verb is None:
        raise UsageError(f"unknown subcommand {words[0]!r}", help.unknown(words[0], help.MENTIONS))
    verb(request, words[1:])


def _list(lane: Lane, verb: str) -> Verb:
    def show(request: Request, words: tuple[str, ...]) -> None:
        site = _at_most_one(words, verb)
        page = request.services.mentions.page(request.workspace_id, lane, site, request.channel_id)
        request.answer(mentions.mention_list(page))

    return show


def _scan(request: Request, words: tuple[str, ...]) -> None:
    site = _at_most_one(words, "scan")
    watch_scan(request, request.services.scan.request(request.workspace_id, site, request.channel_id))


def _watch(request: Request, words: tuple[str, ...]) -> None:
    wish, terms = _wish(request, words), request.services.terms
    if wish.text:
        request.answer(watching.watched(terms.watch(request.workspace_id, wish)))
    else:
        request.answer(watching.watch_list(terms.watched(request.workspace_id, wish.site, wish.near)))


def _unwatch(request: Request, words: tuple[str, ...]) -> None:
    wish = _wish(request, words)
    if not wish.text:
        raise _wrong("unwatch")
    request.answer(watching.unwatched(request.services.terms.unwatch(request.workspace_id, wish)))


def _brand(request: Request, words: tuple[str, ...]) -> None:
    site, brand = request.services.brands.known(request.workspace_id, _wish(request, words))
    request.client.views_open(trigger_id=request.trigger_id, view=brands.brand_modal(site, brand))


def _exclude(request: Request, words: tuple[str, ...]) -> None:
    site, known = request.services.brands.exclude(request.workspace_id, _wish(request, words))
    request.answer(watching.excluded(site, known))


def _mute(request: Request, words: tuple[str, ...]) -> None:
    wish, mutes = _wish(request, words), request.services.mutes
    if wish.text:
        request.answer(watching.muted(mutes.mute(request.workspace_id, wish)))
    else:
        request.answer(watching.mute_list(*mutes.muted(request.workspace_id, wish.site, wish.near)))


def _unmute(request: Request, words: tuple[str, ...]) -> None:
    wish = _wish(request, words)
    if not wish.text:
        raise _wrong("unmute")
    request.answer(watching.unmuted(request.services.mutes.unmute(request.workspace_id, wish)))


def _sources(request: Request, words: tuple[str, ...]) -> None:
    what = _at_most_one(words, "sources")
    site = request.services.lists.site(request.workspace_id, what) if what else None
    request.answer(sources.source_list(request.services.sources.all(request.workspace_id, site.id if site else None)))


def _help(request: Request, _words: tuple[str, ...]) -> None:
    request.answer(help.mentions_help())


def _wish(request: Request, words: tuple[str, ...]) -> Wish:
    """``… for acme.com`` at the end names the site, where it is one of ours."""
    site = None
    if len(words) >= 2 and words[-2].lower() == "for":
        known = {site.domain for site in request.services.lists.sites(request.workspace_id)}
        if words[-1].lower() in known:
            site, words = words[-1].lower(), words[:-2]
    return Wish(" ".join(words), request.user_id, request.channel_id, site)


def _at_most_one(words: tuple[str, ...], verb: str) -> str | None:
    if len(words) > 1:
        raise _wrong(verb)
    return words[0] if words else None


def _wrong(verb: str) -> UsageError:
    return UsageError(f"wrong arguments for {verb}", help.wrong_arguments(verb, help.MENTIONS))


VERBS: Mapping[str, Verb] = {
    "unlinked": _list(Lane.ASK, "unlinked"),
    "ambiguous": _list(Lane.AMBIGUOUS, "ambiguous"),
    "scan": _scan,
    "watch": _watch,
    "unwatch": _unwatch,
    "brand": _brand,
    "exclude": _exclude,
    "mute": _mute,
    "unmute": _unmute,
    "sources": _sources,
    "help": _help,
}
