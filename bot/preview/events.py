"""Tells the app of what happens around it: only what its manifest subscribed to, only where it is a member."""

from __future__ import annotations

from bot.preview import inbound, slack_shapes
from bot.preview.slack import PreviewSlack
from bot.preview.values import Channel, Json, Message, StoredFile, User, View


class Events:
    def __init__(self, slack: PreviewSlack) -> None:
        self._slack = slack

    def message(self, message: Message) -> None:
        channel = self._slack.workspace.channels[message.channel]
        if not self._slack.workspace.has_bot(channel):
            return
        event = slack_shapes.message(self._slack, message) | {"channel": channel.id, "event_ts": message.ts}
        if message.content.files:
            event["subtype"] = "file_share"
        self._tell(f"message.{_plural(channel)}", event | {"channel_type": _kind(channel)})
        if f"<@{self._slack.workspace.bot.id}>" in message.content.text:
            self._tell("app_mention", event | {"type": "app_mention"})

    def file_shared(self, message: Message, file: StoredFile) -> None:
        if self._slack.workspace.has_bot(self._slack.workspace.channels[message.channel]):
            shared = {"file_id": file.id, "file": {"id": file.id}, "user_id": message.user}
            self._tell("file_shared", {"type": "file_shared", "channel_id": message.channel, **shared})

    def app_joined(self, channel: Channel, inviter: User) -> None:
        self._tell("member_joined_channel", self._membership(channel, "member_joined_channel", inviter=inviter.id))

    def app_left(self, channel: Channel) -> None:
        self._tell("member_left_channel", self._membership(channel, "member_left_channel"))

    def archived(self, channel: Channel) -> None:
        name = "channel_archive" if channel.is_archived else "channel_unarchive"
        self._tell(name, {"type": name, "channel": channel.id, "user": self._slack.workspace.me.id})

    def home_opened(self, user: User, home: View | None) -> None:
        channel = self._slack.workspace.direct_messages(user.id)
        event: Json = {"type": "app_home_opened", "user": user.id, "channel": channel.id, "tab": "home"}
        if home is not None:
            event["view"] = slack_shapes.view(self._slack, home)
        self._tell("app_home_opened", event)

    def _membership(self, channel: Channel, kind: str, **more: str) -> Json:
        workspace = self._slack.workspace
        place = {"channel": channel.id, "channel_type": "G" if channel.is_private else "C"}
        return {"type": kind, "user": workspace.bot.id, "team": workspace.team.id, **place, **more}

    def _tell(self, subscription: str, event: Json) -> None:
        if subscription in self._slack.settings.app.events:
            self._slack.socket.tell(inbound.event_callback(self._slack, event))


def _kind(channel: Channel) -> str:
    if channel.is_im:
        return "im"
    return "group" if channel.is_private else "channel"


def _plural(channel: Channel) -> str:
    return "im" if channel.is_im else f"{_kind(channel)}s"
