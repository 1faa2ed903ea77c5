"""What we protect: workspaces, their sites, and when each is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NewType

SiteId = NewType("SiteId", int)


WorkspaceId = NewType("WorkspaceId", int)


DAY = timedelta(days=1)


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
