"""Whether a link that we saw is the one that was asked for."""

from __future__ import annotations

from jobs.analysis.moves import same_page
from storage.domain import Backlink, Origin, Prospect, Verdict

_FOLLOW = frozenset({Verdict.REL_CHANGED.value, "linked_nofollow"})


def is_asked_for(prospect: Prospect, link: Backlink) -> bool:
    """A link that was there before, with nofollow or to a page that is gone, is won only once it is mended."""
    if link.facts is None:
        return False
    if prospect.origin is Origin.NOFOLLOW or prospect.because in _FOLLOW:
        return link.facts.follow
    if prospect.because == "linked_broken":
        return same_page(link.facts.target_url, prospect.case.suggestion.page_url)
    return True
