"""The Slack app's manifest, generated from what the code listens to and calls."""

import json
import sys
from typing import Any

from bot.blocks import names
from bot.commands import COMMANDS, SlashCommand

SHORTCUTS = (
    {
        "name": "Ask for a link here",
        "type": "message",
        "callback_id": names.OUTREACH_ADD,
        "description": "Suggest the page in this message as an outreach target",
    },
)
EVENTS = ("app_home_opened", "file_shared", "member_joined_channel")
SCOPES = {
    "commands": "offer the slash commands",
    "chat:write": "post digests and reports",
    "channels:read": "see which channels it was invited to",
    "groups:read": "the same for private channels",
    "channels:history": "find its own message when Slack did not say whether it was posted",
    "groups:history": "the same for private channels",
    "im:write": "remind a person in private of what is theirs to do",
    "im:history": "find such a reminder when Slack did not say whether it was posted",
    "users:read": "offer your own time zone when you add a site, and know guests when outreach is approved",
    "usergroups:read": "let the user groups in OUTREACH_APPROVERS approve outreach",
    "files:read": "read an export that you drop into a channel",
    "files:write": "attach a CSV when a list is too long for a message",
}


def manifest() -> dict[str, Any]:
    """The manifest for Socket Mode, as Slack's "create an app from a manifest" takes it."""
    return {
        "display_information": {
            "name": "Anchorwatch",
            "description": "Watches your backlinks and tells the team what was truly lost, won or changed.",
            "background_color": "#14324a",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": "anchorwatch", "always_online": True},
            "slash_commands": [_command(command) for command in COMMANDS],
            "shortcuts": [dict(shortcut) for shortcut in SHORTCUTS],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def _command(command: SlashCommand) -> dict[str, Any]:
    return {
        "command": command.name,
        "description": command.description,
        "usage_hint": command.usage_hint,
        "should_escape": False,
    }


def print_manifest() -> None:
    """Print the Slack app's manifest, for "create an app from a manifest".

    Example: anchorwatch manifest > manifest.json
    """
    sys.stdout.write(json.dumps(manifest(), indent=2) + "\n")
