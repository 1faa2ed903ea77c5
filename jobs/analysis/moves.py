"""Where a page has moved to, as its redirects say."""

from __future__ import annotations

from collections.abc import Sequence

from jobs.analysis.addresses import AddressError, PageAddress, canonical_key, page_address
from storage.domain import Hop

_PERMANENT = frozenset({301, 308})


def same_page(one: str, other: str) -> bool:
    """Whether two addresses are spellings of one page (``http`` and ``https``, ``www``, an end slash)."""
    try:
        return canonical_key(one) == canonical_key(other)
    except AddressError:
        return one == other


def is_permanent(hops: Sequence[Hop]) -> bool:
    """One temporary redirect on the way makes the whole way temporary."""
    return all(hop.status in _PERMANENT for hop in hops)


def moved_to(source_url: str, hops: Sequence[Hop], final_url: str) -> PageAddress | None:
    """The page's new address, if permanent redirects alone led to another page."""
    if not hops or not is_permanent(hops) or same_page(source_url, final_url):
        return None
    try:
        return page_address(final_url)
    except AddressError:
        return None
