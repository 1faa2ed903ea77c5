"""Refuses what Slack would refuse and what a stranger's text must never do; some of the judges are not ours."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import slackblocks as judge
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.preview.message_rules import read_blocks
from bot.preview.view_rules import read_view
from storage.domain import Message, Thread

_TOKEN = re.compile(r"<([^<>]*)>")
_DATE = re.compile(r"!date\^\d+\^\{date_short_pretty\} at \{time\}\|\d{4}-\d\d-\d\d \d\d:\d\d UTC")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s|<>]+\|[^|<>\n]+")
_NAMED = re.compile(r"[@#][A-Z0-9]+")
_DISGUISES = re.compile("[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066\u2067]")


def judge_thread(thread: Thread) -> None:
    judge_message(thread.parent)
    for reply in thread.replies:
        judge_message(reply)


def judge_message(message: Message, room: int = 10_000) -> None:
    assert message.text.strip(), "a message without text is silent to a screen reader"
    assert len(message.text.encode()) <= 4000
    _judge_text(message.text)
    assert 0 < len(message.blocks) <= 50
    judge_blocks(message.blocks)
    assert sum(_counted(block) for block in message.blocks) <= room
    read_blocks([dict(block) for block in message.blocks])
    judge.Message(channel="C1", text=message.text, blocks=[_rebuilt(block) for block in message.blocks])


def judge_view(view: Mapping[str, Any]) -> None:
    assert 0 < len(view["blocks"]) <= 100
    judge_blocks(view["blocks"])
    View(**view).validate_json()
    read_view(dict(view), view["type"])
    rebuilt = [_rebuilt(block) for block in view["blocks"]]
    if view["type"] == "home":
        judge.HomeTabView(blocks=rebuilt)
        return
    assert len(view["title"]["text"]) <= 24
    judge.ModalView(
        title=_text(view["title"]),
        blocks=rebuilt,
        submit=_text(view["submit"]) if "submit" in view else None,
        close=_text(view["close"]),
        callback_id=view.get("callback_id"),
        private_metadata=view.get("private_metadata"),
    )


def judge_blocks(blocks: Sequence[Mapping[str, Any]]) -> None:
    ids = [block["block_id"] for block in blocks]
    assert len(ids) == len(set(ids)), "two blocks share an id"
    parsed = Block.parse_all([dict(block) for block in blocks])
    assert [block.type for block in parsed] == [block["type"] for block in blocks]
    for given, block in zip(blocks, parsed, strict=True):
        block.to_dict()
        _judge_action_ids(given)
        for text in _texts(given):
            assert 0 < len(text["text"]) <= 3000
            if text["type"] == "mrkdwn":
                assert text["verbatim"], "Slack must not make links of a stranger's words"
                _judge_text(text["text"])


def _judge_action_ids(block: Mapping[str, Any]) -> None:
    elements = block.get("elements", ()) if block["type"] == "actions" else ()
    ids = [element["action_id"] for element in elements]
    assert len(ids) == len(set(ids)), "two buttons of a block share an id"


def _judge_text(safe: str) -> None:
    """Nothing pings, nothing disguises, every bracket and entity is ours."""
    for token in _TOKEN.findall(safe):
        assert _DATE.fullmatch(token) or _LINK.fullmatch(token) or _NAMED.fullmatch(token), token
    rest = _TOKEN.sub("", safe)
    assert not re.search("[<>]", rest)
    assert not re.search("&(?!amp;|lt;|gt;)", rest)
    assert not _DISGUISES.search(safe)
    assert safe.count("\u2068") == safe.count("\u2069")


def _texts(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        if isinstance(value.get("text"), str):
            yield value
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _counted(block: Mapping[str, Any]) -> int:
    return sum(len(text["text"]) for text in _texts(block)) + (100 if block["type"] == "header" else 0)


def _rebuilt(block: Mapping[str, Any]) -> judge.Block:
    """The same block, built by slackblocks, which refuses what Slack refuses and must come out as ours went in."""
    made = _make(block)
    assert _bare(made._resolve()) == _bare(block)
    return made


def _make(block: Mapping[str, Any]) -> judge.Block:
    name = block["block_id"]
    match block["type"]:
        case "header":
            return judge.HeaderBlock(text=_text(block["text"]), block_id=name)
        case "section":
            accessory = _element(block["accessory"]) if "accessory" in block else None
            return judge.SectionBlock(text=_text(block["text"]), block_id=name, accessory=accessory)
        case "context":
            return judge.ContextBlock(elements=[_text(text) for text in block["elements"]], block_id=name)
        case "actions":
            return judge.ActionsBlock(elements=[_element(element) for element in block["elements"]], block_id=name)
        case "divider":
            return judge.DividerBlock(block_id=name)
        case "rich_text":
            (part,) = block["elements"]
            (words,) = part["elements"]
            return judge.RichTextBlock([_RICH[part["type"]]([judge.RichText(words["text"])])], block_id=name)
        case "input":
            return judge.InputBlock(
                label=_text(block["label"]),
                element=_element(block["element"]),
                block_id=name,
                hint=_text(block["hint"]) if "hint" in block else None,
                optional=block["optional"],
            )
    raise AssertionError(f"no judge knows {block['type']}")


_RICH = {"rich_text_preformatted": judge.RichTextCodeBlock, "rich_text_quote": judge.RichTextQuote}
_ELEMENTS = {
    "button": judge.Button,
    "plain_text_input": judge.PlainTextInput,
    "conversations_select": judge.ConversationSelectMenu,
    "file_input": judge.FileInput,
    "static_select": judge.StaticSelectMenu,
    "users_select": judge.UserSelectMenu,
}


def _element(element: Mapping[str, Any]) -> judge.Element:
    values = {name: _argument(name, value) for name, value in element.items() if name != "type"}
    return _ELEMENTS[element["type"]](**values)


def _argument(name: str, value: Any) -> Any:
    match name:
        case "text" | "placeholder":
            return _text(value)
        case "options":
            return [_option(option) for option in value]
        case "initial_option":
            return _option(value)
        case "filter":
            return judge.ConversationFilter(**value)
        case _:
            return value


def _option(option: Mapping[str, Any]) -> judge.Option:
    return judge.Option(text=_text(option["text"]), value=option["value"])


def _text(text: Mapping[str, Any]) -> judge.Text:
    kind = judge.TextType.MARKDOWN if text["type"] == "mrkdwn" else judge.TextType.PLAINTEXT
    return judge.Text(text["text"], type_=kind, verbatim=text.get("verbatim", False))


def _bare(value: Any) -> Any:
    """Without what is so by default: slackblocks leaves it out."""
    if isinstance(value, Mapping):
        return {name: _bare(inner) for name, inner in value.items() if inner is not False}
    return [_bare(inner) for inner in value] if isinstance(value, list | tuple) else value
