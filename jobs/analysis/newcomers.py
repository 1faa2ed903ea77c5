"""When another text in the place of a page we know has stayed so long that it is what the page is now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from jobs.analysis.remembering import is_mostly
from storage.domain import Backlink, Conclusion, LinkCheck, LinkState, Newcomer, PageMemory, Verdict

_LOOKS = 3
_WATCHED = frozenset({LinkState.LIVE, LinkState.SUSPECT})


def settle(link: Backlink, check: LinkCheck, patience: timedelta) -> tuple[Backlink, LinkCheck]:
    """Note what came in the place of the page; the same on several looks over ``patience`` is the page, read in full.

    A wall that nobody knows by its words may look like this for a day, but hardly for a week, to this address alone.
    """
    if check.stranger is None or link.page is None or link.state not in _WATCHED:
        return link, check
    newcomer = _seen_again(link.page.newcomer, check.stranger, check.checked_at)
    link = replace(link, page=replace(link.page, newcomer=newcomer))
    if newcomer.looks < _LOOKS or check.checked_at - newcomer.since < patience:
        return link, check
    reason = f"page has been like this for {(check.checked_at - newcomer.since).days} days; no link to us on it"
    return link, replace(check, conclusion=Conclusion.LOST, verdict=Verdict.REMOVED, reason=reason)


def _seen_again(known: Newcomer | None, stranger: PageMemory, at: datetime) -> Newcomer:
    """Its latest text, since a page may go on changing little by little; another text begins anew."""
    if known is None or not is_mostly(stranger.sketch, known.sketch):
        return Newcomer(stranger.text_length, stranger.sketch, at, 1)
    return Newcomer(stranger.text_length, stranger.sketch, known.since, known.looks + 1)
