"""Whether a link that we saw is the one that was asked for."""

from __future__ import annotations

from jobs.analysis.moves import same_page
from storage.domain import FOLLOW_WANTED, Backlink, Prospect


def is_asked_for(prospect: Prospect, link: Backlink, *, is_sound: bool) -> bool:
    """A link that was there before, with nofollow or to a page that is gone, is won only once it is mended.

    ``is_sound``: it leads to a page of ours that answered well when we looked.
    """
    if link.facts is None:
        return False
    if prospect.because in FOLLOW_WANTED:
        return link.facts.follow
    if prospect.because == "linked_broken":
        return is_sound or same_page(link.facts.target_url, prospect.case.suggestion.page_url)
    return True
