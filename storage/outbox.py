"""Messages to Slack, written in the transaction whose news they tell; posting them is the sender's work."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, select, update

from storage.dialects import insert_new
from storage.domain import Message, OutboxAges, OutboxId, OutboxState, Thread
from storage.outbox_reading import read_ages
from storage.service_tables import OutboxRow
from storage.tenancy import TenantRepository

_FORGOTTEN = Message("")


class Outbox(TenantRepository):
    def put(self, thread: Thread, now: datetime) -> OutboxId | None:
        """Queue a parent, its replies and their files; None, and nothing queued, when the key is there already."""
        parent = self._put(thread, thread.key, _words(thread.parent), now)
        if parent is None:
            return None
        replies = [*_files(thread.parent)]
        for reply in thread.replies:
            replies += [_words(reply), *_files(reply)]
        for number, reply in enumerate(replies, start=1):
            self._put(thread, f"{thread.key}/{number}", reply, now, thread_of=parent)
        return parent

    def forget(self, before: datetime, limit: int) -> int:
        """Forget what old messages said, at most ``limit`` of them; returns how many.

        Replies go. Of the first message of a thread its key stays for ever, so that nothing is ever said twice.
        """
        old = select(OutboxRow.id).where(
            OutboxRow.workspace_id == self.workspace_id,
            OutboxRow.state.in_([OutboxState.SENT, OutboxState.DEAD]),
            OutboxRow.created_at < before,
        )
        mine = OutboxRow.workspace_id == self.workspace_id
        replies = old.where(OutboxRow.thread_of.is_not(None)).limit(limit)
        gone = self.connection.execute(delete(OutboxRow).where(mine, OutboxRow.id.in_(replies))).rowcount
        parents = old.where(OutboxRow.thread_of.is_(None), OutboxRow.message != _FORGOTTEN).limit(limit - gone)
        forgotten = update(OutboxRow).where(mine, OutboxRow.id.in_(parents)).values(message=_FORGOTTEN)
        return gone + self.connection.execute(forgotten).rowcount

    def ages(self, now: datetime) -> OutboxAges:
        """How this workspace's messages are doing."""
        return read_ages(self.connection, now, OutboxRow.workspace_id == self.workspace_id)

    def _put(
        self, thread: Thread, key: str, message: Message, now: datetime, *, thread_of: OutboxId | None = None
    ) -> OutboxId | None:
        queued = insert_new(self.connection, OutboxRow).values(
            workspace_id=self.workspace_id,
            key=key,
            channel_id=thread.channel_id,
            message=message,
            state=OutboxState.PENDING,
            attempts=0,
            not_before=now,
            created_at=now,
            thread_of=thread_of,
            may_repeat=False,
        )
        return self.connection.execute(queued.returning(OutboxRow.id)).scalar()


def _words(message: Message) -> Message:
    return replace(message, files=())


def _files(message: Message) -> list[Message]:
    """Slack takes files apart from blocks, so each file is a message of its own in the thread."""
    return [Message(file.name, files=(file,)) for file in message.files]
