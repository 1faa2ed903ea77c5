"""The Slack side, complete: the Bolt app on top of the use cases, and what delivers the outbox."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from slack_bolt import App
from slack_sdk import WebClient

from bot.app import open_backstage
from bot.approvers import SlackApprovers
from bot.membership import SlackMembership
from bot.people import SlackPeople
from bot.sender import SlackCourier
from bot.services import Services
from bot.settings import Settings
from bot.slack_app import build_slack_app, who_are_we
from jobs.clock import Tick
from jobs.deliver_messages import DeliverMessages, Pace
from storage.domain import Workspace

_TIMEOUT_SECONDS = 10
_REMIND_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class SlackSide:
    """A running conversation needs no more than this. ``ticks`` are what the clock does with Slack's help."""

    app: App
    deliver: DeliverMessages
    workspace: Workspace
    services: Services
    ticks: tuple[Tick, ...]


@contextmanager
def open_slack_side(settings: Settings, pace: Pace) -> Iterator[SlackSide]:
    """Connects listeners to use cases. Raises a plain error when Slack refuses the token or is out of reach."""
    client = WebClient(
        settings.slack_bot_token, base_url=settings.slack_api_url, retry_handlers=[], timeout=_TIMEOUT_SECONDS
    )
    with open_backstage(settings) as backstage:
        installed = who_are_we(client)
        workspace = backstage.workspace(installed.team_id, installed.team)
        approvers = SlackApprovers(client, settings.outreach_approvers, installed.team_id)
        services = backstage.services(SlackMembership(client), approvers)
        deliver = backstage.deliver(SlackCourier(client), pace)
        _reopen_channels(services, workspace)
        reminders = backstage.reminders(SlackPeople(client))
        remind = Tick("remind_owners", _REMIND_EVERY, lambda: reminders.remind(workspace.id))
        yield SlackSide(build_slack_app(client, services), deliver, workspace, services, (remind,))


def _reopen_channels(services: Services, workspace: Workspace) -> None:
    """Nobody tells us of invitations that came while we were away."""
    for channel_id in services.lists.health(workspace.id).closed_channels:
        if services.membership.includes_us(channel_id):
            services.reopen_channel(workspace.id, channel_id)
