"""What digests, reports and lists say: counts that add up, and the lines below them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from storage.values.changes import ChangeKind, Incident, LinkChange, Section
from storage.values.checking import CheckRun, Pulse
from storage.values.linked_pages import LinkedPage, LinkedPages
from storage.values.links import Backlink, LinkCheck, LinkId, LinkState, Verdict
from storage.values.mentions import Lane, MentionCard, MentionNews
from storage.values.outreach import Waiting
from storage.values.prospects import Prospect
from storage.values.sites import DAY, Site, SiteId
from storage.values.vendors import VendorRecord


@dataclass(frozen=True, slots=True)
class OpenedDigest:
    """A digest that exists: there is at most one for each site and local date."""

    id: int
    site_id: SiteId
    local_date: str
    opened_at: datetime


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
class HeldGroup:
    """The links of one source domain that we cannot look at for one reason; ``source_url`` is one of them."""

    source_domain: str
    verdict: Verdict
    links: int
    since: datetime
    source_url: str


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
    own_pages: LinkedPages = field(default_factory=LinkedPages)
    is_baseline: bool = False
    held: tuple[HeldGroup, ...] = ()
    mentions: MentionNews = field(default_factory=MentionNews)
    mention_cards: tuple[MentionCard, ...] = ()
    to_approve: Waiting = field(default_factory=Waiting)
    approvals: tuple[Prospect, ...] = ()
    won: tuple[Prospect, ...] = ()


@dataclass(frozen=True, slots=True)
class ContractLosses:
    """The links of one site that are paid for or agreed on and whose loss nobody has been told of yet."""

    site: Site
    lost: Section
    incidents: tuple[Incident, ...] = ()


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
    held: tuple[HeldGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """``first`` and ``confirming`` are the two observations behind the latest change, or behind the open doubt.

    ``not_counted`` names the checks of the history, by id, in whose hour so many domains turned that none was believed.
    ``own_page`` is the page of ours that the link leads to, where we have looked at it. ``ticket`` leads to the
    prospect that its loss or change has become.
    """

    site: Site
    link: Backlink
    changes: tuple[LinkChange, ...]
    first: LinkCheck | None
    confirming: LinkCheck | None
    history: tuple[LinkCheck, ...]
    not_counted: Mapping[int, Pulse] = field(default_factory=dict)
    own_page: LinkedPage | None = None
    ticket: str = ""


@dataclass(frozen=True, slots=True)
class SiteHealth:
    """One site as App Home and ``status`` show it. ``channel_problem`` says why posting to its channel is paused."""

    site: Site
    tally: Tally
    last_checked_at: datetime | None = None
    next_digest_at: datetime | None = None
    active_run: CheckRun | None = None
    channel_problem: str | None = None
    vendors: VendorRecord = field(default_factory=VendorRecord)
    mentions: Mapping[Lane, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LinkPage:
    """One page of a site's link list. ``next_after`` is the last link shown, or None on the last page."""

    site: Site
    links: tuple[Backlink, ...]
    total: int
    states: tuple[LinkState, ...] = ()
    next_after: LinkId | None = None
