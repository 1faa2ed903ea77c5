"""Counts the characters of blocks as Slack does for its undocumented limit: escaped, every text there is."""

from __future__ import annotations

import html

_COUNTED = {"text", "alt_text", "caption"}


def counted(piece: object) -> int:
    """An ``&`` counts five, however it was sent."""
    if isinstance(piece, list):
        return sum(counted(part) for part in piece)
    if not isinstance(piece, dict):
        return 0
    return sum(
        _escaped_length(part) if name in _COUNTED and isinstance(part, str) else counted(part)
        for name, part in piece.items()
    )


def _escaped_length(text: str) -> int:
    return len(html.escape(html.unescape(text), quote=False))
