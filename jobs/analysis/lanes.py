"""Sorts a page that names a brand: worth asking for a link, to be voted on, or left alone, and says why."""

from __future__ import annotations

from dataclasses import dataclass

from storage.domain import Lane, LinkStatus, MentionPlace

_LINKED = {
    LinkStatus.LINKED: "it links to you",
    LinkStatus.LINKED_NOFOLLOW: "it links to you with nofollow",
    LinkStatus.LINKED_VIA_REDIRECT: "it links to you by a redirect",
    LinkStatus.LINKED_ELSEWHERE: "it links to a profile of yours",
}
_ASKED = {
    LinkStatus.UNLINKED: "names you without a link",
    LinkStatus.PLAIN_URL: "writes your address without making it a link",
    LinkStatus.LINKED_BROKEN: "links to a page of yours that is gone",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one page and one brand.

    ``excluded`` says why nobody wants to hear of the page, ``engage`` why one should talk there instead of asking.
    ``doubt`` says why the name may mean something else, ``proof`` why it does not; ``is_ours`` is what people or
    context decided, if they did.
    """

    status: LinkStatus
    places: frozenset[MentionPlace]
    excluded: str = ""
    engage: str = ""
    doubt: str = ""
    proof: str = ""
    is_ours: bool | None = None
    is_negative: bool = False


def lane_of(facts: Facts) -> tuple[Lane, str]:
    """The lane and, in words, why. What was seen around the content only is never pitched, nor what nobody saw."""
    if facts.status is LinkStatus.UNVERIFIED:
        return Lane.UNSEEN, "the page would not let us look"
    if facts.is_ours is False:
        return Lane.NOT_OURS, facts.doubt or "another meaning of the name"
    if facts.status in _LINKED:
        return Lane.LINKED, _LINKED[facts.status]
    if facts.excluded:
        return Lane.EXCLUDED, facts.excluded
    if MentionPlace.MAIN not in facts.places:
        where = "only in its title" if MentionPlace.TITLE in facts.places else "only around the content"
        return Lane.BOILERPLATE, f"it names you {where}"
    return _lane_in_content(facts)


def _lane_in_content(facts: Facts) -> tuple[Lane, str]:
    if facts.doubt and facts.is_ours is None:
        return Lane.AMBIGUOUS, facts.doubt
    if facts.engage:
        return Lane.ENGAGE, facts.engage
    if facts.is_negative:
        return Lane.REPUTATION, "it speaks against you"
    return Lane.ASK, f"it means you: {facts.proof}" if facts.proof else _ASKED[facts.status]
