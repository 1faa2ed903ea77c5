"""Which changes of one domain are one piece of news, and what to call their common cause."""

from __future__ import annotations

from storage.domain import ChangeKind, DomainReading, LinkChange, Verdict

_MANY = 5
_TAKEN_DOWN = frozenset({Verdict.GONE_404, Verdict.GONE_410, Verdict.SOFT_404})


def is_incident(reading: DomainReading) -> bool:
    """Five links, or half of the domain's and more than one, with the same reason have one cause."""
    return reading.same_reason >= _MANY or (reading.same_reason >= 2 and reading.same_reason * 2 >= reading.links)


def cause_of(change: LinkChange) -> str | None:
    """The word for what would make many links of a domain change like this; None where each link is its own news."""
    if change.kind is ChangeKind.LOST:
        return _cause_of_loss(change.verdict)
    return _cause_of_change(change) if change.kind is ChangeKind.CHANGED else None


def _cause_of_loss(verdict: Verdict) -> str:
    if verdict is Verdict.PARKED:
        return "parked"
    return "site_down" if verdict in _TAKEN_DOWN else "site_redesign"


def _cause_of_change(change: LinkChange) -> str:
    if change.verdict is Verdict.REL_CHANGED:
        is_follow = any(facet.name == "rel" and facet.after == "followed" for facet in change.facets)
        return "policy_follow" if is_follow else "policy_nofollow"
    return "policy_noindex" if change.verdict is Verdict.NOINDEX else "site_redesign"
