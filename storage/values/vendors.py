"""What sources and vendors say of links: hints for where to look, compared with what our own visits found."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from storage.values.sites import SiteId


@dataclass(frozen=True, slots=True)
class Listing:
    """The pages that a source names for a site; ``complete`` where it named all it knows, not a sample or one page."""

    site_id: SiteId
    source: str
    keys: Collection[bytes]
    complete: bool


@dataclass(frozen=True, slots=True)
class VendorRecord:
    """How many links vendors called lost, and what our own visits found there."""

    said_lost: int = 0
    truly_lost: int = 0
    live: int = 0

    @property
    def open(self) -> int:
        return self.said_lost - self.truly_lost - self.live
