"""The tables of mail: letters on their way, what came back to them, and how far the mailbox was read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.domain import LetterId, LetterState, ProspectId, ReplyKind, SiteId, WorkspaceId
from storage.tables import Base, of_site
from storage.types import BigId, words


class LetterRow(Base):
    __tablename__ = "letters"
    __table_args__ = of_site(
        UniqueConstraint("workspace_id", "prospect_id", "number"),
        Index(None, "state", "not_before"),
        Index(None, "state", "attempt_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[LetterId] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    prospect_id: Mapped[ProspectId] = mapped_column(BigId)
    number: Mapped[int]
    message_id: Mapped[str] = mapped_column(unique=True)
    in_reply_to: Mapped[str | None]
    to_address: Mapped[str]
    to_name: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    draft_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    not_before: Mapped[datetime]
    state: Mapped[LetterState] = mapped_column(words(LetterState))
    queued_at: Mapped[datetime]
    attempts: Mapped[int]
    attempt_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None]


class ReplyRow(Base):
    """Each reply has its effect once, because it has its row once."""

    __tablename__ = "letter_replies"
    __table_args__ = of_site(PrimaryKeyConstraint("letter_id", "key"), Index(None, "workspace_id", "site_id"))

    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    letter_id: Mapped[LetterId] = mapped_column(ForeignKey("letters.id"))
    key: Mapped[str]
    kind: Mapped[ReplyKind] = mapped_column(words(ReplyKind))
    from_address: Mapped[str]
    subject: Mapped[str]
    received_at: Mapped[datetime]


class MailboxRow(Base):
    """The mailbox is the installation's, so it is no workspace's."""

    __tablename__ = "mailboxes"

    name: Mapped[str] = mapped_column(primary_key=True)
    uid_validity: Mapped[int] = mapped_column(BigInteger)
    last_uid: Mapped[int] = mapped_column(BigInteger)
