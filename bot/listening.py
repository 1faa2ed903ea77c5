"""What every listener shares: ack first, one effect per delivery, and an answer whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient

from bot.errors import answering
from bot.services import Services
from storage.domain import Message, WorkspaceId


@dataclass(frozen=True)
class Request:
    """One command, click or event, already acknowledged."""

    services: Services
    team_id: str
    user_id: str
    channel_id: str
    trigger_id: str
    client: WebClient
    respond: Respond | None

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

    def work() -> None:
        request = Request.of(services, body, client, respond)
        request.work(lambda: do(request) if is_first_delivery(request) else None)

    services.background.run(work)


def is_first_delivery(request: Request) -> bool:
    """Slack gives each command, click and form a trigger of its own; a repeated delivery carries the same."""
    if not request.trigger_id:
        return True  # from a stand-in that knows no triggers
    return request.services.once.is_first(f"trigger/{request.workspace_id}/{request.trigger_id}")


def _team_of(body: Mapping[str, Any]) -> str:
    """The organisation of the person who acts; in a channel shared by Slack Connect it may be a stranger's."""
    user = body.get("user")
    acting = user.get("team_id") if isinstance(user, Mapping) else None
    return acting or body.get("team_id") or (body.get("team") or {}).get("id") or ""
