"""Buttons of targets: authorised at the click, the first click wins, and everyone sees what was decided."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.blocks import names, outreach_forms
from bot.blocks.inputs import View
from bot.blocks.outreach import card_message
from bot.blocks.outreach_forms import Pressed
from bot.errors import UsageError
from bot.listening import Request, serve, serve_approver
from bot.people import name_of
from bot.services import Services
from storage.domain import ProspectCard, SiteId, WorkspaceId
from storage.errors import AnchorwatchError

_STALE = "This button is from an older message; `/outreach queue` shows what waits."

_ID = re.compile("[0-9]{1,18}")

Decide = Callable[[Request, WorkspaceId, str], ProspectCard]
Open = Callable[[Pressed, ProspectCard], View]


def register(app: App, services: Services) -> None:
    for name, decide in _APPROVERS.items():
        app.action(names.anywhere(name))(_deciding(services, decide, serve_approver, _of_app))
    for name, decide in _MEMBERS.items():
        app.action(names.anywhere(name))(_deciding(services, decide, serve, _of_member))
    for name, (kind, form) in _FORMS.items():
        app.action(names.anywhere(name))(_opening(services, kind, form))
    app.action(names.anywhere(names.OUTREACH_EDIT))(_opening(services, "", None))
    app.action(names.anywhere(names.OUTREACH_OPEN))(_showing(services))
    app.action(names.OUTREACH_REVIEW)(_reviewing(services))


def _of_app(request: Request) -> WorkspaceId:
    """A named person of another organisation decides in the workspace whose app this is."""
    return request.app_workspace_id


def _of_member(request: Request) -> WorkspaceId:
    return request.workspace_id


def _deciding(
    services: Services, decide: Decide, serving: Callable[..., None], where: Callable[[Request], WorkspaceId]
) -> Callable[..., None]:
    def clicked(ack: Ack, body: dict[str, Any], action: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        ticket, is_private = _ticket(action), not body.get("message")

        def press(request: Request) -> None:
            try:
                card = decide(request, where(request), ticket)
            except AnchorwatchError:
                renew(request, where(request), ticket, is_private=is_private)
                raise
            if is_private:
                request.answer(card_message(card), replace=True)

        serving(services, body, respond, client, press)

    return clicked


def renew(request: Request, workspace_id: WorkspaceId, ticket: str, *, is_private: bool) -> None:
    """The card as it is now: in its place where only this person sees it, and else wherever it was posted."""
    try:
        card = request.services.decide.show(workspace_id, ticket)
    except AnchorwatchError:
        return  # there is no such card; whoever pressed is told so by the error of the press itself
    if is_private:
        request.answer(card_message(card), replace=True)


def _opening(services: Services, kind: str, form: Open | None) -> Callable[..., None]:
    """Forms are opened for what the card was; a decision in them is settled when they are submitted."""

    def clicked(ack: Ack, body: dict[str, Any], action: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        ticket = _ticket(action)

        def open_form(request: Request) -> None:
            card = services.decide.current_card(request.workspace_id, ticket)
            pressed = Pressed(ticket, request.channel_id, not body.get("message"), kind)
            view = form(pressed, card) if form else _letter(request, pressed, card)
            request.client.views_open(trigger_id=request.trigger_id, view=view)

        serve(services, body, respond, client, open_form)

    return clicked


def _letter(request: Request, pressed: Pressed, card: ProspectCard) -> View:
    signed = replace(pressed, sender=name_of(request.client, request.user_id))
    return outreach_forms.draft_modal(card, signed, request.services.drafts.books.rules.follow_ups)


def _showing(services: Services) -> Callable[..., None]:
    def clicked(ack: Ack, body: dict[str, Any], action: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        ticket = _ticket(action)
        serve(
            services,
            body,
            respond,
            client,
            lambda request: request.answer(card_message(services.decide.card(request.workspace_id, ticket))),
        )

    return clicked


def _reviewing(services: Services) -> Callable[..., None]:
    def clicked(ack: Ack, body: dict[str, Any], action: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        serve(services, body, respond, client, lambda request: open_review(request, action.get("value") or ""))

    return clicked


def open_review(request: Request, site_id: str) -> None:
    if not _ID.fullmatch(site_id):
        raise UsageError(f"button value {site_id!r} is no id", _STALE)
    cards = request.services.decide.to_review(request.workspace_id, SiteId(int(site_id)))
    if not cards:
        request.answer(outreach_forms.nothing_to_review())
        return
    view = outreach_forms.review_modal(cards, request.channel_id)
    request.client.views_open(trigger_id=request.trigger_id, view=view)


def _ticket(action: Mapping[str, Any]) -> str:
    return str(action.get("value") or "")


def _approve(request: Request, workspace_id: WorkspaceId, ticket: str) -> ProspectCard:
    return request.services.decide.approve(workspace_id, ticket, request.user_id)


def _undo(request: Request, workspace_id: WorkspaceId, ticket: str) -> ProspectCard:
    return request.services.decide.undo(workspace_id, ticket, request.user_id)


def _sent(request: Request, workspace_id: WorkspaceId, ticket: str) -> ProspectCard:
    return request.services.follow.sent(workspace_id, ticket, request.user_id)


def _replied(request: Request, workspace_id: WorkspaceId, ticket: str) -> ProspectCard:
    return request.services.follow.replied(workspace_id, ticket, request.user_id)


def _look(request: Request, workspace_id: WorkspaceId, ticket: str) -> ProspectCard:
    return request.services.follow.look_now(workspace_id, ticket, request.user_id)


def _thanked(request: Request, workspace_id: WorkspaceId, ticket: str) -> ProspectCard:
    return request.services.follow.thanked(workspace_id, ticket, request.user_id)


def _settle(*, was_sent: bool) -> Decide:
    def settle(request: Request, workspace_id: WorkspaceId, ticket: str) -> ProspectCard:
        card, settle_letter = request.services.decide.current_card(workspace_id, ticket), request.services.settle_letter
        letter_id = settle_letter.of_prospect(workspace_id, card.prospect.id)
        if letter_id is None or not settle_letter.settle(workspace_id, letter_id, request.user_id, was_sent=was_sent):
            raise UsageError(f"no unsure letter of prospect {card.prospect.id}", "This has been settled already.")
        return card

    return settle


_APPROVERS: Mapping[str, Decide] = {
    names.OUTREACH_APPROVE: _approve,
    names.OUTREACH_UNDO: _undo,
    names.OUTREACH_SEND_AGAIN: _settle(was_sent=False),
}
_MEMBERS: Mapping[str, Decide] = {
    names.OUTREACH_SENT: _sent,
    names.OUTREACH_REPLIED: _replied,
    names.OUTREACH_LOOK: _look,
    names.OUTREACH_THANKED: _thanked,
    names.OUTREACH_SENT_BY_MAIL: _settle(was_sent=True),
}
_FORMS: Mapping[str, tuple[str, Open]] = {
    names.OUTREACH_REJECT: ("reject", outreach_forms.reason_modal),
    names.OUTREACH_NEVER: ("never", outreach_forms.reason_modal),
    names.OUTREACH_DECLINED: ("declined", outreach_forms.reason_modal),
    names.OUTREACH_SNOOZE: ("", lambda pressed, _card: outreach_forms.snooze_modal(pressed)),
    names.OUTREACH_ASSIGN: ("", lambda pressed, card: outreach_forms.assign_modal(pressed, card.prospect.owner)),
}
