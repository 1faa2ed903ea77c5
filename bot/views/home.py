"""App Home: repainted whenever a person opens it."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.blocks.home import home_view
from bot.services import Services


def register(app: App, services: Services) -> None:
    @app.event("app_home_opened")
    def opened(event: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        if event.get("tab") != "home":
            return
        health = services.lists.health(services.workspace_of(body))
        client.views_publish(user_id=event["user"], view=home_view(health.sites, health.outbox, health.closed_channels))
