"""How much a mention is worth asking for a link, from 0 to 100, in parts that a person can read (PRODUCT.md §5.11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

_AUTHORITY = 30
_RELEVANCE = 20
_PROMINENCE = 15
_FRESHNESS = 15
_LINKABILITY = 10
_CONTACTABILITY = 10
_FRESH_DAYS = 30
_STALE_DAYS = 365
_UNKNOWN_AUTHORITY = 20  # most sites are small
_LEDE = 600  # characters: what stands before is read by all who read at all
_LINKED_WELL = 3


@dataclass(frozen=True, slots=True)
class MentionFacts:
    """``authority`` is 0 to 100 or unknown, ``topics`` how many of the brand's own words stand on the page.

    ``offset`` is where in the main text the first name stands; ``names`` how many there are in it. ``outward`` links
    lead to other sites and are followed. ``published_at`` is the page's own word, else when it was found.
    """

    authority: int | None
    topics: int
    in_title: bool
    offset: int
    names: int
    published_at: datetime
    outward: int
    has_contact: bool


@dataclass(frozen=True, slots=True)
class MentionScore:
    total: int
    parts: Mapping[str, int]


def score(facts: MentionFacts, now: datetime) -> MentionScore:
    """Every part with its own points, so that nobody has to believe a bare number."""
    authority = _UNKNOWN_AUTHORITY if facts.authority is None else max(0, min(100, facts.authority))
    parts = {
        "authority": round(_AUTHORITY * authority / 100),
        "relevance": min(_RELEVANCE, 8 + 4 * facts.topics + 2 * min(facts.names - 1, 2)),
        "prominence": _prominence(facts),
        "freshness": _freshness((now - facts.published_at).days),
        "linkability": round(_LINKABILITY * min(facts.outward, _LINKED_WELL) / _LINKED_WELL),
        "contactability": _CONTACTABILITY if facts.has_contact else 0,
    }
    return MentionScore(sum(parts.values()), parts)


def _prominence(facts: MentionFacts) -> int:
    if facts.in_title:
        return _PROMINENCE
    return 11 if facts.offset < _LEDE else 7


def _freshness(days: int) -> int:
    """In full for a month, then less each day, and nothing after a year."""
    if days <= _FRESH_DAYS:
        return _FRESHNESS
    left = max(0, _STALE_DAYS - days) / (_STALE_DAYS - _FRESH_DAYS)
    return round(_FRESHNESS * left)
