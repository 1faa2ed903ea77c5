"""Keeps a card within what Slack takes: its letter gets the room that everything else leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.blocks import limits, text
from bot.blocks.elements import Block

_ROOM: Final = 12_500  # of the 13,200 that Slack refuses without saying so in its documents
_CUT: Final = "…"


def verbatim(words: str) -> Block:
    """Text that Slack takes as it is: no name, link or mark-up in it does anything."""
    shown = words[: limits.TEXT_OBJECT] or " "
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_quote", "elements": [{"type": "text", "text": shown}]}],
    }


def fitted(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, with letters cut where all of them together are more than one message holds."""
    room = _ROOM - sum(_cost(block) for block in blocks if block["type"] != "rich_text")
    kept: list[Block] = []
    for block in blocks:
        if block["type"] == "rich_text" and _cost(block) > max(room, 0):
            (words,) = _texts(block)
            kept.append(verbatim(text.beginning(words, max(room, 0)) + _CUT))
        else:
            kept.append(block)
        room -= _cost(kept[-1]) if block["type"] == "rich_text" else 0
    return kept


def _cost(block: Block) -> int:
    """What Slack counts of it: every text, escaped."""
    is_escaped = block["type"] != "rich_text"
    headers = limits.HEADER_CHARS if block["type"] == "header" else 0
    return headers + sum(len(words) if is_escaped else text.cost(words) for words in _texts(block))


def _texts(piece: Any) -> Iterator[str]:  # noqa: ANN401  (JSON)
    if isinstance(piece, Mapping):
        for name, part in piece.items():
            if name == "text" and isinstance(part, str):
                yield part
            else:
                yield from _texts(part)
    elif isinstance(piece, list | tuple):
        for part in piece:
            yield from _texts(part)
