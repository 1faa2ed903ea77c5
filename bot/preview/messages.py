"""The messages of all channels: posting, editing, threads, and who may see what when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

from bot.preview.timestamps import Now, Timestamps
from bot.preview.values import Content, Draft, Message, Replies

Changed = Callable[[str, Message], None]


class Messages:
    """``changed`` hears of every message posted, changed and deleted, in the page's words for it."""

    def __init__(self, now: Now, timestamps: Timestamps, changed: Changed) -> None:
        self._now = now
        self._timestamps = timestamps
        self._changed = changed
        self._messages: dict[tuple[str, str], Message] = {}
        self._channels: dict[str, list[str]] = {}
        self._threads: dict[tuple[str, str], list[str]] = {}

    def post(self, draft: Draft, visible_after: timedelta | None = None) -> Message:
        at = self._now()
        message = Message(
            channel=draft.channel,
            ts=self._timestamps.next(),
            user=draft.user,
            content=draft.content,
            at=at,
            thread_ts=draft.thread_ts,
            only_for=draft.only_for,
            visible_from=at + visible_after if visible_after else None,
        )
        self._messages[message.channel, message.ts] = message
        if draft.thread_ts is None:
            self._channels.setdefault(message.channel, []).append(message.ts)
        else:
            self._threads.setdefault((message.channel, draft.thread_ts), []).append(message.ts)
        self._changed("message", message)
        self._repaint_parent(message)
        return message

    def edit(self, message: Message, content: Content) -> Message:
        return self._keep(replace(message, content=content, edited_ts=self._timestamps.next()))

    def react(self, message: Message, user: str, name: str) -> Message:
        return self._keep(replace(message, reactions=(*message.reactions, (user, name))))

    def delete(self, message: Message) -> None:
        del self._messages[message.channel, message.ts]
        if message.thread_ts is None:
            self._channels[message.channel].remove(message.ts)
        else:
            self._threads[message.channel, message.thread_ts].remove(message.ts)
        self._changed("message_deleted", message)
        self._repaint_parent(message)

    def get(self, channel: str, ts: str) -> Message | None:
        return self._messages.get((channel, ts))

    def in_channel(self, channel: str, viewer: str | None = None) -> tuple[Message, ...]:
        """Top-level messages, oldest first; with the ephemeral ones of ``viewer``, or none."""
        return self._seen_by(viewer, channel, self._channels.get(channel, ()))

    def in_thread(self, channel: str, ts: str, viewer: str | None = None) -> tuple[Message, ...]:
        """A parent, if it still exists, and its replies."""
        return self._seen_by(viewer, channel, (ts, *self._threads.get((channel, ts), ())))

    def replies(self, message: Message) -> Replies:
        replies = [
            reply
            for ts in self._threads.get((message.channel, message.ts), ())
            if (reply := self._messages[message.channel, ts]).only_for is None
        ]
        if not replies:
            return Replies()
        users = tuple(dict.fromkeys(reply.user for reply in replies))
        return Replies(len(replies), users, replies[-1].ts)

    def everywhere(self) -> tuple[Message, ...]:
        return tuple(self._messages.values())

    def _keep(self, message: Message) -> Message:
        self._messages[message.channel, message.ts] = message
        self._changed("message_changed", message)
        return message

    def _repaint_parent(self, message: Message) -> None:
        parent = self.get(message.channel, message.thread_ts) if message.thread_ts else None
        if parent is not None and message.only_for is None:
            self._changed("message_changed", parent)

    def _seen_by(self, viewer: str | None, channel: str, stamps: Iterable[str]) -> tuple[Message, ...]:
        found = (self.get(channel, ts) for ts in stamps)
        return tuple(m for m in found if m is not None and m.only_for in {None, viewer})
