"""What loss rates and paces are learnt from, and what was learnt."""

from __future__ import annotations

from dataclasses import dataclass

from storage.values.sites import WorkspaceId


@dataclass(frozen=True, slots=True)
class WatchedLinks:
    """Alike links of one workspace on one host: so many of them now, watched for so long, so many lost.

    ``days`` counts the link-days watched at each age, ``losses`` the losses at each age; ``age`` is the links' own now.
    """

    source_domain: str
    workspace_id: WorkspaceId
    authority: int | None
    traits: int
    age: int
    links: int
    days: tuple[float, float, float]
    losses: tuple[int, int, int]
