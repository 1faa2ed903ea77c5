"""Where a page names a brand, and how it links to the brand's site."""

from __future__ import annotations

from enum import StrEnum


class MentionPlace(StrEnum):
    """``BOILERPLATE`` is what surrounds the content: navigation, footer, sidebars, comments, what is hidden."""

    MAIN = "main"
    TITLE = "title"
    BOILERPLATE = "boilerplate"


class LinkStatus(StrEnum):
    """How a page that names a brand links to its site, the best of its links first."""

    LINKED = "linked"
    LINKED_NOFOLLOW = "linked_nofollow"
    LINKED_VIA_REDIRECT = "linked_via_redirect"
    LINKED_BROKEN = "linked_broken"
    LINKED_ELSEWHERE = "linked_elsewhere"
    PLAIN_URL = "plain_url"
    UNLINKED = "unlinked"
    UNVERIFIED = "unverified"
