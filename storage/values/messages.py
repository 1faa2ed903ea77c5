"""Messages on their way to Slack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NewType

from storage.values.sites import WorkspaceId

OutboxId = NewType("OutboxId", int)


class OutboxState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Message:
    """A Slack message ready to post: ``text`` is the fallback that screen readers and notifications use."""

    text: str
    blocks: tuple[Mapping[str, Any], ...] = ()
    files: tuple[MessageFile, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageFile:
    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A parent message and its replies in order; ``key`` makes the whole thread exist at most once."""

    key: str
    channel_id: str
    parent: Message
    replies: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """One message on its way to Slack. ``thread_of`` is the outbox id of the parent it must be posted under.

    ``edition`` counts how often its words were changed; Slack shows it as of ``shown_edition``.
    """

    id: OutboxId
    workspace_id: WorkspaceId
    key: str
    channel_id: str
    message: Message
    state: OutboxState
    attempts: int
    not_before: datetime
    created_at: datetime
    thread_of: OutboxId | None = None
    thread_ts: str | None = None
    attempt_at: datetime | None = None
    ts: str | None = None
    error: str | None = None
    may_repeat: bool = False
    edition: int = 0
    shown_edition: int = 0


@dataclass(frozen=True, slots=True)
class OutboxAges:
    """How the outbox is doing: the age of its oldest unsent message, and how many rows are in each state."""

    oldest_pending: timedelta | None
    counts: Mapping[OutboxState, int]
