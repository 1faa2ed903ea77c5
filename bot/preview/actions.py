"""Reads what was clicked or chosen, and describes it as Slack does: the app's own element plus the new value."""

from __future__ import annotations

from collections.abc import Sequence

from bot.preview.block_ids import find_element
from bot.preview.errors import PersonError
from bot.preview.values import Json

_FROM_THE_APP = ("text", "value", "style")


def read_action(blocks: Sequence[Json], said: Json, at: str) -> Json:
    block_id, action_id = str(said.get("block_id", "")), str(said.get("action_id", ""))
    element = find_element(blocks, block_id, action_id)
    if element is None:
        raise PersonError("That button or menu is no longer there.")
    action: Json = {"type": element["type"], "action_id": action_id, "block_id": block_id, "action_ts": at}
    if element["type"] == "button":
        return action | {name: element[name] for name in _FROM_THE_APP if name in element}
    chosen = {name: value for name, value in said.items() if name.startswith("selected_") or name == "value"}
    return action | chosen
