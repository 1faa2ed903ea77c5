"""Mentions: pages that name a brand, what we saw there ourselves, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from storage.values.findings import CandidateId
from storage.values.mentioning import LinkStatus, MentionPlace
from storage.values.sites import SiteId

MentionId = NewType("MentionId", int)


class Lane(StrEnum):
    """What may be done about a mention, as PRODUCT.md §5 sorts them."""

    ASK = "ask"  # worth asking for a link
    AMBIGUOUS = "ambiguous"  # perhaps another meaning of the word: people vote
    ENGAGE = "engage"  # a place to talk in, not to ask for links
    REPUTATION = "reputation"  # said against the brand: never pitched
    BOILERPLATE = "boilerplate"  # only around the content
    EXCLUDED = "excluded"  # of a domain or kind that nobody wants to hear of
    LINKED = "linked"  # nothing to ask for
    UNSEEN = "unseen"  # we could not look: never pitched
    NOT_OURS = "not_ours"  # another meaning of the word


class MentionState(StrEnum):
    """``GONE``: the page is there no longer, or names the brand no longer."""

    OPEN = "open"
    MUTED = "muted"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Snippet:
    """The sentence that names the brand, with what is around it; ``name`` is the brand as the page writes it."""

    before: str = ""
    name: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to ask for: the page of ours that fits best, the words already there as its anchor, and the sentence."""

    page_url: str = ""
    anchor: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """What one page says of one brand. ``reason`` says in words why it is in its ``lane``.

    ``score`` is 0 to 100, ``parts`` are what it is made of. ``original_id`` names the mention that this one is a copy
    of; ``fingerprint`` and ``shingles`` know the same text again. ``told_at`` is when a digest told it; ``quiet``:
    known before we began, so no news.
    """

    id: MentionId
    site_id: SiteId
    page_key: bytes
    url: str
    domain: str
    brand: str
    place: MentionPlace
    status: LinkStatus
    lane: Lane
    found_at: datetime
    seen_at: datetime | None = None
    state: MentionState = MentionState.OPEN
    reason: str = ""
    title: str = ""
    author: str = ""
    lang: str = ""
    published_at: datetime | None = None
    snippet: Snippet = Snippet()
    suggestion: Suggestion = Suggestion()
    score: int = 0
    parts: Mapping[str, int] = field(default_factory=dict)
    authority: int | None = None
    fingerprint: int = 0
    shingles: bytes = b""
    original_id: MentionId | None = None
    candidate_id: CandidateId | None = None
    told_at: datetime | None = None
    muted_until: datetime | None = None
    vote: bool | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class MentionNews:
    """What a digest says of mentions: ``shown`` are worth asking, best first, of ``worth`` in all; the rest is counted.

    ``copies`` are how many copies each shown one has, by its id.
    """

    shown: tuple[Mention, ...] = ()
    worth: int = 0
    seen: int = 0
    copies: int = 0
    ambiguous: int = 0
    copies_of: Mapping[MentionId, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vote:
    """What a person said of one mention; ``context`` are the words around it, from which the brand learns."""

    brand: str
    page_key: bytes
    domain: str
    context: str
    is_ours: bool
    voted_by: str
    voted_at: datetime


@dataclass(frozen=True, slots=True)
class MentionCard:
    """A mention as people see it: ``copies`` are how many others say the same, ``sources`` who named the page to us.

    ``vote`` is what a person said of it, ``votes`` how many were cast on its brand. ``ticket`` leads to the prospect
    that it has become, if it has.
    """

    mention: Mention
    copies: int = 0
    sources: tuple[str, ...] = ()
    vote: Vote | None = None
    votes: int = 0
    ticket: str = ""
