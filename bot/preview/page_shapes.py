"""How the page sees people, channels, messages, files and views, as its JSON."""

from __future__ import annotations

from bot.preview.files import Files
from bot.preview.messages import Messages
from bot.preview.values import Channel, Json, Message, StoredFile, User, View
from bot.preview.workspace import Workspace

_SHOWN_OF_A_VIEW = ("title", "blocks", "submit", "close", "callback_id", "private_metadata")


class PageShapes:
    """``page_token`` goes into the addresses of files: a link cannot send it as a header."""

    def __init__(self, workspace: Workspace, messages: Messages, files: Files, page_token: str) -> None:
        self._workspace = workspace
        self._messages = messages
        self._files = files
        self._page_token = page_token

    def user(self, user: User) -> Json:
        return {
            "id": user.id,
            "name": user.name,
            "real_name": user.real_name,
            "avatar_color": user.avatar_color,
            "is_bot": user.is_bot,
            "standing": user.standing.value,
        }

    def channel(self, channel: Channel) -> Json:
        return {
            "id": channel.id,
            "name": self._workspace.bot.real_name if channel.is_im else channel.name,
            "is_private": channel.is_private,
            "is_im": channel.is_im,
            "is_member": self._workspace.has_bot(channel),
            "is_archived": channel.is_archived,
            "topic": channel.topic,
            "unread": channel.unread,
        }

    def message(self, message: Message) -> Json:
        user = self._workspace.users[message.user]
        replies = self._messages.replies(message)
        content = message.content
        return {
            "channel": message.channel,
            "ts": message.ts,
            "user": user.id,
            "username": user.real_name,
            "is_bot": user.is_bot,
            "text": content.text,
            "blocks": list(content.blocks) or None,
            "attachments": list(content.attachments),
            "thread_ts": message.thread_ts,
            "reply_count": replies.count,
            "reply_users": list(replies.users),
            "latest_reply": replies.latest,
            "edited": message.edited_ts is not None,
            "ephemeral": message.only_for is not None,
            "reactions": [{"user": user, "name": name} for user, name in message.reactions],
            "files": [self.file(file) for id_ in content.files if (file := self._files.get(id_))],
            "at": message.at.isoformat(),
        }

    def file(self, file: StoredFile) -> Json:
        return {
            "id": file.id,
            "name": file.name,
            "size": file.size,
            "mimetype": file.mimetype,
            "url": f"/preview/files/{file.id}?token={self._page_token}",
        }

    def view(self, view: View) -> Json:
        shown = {name: view.body.get(name) for name in _SHOWN_OF_A_VIEW}
        return {"id": view.id, "type": view.kind, "hash": view.hash, **shown}
