"""Lists that rank the domains of the web."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RankList(StrEnum):
    """``COMMON_CRAWL`` ranks by links (harmonic centrality), ``TRANCO`` by popularity."""

    COMMON_CRAWL = "common_crawl"
    TRANCO = "tranco"


@dataclass(frozen=True, slots=True)
class RankedDomain:
    """A registrable domain and its ``position`` from 1 on; ``page_rank`` is its position by PageRank, if known."""

    domain: str
    position: int
    page_rank: int | None = None


@dataclass(frozen=True, slots=True)
class RankRelease:
    """What was imported of a list: of ``lines`` read, ``kept`` are stored. ``release`` names the file."""

    kind: RankList
    release: str
    imported_at: datetime
    lines: int
    kept: int
