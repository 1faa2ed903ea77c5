"""The words of link building as values: what a backlink, a verdict, a change and a message are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any, NewType

LinkId = NewType("LinkId", int)
SiteId = NewType("SiteId", int)
WorkspaceId = NewType("WorkspaceId", int)
CheckRunId = NewType("CheckRunId", int)
OutboxId = NewType("OutboxId", int)
ImportId = NewType("ImportId", int)

DAY = timedelta(days=1)


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


class ChangeKind(StrEnum):
    NEW = "new"
    LOST = "lost"
    CHANGED = "changed"
    RECOVERED = "recovered"


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


class RunScope(StrEnum):
    SITE = "site"
    PAGE = "page"


class OutboxState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Workspace:
    """One Slack workspace. ``team_id`` is Slack's; ``id`` is ours, and scopes every other row."""

    id: WorkspaceId
    team_id: str
    name: str


@dataclass(frozen=True, slots=True)
class DigestSchedule:
    """When a site's digest is posted: a local wall-clock time in an IANA zone."""

    at: time = time(9, 0)
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What a person chooses for a site. ``domains`` are all our own registrable domains, the main one first."""

    domains: tuple[str, ...]
    brands: tuple[str, ...] = ()
    channel_id: str | None = None
    schedule: DigestSchedule = DigestSchedule()


@dataclass(frozen=True, slots=True)
class Site:
    """What we protect.

    ``clock_offset`` is zero for every real site; only the demo's own site may live in a moved time.
    ``baseline_at`` is when its first links were stored: later unknown links count as new.
    """

    id: SiteId
    workspace_id: WorkspaceId
    settings: SiteSettings
    added_at: datetime
    baseline_at: datetime | None = None
    is_demo: bool = False
    clock_offset: timedelta = timedelta(0)

    @property
    def domain(self) -> str:
        return self.settings.domains[0]

    def time(self, now: datetime) -> datetime:
        """The site's own time: real time, unless it is the demo's."""
        return now + self.clock_offset


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """The best occurrence of a link to us on a page (followed, in the main text, first), and what the page does to it.

    ``canonical_url`` is set only where the page names another page as its original.
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
class PageMemory:
    """What the last good reading of a page looked like, so that an empty shell is not taken for the page.

    ``text_length`` counts characters of visible text; ``sketch`` holds the smallest 64-bit hashes of its
    5-word shingles (bottom-k sketch, Broder 1997). ``etag`` and ``last_modified`` allow a conditional request; they
    are the page's own, and empty where it was reached by a redirect: there they are another address's words.
    """

    title: str = ""
    text_length: int = 0
    sketch: tuple[int, ...] = ()
    content_hash: str = ""
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """What one visit saw: an observation, never changed afterwards. ``turned``: a live link looked lost or changed."""

    link_id: LinkId
    slot: int
    checked_at: datetime
    conclusion: Conclusion
    verdict: Verdict
    reason: str
    facts: LinkFacts | None = None
    evidence: Evidence = Evidence()
    page: PageMemory | None = None
    retry_after: timedelta | None = None
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
    to a silent baseline: their first sighting is not news.
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


@dataclass(frozen=True, slots=True)
class NewLink:
    """A page that should link to one of our sites, as a person or an export names it.

    ``source_key`` is the 16-byte digest of the page's canonical address: equal keys are the same page.
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


@dataclass(frozen=True, slots=True)
class StoredLinks:
    """What became of imported links: ``added`` are new to the site, ``known`` were there before."""

    added: int = 0
    known: int = 0


@dataclass(frozen=True, slots=True)
class Pulse:
    """How many source domains were checked in a span of time, and on how many of them links looked worse alike.

    A fault on our side (a captive portal, a broken proxy) shows the same verdict everywhere; several pages that
    happen to change on one day do not, so ``domains_turned`` counts the commonest verdict only.
    """

    domains_checked: int = 0
    domains_turned: int = 0


@dataclass(frozen=True, slots=True)
class DomainReading:
    """The links one source domain holds to a site, and how many of them look lost for the same reason."""

    links: int = 0
    same_reason: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that changed on a link that is still there: ``name`` is rel, anchor, target, placement or index."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LinkChange:
    """A confirmed transition. It is announced once, with the two observations that prove it."""

    link_id: LinkId
    site_id: SiteId
    kind: ChangeKind
    verdict: Verdict
    first_observed: datetime
    confirmed_at: datetime
    slot: int
    facets: tuple[Facet, ...] = ()
    first_check_id: int | None = None
    confirming_check_id: int | None = None
    incident_id: int | None = None
    digest_id: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Incident:
    """Changes of one domain with one cause: site_redesign, site_down or policy_nofollow."""

    id: int
    site_id: SiteId
    source_domain: str
    cause: str
    verdict: Verdict
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What someone wants checked: the links named, or all links of the site."""

    scope: RunScope
    requested_by: str
    channel_id: str | None = None
    link_ids: tuple[LinkId, ...] | None = None


@dataclass(frozen=True, slots=True)
class CheckRun:
    """Someone asked for a check; it is done when ``done == total``."""

    id: CheckRunId
    site_id: SiteId
    scope: RunScope
    requested_by: str
    channel_id: str | None
    total: int
    done: int
    started_at: datetime
    finished_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Host:
    """How a source domain treated us lately: while ``backoff_until`` is ahead, nobody visits it."""

    domain: str
    backoff_until: datetime | None = None
    failures: int = 0


@dataclass(frozen=True, slots=True)
class DueHost:
    """A source domain with links due for a visit; ``priority`` is that of its most urgent link."""

    source_domain: str
    priority: int
    links: int


@dataclass(frozen=True, slots=True)
class DueLink:
    workspace_id: WorkspaceId
    site: Site
    link: Backlink


@dataclass(frozen=True, slots=True)
class DueDigest:
    workspace_id: WorkspaceId
    site: Site
    due_at: datetime


@dataclass(frozen=True, slots=True)
class OpenedDigest:
    """A digest that exists: there is at most one for each site and local date."""

    id: int
    site_id: SiteId
    local_date: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """What was imported by whom. ``rows`` were read, ``refused`` had no usable address."""

    site_id: SiteId
    file_name: str
    shape: str
    imported_by: str
    started_at: datetime
    finished_at: datetime
    rows: int = 0
    stored: StoredLinks = StoredLinks()
    refused: int = 0
    id: ImportId = ImportId(0)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a digest or report: a change with the link and the observations that prove it."""

    change: LinkChange
    link: Backlink
    first: LinkCheck | None
    confirming: LinkCheck | None


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Links we could not look at or are still looking at: counted, named, and never called lost."""

    blocked: int = 0
    unreachable: int = 0
    robots: int = 0
    rechecking: int = 0
    other: int = 0

    @property
    def total(self) -> int:
        return self.blocked + self.unreachable + self.robots + self.rechecking + self.other


@dataclass(frozen=True, slots=True)
class Tally:
    """A site's links by what we believe now. ``held`` overlaps with none of the other counts."""

    live: int = 0
    lost: int = 0
    absent: int = 0
    unseen: int = 0
    held: HeldBack = HeldBack()

    @property
    def total(self) -> int:
        return self.live + self.lost + self.absent + self.unseen + self.held.total


@dataclass(frozen=True, slots=True)
class Section:
    """The changes of one kind for one digest: the lines shown in full (worth most first) and the true counts."""

    shown: tuple[Told, ...]
    links: int
    domains: int


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything one digest says, gathered from rows at one moment; ``is_baseline`` marks a site's silent first one."""

    site: Site
    local_date: str
    gathered_at: datetime
    lost: Section
    changed: Section
    new: Section
    recovered: Section
    tally: Tally
    incidents: tuple[Incident, ...] = ()
    is_baseline: bool = False

    @property
    def has_news(self) -> bool:
        return bool(self.lost.links or self.changed.links or self.new.links or self.recovered.links)


@dataclass(frozen=True, slots=True)
class RunReport:
    """Everything the report of a finished check run says.

    ``verdicts`` count what each visit of the run saw, one per link; ``sections`` are the changes it confirmed;
    ``suspects`` are links of the run that look lost or changed and wait for their second look.
    """

    run: CheckRun
    site: Site
    verdicts: Mapping[Verdict, int]
    sections: Mapping[ChangeKind, Section]
    tally: Tally
    suspects: tuple[Backlink, ...] = ()
    confirm_after: timedelta = DAY
    incidents: tuple[Incident, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteHealth:
    """One site as App Home and ``status`` show it. ``channel_problem`` says why posting to its channel is paused."""

    site: Site
    tally: Tally
    last_checked_at: datetime | None = None
    next_digest_at: datetime | None = None
    active_run: CheckRun | None = None
    channel_problem: str | None = None


@dataclass(frozen=True, slots=True)
class LinkPage:
    """One page of a site's link list. ``next_after`` is the last link shown, or None on the last page."""

    site: Site
    links: tuple[Backlink, ...]
    total: int
    states: tuple[LinkState, ...] = ()
    next_after: LinkId | None = None


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of an imported file that holds no link we can use, and why; ``line`` counts from 1."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReading:
    """What a file says, understood before anything is stored.

    ``rows`` = ``links`` + ``duplicates`` + ``own_pages`` + the sum of ``refused`` (reason -> rows).
    ``columns`` pairs what we understood ("page that links") with the file's own heading.
    """

    file_name: str
    shape: str
    rows: int
    links: int
    duplicates: int = 0
    own_pages: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)
    columns: tuple[tuple[str, str], ...] = ()
    examples: tuple[str, ...] = ()


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
    """One message on its way to Slack. ``thread_of`` is the outbox id of the parent it must be posted under."""

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


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a person gave us and that waits for their yes; ``token`` is unguessable, ``path`` is ours."""

    token: str
    site_id: SiteId
    file_name: str
    path: str
    uploaded_by: str
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class OutboxAges:
    """How the outbox is doing: the age of its oldest unsent message, and how many rows are in each state."""

    oldest_pending: timedelta | None
    counts: Mapping[OutboxState, int]


@dataclass(frozen=True, slots=True)
class AuditEntry:
    at: datetime
    actor: str
    verb: str
    subject: str
    data: Mapping[str, Any] = field(default_factory=dict)
