"""Gives blocks and their elements the ids an app left out, as Slack does, so that each can be clicked."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence

from bot.preview.errors import PersonError
from bot.preview.values import Json

_WITHOUT_ACTION = {"image", "mrkdwn", "plain_text", "workflow_button"}


def with_ids(blocks: Sequence[Json]) -> tuple[Json, ...]:
    return tuple(_with_ids(block) for block in blocks)


def elements(block: Json) -> Iterator[Json]:
    """What can be acted on in a block."""
    if block.get("type") == "actions":
        yield from block["elements"]
    for place in ("accessory", "element"):
        if isinstance(block.get(place), dict) and block[place].get("type") not in _WITHOUT_ACTION:
            yield block[place]
    for child in block.get("child_blocks", ()):
        yield from elements(child)


def find_element(blocks: Sequence[Json], block_id: str, action_id: str) -> Json | None:
    for block in blocks:
        if block.get("block_id") == block_id:
            return next((e for e in elements(block) if e.get("action_id") == action_id), None)
    return None


def find_action(blocks: Sequence[Json], action_id: str) -> tuple[Json, Json]:
    """The block and element of an action, wherever it stands."""
    for block in blocks:
        for element in elements(block):
            if element.get("action_id") == action_id:
                return block, element
    raise PersonError(f"There is nothing called {action_id} to press.")


def _with_ids(block: Json) -> Json:
    found = {**block, "block_id": block.get("block_id") or _new_id()}
    if block["type"] == "actions":
        found["elements"] = [_with_action_id(element) for element in block["elements"]]
    for place in ("accessory", "element"):
        if isinstance(block.get(place), dict):
            found[place] = _with_action_id(block[place])
    return found


def _with_action_id(element: Json) -> Json:
    if element.get("type") in _WITHOUT_ACTION or element.get("action_id"):
        return element
    return {**element, "action_id": _new_id()}


def _new_id() -> str:
    return secrets.token_urlsafe(4)[:5]
