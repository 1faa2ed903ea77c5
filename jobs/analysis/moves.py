"""Where a page has moved to, as its redirects say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jobs.analysis.addresses import AddressError, PageAddress, canonical_key, page_address
from storage.domain import Hop

_PERMANENT = frozenset({301, 308})
# A page that sends its readers on at once has left its place, too; but what it leads to may be made for one visit.
_INSTANT_REFRESH = frozenset({200, 203})


def same_page(one: str, other: str) -> bool:
    """Whether two addresses are spellings of one page (``http`` and ``https``, ``www``, an end slash)."""
    try:
        return canonical_key(one) == canonical_key(other)
    except AddressError:
        return one == other


def is_permanent(hops: Sequence[Hop], final_url: str) -> bool:
    """One temporary step to another page makes the whole way temporary; steps between spellings of one do not count."""
    return _moves(hops, final_url) <= _PERMANENT | _INSTANT_REFRESH


def moved_to(source_url: str, hops: Sequence[Hop], final_url: str) -> PageAddress | None:
    """The page's new address, if permanent redirects alone led to another page."""
    if not hops or same_page(source_url, final_url) or not _moves(hops, final_url) <= _PERMANENT:
        return None
    try:
        return page_address(final_url)
    except AddressError:
        return None


def _moves(hops: Sequence[Hop], final_url: str) -> set[int]:
    """The status codes of the steps that led from one page to another."""
    ends: Iterable[str] = [*(hop.url for hop in hops[1:]), final_url]
    return {hop.status for hop, end in zip(hops, ends, strict=True) if not same_page(hop.url, end)}
