"""The Bolt app: every listener registered, on threads enough that no ack ever waits for another's work."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.actions import backlinks as backlink_buttons
from bot.actions import channels, fixes, imports, outreach_lists
from bot.actions import mentions as mention_buttons
from bot.actions import outreach as outreach_buttons
from bot.commands import backlinks, mentions, outreach
from bot.services import Services
from bot.views import forms, home, templates
from bot.views import outreach as outreach_forms
from jobs.analysis.text import clean
from storage.errors import AnchorwatchError

_BAD_TOKEN = frozenset(
    {"not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired", "no_permission"}
    | {"not_allowed_token_type", "missing_scope", "missing_args", "invalid_arguments", "org_login_required"}
)
_LISTENER_THREADS = 32  # Bolt's own five starve when people meet slow work


class SlackRefusedError(AnchorwatchError):
    """Slack does not take our token, or cannot be reached."""


@dataclass(frozen=True, slots=True)
class Installed:
    """``scopes`` are what the token may do, as far as Slack says so."""

    team_id: str
    team: str
    scopes: frozenset[str]


def build_slack_app(client: WebClient, services: Services) -> App:
    """``client`` must have no retry handlers of its own: a posting that is retried blindly is posted twice."""
    listening = logging.getLogger("bot.bolt")
    listening.addFilter(_is_news)
    app = App(
        client=client,
        logger=listening,
        listener_executor=ThreadPoolExecutor(_LISTENER_THREADS, thread_name_prefix="listener"),
        token_verification_enabled=False,
    )
    for topic in (
        backlinks,
        backlink_buttons,
        mentions,
        mention_buttons,
        imports,
        channels,
        fixes,
        forms,
        home,
        outreach,
        outreach_buttons,
        outreach_forms,
        outreach_lists,
        templates,
    ):
        topic.register(app, services)
    return app


def _is_news(record: logging.LogRecord) -> bool:
    """Bolt finds our token in the environment too, and warns that it uses its client's: it is the same one."""
    return "`token` will be unused" not in record.getMessage()


def who_are_we(client: WebClient) -> Installed:
    """The workspace our token belongs to."""
    with _plain_refusals(client, "SLACK_BOT_TOKEN", "copy it again from your Slack app's page (OAuth & Permissions)"):
        answer = client.auth_test()
    headers = {name.lower(): str(value) for name, value in (answer.headers or {}).items()}
    scopes = headers.get("x-oauth-scopes", "")
    return Installed(str(answer["team_id"]), str(answer["team"]), frozenset(scopes.replace(" ", "").split(",")) - {""})


def socket_address(client: WebClient, app_token: str) -> str:
    """Where to connect by Socket Mode; good for one connection."""
    with _plain_refusals(client, "SLACK_APP_TOKEN", "create one with connections:write under Basic Information"):
        return str(client.apps_connections_open(app_token=app_token)["url"])


@contextmanager
def _plain_refusals(client: WebClient, variable: str, advice: str) -> Iterator[None]:
    """Say in one sentence why Slack does not serve us, and what to mend."""
    try:
        yield
    except SlackApiError as error:
        said = clean(str(error.response.get("error")))
        if said in _BAD_TOKEN:
            raise SlackRefusedError(f"Slack refuses {variable} ({said}); {advice}.") from error
        raise SlackRefusedError(
            f"{client.base_url} does not serve us as Slack would ({said[:100]}); try again, or mend SLACK_API_URL."
        ) from error
    except (OSError, HTTPException) as error:
        why = getattr(error, "reason", error)
        said = clean(str(getattr(why, "strerror", None) or why or type(why).__name__))
        raise SlackRefusedError(f"Slack cannot be reached at {client.base_url} ({said}).") from error
