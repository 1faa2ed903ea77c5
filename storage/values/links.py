"""What a backlink is: what a visit saw of it, and what we believe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from storage.values.sites import SiteId

LinkId = NewType("LinkId", int)

# Links that people ask for come first; doubts and contracts follow, and no spent budget keeps them waiting.
PEOPLE_FIRST, IN_DOUBT = 100, 50


class Verdict(StrEnum):
    """The outcome of one visit, or the believed state of one link, in the words of docs/verdicts."""

    LIVE = "live"
    NEW = "new"
    REMOVED = "removed"
    ROTATED = "rotated"
    GONE_404 = "gone_404"
    GONE_410 = "gone_410"
    SOFT_404 = "soft_404"
    SERVER_ERROR = "server_error"
    UNREACHABLE = "unreachable"
    BLOCKED = "blocked"
    ROBOTS_BLOCKED = "robots_blocked"
    MOVED = "moved"
    MOVED_LOST = "moved_lost"
    MOVED_TEMP = "moved_temp"
    NOINDEX = "noindex"
    CANONICALISED = "canonicalised"
    REL_CHANGED = "rel_changed"
    ANCHOR_CHANGED = "anchor_changed"
    TARGET_CHANGED = "target_changed"
    TARGET_BROKEN = "target_broken"
    JS_ONLY = "js_only"
    HIDDEN = "hidden"
    CLOAKED = "cloaked"
    PARKED = "parked"
    PLAIN_MENTION = "plain_mention"
    NON_HTML = "non_html"
    INDEX_DROPPED = "index_dropped"
    EXPIRED_CONTRACT = "expired_contract"
    REFUSED = "refused"


class Conclusion(StrEnum):
    """What one visit allows us to conclude about the link, and nothing more."""

    LIVE = "live"
    LOST = "lost"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"


class LinkState(StrEnum):
    """What we believe of a link after all its visits."""

    UNSEEN = "unseen"  # waiting for its first answer
    LIVE = "live"
    SUSPECT = "suspect"  # was live; one definitive negative so far
    LOST = "lost"
    ABSENT = "absent"  # the page was read, and the link was never there in our time


class Placement(StrEnum):
    MAIN = "main"
    NAV = "nav"
    HEADER = "header"
    FOOTER = "footer"
    ASIDE = "aside"
    COMMENT = "comment"
    BIO = "bio"
    HEAD = "head"
    OTHER = "other"


class LinkKind(StrEnum):
    TEXT = "text"
    IMAGE = "image"
    EMPTY = "empty"


class Carrier(StrEnum):
    """Where a directive such as nofollow or noindex was written."""

    REL = "rel"
    META = "meta"
    HEADER = "header"


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """The best occurrence of a link to us on a page (followed, in the main text, first), and what the page does to it.

    ``canonical_url`` is set only where the page names another page as its original, ``via`` (the reference as it is
    written) only where the link leads to us through another server. ``cloaked``: only some visitors are shown the link.
    """

    target_url: str
    anchor_text: str
    kind: LinkKind
    rel: tuple[str, ...]
    follow: bool
    nofollow_by: Carrier | None
    placement: Placement
    hidden: bool
    occurrences: int
    context_before: str = ""
    context_after: str = ""
    noindex_by: Carrier | None = None
    canonical_url: str = ""
    via: str = ""
    cloaked: bool = False


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect answer on the way: its status code and the absolute URL that sent it."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a visit can show for its verdict. ``excerpt`` is at most 240 characters around the (former) link."""

    status: int | None = None
    hops: tuple[Hop, ...] = ()
    final_url: str = ""
    title: str = ""
    excerpt: str = ""
    content_hash: str = ""
    noindex_by: Carrier | None = None
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Another text that stands in the place of a page we know: since when, and on how many looks it was the same."""

    text_length: int
    sketch: tuple[int, ...]
    since: datetime
    looks: int


@dataclass(frozen=True, slots=True)
class PageMemory:
    """What the last good reading of a page looked like, so that an empty shell is not taken for the page.

    ``text_length`` counts characters of visible text; ``sketch`` holds the smallest 64-bit hashes of its
    5-word shingles (bottom-k sketch, Broder 1997). ``etag`` and ``last_modified`` allow a conditional request; they
    are the page's own, and empty where it was reached by a redirect: there they are another address's words.
    ``newcomer`` has been in its place of late, and may be what the page is now.
    """

    title: str = ""
    text_length: int = 0
    sketch: tuple[int, ...] = ()
    content_hash: str = ""
    etag: str = ""
    last_modified: str = ""
    newcomer: Newcomer | None = None


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """What one visit saw: an observation, never changed afterwards. ``turned``: a live link looked lost or changed.

    ``stranger`` is what came in the place of the page we know and may be its new text. ``retry_after`` and
    ``fresh_for`` are the server's wishes for the next visit.
    """

    link_id: LinkId
    slot: int
    checked_at: datetime
    conclusion: Conclusion
    verdict: Verdict
    reason: str
    facts: LinkFacts | None = None
    evidence: Evidence = Evidence()
    page: PageMemory | None = None
    stranger: PageMemory | None = None
    retry_after: timedelta | None = None
    fresh_for: timedelta | None = None
    turned: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A definitive difference from what we believe, waiting for its second, later observation."""

    verdict: Verdict
    since: datetime
    count: int
    first_check_id: int | None
    facts: LinkFacts | None = None


@dataclass(frozen=True, slots=True)
class Backlink:
    """One source page that should link, or links, to one site; and what we believe of it.

    ``slot`` counts recorded checks and is the fence that makes each effect happen once. ``quiet`` links belong
    to a silent baseline: their first sighting is not news. ``traits`` is what its risk is learnt by (analysis.traits).
    ``is_contract``: the team pays for it, or has agreed on it with somebody.
    """

    id: LinkId
    site_id: SiteId
    source_url: str
    source_host: str
    source_domain: str
    target_url: str
    state: LinkState
    verdict: Verdict | None
    slot: int
    prio: int
    next_due_at: datetime
    added_at: datetime
    added_by: str
    quiet: bool
    facts: LinkFacts | None = None
    page: PageMemory | None = None
    first_live_at: datetime | None = None
    last_live_at: datetime | None = None
    last_checked_at: datetime | None = None
    unanswered_since: datetime | None = None
    suspicion: Suspicion | None = None
    authority: int | None = None
    loss_announced: bool = False
    traits: int = 0
    is_contract: bool = False


@dataclass(frozen=True, slots=True)
class NewLink:
    """A page that should link to one of our sites, as a person or an export names it.

    ``source_key`` is the 16-byte digest of the page's canonical address: equal keys are the same page. Without
    ``due_at`` it is visited at once.
    """

    source_url: str
    source_key: bytes
    source_host: str
    source_domain: str
    target_url: str
    added_by: str
    quiet: bool = False
    authority: int | None = None
    prio: int = 0
    vendor_says: str | None = None
    due_at: datetime | None = None
    traits: int = 0
    is_contract: bool = False
