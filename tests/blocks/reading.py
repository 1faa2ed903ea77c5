"""Writes a message as a person reads it, so that a test can show it."""

import re
from collections.abc import Mapping
from typing import Any

from storage.domain import Message, Thread

_DATE = re.compile(r"<!date\^\d+\^[^|>]*\|([^>]*)>")
_LINK = re.compile(r"<(https?://[^|>]*)\|([^>]*)>")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


def spoken(safe: str) -> str:
    """Mrkdwn as it is shown: links by their label, dates by their fallback."""
    shown = _LINK.sub(r"[\2]", _DATE.sub(r"\1", safe))
    return re.sub("&(?:lt|gt|amp);", lambda found: _ENTITIES[found[0]], shown)


def read_thread(thread: Thread) -> str:
    replies = [f"── reply {number} ──\n{read(reply)}" for number, reply in enumerate(thread.replies, start=1)]
    return "\n\n".join([read(thread.parent), *replies]) + "\n"


def read(message: Message) -> str:
    lines = [f"({spoken(message.text)})"] + [line for block in message.blocks for line in read_block(block)]
    return "\n".join(lines + [f"📎 {file.name}" for file in message.files])


def read_view(view: Mapping[str, Any]) -> str:
    title = [f"⟦{view['title']['text']}⟧"] if "title" in view else []
    submit = [f"⟦{view['submit']['text']}⟧"] if "submit" in view else []
    return "\n".join(title + [line for block in view["blocks"] for line in read_block(block)] + submit) + "\n"


def read_block(block: Mapping[str, Any]) -> list[str]:
    match block["type"]:
        case "header":
            return [f"# {block['text']['text']}"]
        case "section":
            button = f"  [{block['accessory']['text']['text']}]" if "accessory" in block else ""
            return (spoken(block["text"]["text"]) + button).split("\n")
        case "context":
            return [f"  {line}" for each in block["elements"] for line in spoken(each["text"]).split("\n")]
        case "actions":
            return ["  " + " ".join(f"[{button['text']['text']}]" for button in block["elements"])]
        case "input":
            return _field(block)
        case other:
            return [f"── {other} ──"]


def _field(block: Mapping[str, Any]) -> list[str]:
    element = block["element"]
    entered = element.get("initial_value") or element.get("initial_conversation") or ""
    if "initial_option" in element:
        entered = element["initial_option"]["text"]["text"]
    hint = [f"  {block['hint']['text']}"] if "hint" in block else []
    optional = " (optional)" if block["optional"] else ""
    return [f"{block['label']['text']}{optional}: <{element['type']}> {entered}".rstrip(), *hint]
