"""/outreach: whom to ask for a link, with which words, and what became of it."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.blocks import audit, help, outreach_answers, outreach_figures, outreach_lists
from bot.commands.arguments import split_arguments
from bot.commands.do_not_contact import dnc
from bot.errors import UsageError
from bot.listening import Request, serve
from bot.outreach_templates import open_templates
from bot.services import Services
from jobs.analysis.duties import Duty, duty_of
from storage.domain import ASKED_STATES, OPEN_STATES, Message, Origin, ProspectCard

Verb = Callable[[Request, tuple[str, ...]], None]


def register(app: App, services: Services) -> None:
    @app.command("/outreach")
    def outreach(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        serve(services, body, respond, client, lambda request: _run(request, body.get("text") or ""))


def _run(request: Request, text: str) -> None:
    words = split_arguments(text) or ("queue",)
    verb = VERBS.get(words[0].lower())
    if verb is None:
        raise UsageError(f"unknown subcommand {words[0]!r}", help.unknown(words[0], help.OUTREACH))
    verb(request, words[1:])


def _queue(request: Request, words: tuple[str, ...]) -> None:
    page = request.services.outreach.queue(request.workspace_id, _at_most_one(words, "queue"), request.channel_id)
    request.answer(outreach_lists.queue_list(page))


def _mine(request: Request, words: tuple[str, ...]) -> None:
    if words:
        raise _wrong("mine")
    request.answer(outreach_lists.chore_list(request.services.outreach.mine(request.workspace_id, request.user_id)))


def _add(request: Request, words: tuple[str, ...]) -> None:
    if not 1 <= len(words) <= 2:
        raise _wrong("add")
    suggest(request, words[0], words[1] if len(words) == 2 else None)


def suggest(request: Request, page: str, site: str | None) -> None:
    card = request.services.propose.add(request.workspace_id, page, site, request.user_id, request.channel_id)
    request.answer(outreach_answers.suggested(card))


def _done(request: Request, words: tuple[str, ...]) -> None:
    """The next open step of a target is done."""
    card = _named(request, words, "done")
    request.answer(_mended(request, card) if _is_ours_to_mend(card) else _step_done(request, card))


def _step_done(request: Request, card: ProspectCard) -> Message:
    follow, ticket = request.services.follow, card.prospect.ticket
    if card.leaves_at is not None or card.unsure is not None:
        return outreach_answers.nothing_to_do(card)
    match duty_of(card.prospect):
        case Duty.SEND:
            return outreach_answers.letter_sent(follow.sent(request.workspace_id, ticket, request.user_id))
        case Duty.FOLLOW_UP:
            return outreach_answers.follow_up_sent(follow.sent(request.workspace_id, ticket, request.user_id))
        case Duty.THANK:
            return outreach_answers.thanks_sent(follow.thanked(request.workspace_id, ticket, request.user_id))
        case _:
            return outreach_answers.nothing_to_do(card)


def _mended(request: Request, card: ProspectCard) -> Message:
    """Somebody says that a page of ours is mended: have it looked at."""
    page = request.services.outreach.own_page(request.workspace_id, card.prospect)
    if page is None:
        return outreach_answers.own_page_unlinked(card)
    request.services.fixes.look_again(request.workspace_id, page.id)
    return outreach_answers.own_page_looked_at(card)


def _won(request: Request, words: tuple[str, ...]) -> None:
    """The links won; or, with a number, have its page visited now."""
    what = _at_most_one(words, "won")
    if what is None or _number(what) is None:
        request.answer(outreach_figures.win_list(request.services.outreach.won(request.workspace_id, what)))
        return
    card = _named(request, words, "won")
    if _is_ours_to_mend(card) or card.prospect.state not in OPEN_STATES | ASKED_STATES:
        request.answer(outreach_answers.nothing_to_look_for(card))
        return
    looked = request.services.follow.look_now(request.workspace_id, card.prospect.ticket, request.user_id)
    request.answer(outreach_answers.page_looked_for(looked))


def _audit(request: Request, words: tuple[str, ...]) -> None:
    if len(words) != 1:
        raise _wrong("audit")
    request.answer(audit.audit_list(request.services.audit.page(request.workspace_id, words[0])))


def _stats(request: Request, words: tuple[str, ...]) -> None:
    site = _at_most_one(words, "stats")
    request.answer(outreach_figures.figures(request.services.outreach.figures(request.workspace_id, site)))


def _help(request: Request, _words: tuple[str, ...]) -> None:
    request.answer(help.outreach_help())


def _named(request: Request, words: tuple[str, ...], verb: str) -> ProspectCard:
    number = _number(words[0]) if len(words) == 1 else None
    if number is None:
        raise _wrong(verb)
    return request.services.outreach.card(request.workspace_id, number)


def _number(word: str) -> int | None:
    digits = word.removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 100 else None


def _is_ours_to_mend(card: ProspectCard) -> bool:
    return card.prospect.origin is Origin.BROKEN_TARGET


def _at_most_one(words: tuple[str, ...], verb: str) -> str | None:
    if len(words) > 1:
        raise _wrong(verb)
    return words[0] if words else None


def _wrong(verb: str) -> UsageError:
    return UsageError(f"wrong arguments for {verb}", help.wrong_arguments(verb, help.OUTREACH))


VERBS: Mapping[str, Verb] = {
    "queue": _queue,
    "mine": _mine,
    "add": _add,
    "done": _done,
    "won": _won,
    "dnc": dnc,
    "template": open_templates,
    "audit": _audit,
    "stats": _stats,
    "help": _help,
}
