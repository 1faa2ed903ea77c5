"""What sources say: a page that may link to us or name us. A source is a witness, never news: we look ourselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from storage.values.sites import SiteId

PollId = NewType("PollId", int)
CandidateId = NewType("CandidateId", int)


class Wanted(StrEnum):
    """What a source was asked for."""

    LINKS = "links"
    MENTIONS = "mentions"


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of a source's answer. ``raw_id`` is the source's own name for it; the same one is the same finding.

    ``url`` is the page, ``target_url`` the page of ours it is said to link to. ``authority`` is 0 to 100. Whatever a
    source does not say is empty: nothing here is believed before our own visit.
    """

    url: str
    raw_id: str
    target_url: str = ""
    anchor: str = ""
    title: str = ""
    snippet: str = ""
    author: str = ""
    lang: str = ""
    published_at: datetime | None = None
    authority: int | None = None
    says_lost: bool = False


@dataclass(frozen=True, slots=True)
class Poll:
    """One query put to one source again and again, for one site.

    ``watermark``: everything the source knew until then has been read; an error never moves it. A poll that could not
    read to the end keeps the ``cursor`` to go on from, and ``began_at``, the watermark it will earn. ``memory`` is the
    source's own (an ETag, say). ``trouble`` is why the last attempt failed, in a plain sentence.
    """

    id: PollId
    site_id: SiteId
    source: str
    wanted: Wanted
    query: str
    next_due_at: datetime
    watermark: datetime | None = None
    cursor: str = ""
    began_at: datetime | None = None
    memory: str = ""
    last_polled_at: datetime | None = None
    last_success_at: datetime | None = None
    trouble: str | None = None
    found: int = 0


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a source treats us; it is the same source for every tenant.

    ``failures`` in a row open the breaker until ``open_until``; then one attempt at a time tries again, for ever.
    ``disabled_for`` is the fingerprint of the settings that the source refused: others may be tried. ``cost`` is what
    it was in ``cost_unit`` since the month of ``cost_since`` began.
    """

    name: str
    failures: int = 0
    open_until: datetime | None = None
    disabled_for: str | None = None
    trouble: str | None = None
    last_success_at: datetime | None = None
    requests: int = 0
    cost: float = 0.0
    cost_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page that a source named and that we have yet to see ourselves, with the fullest words any witness had.

    ``quiet``: a source named it when it was asked for the first time, so it is where we start from and no news.
    """

    id: CandidateId
    site_id: SiteId
    url: str
    domain: str
    wanted: Wanted
    found_at: datetime
    slot: int = 0
    attempts: int = 0
    title: str = ""
    snippet: str = ""
    author: str = ""
    lang: str = ""
    published_at: datetime | None = None
    authority: int | None = None
    target_url: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Witness:
    """Who named a page, and when first."""

    source: str
    seen_at: datetime
