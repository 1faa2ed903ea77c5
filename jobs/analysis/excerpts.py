"""Where a link used to stand: the words on the page today around the place that its context names."""

from __future__ import annotations

from storage.domain import LinkFacts

_LONGEST = 240
_NEIGHBOURS = 40


def former_place(text: str, facts: LinkFacts) -> str:
    """At most 240 characters of ``text`` around the link described by ``facts``; empty where its place is gone.

    The place is known by the words before and after it; its own words come last, since they may stand elsewhere too.
    """
    before, after = facts.context_before[-_NEIGHBOURS:], facts.context_after[:_NEIGHBOURS]
    for words, shift in ((before, len(before)), (after, 0), (facts.anchor_text, 0)):
        at = text.find(words) if words else -1
        if at >= 0:
            return _around(text, at + shift)
    return ""


def _around(text: str, place: int) -> str:
    start = max(0, min(place - _LONGEST // 2, len(text) - _LONGEST))
    end = min(len(text), start + _LONGEST)
    if start > 0:
        start = text.find(" ", start, place) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", place, end), place + 1)
    return text[start:end].strip()
