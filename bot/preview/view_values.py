"""What a person has typed and chosen in a modal: completed as Slack completes it, and checked as its client does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.preview.block_ids import elements
from bot.preview.values import Json, View

# Where each kind of element keeps its value, and where the app wrote the first one.
PLACES: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "file_input": ("files", "initial_files"),
}
_LISTS = {"selected_options", "selected_users", "selected_channels", "selected_conversations", "files"}
_OPTIONS = {"static_select", "radio_buttons", "checkboxes", "multi_static_select"}


def complete_values(view: View, given: Json) -> Json:
    """A value for every element that can hold one: the person's, else the app's first one, else nothing."""
    values: Json = {}
    for block, element in stateful(view):
        typed = given.get(block["block_id"], {}).get(element["action_id"])
        values.setdefault(block["block_id"], {})[element["action_id"]] = _value(element, typed)
    return values


def value_of(kind: str, acted: Json) -> Json:
    """The part of an action that Slack repeats as the element's state."""
    place = PLACES.get(kind)
    return {} if place is None else {"type": kind, place[0]: acted.get(place[0])}


def complaints(view: View, values: Json) -> dict[str, str]:
    """What Slack's client says below a field before it sends anything, by block id."""
    found: dict[str, str] = {}
    for block, element in stateful(view):
        if block["type"] != "input":
            continue
        value = values[block["block_id"]][element["action_id"]][PLACES[element["type"]][0]]
        complaint = _complaint(block, element, value)
        if complaint:
            found[block["block_id"]] = complaint
    return found


def stateful(view: View) -> Iterator[tuple[Json, Json]]:
    for block in view.body["blocks"]:
        for element in elements(block):
            if element["type"] in PLACES:
                yield block, element


def _value(element: Json, typed: Json | None) -> Json:
    kind = element["type"]
    place, first = PLACES[kind]
    empty: object = [] if place in _LISTS else None
    value = element.get(first, empty) if typed is None else typed.get(place, empty)
    return {"type": kind, place: None if value == "" else value}


def _complaint(block: Json, element: Json, value: object) -> str:
    if value in (None, [], ""):
        return "" if block.get("optional") else "Please complete this required field."
    if element["type"] in _OPTIONS and not _is_offered(element, value):
        return "Please choose one of the options."
    check = _CHECKS.get(element["type"])
    return check(element, str(value)) if check else ""


def _is_offered(element: Json, value: object) -> bool:
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    offered = {option["value"] for group in groups for option in group["options"]}
    chosen = value if isinstance(value, list) else [value]
    return all(isinstance(option, dict) and option.get("value") in offered for option in chosen)


def _check_text(element: Json, value: str) -> str:
    if len(value) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    if len(value) > element.get("max_length", 3000):
        return f"Please enter at most {element.get('max_length', 3000)} characters."
    return ""


def _check_number(element: Json, value: str) -> str:
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, value):
        return "Please enter a number."
    if "min_value" in element and float(value) < float(element["min_value"]):
        return f"Please enter {element['min_value']} or more."
    if "max_value" in element and float(value) > float(element["max_value"]):
        return f"Please enter {element['max_value']} or less."
    return ""


def _check_email(_element: Json, value: str) -> str:
    return "" if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value) else "Please enter a valid email address."


def _check_url(_element: Json, value: str) -> str:
    return "" if re.fullmatch(r"https?://\S+", value) else "Please enter a valid URL."


_CHECKS: dict[str, Callable[[Json, str], str]] = {
    "plain_text_input": _check_text,
    "number_input": _check_number,
    "email_text_input": _check_email,
    "url_text_input": _check_url,
}
