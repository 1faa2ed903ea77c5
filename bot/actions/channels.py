"""The bot is invited to a channel: say hello once, and post again what had to wait for it."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.blocks import onboarding
from bot.listening import Request
from bot.services import Services
from storage.domain import Thread


def register(app: App, services: Services) -> None:
    @app.event("member_joined_channel")
    def joined(event: dict[str, Any], body: dict[str, Any], client: WebClient, context: dict[str, Any]) -> None:
        if event.get("user") == context.get("bot_user_id"):
            _welcome(services, event, body, client)


def _welcome(services: Services, event: Mapping[str, Any], body: Mapping[str, Any], client: WebClient) -> None:
    channel_id = event["channel"]
    request = Request.of_event(services, body, client, user_id=event.get("inviter") or "", channel_id=channel_id)

    def work() -> None:
        services.membership.forget(channel_id)
        services.reopen_channel(request.workspace_id, channel_id)
        has_sites = bool(services.lists.sites(request.workspace_id))
        hello = Thread(f"welcome/{channel_id}", channel_id, onboarding.welcome(has_sites=has_sites))
        services.announce(request.workspace_id, hello)

    request.work(work)
