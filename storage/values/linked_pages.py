"""Pages of our own that others link to: a link is worth little when our side of it is broken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.values.sites import SiteId


class PageFault(StrEnum):
    """What is wrong with a page of ours, as whoever follows a link to it meets it."""

    NOT_FOUND = "not_found"
    GONE = "gone"
    SERVER_ERROR = "server_error"
    REDIRECT_LOOP = "redirect_loop"
    LONG_CHAIN = "long_chain"


@dataclass(frozen=True, slots=True)
class RedirectSuggestion:
    """Where a broken page might lead: a live page of ours, how alike the two are (0.5 to 1), and in what."""

    target_url: str
    similarity: float
    why: str


@dataclass(frozen=True, slots=True)
class LinkedPage:
    """One page of ours, the live ``links`` to it from so many ``domains``, and what we found there.

    ``fault`` is what we are sure of; ``faulty_since`` is when the trouble was first met, sure or not. ``told`` says
    whether the team has heard of the fault. ``authority`` is that of the best page linking to it. The last
    four are what ``suggestion`` holds, and when it was sought.
    """

    id: int
    site_id: SiteId
    url: str
    links: int
    domains: int
    authority: int | None
    next_due_at: datetime
    checked_at: datetime | None = None
    fault: PageFault | None = None
    faulty_since: datetime | None = None
    status: int | None = None
    hops: int = 0
    final_url: str = ""
    told: bool = False
    suggested_at: datetime | None = None
    redirect_to: str = ""
    similarity: float = 0.0
    alike_in: str = ""

    @property
    def suggestion(self) -> RedirectSuggestion | None:
        """Where it might lead, as far as it is broken and was compared with the site's live pages."""
        if self.fault is None or not self.redirect_to:
            return None
        return RedirectSuggestion(self.redirect_to, self.similarity, self.alike_in)


@dataclass(frozen=True, slots=True)
class LinkedPages:
    """News of our own pages: those that ``broke``, the ones most links lead to first, and those that are ``mended``."""

    broke: tuple[LinkedPage, ...] = ()
    mended: tuple[LinkedPage, ...] = ()
