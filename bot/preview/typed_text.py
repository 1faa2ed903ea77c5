"""Turns what a person types into what Slack hands on: entities, links, and @names and #channels as ids."""

from __future__ import annotations

import re

from bot.preview.workspace import Workspace

_WORDS = re.compile(r"(?P<url>https?://[^\s<>|]+)|(?<!\w)@(?P<user>[\w.-]*\w)|(?<!\w)#(?P<channel>[\w-]+)")


def as_sent(typed: str, workspace: Workspace) -> str:
    """``<…>`` that a test typed on purpose (``<@U0ANCHOR>``) stays as it is."""
    parts = re.split(r"(<[@#!][^<>\s]+>|<https?://[^<>\s]+>)", typed)
    return "".join(part if at % 2 else _linked(part, workspace) for at, part in enumerate(parts))


def _linked(text: str, workspace: Workspace) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _WORDS.sub(lambda found: _token(found, workspace), escaped)


def _token(found: re.Match[str], workspace: Workspace) -> str:
    if found["url"]:
        return f"<{found['url']}>"
    if found["user"]:
        user = workspace.user(found["user"].lower())
        return f"<@{user.id}>" if user else found[0]
    channel = workspace.channel(f"#{found['channel'].lower()}")
    return f"<#{channel.id}|{channel.name}>" if channel else found[0]
