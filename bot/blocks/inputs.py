"""Form fields of our views, and how a submitted form is read back: a field's name is its block and action id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks import limits
from bot.blocks.elements import Block, numbered, plain_text

View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """``hint`` is the small print under the field; ``example`` stands in it while it is empty."""

    name: str
    label: str
    hint: str = ""
    example: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    value: str


def text_input(field: Field, initial: str = "", *, multiline: bool = False) -> Block:
    element: dict[str, Any] = {"type": "plain_text_input", "multiline": multiline, "max_length": limits.INPUT_TEXT}
    if initial:
        element["initial_value"] = initial[: limits.INPUT_TEXT]
    return _input(field, element)


def select(field: Field, options: Sequence[Option], chosen: str = "") -> Block:
    """A menu. The chosen option is offered even when there are more than Slack allows."""
    most = list(options[: limits.SELECT_OPTIONS])
    picked = next((option for option in options if option.value == chosen), None)
    if picked and picked not in most:
        most[-1] = picked
    element: dict[str, Any] = {"type": "static_select", "options": [_option(option) for option in most]}
    if picked:
        element["initial_option"] = _option(picked)
    return _input(field, element)


def channel_select(field: Field, chosen: str | None) -> Block:
    element: dict[str, Any] = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if chosen:
        element["initial_conversation"] = chosen
    return _input(field, element)


def user_select(field: Field, chosen: str = "") -> Block:
    element: dict[str, Any] = {"type": "users_select"}
    if chosen:
        element["initial_user"] = chosen
    return _input(field, element)


def file_input(field: Field, kinds: Sequence[str]) -> Block:
    return _input(field, {"type": "file_input", "filetypes": list(kinds), "max_files": 1})


def submitted(view: Mapping[str, Any]) -> dict[str, str]:
    """What a person entered, by field name; an empty field is an empty string, a file is its id."""
    values: Mapping[str, Mapping[str, Mapping[str, Any]]] = view["state"]["values"]
    return {name: _entered(answers.get(name, {})) for name, answers in values.items()}


def modal(callback_id: str, title: str, submit: str, blocks: Sequence[Block], private: str = "") -> View:
    view: View = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain_text(title, limits.VIEW_TITLE),
        "submit": plain_text(submit, limits.VIEW_TITLE),
        "close": plain_text("Cancel", limits.VIEW_TITLE),
        "blocks": list(numbered(blocks)),
    }
    if private:
        view["private_metadata"] = private
    return view


def _input(field: Field, element: dict[str, Any]) -> Block:
    element["action_id"] = field.name
    if field.example:
        element["placeholder"] = plain_text(field.example, limits.PLACEHOLDER)
    block: dict[str, Any] = {
        "type": "input",
        "block_id": field.name,
        "label": plain_text(field.label, limits.INPUT_LABEL),
        "element": element,
        "optional": field.optional,
    }
    if field.hint:
        block["hint"] = plain_text(field.hint, limits.INPUT_LABEL)
    return block


def _option(option: Option) -> Block:
    return {"text": plain_text(option.label, limits.OPTION_TEXT), "value": option.value}


def _entered(answer: Mapping[str, Any]) -> str:
    match answer.get("type"):
        case "static_select":
            return str((answer.get("selected_option") or {}).get("value", ""))
        case "users_select":
            return str(answer.get("selected_user") or "")
        case "conversations_select":
            return str(answer.get("selected_conversation") or "")
        case "file_input":
            files = answer.get("files") or []
            return _file_id(files[0]) if files else ""
        case _:
            return str(answer.get("value") or "")


def _file_id(file: str | Mapping[str, Any]) -> str:
    return file if isinstance(file, str) else str(file["id"])
