"""What Slack accepts as each kind of block, and where it accepts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.preview.element_rules import (
    IDENTIFIER,
    IMAGE,
    IN_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    PICTURE,
    shows_one_picture,
)
from bot.preview.rich_text_rules import RICH_TEXT
from bot.preview.rule_kit import (
    Rule,
    also,
    by_type,
    complain,
    fields,
    flag,
    items,
    number,
    one_of,
    plain,
    string,
    text,
    text_kinds,
    whole,
)
from bot.preview.text_count import counted
from bot.preview.values import Json

_LONGEST_TABLE = 10_000
_LONGEST_DATA_TABLE = 20_000


def _block(needed: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    return fields(needed, {"block_id": IDENTIFIER, **(optional or {})})


def _says_something(block: Json, place: str) -> Iterator[str]:
    if not block.get("text") and not block.get("fields"):
        yield complain("must define either `text` or `fields`", place)


def _has_title(block: Json, place: str) -> Iterator[str]:
    if not block.get("title") and not block.get("rich_text_title"):
        yield complain("must define either `title` or `rich_text_title`", place)


def _fits_a_table(block: Json, place: str) -> Iterator[str]:
    if counted(block["rows"]) > _LONGEST_TABLE:
        yield complain(f"must be less than {_LONGEST_TABLE + 1} characters", f"{place}/rows")


def _fits_a_data_table(block: Json, place: str) -> Iterator[str]:
    if len({len(row) for row in block["rows"]}) > 1:
        yield complain("all rows must have the same number of cells", f"{place}/rows")
    if any(cell["type"] == "rich_text" for cell in block["rows"][0]):
        yield complain("unsupported type: rich_text", f"{place}/rows/0")
    if counted(block["rows"]) > _LONGEST_DATA_TABLE:
        yield complain(f"must be less than {_LONGEST_DATA_TABLE + 1} characters", f"{place}/rows")


_CELL = by_type(
    {
        "raw_text": fields({"text": string(3000, 1)}),
        "raw_number": fields({"value": number, "text": string(3000, 1)}),
        "rich_text": RICH_TEXT,
    }
)
_COLUMN = fields({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})

_EVERYWHERE: Mapping[str, Rule] = {
    "section": also(
        _block({}, {"text": text(), "fields": items(text(2000), 10), "accessory": IN_SECTION, "expand": flag}),
        _says_something,
    ),
    "header": _block({"text": plain(150)}),
    "divider": _block({}),
    "image": also(_block({"alt_text": string(2000, 1)}, {**PICTURE, "title": plain(2000)}), shows_one_picture),
    "actions": _block({"elements": items(IN_ACTIONS, 25)}),
    "context": _block({"elements": items(by_type({"image": IMAGE, **text_kinds()}), 10)}),
    "rich_text": RICH_TEXT,
}
_INPUT: Mapping[str, Rule] = {
    "input": _block(
        {"label": plain(2000), "element": IN_INPUT}, {"hint": plain(2000), "optional": flag, "dispatch_action": flag}
    )
}
_TABLES: Mapping[str, Rule] = {
    "table": also(
        _block({"rows": items(items(_CELL, 20), 100)}, {"column_settings": items(_COLUMN, 20)}), _fits_a_table
    ),
    "data_table": also(
        _block(
            {"caption": string(3000, 1), "rows": items(items(_CELL, 20), 201, 2)},
            {"page_size": whole(1, 100), "row_header_column_index": whole(0, 19)},
        ),
        _fits_a_data_table,
    ),
    "container": also(
        _block(
            {"child_blocks": items(by_type(_EVERYWHERE), 10)},
            {
                "title": plain(150),
                "rich_text_title": RICH_TEXT,
                "subtitle": text(150),
                "width": one_of("narrow", "standard", "wide", "full"),
                "icon": IMAGE,
                "is_collapsible": flag,
                "default_collapsed": flag,
                "has_header_divider": flag,
            },
        ),
        _has_title,
    ),
}

# A block that only other surfaces know is of an unsupported type here; so is one this workspace cannot judge.
IN_MESSAGE = by_type({**_EVERYWHERE, **_INPUT, **_TABLES, "markdown": _block({"text": string(12_000, 1)})})
IN_MODAL = by_type(
    {
        **_EVERYWHERE,
        **_INPUT,
        "alert": _block({"text": text(200)}, {"level": one_of("default", "info", "warning", "error", "success")}),
    }
)
IN_HOME = by_type({**_EVERYWHERE, **_INPUT, **_TABLES})
