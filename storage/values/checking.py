"""What is due and who asked: hosts, check runs, and how checks went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from storage.values.links import Backlink, LinkId
from storage.values.sites import Site, SiteId, WorkspaceId

CheckRunId = NewType("CheckRunId", int)


class RunScope(StrEnum):
    SITE = "site"
    PAGE = "page"


class Degraded(StrEnum):
    """Why a check run says less than it should: our own network failed, or so much turned at once that we doubt it."""

    OWN_OUTAGE = "own_outage"
    MASS_TURN = "mass_turn"


@dataclass(frozen=True, slots=True)
class Pulse:
    """How many source domains were checked in a span of time, and on how many of them links looked worse alike.

    A fault on our side (a captive portal, a broken proxy) shows the same verdict everywhere; several pages that
    happen to change on one day do not, so ``domains_turned`` counts the commonest verdict only.
    """

    domains_checked: int = 0
    domains_turned: int = 0


@dataclass(frozen=True, slots=True)
class Doubts:
    """On how many domains links are doubted now in one and the same way, and on how many we found any of late."""

    domains: int = 0
    found_of_late: int = 0


@dataclass(frozen=True, slots=True)
class DomainReading:
    """The links one source domain holds to a site, and how many of them look lost for the same reason."""

    links: int = 0
    same_reason: int = 0


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What someone wants checked: the links named, or all links of the site, or those of them that are due."""

    scope: RunScope
    requested_by: str
    channel_id: str | None = None
    link_ids: tuple[LinkId, ...] | None = None
    only_due: bool = False


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
    degraded: Degraded | None = None


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
    """``failures`` are those of its host in a row."""

    workspace_id: WorkspaceId
    site: Site
    link: Backlink
    failures: int = 0


@dataclass(frozen=True, slots=True)
class DueDigest:
    workspace_id: WorkspaceId
    site: Site
    due_at: datetime
