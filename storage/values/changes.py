"""What became of links: confirmed transitions, and the incidents that join them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.values.links import Backlink, LinkCheck, LinkId, Verdict
from storage.values.sites import SiteId


class ChangeKind(StrEnum):
    NEW = "new"
    LOST = "lost"
    CHANGED = "changed"
    RECOVERED = "recovered"


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
    """Changes of one domain with one cause, such as site_redesign; over (``closed_at``) when the last link is back."""

    id: int
    site_id: SiteId
    source_domain: str
    cause: str
    verdict: Verdict
    opened_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a digest or report: a change with the link and the observations that prove it."""

    change: LinkChange
    link: Backlink
    first: LinkCheck | None
    confirming: LinkCheck | None


@dataclass(frozen=True, slots=True)
class Section:
    """The changes of one kind for one digest: the lines shown in full (worth most first) and the true counts."""

    shown: tuple[Told, ...]
    links: int
    domains: int
