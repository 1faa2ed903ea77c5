"""The Bolt app: every listener registered, on threads enough that no ack ever waits for another's work."""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.error import URLError

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.actions import backlinks as backlink_buttons
from bot.actions import channels, imports
from bot.commands import backlinks
from bot.services import Services
from bot.views import forms, home
from storage.errors import AnchorwatchError

_LISTENER_THREADS = 32  # Bolt's own five starve when people meet slow work


class SlackRefusedError(AnchorwatchError):
    """Slack does not take our token, or cannot be reached."""


@dataclass(frozen=True, slots=True)
class Installed:
    team_id: str
    team: str


def build_slack_app(client: WebClient, services: Services) -> App:
    """``client`` must have no retry handlers of its own: a posting that is retried blindly is posted twice."""
    app = App(
        client=client,
        logger=logging.getLogger("bot.bolt"),
        listener_executor=ThreadPoolExecutor(_LISTENER_THREADS, thread_name_prefix="listener"),
        token_verification_enabled=False,
    )
    for topic in (backlinks, backlink_buttons, imports, channels, forms, home):
        topic.register(app, services)
    return app


def who_are_we(client: WebClient) -> Installed:
    """The workspace our token belongs to."""
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        name = error.response.get("error")
        raise SlackRefusedError(
            f"Slack refuses SLACK_BOT_TOKEN ({name}); copy it again from your Slack app's page (OAuth & Permissions)."
        ) from error
    except (URLError, OSError) as error:
        raise SlackRefusedError(f"Slack cannot be reached at {client.base_url} ({error}).") from error
    return Installed(str(answer["team_id"]), str(answer["team"]))
