"""Has pages looked at first that a source names no longer; what a source leaves out is never a loss by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from storage.domain import Listing, WorkspaceId
from storage.imports import SUSPECTED
from storage.store import Store

# Of what was named before: a listing that shrinks by more has rather lost rows than links.
_LEAST_SHARE = 0.7


@dataclass(frozen=True)
class SuspectMissing:
    """For whoever asks a source again and again. A file that a person brings is never complete: it may be filtered."""

    store: Store
    now: Callable[[], datetime]

    def note(self, workspace_id: WorkspaceId, listing: Listing) -> int:
        """Returns how many links became suspects: live ones whose pages are named no longer, now due before others."""
        if not listing.complete:
            return 0
        with self.store.transaction(workspace_id) as tx:
            before = tx.listings.count(listing.site_id, listing.source)
            tx.listings.stage(listing.keys)
            suspects = 0
            if len(listing.keys) >= _LEAST_SHARE * before:
                suspects = tx.listings.suspect_missing(listing.site_id, listing.source, self.now(), SUSPECTED)
            tx.listings.replace(listing.site_id, listing.source)
            return suspects
