"""What every listener shares: ack first, one effect per delivery, and an answer whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient

from bot.errors import answering
from bot.services import MayNotApproveError, Services
from storage.domain import Message, WorkspaceId


@dataclass(frozen=True)
class Request:
    """One command, click or event, already acknowledged.

    ``team_id`` is the organisation of the person who acts; ``app_teams`` may be the workspace whose app was used, which
    in a channel shared by Slack Connect is another one.
    """

    services: Services
    team_id: str
    user_id: str
    channel_id: str
    trigger_id: str
    client: WebClient
    respond: Respond | None
    app_teams: tuple[str, ...] = ()

    @classmethod
    def of(cls, services: Services, body: Mapping[str, Any], client: WebClient, respond: Respond | None) -> Request:
        """The request in a command's or an interaction's payload. A click in App Home has nowhere to respond to."""
        return cls(
            services=services,
            team_id=_team_of(body),
            user_id=body.get("user_id") or (body.get("user") or {}).get("id") or "",
            channel_id=body.get("channel_id") or (body.get("channel") or {}).get("id") or "",
            trigger_id=body.get("trigger_id") or "",
            client=client,
            respond=respond if respond is not None and respond.response_url else None,
            app_teams=_app_teams_of(body),
        )

    @classmethod
    def of_event(
        cls, services: Services, body: Mapping[str, Any], client: WebClient, *, user_id: str, channel_id: str
    ) -> Request:
        return cls(services, _team_of(body), user_id, channel_id, "", client, None)

    @cached_property
    def workspace_id(self) -> WorkspaceId:
        """Raises ``NotInstalledError`` for a payload of strangers."""
        return self.services.workspace_of(self.team_id)

    @cached_property
    def app_workspace_id(self) -> WorkspaceId:
        """The workspace whose app was used, even by a stranger: only for what ``Services.approvers`` is asked about."""
        known = (team for team in self.app_teams if self.services.workspace(team) is not None)
        return self.services.workspace_of(next(known, self.team_id))

    @property
    def can_edit(self) -> bool:
        """Whether an answer can be replaced later; one to a click in App Home cannot."""
        return self.respond is not None

    def answer(self, message: Message, *, replace: bool = False) -> None:
        """Show a message only to the person who asked; ``replace`` edits the answer given before."""
        blocks = [dict(block) for block in message.blocks] or None
        if self.respond is not None:
            self.respond(text=message.text, blocks=blocks, replace_original=replace, unfurl_links=False)
        elif self.channel_id and self.services.membership.includes_us(self.channel_id):
            self.client.chat_postEphemeral(channel=self.channel_id, user=self.user_id, text=message.text, blocks=blocks)
        else:
            self.client.chat_postMessage(channel=self.user_id, text=message.text, blocks=blocks, unfurl_links=False)

    def work(self, do: Callable[[], None]) -> None:
        """Do something; whatever goes wrong is answered with one sentence."""
        answering(self.answer, do)


def serve(
    services: Services,
    body: Mapping[str, Any],
    respond: Respond,
    client: WebClient,
    do: Callable[[Request], None],
) -> None:
    """Do what was asked, once per delivery, after the caller has acknowledged.

    In a thread of its own: while an import writes, each effect waits its turn, and no ack may queue behind that.
    """
    _serve(Request.of(services, body, client, respond), is_first_delivery, do)


def serve_approver(
    services: Services,
    body: Mapping[str, Any],
    respond: Respond,
    client: WebClient,
    do: Callable[[Request], None],
) -> None:
    """The same for whoever may approve, be it a named person of another organisation; anybody else is told why not."""
    _serve(Request.of(services, body, client, respond), is_first_of_approver, do)


def _serve(request: Request, is_first: Callable[[Request], bool], do: Callable[[Request], None]) -> None:
    request.services.background.run(lambda: request.work(lambda: do(request) if is_first(request) else None))


def is_first_delivery(request: Request) -> bool:
    """Slack gives each command, click and form a trigger of its own; a repeated delivery carries the same."""
    return _is_first(request, request.workspace_id)


def is_first_of_approver(request: Request) -> bool:
    """The same, once it is known that the person may approve. Raises ``MayNotApproveError`` with the reason."""
    workspace_id = request.app_workspace_id
    require_approver(request)
    return _is_first(request, workspace_id)


def require_approver(request: Request) -> None:
    """Raises ``MayNotApproveError`` with the reason for whoever may not approve."""
    permission = request.services.approvers.permission(request.user_id, request.team_id)
    if not permission.is_given:
        raise MayNotApproveError(request.user_id, request.team_id, permission.reason)


def _is_first(request: Request, workspace_id: WorkspaceId) -> bool:
    if not request.trigger_id:
        return True  # from a stand-in that knows no triggers
    return request.services.once.is_first(f"trigger/{workspace_id}/{request.trigger_id}")


def _team_of(body: Mapping[str, Any]) -> str:
    """The organisation of the person who acts; in a channel shared by Slack Connect it may be a stranger's."""
    user = body.get("user")
    acting = user.get("team_id") if isinstance(user, Mapping) else None
    return acting or body.get("team_id") or (body.get("team") or {}).get("id") or ""


def _app_teams_of(body: Mapping[str, Any]) -> tuple[str, ...]:
    """What may be the workspace of the app. Below a message of ours, that message's team is, whoever clicks."""
    said = (
        (body.get("view") or {}).get("app_installed_team_id"),
        (body.get("team") or {}).get("id"),
        (body.get("message") or {}).get("team") if body.get("type") == "block_actions" else None,
    )
    return tuple(str(team) for team in said if team)
