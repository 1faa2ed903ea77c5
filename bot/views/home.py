"""App Home: repainted whenever a person opens it."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.blocks.home import home_view
from bot.blocks.sources import troubled_lines
from bot.listening import Request
from bot.services import Services


def register(app: App, services: Services) -> None:
    @app.event("app_home_opened")
    def opened(event: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        if event.get("tab") != "home":
            return
        request = Request.of_event(services, body, client, user_id=event["user"], channel_id="")
        request.work(lambda: _paint(request))


def _paint(request: Request) -> None:
    health = request.services.lists.health(request.workspace_id)
    troubled = troubled_lines(request.services.sources.all(request.workspace_id))
    outreach = request.services.outreach.at_home(request.workspace_id, request.user_id)
    view = home_view(health.sites, health.outbox, health.closed_channels, troubled, outreach)
    request.client.views_publish(user_id=request.user_id, view=view)
