"""The words a reader sees for mentions: how a page links, what may be done about it, what its score is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.blocks.words import count, listing
from storage.domain import Lane, LinkStatus, MentionNews, MentionPlace

STATUSES: Final[dict[LinkStatus, str]] = {
    LinkStatus.LINKED: "links to you",
    LinkStatus.LINKED_NOFOLLOW: "links to you with nofollow",
    LinkStatus.LINKED_VIA_REDIRECT: "links to you by a redirect",
    LinkStatus.LINKED_BROKEN: "links to a broken page of yours",
    LinkStatus.LINKED_ELSEWHERE: "links only to a profile of yours elsewhere",
    LinkStatus.PLAIN_URL: "writes your address without linking it",
    LinkStatus.UNLINKED: "names you without a link",
    LinkStatus.UNVERIFIED: "could not be looked at",
}

MENTION_PLACES: Final[dict[MentionPlace, str]] = {
    MentionPlace.MAIN: "in the main text",
    MentionPlace.TITLE: "in the title only",
    MentionPlace.BOILERPLATE: "only around the main text",
}

# What each lane is called, and how its number is said among others.
LANES: Final[dict[Lane, tuple[str, str]]] = {
    Lane.ASK: ("Mentions without link", "worth asking"),
    Lane.AMBIGUOUS: ("Ambiguous mentions", "ambiguous"),
    Lane.ENGAGE: ("Places to join the talk", "to talk in, not to ask"),
    Lane.REPUTATION: ("Said against you", "said against you"),
    Lane.LINKED: ("Mentions that link to you", "with a link already"),
    Lane.BOILERPLATE: ("Named around the text only", "around the text only"),
    Lane.UNSEEN: ("Not seen ourselves", "not seen ourselves"),
    Lane.EXCLUDED: ("Left out", "left out"),
    Lane.NOT_OURS: ("Not you", "not you"),
}

# The lanes in which a person may do something.
OPEN_LANES: Final = (Lane.ASK, Lane.AMBIGUOUS, Lane.ENGAGE, Lane.REPUTATION)

# The most that each part of a score can be, as PRODUCT.md weighs them, and what it is called.
_PARTS: Final[dict[str, tuple[str, int]]] = {
    "authority": ("authority", 30),
    "relevance": ("on your topic", 20),
    "prominence": ("prominence", 15),
    "freshness": ("freshness", 15),
    "linkability": ("links to others", 10),
    "contactability": ("somebody to ask", 10),
}


def score_words(score: int, parts: Mapping[str, int]) -> str:
    """``Score 68: authority 22 of 30, …``; a score nobody computed is not said."""
    named = [f"{name} {parts[part]} of {most}" for part, (name, most) in _PARTS.items() if part in parts]
    return f"Score {score}: {', '.join(named)}" if named else ""


def lane_counts(counts: Mapping[Lane, int]) -> str:
    """Every lane that has any, so that a mention that is not shown can be missed by nobody."""
    return listing([f"{counts[lane]:,} {said}" for lane, (_, said) in LANES.items() if counts.get(lane)])


def news_words(news: MentionNews) -> str:
    """``5 worth asking (12 seen, 4 syndicated, 3 ambiguous)``."""
    worth = f"{news.worth:,} worth asking" if news.worth else "none worth asking"
    rest = [(news.seen, "seen"), (news.copies, "syndicated"), (news.ambiguous, "ambiguous")]
    return f"{worth} ({', '.join(f'{number:,} {what}' for number, what in rest if number)})"


def copies_words(copies: int) -> str:
    return f"*+{count(copies, 'copy', 'copies')}* of the same text elsewhere" if copies else ""
