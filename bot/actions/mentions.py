"""Buttons of mentions: the first click decides, the card says so, and a later click changes nothing."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.blocks import names
from bot.blocks.mention_presses import MentionsWanted, Press
from bot.blocks.mentions import cards_in, mention_list, renewed
from bot.errors import UsageError
from bot.listening import Request, serve
from bot.services import Services
from storage.domain import Message

_STALE = "This button is from an older message; please ask again with `/mentions`."

T = TypeVar("T")

Decide = Callable[[Request, Press], None]


def register(app: App, services: Services) -> None:
    for name, decide in _DECISIONS.items():
        app.action(names.anywhere(name))(_deciding(services, decide))
    for name, replaces in ((names.MENTIONS_SHOW, False), (names.MENTIONS_TURN, True)):
        app.action(names.anywhere(name))(_listing(services, replaces=replaces))


def _deciding(services: Services, decide: Decide) -> Callable[..., None]:
    def clicked(ack: Ack, body: dict[str, Any], action: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        serve(services, body, respond, client, lambda request: _decide(request, decide, action, body))

    return clicked


def _listing(services: Services, *, replaces: bool) -> Callable[..., None]:
    def clicked(ack: Ack, body: dict[str, Any], action: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        serve(services, body, respond, client, lambda request: _show(request, action, replaces=replaces))

    return clicked


def _decide(request: Request, decide: Decide, action: Mapping[str, Any], body: Mapping[str, Any]) -> None:
    """Whoever was too late is told so, and sees the card as it stands."""
    press = _read(Press.read, action)
    try:
        decide(request, press)
    finally:
        shown = _as_it_is_now(request, press, body.get("message") or {})
        if shown is not None:
            request.answer(shown, replace=True)


def _as_it_is_now(request: Request, press: Press, posted: Mapping[str, Any]) -> Message | None:
    """The message around the button with what is decided by now. None where there is nothing to renew."""
    lists, blocks = request.services.mentions, posted.get("blocks") or ()
    if blocks:
        return renewed(str(posted.get("text") or ""), blocks, lists.cards(request.workspace_id, cards_in(blocks)))
    around = press.shown_in
    if around is None:
        return None
    page = lists.same(request.workspace_id, around.site_id, around.lane, around.start, around.ids)
    return None if page is None else mention_list(page)


def _show(request: Request, action: Mapping[str, Any], *, replaces: bool) -> None:
    wanted = _read(MentionsWanted.read, action)
    page = request.services.mentions.page_of(request.workspace_id, wanted.site_id, wanted.lane, wanted.start)
    if page is None:
        raise UsageError(f"no site {wanted.site_id}", _STALE)
    request.answer(mention_list(page), replace=replaces)


def _read(read: Callable[[str], T], action: Mapping[str, Any]) -> T:
    value = action.get("value") or ""
    try:
        return read(value)
    except ValueError as error:
        raise UsageError(f"button value {value!r} cannot be read", _STALE) from error


def _vote(*, is_ours: bool) -> Decide:
    def decide(request: Request, press: Press) -> None:
        judge = request.services.judge_mention
        judge.vote(request.workspace_id, press.mention_id, is_ours, request.user_id, press.lane)

    return decide


def _snooze(request: Request, press: Press) -> None:
    request.services.judge_mention.snooze(request.workspace_id, press.mention_id, request.user_id)


def _mute(request: Request, press: Press) -> None:
    request.services.judge_mention.mute_domain(request.workspace_id, press.mention_id, request.user_id)


_DECISIONS: Mapping[str, Decide] = {
    names.MENTION_OURS: _vote(is_ours=True),
    names.MENTION_NOT_OURS: _vote(is_ours=False),
    names.MENTION_SNOOZE: _snooze,
    names.MENTION_MUTE: _mute,
}
