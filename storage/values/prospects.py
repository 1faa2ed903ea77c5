"""Prospects: opportunities for a link, from the page that offers one to the link that was won."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import NewType

from storage.values.links import LinkId
from storage.values.mentions import MentionId, Snippet, Suggestion
from storage.values.sites import SiteId

ProspectId = NewType("ProspectId", int)

_NO_SNIPPET = Snippet()
_NO_SUGGESTION = Suggestion()


class ProspectState(StrEnum):
    """The way of a prospect (PRODUCT.md §2.3, H3)."""

    SUGGESTED = "suggested"
    APPROVED = "approved"
    REJECTED = "rejected"
    CONTACTED = "contacted"
    REPLIED = "replied"
    WON = "won"
    LOST = "lost"
    NO_REPLY = "no_reply"
    CLOSED = "closed"  # nothing left to ask for, such as a page that is gone or links by itself
    SNOOZED = "snoozed"
    DO_NOT_CONTACT = "do_not_contact"


# Of one registrable domain at most one prospect is in these.
OPEN_STATES = frozenset(
    {
        ProspectState.SUGGESTED,
        ProspectState.APPROVED,
        ProspectState.CONTACTED,
        ProspectState.REPLIED,
        ProspectState.SNOOZED,
    }
)
# Written to, and a link may still come of it.
ASKED_STATES = frozenset({ProspectState.CONTACTED, ProspectState.REPLIED, ProspectState.NO_REPLY})

# Who is asked for one of these reasons links already: only a link that counts is another one.
FOLLOW_WANTED = frozenset({"rel_changed", "linked_nofollow"})


class Origin(StrEnum):
    """What makes a page worth asking."""

    MENTION = "mention"
    LOST_LINK = "lost_link"
    NOFOLLOW = "nofollow"
    BROKEN_TARGET = "broken_target"  # a page of our own is gone: nobody has to be asked
    PERSON = "person"
    BROKEN_LINK = "broken_link"
    RESOURCE_PAGE = "resource_page"


class Sighting(StrEnum):
    """What our own visit found on the prospect's page, the last time we looked."""

    UNSEEN = "unseen"  # nobody has looked yet
    READY = "ready"  # the page is as the pitch says
    GONE = "gone"  # a definitive answer too: of a lost link it is the very reason to write
    NO_ANSWER = "no_answer"  # blocked, refused, or out of reach: never pitched
    LINKED = "linked"  # it links to us by now


class ContactKind(StrEnum):
    EMAIL = "email"
    FORM = "form"
    AUTHOR_PAGE = "author_page"
    CONTACT_PAGE = "contact_page"


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach whoever keeps the page. ``address`` is an e-mail address or a URL; ``source_url`` names it."""

    kind: ContactKind
    address: str
    name: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """Why a page is worth asking, in words, and what is shown for it."""

    reason: str
    brand: str = ""
    title: str = ""
    author: str = ""
    lang: str = ""
    snippet: Snippet = _NO_SNIPPET
    suggestion: Suggestion = _NO_SUGGESTION
    contacts: tuple[Contact, ...] = ()
    parts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as it would be sent. ``template`` is what it was rendered from, such as ``mention/en``.

    ``personal_line`` stands in the ``body`` too; it is kept apart so that the next rendering keeps it. ``name`` is the
    addressee's.
    """

    to: str
    subject: str
    body: str
    follow_ups: tuple[str, ...] = ()
    personal_line: str = ""
    name: str = ""
    template: str = ""
    written_by: str = ""
    written_at: datetime | None = None

    @property
    def digest(self) -> bytes:
        """SHA-256 of the exact text that goes out, in JSON, so that no part can be taken for another."""
        said = [self.to, self.name, self.subject, self.body, *self.follow_ups]
        return sha256(json.dumps(said, ensure_ascii=True).encode()).digest()


@dataclass(frozen=True, slots=True)
class NewProspect:
    """``subject`` says what it is about, so that the same news never becomes two prospects.

    ``because`` is the word its chances are learnt by: a verdict, or how the page links.
    """

    site_id: SiteId
    origin: Origin
    because: str
    subject: str
    url: str
    page_key: bytes
    domain: str
    case: Case
    value: float
    score: int
    authority: int | None = None
    mention_id: MentionId | None = None
    link_id: LinkId | None = None
    added_by: str = ""
    is_flagged: bool = False


@dataclass(frozen=True, slots=True)
class Prospect:
    """One opportunity. Times are the site's own.

    ``ticket`` is what its buttons carry: random, and another one with each version of what a person decides on.
    ``version`` counts all changes and is the fence between two that happen at once.
    ``value`` is its expected value (PRODUCT.md §4.4), ``score`` its quality from 0 to 100. ``first_by`` has approved
    where two must; ``approved`` is the digest of the approved draft. ``undo_to`` is the state before the last decision.
    ``expires_at`` is when an approval is void. ``told_at`` is when the card was posted that asks for the decision now,
    and ``cards`` how many ever were. ``next_step_at`` is when the mail server writes again, or since when the owner has
    to (``follow_up_due``); ``next_look_at`` when we look at the page: before a person decides, and later for the link.
    """

    id: ProspectId
    site_id: SiteId
    origin: Origin
    state: ProspectState
    ticket: str
    version: int
    because: str
    subject: str
    url: str
    page_key: bytes
    domain: str
    value: float
    score: int
    created_at: datetime
    changed_at: datetime
    sighting: Sighting = Sighting.UNSEEN
    seen_at: datetime | None = None
    authority: int | None = None
    is_flagged: bool = False
    added_by: str = ""
    owner: str = ""
    first_by: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    why: str = ""
    undo_to: ProspectState | None = None
    approved: bytes | None = None
    expires_at: datetime | None = None
    snoozed_until: datetime | None = None
    contacted_at: datetime | None = None
    contacted_by: str = ""
    contacted_via: str = ""
    follow_ups: int = 0
    follow_up_due: bool = False
    next_step_at: datetime | None = None
    next_look_at: datetime | None = None
    looks: int = 0
    replied_at: datetime | None = None
    won_at: datetime | None = None
    thanked_at: datetime | None = None
    told_at: datetime | None = None
    reminded_at: datetime | None = None
    mention_id: MentionId | None = None
    link_id: LinkId | None = None
    case: Case = Case("")
    draft: Draft | None = None
    cards: int = 0

    @property
    def needs_letter(self) -> bool:
        """Whether somebody has to be written to; a broken page of our own is mended by ourselves."""
        return self.origin is not Origin.BROKEN_TARGET

    @property
    def due_at(self) -> datetime | None:
        """When the clock has something to do with it."""
        step_at = None if self.follow_up_due else self.next_step_at
        moments = (self.expires_at, self.snoozed_until, step_at, self.next_look_at)
        return min((moment for moment in moments if moment is not None), default=None)

    @property
    def time_to_link(self) -> timedelta | None:
        if self.won_at is None or self.contacted_at is None:
            return None
        return self.won_at - self.contacted_at
