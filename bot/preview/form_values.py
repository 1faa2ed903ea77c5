"""Fills in a modal from plain values, as a person's fingers would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.preview.errors import PersonError
from bot.preview.values import Json, View
from bot.preview.view_values import PLACES, stateful


def fill_in(view: View, filled: Mapping[str, object]) -> Json:
    """Values by action id or block id: a string, a list of strings, or the ids of files."""
    given: Json = {}
    unknown = set(filled)
    for block, element in stateful(view):
        block_id, action_id = block["block_id"], element["action_id"]
        name = action_id if action_id in filled else block_id
        if name in filled:
            unknown.discard(name)
            given.setdefault(block_id, {})[action_id] = value_for(element, filled[name])
    if unknown:
        raise PersonError(f"The dialog has no field {', '.join(sorted(unknown))}.")
    return view.values | given


def value_for(element: Json, value: object) -> Json:
    """One element's value as Slack writes it; options go by their value or their text."""
    kind = element["type"]
    place = "selected_option" if kind == "overflow" else PLACES[kind][0]
    if place == "selected_option":
        value = _option(element, value)
    elif place == "selected_options" and isinstance(value, list):
        value = [_option(element, one) for one in value]
    return {"type": kind, place: value}


def _option(element: Json, value: object) -> Json:
    for option in _options(element):
        if value in (option["value"], option["text"]["text"]):
            return option
    raise PersonError(f"There is no option {value}.")


def _options(element: Json) -> Iterator[Json]:
    yield from element.get("options", ())
    for group in element.get("option_groups", ()):
        yield from group["options"]
