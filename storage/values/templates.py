"""Templates: what a team writes on an occasion, before the facts of one page stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Occasion(StrEnum):
    """Why somebody is written to: an origin, told apart where the letter must be another."""

    MENTION = "mention"
    BROKEN_MENTION = "broken_mention"  # the page does link to us, to an address that is gone
    LOST_LINK = "lost_link"
    LOST_PAGE = "lost_page"  # the page that linked to us is gone itself
    NOFOLLOW = "nofollow"
    PERSON = "person"
    BROKEN_LINK = "broken_link"
    RESOURCE_PAGE = "resource_page"


@dataclass(frozen=True, slots=True)
class Template:
    """``lang`` is a language's two letters. ``follow_ups`` are the first and the last reminder."""

    occasion: Occasion
    lang: str
    subject: str
    body: str
    follow_ups: tuple[str, str]
