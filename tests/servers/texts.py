"""The words of a Slack message as a person reads them, from its blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from storage.domain import Message


def shown_text(message: Message) -> str:
    """All texts of the blocks, in order; the fallback text where there are none."""
    return "\n".join(_texts(message.blocks)) or message.text


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        if isinstance(part.get("text"), str):
            yield part["text"]
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from _texts(one)
