"""What paces are solved from and what was solved: a workspace's links by what makes them alike, and its pace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.values.sites import WorkspaceId


@dataclass(frozen=True, slots=True)
class WatchedLinks:
    """So many alike links on one host; ``age`` counts the steps of age they have passed under our eyes."""

    source_domain: str
    authority: int | None
    traits: int
    age: int
    links: int
    is_contract: bool = False


@dataclass(frozen=True, slots=True)
class SolvedPace:
    """The K of a workspace, and how often its links of high value, and its contracts, are looked at in any case."""

    workspace_id: WorkspaceId
    k: float
    high: timedelta
    links: int
    solved_at: datetime
    contract: timedelta = timedelta(0)
