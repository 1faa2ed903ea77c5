"""What a preview workspace is told at its start: its port, its tokens and what the app's manifest asks for."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

DEFAULT_PORT = 8642

# What an app may use when no manifest says otherwise: everything this workspace knows.
ALL_SCOPES = frozenset(
    {
        "app_mentions:read", "channels:history", "channels:join", "channels:read", "chat:write", "commands",
        "files:read", "files:write", "groups:history", "groups:read", "im:history", "im:read", "im:write",
        "reactions:write", "team:read", "usergroups:read", "users:read",
    }
)  # fmt: skip
ALL_EVENTS = frozenset(
    {
        "app_home_opened", "app_mention", "channel_archive", "channel_rename", "channel_unarchive", "file_shared",
        "member_joined_channel", "member_left_channel", "message.channels", "message.groups", "message.im",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command as people see it in the composer. ``should_escape`` turns @names into ids, as in Slack."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True, slots=True)
class MessageShortcut:
    """What the app offers for any message."""

    callback_id: str
    name: str


@dataclass(frozen=True, slots=True)
class InstalledApp:
    """The installed app, in the words of its manifest."""

    name: str = "Anchorwatch"
    commands: tuple[Command, ...] = (Command("/backlinks", "Watch the links that point to you", "help"),)
    shortcuts: tuple[MessageShortcut, ...] = ()
    scopes: frozenset[str] = ALL_SCOPES
    events: frozenset[str] = ALL_EVENTS

    @classmethod
    def from_manifest(cls, manifest: Mapping[str, Any]) -> InstalledApp:
        features = manifest.get("features", {})
        return cls(
            name=features.get("bot_user", {}).get("display_name") or manifest["display_information"]["name"],
            commands=tuple(_command(entry) for entry in features.get("slash_commands", ())),
            shortcuts=tuple(
                MessageShortcut(entry["callback_id"], entry["name"])
                for entry in features.get("shortcuts", ())
                if entry.get("type") == "message"
            ),
            scopes=frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
            events=frozenset(manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", ())),
        )


def _command(entry: Mapping[str, Any]) -> Command:
    return Command(
        entry["command"],
        entry.get("description", ""),
        entry.get("usage_hint", ""),
        bool(entry.get("should_escape", False)),
    )


@dataclass(frozen=True, slots=True)
class PreviewSettings:
    """``port`` 0 takes any free one. ``event_retries`` are the pauses before an event without an ack is sent again."""

    port: int = DEFAULT_PORT
    app: InstalledApp = field(default_factory=InstalledApp)
    bot_token: str = field(default_factory=lambda: f"xoxb-{secrets.token_hex(16)}")
    app_token: str = field(default_factory=lambda: f"xapp-{secrets.token_hex(16)}")
    rate_limits: bool = False
    ack_timeout: float = 3.0
    event_retries: tuple[float, ...] = (0.0, 60.0, 300.0)


class DemoHook(Protocol):
    """What the demo adds to the workspace: a line that says what day it is, and a button that ends it.

    Both are called in the server's event loop: ``describe`` must answer at once, ``next_day`` must not block it.
    ``describe`` gives ``day``, ``date``, ``domain`` and ``next``, as the page shows them.
    """

    def describe(self) -> Mapping[str, Any] | None: ...

    def next_day(self) -> Awaitable[None]: ...
