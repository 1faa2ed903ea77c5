"""What a workspace consists of, as values: people, channels, messages, files and views."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Team:
    id: str = "T0PREVIEW"
    name: str = "Preview"
    domain: str = "preview"


class Standing(Enum):
    """What a person is in the workspace."""

    MEMBER = "member"
    GUEST = "guest"  # of several channels
    CHANNEL_GUEST = "channel guest"  # of one
    STRANGER = "stranger"  # of another organisation, met in a channel that both share
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class User:
    """``team`` is the organisation of a stranger; everybody else is of this one."""

    id: str
    name: str
    real_name: str
    avatar_color: str
    zone: str = "Europe/London"
    is_bot: bool = False
    standing: Standing = Standing.MEMBER
    team: str = ""


@dataclass(frozen=True, slots=True)
class UserGroup:
    id: str
    handle: str
    name: str
    users: tuple[str, ...]


@dataclass(slots=True)
class Channel:
    """A place for messages. Membership changes, so this one is not frozen."""

    id: str
    name: str
    members: set[str]
    is_private: bool = False
    is_im: bool = False
    is_archived: bool = False
    topic: str = ""
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says, apart from where and by whom."""

    text: str = ""
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    metadata: Json | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A message about to be posted. ``only_for`` makes it ephemeral: one person sees it."""

    channel: str
    user: str
    content: Content
    thread_ts: str | None = None
    only_for: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    channel: str
    ts: str
    user: str
    content: Content
    at: datetime
    thread_ts: str | None = None
    only_for: str | None = None
    edited_ts: str | None = None
    visible_from: datetime | None = None
    reactions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Replies:
    """What a thread's parent says about its replies."""

    count: int = 0
    users: tuple[str, ...] = ()
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the workspace. ``channels`` are where it was shared; ``for_view`` when a modal took it."""

    id: str
    name: str
    user: str
    at: datetime
    mimetype: str = "application/octet-stream"
    size: int = 0
    title: str = ""
    channels: frozenset[str] = frozenset()
    for_view: bool = False
    is_complete: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A modal or an App Home as the app last described it. ``root_id`` and ``previous_id`` place it in its stack."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Json = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return str(self.body["type"])


@dataclass(frozen=True, slots=True)
class Post:
    """One message the app brought into the workspace, kept even if it is deleted later: the tests' oracle."""

    method: str
    channel: str
    ts: str
    thread_ts: str | None
    text: str
    blocks: tuple[Json, ...]
    metadata: Json | None
    at: datetime
    only_for: str | None = None

    @property
    def key(self) -> str | None:
        """The app's own mark on the message (``metadata.event_payload.key``)."""
        payload = (self.metadata or {}).get("event_payload") or {}
        key = payload.get("key")
        return None if key is None else str(key)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One call this workspace refused, with Slack's word for it."""

    method: str
    error: str
    messages: tuple[str, ...] = ()
