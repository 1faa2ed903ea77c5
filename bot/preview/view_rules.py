"""Refuses the views that Slack refuses."""

from __future__ import annotations

from collections.abc import Iterator

from bot.preview.arguments import invalid
from bot.preview.block_ids import with_ids
from bot.preview.block_rules import IN_HOME, IN_MODAL
from bot.preview.errors import RefusedError
from bot.preview.message_rules import complaints_about
from bot.preview.rule_kit import Rule, anything, complain, fields, flag, one_of, plain, string
from bot.preview.values import Json

_MOST_BLOCKS = 100
_LARGEST_VIEW = 250_000  # characters of JSON

_SHARED: dict[str, Rule] = {
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
_MODAL = fields(
    {"type": one_of("modal"), "title": plain(24), "blocks": anything},
    {
        **_SHARED,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
)
_HOME = fields({"type": one_of("home"), "blocks": anything}, _SHARED)


def read_view(body: object, kind: str) -> Json:
    """The view with all its ids, or a refusal that names the places."""
    if not isinstance(body, dict):
        raise invalid("missing required field: view")
    if len(str(body)) > _LARGEST_VIEW:
        raise RefusedError("view_too_large")
    found = list((_HOME if kind == "home" else _MODAL)(body, "/view")) or list(_blocks(body, kind))
    if found:
        raise RefusedError("invalid_arguments", found)
    return {**body, "blocks": list(with_ids(body["blocks"]))}


def _blocks(body: Json, kind: str) -> Iterator[str]:
    blocks = body["blocks"]
    each = IN_HOME if kind == "home" else IN_MODAL
    found = list(complaints_about(blocks, each, _MOST_BLOCKS, "/view/blocks"))
    yield from found or _inputs(body, kind)


def _inputs(body: Json, kind: str) -> Iterator[str]:
    inputs = [block for block in body["blocks"] if block["type"] == "input"]
    if kind == "modal" and inputs and body.get("submit") is None:
        yield complain("missing required field: submit", "/view")
    if kind == "home" and any(block["element"]["type"] == "file_input" for block in inputs):
        yield complain("unsupported type: file_input", "/view/blocks")
    if sum(block["element"].get("focus_on_load", False) for block in inputs) > 1:
        yield complain("only one element may have focus_on_load", "/view/blocks")
