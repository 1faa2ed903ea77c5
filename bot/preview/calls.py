"""One call of an app to the Web API, and what the methods of all topics ask of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.preview.arguments import Arguments
from bot.preview.errors import RefusedError
from bot.preview.slack import PreviewSlack
from bot.preview.timestamps import microseconds
from bot.preview.values import Channel, Draft, Json, Message, Post


@dataclass(frozen=True, slots=True)
class Call:
    """``visible_after``: a fault keeps what this call posts out of the history for so long."""

    slack: PreviewSlack
    arguments: Arguments
    visible_after: timedelta | None = None

    def channel(self, name: str = "channel") -> Channel:
        """By id, which is all that most methods take."""
        return self._known(self.slack.workspace.channels.get(self.arguments.needed(name)))

    def destination(self) -> Channel:
        """Where to post: a channel by id or name, or a person, and one the app may write to now."""
        return self._writable(self._known(self.slack.workspace.channel(self.arguments.needed("channel"))))

    def joined_channel(self, name: str = "channel") -> Channel:
        return self._joined(self.channel(name))

    def open_channel(self, name: str = "channel") -> Channel:
        """One the app may write to now."""
        return self._writable(self.channel(name))

    def thread_parent(self, channel: Channel) -> str | None:
        ts = self.arguments.text("thread_ts")
        if not ts:
            return None
        parent = self.slack.messages.get(channel.id, ts)
        if parent is None or parent.only_for is not None:
            raise RefusedError("thread_not_found")
        return parent.thread_ts or parent.ts

    def message(self, channel: Channel, name: str = "ts") -> Message:
        message = self.slack.messages.get(channel.id, self.arguments.needed(name))
        if message is None or message.only_for is not None:
            raise RefusedError("message_not_found")
        return message

    def _known(self, channel: Channel | None) -> Channel:
        """A private channel the app is not in does not exist for it."""
        if channel is None or (channel.is_private and not self.slack.workspace.has_bot(channel)):
            raise RefusedError("channel_not_found")
        return channel

    def _joined(self, channel: Channel) -> Channel:
        if not self.slack.workspace.has_bot(channel):
            raise RefusedError("not_in_channel")
        return channel

    def _writable(self, channel: Channel) -> Channel:
        if self._joined(channel).is_archived:
            raise RefusedError("is_archived")
        return channel

    def allow(self, *scopes: str) -> None:
        require_scope(self.slack, *scopes)

    def post(self, draft: Draft) -> Message:
        return post(self.slack, self.arguments.method, draft, self.visible_after)


def require_scope(slack: PreviewSlack, *scopes: str) -> None:
    if not slack.allows(*scopes):
        provided = ",".join(sorted(slack.settings.app.scopes))
        raise RefusedError("missing_scope", needed=",".join(scopes), provided=provided)


def scope_for(channel: Channel, what: str) -> str:
    """Slack splits reading scopes by kind of conversation: ``channels:history``, ``groups:history`` …"""
    kind = "im" if channel.is_im else "groups" if channel.is_private else "channels"
    return f"{kind}:{what}"


def post(slack: PreviewSlack, method: str, draft: Draft, visible_after: timedelta | None = None) -> Message:
    """Posts for the app, and keeps a copy that outlives edits and deletions."""
    message = slack.messages.post(draft, visible_after)
    content = draft.content
    slack.posts.append(
        Post(
            method=method,
            channel=message.channel,
            ts=message.ts,
            thread_ts=message.thread_ts,
            text=content.text,
            blocks=content.blocks,
            metadata=content.metadata,
            at=message.at,
            only_for=message.only_for,
        )
    )
    return message


def page(items: list[Any], arguments: Arguments, default: int) -> tuple[list[Any], Json]:
    """Slack's cursors: one page of ``items`` and the response_metadata that leads to the next."""
    limit = arguments.number("limit", default)
    if limit < 1:
        raise RefusedError("invalid_limit")
    cursor = arguments.text("cursor")
    if cursor and not re.fullmatch(r"at:\d{1,9}", cursor, re.ASCII):
        raise RefusedError("invalid_cursor")
    start = int(cursor[3:]) if cursor else 0
    following = f"at:{start + limit}" if start + limit < len(items) else ""
    return items[start : start + limit], {"next_cursor": following}


def moment(arguments: Arguments, name: str, default: int) -> int:
    """A timestamp argument as microseconds."""
    given = arguments.text(name)
    try:
        return microseconds(given) if given else default
    except ValueError as error:
        raise RefusedError(f"invalid_ts_{name}") from error
