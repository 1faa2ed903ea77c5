"""The workspace refuses the blocks Slack refuses, names the place, and accepts what Slack accepts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import slackblocks
from hypothesis import given
from hypothesis import strategies as st

from bot.preview.errors import RefusedError
from bot.preview.message_rules import read_blocks
from bot.preview.text_count import counted

Json = dict[str, Any]


def mrkdwn(text: str = "hello") -> Json:
    return {"type": "mrkdwn", "text": text}


def plain(text: str = "hello") -> Json:
    return {"type": "plain_text", "text": text}


def section(**more: object) -> Json:
    return {"type": "section", "text": mrkdwn(), **more}


def button(action_id: str = "go", **more: object) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain("Go"), **more}


def actions(*elements: Json, **more: object) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def image() -> Json:
    return {"type": "image", "image_url": "https://a.example/i.png", "alt_text": "i"}


def text_input(kind: str = "plain_text_input") -> Json:
    return {"type": kind, "action_id": "typed"}


def field(element: Json) -> Json:
    return {"type": "input", "label": plain(), "element": element}


def confirm(title: str = "Sure?") -> Json:
    return {"title": plain(title), "text": mrkdwn(), "confirm": plain(), "deny": plain()}


def option(value: str = "a", text: str = "A") -> Json:
    return {"text": plain(text), "value": value}


def select(**more: object) -> Json:
    return {"type": "static_select", "action_id": "pick", "options": [option()], **more}


def rich_text(*pieces: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(pieces)}]}


def table(rows: int, columns: int, text: str = "x") -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * columns] * rows}


def data_table(rows: int, **more: object) -> Json:
    cells = [{"type": "raw_text", "text": "x"}, {"type": "raw_number", "value": 1.5, "text": "1.5"}]
    return {"type": "data_table", "caption": "Links", "rows": [cells] * rows, **more}


ACCEPTED: dict[str, list[Json]] = {
    "fifty blocks": [section(block_id=str(n)) for n in range(50)],
    "the longest of everything": [
        section(text=mrkdwn("x" * 3000)),
        {"type": "header", "text": plain("x" * 150)},
        actions(button("a" * 255, value="v" * 2000, url="https://a.example/" + "u" * 2900, text=plain("t" * 75))),
    ],
    "ten fields": [{"type": "section", "fields": [mrkdwn(str(n)) for n in range(10)]}],
    "twenty-five buttons": [actions(*(button(str(n)) for n in range(25)))],
    "a context of texts and an image": [
        {
            "type": "context",
            "elements": [mrkdwn(), plain(), image()],
        }
    ],
    "the same action in two blocks": [actions(button()), actions(button())],
    "a menu beside a text": [section(accessory=select(initial_option=option()))],
    "rich text": [
        rich_text({"type": "text", "text": "hi", "style": {"bold": True}}, {"type": "user", "user_id": "U1"})
    ],
    "a table": [table(100, 20)],
    "a data table": [data_table(100, page_size=10)],
    "markdown": [{"type": "markdown", "text": "# hi"}],
    "a confirmation": [
        actions(
            button(style="danger", confirm={"title": plain(), "text": mrkdwn(), "confirm": plain(), "deny": plain()})
        )
    ],
    "an input in a message": [field(text_input())],
}

REFUSED: dict[str, tuple[list[Any], str]] = {
    "51 blocks": ([section(block_id=str(n)) for n in range(51)], "/blocks]"),
    "a long section": ([section(text=mrkdwn("x" * 3001))], "/blocks/0/text/text"),
    "an empty text": ([section(text=mrkdwn(""))], "/blocks/0/text/text"),
    "a section that says nothing": ([{"type": "section"}], "/blocks/0"),
    "eleven fields": ([{"type": "section", "fields": [mrkdwn()] * 11}], "/blocks/0/fields"),
    "a long field": ([{"type": "section", "fields": [mrkdwn("x" * 2001)]}], "/blocks/0/fields/0/text"),
    "an empty field": ([{"type": "section", "fields": [mrkdwn("")]}], "/blocks/0/fields/0/text"),
    "a mrkdwn header": ([{"type": "header", "text": mrkdwn()}], "/blocks/0/text/type"),
    "a long header": ([{"type": "header", "text": plain("x" * 151)}], "/blocks/0/text/text"),
    "a mrkdwn button": ([actions(button(text=mrkdwn()))], "/blocks/0/elements/0/text/type"),
    "a long button": ([actions(button(text=plain("x" * 76)))], "/blocks/0/elements/0/text/text"),
    "a long button value": ([actions(button(value="x" * 2001))], "/blocks/0/elements/0/value"),
    "an unknown style": ([actions(button(style="default"))], "/blocks/0/elements/0/style"),
    "a button that runs a script": ([actions(button(url="javascript:alert(1)"))], "/blocks/0/elements/0/url"),
    "a long action id": ([actions(button("x" * 256))], "/blocks/0/elements/0/action_id"),
    "a long block id": ([section(block_id="x" * 256)], "/blocks/0/block_id"),
    "twenty-six buttons": ([actions(*(button(str(n)) for n in range(26)))], "/blocks/0/elements"),
    "no buttons": ([actions()], "/blocks/0/elements"),
    "the same action twice in a block": ([actions(button(), button())], "/blocks/0"),
    "the same block id twice": ([section(block_id="a"), section(block_id="a")], "/blocks"),
    "eleven context elements": ([{"type": "context", "elements": [mrkdwn()] * 11}], "/blocks/0/elements"),
    "a button in a context": ([{"type": "context", "elements": [button()]}], "/blocks/0/elements/0/type"),
    "an image without alt_text": ([{"type": "image", "image_url": "https://a.example/i.png"}], "/blocks/0"),
    "an image without an image": ([{"type": "image", "alt_text": "i"}], "/blocks/0"),
    "a text input among buttons": ([actions(text_input())], "/blocks/0/elements/0/type"),
    "an unknown block": ([{"type": "sparkles"}], "/blocks/0/type"),
    "a block without a type": ([{"text": mrkdwn()}], "/blocks/0"),
    "a block for modals only": ([{"type": "alert", "text": plain()}], "/blocks/0/type"),
    "an unknown field": ([section(colour="red")], "/blocks/0"),
    "emoji in mrkdwn": ([section(text={**mrkdwn(), "emoji": True})], "/blocks/0/text"),
    "101 options": ([actions(select(options=[option(str(n)) for n in range(101)]))], "/blocks/0/elements/0/options"),
    "a menu without options": ([actions({"type": "static_select", "action_id": "a"})], "/blocks/0/elements/0"),
    "a long option": ([actions(select(options=[option(text="x" * 76)]))], "/options/0/text/text"),
    "a long option value": ([actions(select(options=[option("x" * 151)]))], "/options/0/value"),
    "a first option that is none": ([actions(select(initial_option=option("z")))], "/blocks/0/elements/0"),
    "six in an overflow menu": ([actions({"type": "overflow", "options": [option()] * 6})], "/options"),
    "101 rows": ([table(101, 1)], "/blocks/0/rows"),
    "21 columns": ([table(1, 21)], "/blocks/0/rows/0"),
    "a heavy table": ([table(100, 20, "x" * 6)], "/blocks/0/rows"),
    "two tables": ([table(1, 1), table(1, 1)], "/blocks"),
    "a data table without a caption": ([{**data_table(2), "caption": None}], "/blocks/0"),
    "uneven rows": ([{**data_table(2), "rows": data_table(1)["rows"] + table(1, 1)["rows"]}], "/rows"),
    "much markdown": ([{"type": "markdown", "text": "x" * 7000, "block_id": b} for b in "ab"], "/blocks"),
    "a file input": ([field(text_input("file_input"))], "/blocks"),
    "a long confirmation": ([actions(button(confirm=confirm("x" * 101)))], "/confirm/title/text"),
}  # fmt: skip


@pytest.mark.parametrize("blocks", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_what_slack_accepts_is_accepted_and_every_block_gets_an_id(blocks):
    found = read_blocks(blocks)
    assert len({block["block_id"] for block in found}) == len(blocks)


@pytest.mark.parametrize(("blocks", "place"), REFUSED.values(), ids=REFUSED.keys())
def test_what_slack_refuses_is_refused_at_its_place(blocks, place):
    with pytest.raises(RefusedError) as refused:
        read_blocks(blocks)
    assert refused.value.error == "invalid_blocks"
    assert any(place in complaint for complaint in refused.value.places), refused.value.places


@pytest.mark.parametrize("junk", ["[]", 7, {}, ["text"], [[section()]], [None]])
def test_what_is_no_list_of_objects_is_called_a_wrong_format(junk):
    with pytest.raises(RefusedError, match="invalid_blocks_format"):
        read_blocks(junk)


def test_a_message_may_count_13200_characters_and_not_one_more():
    full = [section(text=mrkdwn("x" * 2640)) for _ in range(5)]
    assert len(read_blocks(full)) == 5
    with pytest.raises(RefusedError, match="msg_blocks_too_long"):
        read_blocks([*full, section(text=mrkdwn("x"))])


def test_a_header_costs_a_hundred_characters_more_than_it_shows():
    almost = [section(text=mrkdwn("x" * 2640)) for _ in range(4)] + [section(text=mrkdwn("x" * 2550))]
    with pytest.raises(RefusedError, match="msg_blocks_too_long"):
        read_blocks([*almost, {"type": "header", "text": plain("x")}])


@given(st.text("a&<>", max_size=50))
def test_a_text_counts_the_same_escaped_or_not(text: str):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert counted([plain(escaped)]) == len(escaped)


JUDGED: dict[str, Callable[[], Any]] = {
    "section": lambda: slackblocks.SectionBlock("hello", fields=["a", "b"]),
    "header": lambda: slackblocks.HeaderBlock("hello"),
    "actions": lambda: slackblocks.ActionsBlock([slackblocks.Button("Go", "go", value="1", style="danger")]),
    "context": lambda: slackblocks.ContextBlock([slackblocks.Text("hi")]),
    "image": lambda: slackblocks.ImageBlock("https://a.example/i.png", alt_text="i"),
    "divider": lambda: slackblocks.DividerBlock(),
    "input": lambda: slackblocks.InputBlock("Name", slackblocks.PlainTextInput(action_id="a")),
    "table": lambda: slackblocks.TableBlock([[slackblocks.RawText("x")]]),
}


@pytest.mark.parametrize("build", JUDGED.values(), ids=JUDGED.keys())
def test_what_an_independent_builder_makes_is_accepted(build):
    assert read_blocks([build()._resolve()])
