"""Letters: mails on their way to one person each, and what came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from storage.values.prospects import ProspectId
from storage.values.sites import SiteId, WorkspaceId

LetterId = NewType("LetterId", int)


class LetterState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"  # it may have gone out; a person decides, and nothing is sent until then
    DEAD = "dead"  # surely not sent, and never will be as it is
    CANCELLED = "cancelled"  # surely not sent, because somebody or a rule of ours did not want it


# In these nothing went out, so a new text may take the letter's place.
LEAVING = frozenset({LetterState.PENDING, LetterState.SENDING})
UNSENT_FOR_GOOD = frozenset({LetterState.DEAD, LetterState.CANCELLED})


@dataclass(frozen=True, slots=True)
class NewLetter:
    """``number`` is 0 for the first letter to a prospect, 1 and more for its follow-ups. ``message_id`` is made once,
    when the letter is queued, so that whoever gets it twice can tell. ``not_before`` is real time."""

    site_id: SiteId
    prospect_id: ProspectId
    number: int
    message_id: str
    in_reply_to: str | None
    to_address: str
    to_name: str
    subject: str
    body: str
    draft_digest: bytes
    not_before: datetime


@dataclass(frozen=True, slots=True)
class Letter(NewLetter):
    """All times are real time."""

    id: LetterId
    workspace_id: WorkspaceId
    state: LetterState
    queued_at: datetime
    attempts: int = 0
    attempt_at: datetime | None = None
    sent_at: datetime | None = None
    error: str | None = None


class ReplyKind(StrEnum):
    PERSON = "person"
    OPT_OUT = "opt_out"  # a person who asks not to be written to again
    AUTOMATIC = "automatic"  # an out-of-office note and the like: nobody has answered yet
    BOUNCED = "bounced"  # it was never delivered, and will not be


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back to a letter. ``key`` is one and the same however often the mailbox is read; nothing of what a
    person wrote is kept but the subject."""

    key: str
    kind: ReplyKind
    from_address: str
    subject: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class MailboxPosition:
    """How far a mailbox was read: its numbers mean something only while ``uid_validity`` is the same."""

    uid_validity: int
    last_uid: int
