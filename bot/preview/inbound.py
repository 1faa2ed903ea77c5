"""Builds what Slack tells an app: commands, clicks, submissions and events, in Slack's own payloads."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from bot.preview import slack_shapes
from bot.preview.slack import PreviewSlack
from bot.preview.values import Channel, Json, Message, User, View
from bot.preview.workspace import APP_ID


@dataclass(frozen=True, slots=True)
class Invocation:
    """A slash command as it was typed: who, where, which, and the text after it."""

    user: User
    channel: Channel
    command: str
    text: str


def slash_command(slack: PreviewSlack, typed: Invocation, response_url: str) -> Json:
    return {
        "token": "preview",
        "team_id": typed.user.team or slack.workspace.team.id,
        "team_domain": slack.workspace.team.domain,
        "channel_id": typed.channel.id,
        "channel_name": _channel_name(typed.channel),
        "user_id": typed.user.id,
        "user_name": typed.user.name,
        "command": typed.command,
        "text": typed.text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": slack.triggers.give(typed.user.id),
    }


def message_actions(slack: PreviewSlack, user: User, message: Message, action: Json, response_url: str) -> Json:
    """A click below a message. Slack does not send the message along when it is ephemeral."""
    is_ephemeral = message.only_for is not None
    channel = slack.workspace.channels[message.channel]
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": is_ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload = _interaction(slack, user, "block_actions") | {
        "container": container,
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "state": {"values": _acted_value(action)},
        "response_url": response_url,
        "actions": [action],
    }
    return payload if is_ephemeral else payload | {"message": slack_shapes.message(slack, message, with_metadata=True)}


def view_actions(slack: PreviewSlack, user: User, view: View, action: Json) -> Json:
    return _interaction(slack, user, "block_actions") | {
        "container": {"type": "view", "view_id": view.id},
        "view": slack_shapes.view(slack, view),
        "actions": [action],
    }


def view_submission(slack: PreviewSlack, user: User, view: View) -> Json:
    return _interaction(slack, user, "view_submission") | {
        "view": slack_shapes.view(slack, view),
        "response_urls": [],
    }


def view_closed(slack: PreviewSlack, user: User, view: View, *, is_cleared: bool) -> Json:
    payload = _interaction(slack, user, "view_closed")
    del payload["trigger_id"]
    return payload | {"view": slack_shapes.view(slack, view), "is_cleared": is_cleared}


def global_shortcut(slack: PreviewSlack, user: User, callback_id: str) -> Json:
    return _interaction(slack, user, "shortcut") | {"callback_id": callback_id, "action_ts": slack.timestamps.next()}


def message_shortcut(slack: PreviewSlack, user: User, message: Message, callback: tuple[str, str]) -> Json:
    """``callback`` is the callback id and the response URL."""
    channel = slack.workspace.channels[message.channel]
    return _interaction(slack, user, "message_action") | {
        "callback_id": callback[0],
        "response_url": callback[1],
        "action_ts": slack.timestamps.next(),
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "message": slack_shapes.message(slack, message),
    }


def event_callback(slack: PreviewSlack, event: Json) -> Json:
    at = slack.timestamps.next()
    return {
        "token": "preview",
        "team_id": slack.workspace.team.id,
        "context_team_id": slack.workspace.team.id,
        "api_app_id": APP_ID,
        "event": {"event_ts": at, **event},
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(float(at)),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": slack.workspace.team.id,
                "user_id": slack.workspace.bot.id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def _interaction(slack: PreviewSlack, user: User, kind: str) -> Json:
    team = slack.workspace.team
    return {
        "type": kind,
        "team": {"id": team.id, "domain": team.domain},
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team or team.id},
        "api_app_id": APP_ID,
        "token": "preview",
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": slack.triggers.give(user.id),
    }


def _acted_value(action: Json) -> Json:
    if action["type"] == "button":
        return {}
    kept = {name: value for name, value in action.items() if name == "type" or name.startswith(("selected_", "value"))}
    return {action["block_id"]: {action["action_id"]: kept}}


def _channel_name(channel: Channel) -> str:
    if channel.is_im:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name
