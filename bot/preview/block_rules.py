"""Refuses the blocks that Slack refuses."""

from __future__ import annotations

from typing import Any

from bot.preview.errors import RefusedError

_MOST_IN_A_MESSAGE = 50


def check_message_blocks(blocks: list[Any]) -> None:
    if len(blocks) > _MOST_IN_A_MESSAGE:
        raise RefusedError("invalid_blocks", ["[ERROR] no more than 50 items allowed [json-pointer:/blocks]"])
