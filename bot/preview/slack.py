"""The whole workspace wired together: what the app's calls and the person's hands both work on."""

from __future__ import annotations

import secrets
from tempfile import TemporaryDirectory

from bot.preview.faults import Faults
from bot.preview.feed import Feed
from bot.preview.files import Files
from bot.preview.messages import Messages
from bot.preview.pace import Pace
from bot.preview.page_shapes import PageShapes
from bot.preview.response_urls import ResponseUrls
from bot.preview.settings import DemoHook, PreviewSettings
from bot.preview.socket_mode import SocketMode
from bot.preview.timestamps import Now, Timestamps
from bot.preview.triggers import Triggers
from bot.preview.values import Channel, Json, Message, Post, Refusal
from bot.preview.views import Views
from bot.preview.workspace import small_team


class PreviewSlack:
    """Lives in the server's event loop; nothing here may be touched from another thread."""

    def __init__(self, settings: PreviewSettings, now: Now, demo: DemoHook | None = None) -> None:
        self.settings = settings
        self.now = now
        self.demo = demo
        self.base_url = ""
        self.page_token = secrets.token_urlsafe(24)
        self.demo_is_busy = False
        self.faults = Faults()
        self.feed = Feed()
        self.timestamps = Timestamps(now)
        self.workspace = small_team(settings.app.name)
        self.messages = Messages(now, self.timestamps, self._message_changed)
        self.views = Views(self.timestamps)
        self.triggers = Triggers(now)
        self.response_urls = ResponseUrls(now)
        self.pace = Pace(now)
        self.socket = SocketMode(settings, self.faults, self.state_changed)
        self.posts: list[Post] = []
        self.refusals: list[Refusal] = []
        self._folder = TemporaryDirectory(prefix="anchorwatch-preview-")
        self.files = Files(now, self._folder.name)
        self.shapes = PageShapes(self.workspace, self.messages, self.files, self.page_token)

    def close(self) -> None:
        self._folder.cleanup()

    def state(self) -> Json:
        """All that the page shows around the messages."""
        demo = self.demo.describe() if self.demo else None
        return {
            "team": {"id": self.workspace.team.id, "name": self.workspace.team.name},
            "me": self.shapes.user(self.workspace.me),
            "users": [self.shapes.user(user) for user in self.workspace.users.values()],
            "channels": [self.shapes.channel(channel) for channel in self._my_channels()],
            "bot": {
                "user_id": self.workspace.bot.id,
                "name": self.workspace.bot.real_name,
                "connected": self.socket.connections > 0,
            },
            "commands": [
                {"command": c.command, "description": c.description, "usage_hint": c.usage_hint}
                for c in self.settings.app.commands
            ],
            "shortcuts": [{"callback_id": s.callback_id, "name": s.name} for s in self.settings.app.shortcuts],
            "demo": demo and {**demo, "busy": self.demo_is_busy},
        }

    def state_changed(self) -> None:
        self.feed.publish({"type": "state", "state": self.state()})

    async def next_day(self) -> None:
        """Ends the demo's day; pages see that it takes a moment."""
        if self.demo is None:
            return
        self.demo_is_busy = True
        self.state_changed()
        try:
            await self.demo.next_day()
        finally:
            self.demo_is_busy = False
            self.state_changed()

    def allows(self, *scopes: str) -> bool:
        """Whether the app was granted any of these."""
        return not scopes or not self.settings.app.scopes.isdisjoint(scopes)

    def permalink(self, message: Message) -> str:
        thread = f"?thread_ts={message.thread_ts}" if message.thread_ts else ""
        return f"{self.base_url}/archives/{message.channel}/p{message.ts.replace('.', '')}{thread}"

    def _my_channels(self) -> list[Channel]:
        return [channel for channel in self.workspace.channels.values() if self.workspace.shows(channel)]

    def _message_changed(self, kind: str, message: Message) -> None:
        if message.only_for not in {None, self.workspace.me.id}:
            self.feed.publish({"type": "for_others"})
            return
        if kind == "message_deleted":
            self.feed.publish({"type": kind, "channel": message.channel, "ts": message.ts})
            return
        if kind == "message" and message.user != self.workspace.me.id and message.thread_ts is None:
            self.workspace.channels[message.channel].unread += 1
        self.feed.publish({"type": kind, "message": self.shapes.message(message)})
