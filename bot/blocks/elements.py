"""The few Block Kit pieces that our messages are made of, each cut to Slack's limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks import limits, text
from storage.domain import Message, MessageFile

Block = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Button:
    """``says`` is read by screen readers instead of a label that stands on many buttons."""

    label: str
    action_id: str
    value: str = ""
    says: str = ""
    style: str = ""


def mrkdwn(safe: str) -> Block:
    """``verbatim``: Slack must not turn a stranger's words into links or names."""
    return {"type": "mrkdwn", "text": safe, "verbatim": True}


def plain_text(words: str, limit: int) -> Block:
    return {"type": "plain_text", "text": text.plain(words, limit), "emoji": False}


def header(words: str) -> Block:
    return {"type": "header", "text": plain_text(words, limits.HEADER_TEXT)}


def section(safe: str, button: Button | None = None) -> Block:
    block: dict[str, Any] = {"type": "section", "text": mrkdwn(safe)}
    if button is not None:
        block["accessory"] = button_element(button)
    return block


def context(safe: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(safe)]}


def contexts(safe: Sequence[str]) -> Block:
    """Several beside each other, each with room of its own."""
    return {"type": "context", "elements": [mrkdwn(one) for one in safe]}


def divider() -> Block:
    return {"type": "divider"}


def actions(*buttons: Button) -> Block:
    return {"type": "actions", "elements": [button_element(button) for button in buttons]}


def button_element(button: Button) -> Block:
    element: dict[str, Any] = {
        "type": "button",
        "action_id": button.action_id,
        "text": plain_text(button.label, limits.BUTTON_TEXT),
    }
    if button.value:
        element["value"] = button.value
    if button.says:
        element["accessibility_label"] = text.plain(button.says, limits.ACCESSIBILITY_LABEL)
    if button.style:
        element["style"] = button.style
    return element


def numbered(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Gives each block without an id one by its place, so that the same message has the same ids when edited."""
    return tuple({"block_id": f"block-{place}", **block} for place, block in enumerate(blocks))


def message(fallback: str, blocks: Sequence[Block], files: tuple[MessageFile, ...] = ()) -> Message:
    return Message(text.fallback(fallback), numbered(blocks), files)


def sentence(safe: str) -> Message:
    """A message of one sentence: what it says is also what a screen reader reads."""
    return message(safe, (section(safe),))
