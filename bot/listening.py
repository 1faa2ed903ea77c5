"""What every listener shares: ack first, one effect per delivery, and an answer whatever happens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient

from bot.errors import answering
from bot.services import Services
from storage.domain import Message, WorkspaceId


@dataclass(frozen=True)
class Request:
    """One command or click, already acknowledged. ``respond`` answers only to the person who asked."""

    services: Services
    workspace_id: WorkspaceId
    user_id: str
    channel_id: str
    trigger_id: str
    client: WebClient
    respond: Respond

    def answer(self, message: Message, *, replace: bool = False) -> None:
        """Show a message to the person who asked; ``replace`` edits the answer given before."""
        answer(self.respond, message, replace=replace)


def answer(respond: Respond, message: Message, *, replace: bool = False) -> None:
    blocks = [dict(block) for block in message.blocks]
    respond(text=message.text, blocks=blocks or None, replace_original=replace, unfurl_links=False, unfurl_media=False)


def serve(
    services: Services, body: Mapping[str, Any], respond: Respond, client: WebClient, do: Callable[[Request], None]
) -> None:
    """Do what was asked, once per delivery; the caller has acknowledged already."""

    def work() -> None:
        workspace_id = services.workspace_of(body)
        if services.once.is_first(_delivery_key(body)):
            do(_request(services, workspace_id, body, respond, client))

    answering(lambda message: answer(respond, message), work)


def _request(
    services: Services, workspace_id: WorkspaceId, body: Mapping[str, Any], respond: Respond, client: WebClient
) -> Request:
    return Request(
        services=services,
        workspace_id=workspace_id,
        user_id=body.get("user_id") or (body.get("user") or {}).get("id") or "",
        channel_id=body.get("channel_id") or (body.get("channel") or {}).get("id") or "",
        trigger_id=body.get("trigger_id") or "",
        client=client,
        respond=respond,
    )


def _delivery_key(body: Mapping[str, Any]) -> str:
    """Slack gives each command and click a trigger of its own; a repeated delivery carries the same."""
    return f"trigger/{body.get('trigger_id')}"
