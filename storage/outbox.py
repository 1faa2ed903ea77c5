"""Messages to Slack, written in the transaction whose news they tell; posting them is the sender's work."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import String, cast, delete, select, update

from storage.codecs import write_message
from storage.dialects import insert_new
from storage.domain import Message, OutboxAges, OutboxId, OutboxMessage, OutboxState, Thread
from storage.outbox_reading import messages, read_ages
from storage.service_tables import OutboxRow
from storage.tenancy import TenantRepository
from storage.types import json_text

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

    def reply(self, parent_key: str, key: str, message: Message, now: datetime) -> OutboxId | None:
        """Queue one more reply in a thread; None when its key is there already, or nobody ever sees the thread."""
        parent = self.get(parent_key)
        if parent is None or parent.state is OutboxState.DEAD:
            return None
        thread = Thread(key, parent.channel_id, message)
        return self._put(thread, key, _words(message), now, thread_of=parent.thread_of or parent.id)

    def edit(self, key: str, message: Message) -> bool:
        """From now on the message says this, whether it was posted or not; False when it can no longer be changed.

        The sender makes Slack agree, and tries anew where it gave up. Files stay as they are, and so does what was
        forgotten.
        """
        now_says = self.get(key)
        if now_says is None or now_says.state is OutboxState.DEAD or _is_fixed(now_says.message):
            return False
        was_given_up = now_says.state is OutboxState.SENT and now_says.error is not None
        if was_given_up or not _same_words(now_says.message, message):
            mine = (OutboxRow.workspace_id == self.workspace_id, OutboxRow.id == now_says.id)
            changed = {"message": _words(message), "edition": OutboxRow.edition + 1}
            self.connection.execute(update(OutboxRow).where(*mine).values(**changed))
        return True

    def reword(self, key: str, message: Message) -> None:
        """Forget a part of what it said, where Slack is not told: it never saw it, or cannot be told."""
        mine = (OutboxRow.workspace_id == self.workspace_id, OutboxRow.key == key)
        self.connection.execute(update(OutboxRow).where(*mine).values(message=message))

    def get(self, key: str) -> OutboxMessage | None:
        found = messages(OutboxRow.workspace_id == self.workspace_id, OutboxRow.key == key)
        row = self.connection.execute(found).first()
        return None if row is None else OutboxMessage(*row)

    def naming(self, domain: str) -> tuple[tuple[str, Message], ...]:
        """Key and words of the messages with an e-mail address at the domain in them."""
        named = cast(OutboxRow.message, String).icontains(f"@{domain}", autoescape=True)
        rows = self.connection.execute(
            select(OutboxRow.key, OutboxRow.message).where(OutboxRow.workspace_id == self.workspace_id, named)
        ).all()
        return tuple([(key, message) for key, message in rows])

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
        forgotten = (
            update(OutboxRow)
            .where(mine, OutboxRow.id.in_(parents))
            .values(message=_FORGOTTEN, shown_edition=OutboxRow.edition)
        )
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
            edition=0,
            shown_edition=0,
        )
        return self.connection.execute(queued.returning(OutboxRow.id)).scalar()


def _words(message: Message) -> Message:
    return replace(message, files=())


def _same_words(one: Message, other: Message) -> bool:
    """As they are stored: a tuple and a list of blocks say the same."""
    return json_text(write_message(_words(one))) == json_text(write_message(_words(other)))


def _is_fixed(message: Message) -> bool:
    return bool(message.files) or message == _FORGOTTEN


def _files(message: Message) -> list[Message]:
    """Slack takes files apart from blocks, so each file is a message of its own in the thread."""
    return [Message(file.name, files=(file,)) for file in message.files]
