"""Shows a Slack message in a terminal as a person would see it: words, marks and buttons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.preview.values import Message

_TOKEN = re.compile(r"(?<!\w)\*(?P<bold>[^*\n]+)\*|<(?P<link>[^<>]+)>|(?<!\w)~(?P<struck>[^~\n]+)~|`(?P<code>[^`\n]+)`")


def show_message(console: Console, message: Message, *, is_reply: bool) -> None:
    """Replies stand indented below the message they answer."""
    lines = list(_lines(message.content.blocks)) or [_mrkdwn(message.content.text)]
    if message.content.files:
        lines.append(Text("(a CSV file is attached)", style="dim"))
    panel = Panel(Text("\n").join(lines), title="Anchorwatch", title_align="left", border_style="cyan")
    console.print(Padding(panel, (0, 0, 0, 4 if is_reply else 0)))


def _lines(blocks: tuple[dict[str, Any], ...]) -> Iterator[Text]:
    for block in blocks:
        if block["type"] in _SHOWN:
            yield from _SHOWN[block["type"]](block)


def _header(block: dict[str, Any]) -> Iterator[Text]:
    yield Text(block["text"]["text"], style="bold")


def _context(block: dict[str, Any]) -> Iterator[Text]:
    for element in block["elements"]:
        yield _mrkdwn(element["text"], style="dim")


def _actions(block: dict[str, Any]) -> Iterator[Text]:
    yield Text("  ").join(_button(element) for element in block["elements"])


def _divider(_block: dict[str, Any]) -> Iterator[Text]:
    yield Text("―" * 20, style="dim")


def _section(block: dict[str, Any]) -> Iterator[Text]:
    words = _mrkdwn(block["text"]["text"]) if "text" in block else Text()
    accessory = block.get("accessory")
    yield Text.assemble(words, "  ", _button(accessory)) if accessory else words
    for field in block.get("fields", ()):
        yield _mrkdwn(field["text"])


def _quote(block: dict[str, Any]) -> Iterator[Text]:
    for element in block["elements"]:
        words = "".join(piece.get("text", "") for piece in element["elements"])
        yield from [Text(f"│ {line}") for line in words.split("\n")]


_SHOWN: Mapping[str, Callable[[dict[str, Any]], Iterator[Text]]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "rich_text": _quote,
    "divider": _divider,
}


def _button(element: dict[str, Any]) -> Text:
    return Text(f"[{element['text']['text']}]", style="green")


def _mrkdwn(source: str, style: str = "") -> Text:
    """Slack's own marks (links, bold, struck, code) and no others."""
    text, at = Text(style=style), 0
    for found in _TOKEN.finditer(source):
        text.append(unescape(source[at : found.start()]))
        text.append_text(_marked(found))
        at = found.end()
    text.append(unescape(source[at:]))
    return text


def _marked(found: re.Match[str]) -> Text:
    if link := found["link"]:
        return Text(unescape(_label(link)), style="blue")
    if bold := found["bold"]:
        return _mrkdwn(bold, "bold")
    if struck := found["struck"]:
        return _mrkdwn(struck, "strike")
    return Text(unescape(found["code"]), style="magenta")


def _label(link: str) -> str:
    """A date shows its fallback, a link its words, and anything else itself."""
    return link.rpartition("|")[2] if "|" in link else link
