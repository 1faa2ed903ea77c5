"""Pages whose content scrolls away by nature: home pages, feeds, archives, lists of the latest."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_LANGUAGES = (
    "ar|bg|ca|cs|da|de|el|en|es|et|eu|fa|fi|fr|gl|he|hr|hu|id|it|ja|ko|lt|lv|nb|nl|no|pl|pt|ro|ru|sk|sl|sr|sv|th|tr"
    "|uk|vi|zh"
)
_HOME = re.compile(
    rf"/(?:index\.\w{{1,5}}|home/?|default\.aspx?|(?:{_LANGUAGES})(?:[-_][a-z]{{2,4}})?/?)?", re.IGNORECASE
)
_LISTING = re.compile(
    r"/(?:page|seite|pagina)[/-]?\d+/?$"
    r"|/(?:tag|tags|category|categories|kategorie|topics?|authors?|archives?|label|search/label)/[^/]+/?$"
    r"|/(?:blog|news|latest|archives?|feed|rss|atom|posts|articles|magazine?|updates)/?(?:\.xml)?$"
    r"|/(?:19|20)\d\d(?:/\d{1,2}){0,2}/?$",
    re.IGNORECASE,
)
_PAGED = re.compile(r"(?:^|&)(?:page|paged|p|start|offset|seite)=\d{1,5}(?:&|$)", re.IGNORECASE)


def is_home(url: str) -> bool:
    parts = urlsplit(url)
    return bool(_HOME.fullmatch(parts.path or "/")) and not parts.query


def is_listing(url: str) -> bool:
    """By its address alone; ``?p=123`` at the root is a permalink of some blogs, so it counts only below it."""
    parts = urlsplit(url)
    if _HOME.fullmatch(parts.path or "/"):
        return is_home(url)
    return bool(_LISTING.search(parts.path)) or bool(_PAGED.search(parts.query))
