"""Makes one line of plain text of the HTML that feeds and search answers carry in titles and snippets."""

from __future__ import annotations

import html
import re

_MOST_MARKUP = 8_000
_LIMIT = 2_000
_UNSEEN = re.compile(r"<(script|style|applet)\b.*?(?:</\1\s*>|\Z)|<!--.*?-->|<\?.*?>", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|th|blockquote|article|section)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"""</?[a-z!](?:"[^"]*"|'[^']*'|[^<>"'])*>|</?[a-z!][^<>]*>""", re.IGNORECASE)


def plain_words(markup: str, limit: int = _LIMIT) -> str:
    """What a reader sees of it, tags and entities gone, no longer than ``limit``."""
    text = _UNSEEN.sub(" ", markup[:_MOST_MARKUP])
    return one_line(html.unescape(_TAG.sub("", _BREAK.sub(" ", text))), limit)


def one_line(text: str, limit: int = _LIMIT) -> str:
    """Without what no database takes: NULs, and halves of characters."""
    kept = text[:_MOST_MARKUP].replace("\0", "").encode("utf-8", "replace").decode()
    return " ".join(kept.split())[:limit]
